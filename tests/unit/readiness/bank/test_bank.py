"""The bank gives back what was recorded, for the same store, deploy, configuration and checklist only."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from pytest_checkout.readiness.bank import Bank, BankError, Scope, Writer, verify
from tests.unit.readiness.bank.builders import DAY, SCOPE, Clock, a_bank, outcomes, put, record
from tests.unit.readiness.trials.builders import a_trial


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "bank.sqlite"


def test_a_trial_comes_back_as_it_was(path: Path) -> None:
    clock = Clock()
    told = a_trial("F", stage="payment", reason="„Weiter“ tut nichts", shares=("account:jane", "node:web-3"), run="r1")
    with Bank.to_write(path) as bank:
        told = put(Writer(bank, clock), "PRO-01", told)
        assert bank.evidence(SCOPE, now=clock.now, at_most=DAY) == {"PRO-01": (told,)}


def test_evidence_outlives_the_process_and_is_in_the_order_of_time(path: Path) -> None:
    clock = Clock()
    a_bank(path, ".F", writers=["zoe"], clock=clock)
    clock.passes(minutes=1)
    a_bank(path, "?.", writers=["ann"], clock=clock)

    with Bank.to_read(path) as bank:
        assert outcomes(bank) == ["clean", "failed", "could not look", "clean"]


@pytest.mark.parametrize("part", ["store", "deploy", "configuration", "checklist"])
def test_trials_start_again_when_one_part_changes(path: Path, part: str) -> None:
    a_bank(path)
    with Bank.to_read(path) as bank:
        changed = replace(SCOPE, **{part: "another"})
        assert bank.evidence(changed, now=Clock().now, at_most=DAY) == {}


def test_without_a_deploy_only_the_trials_of_the_same_run_count(path: Path) -> None:
    unknown, clock = Scope("shop", "", "c0ffee", "dea1"), Clock()
    with Bank.to_write(path) as bank:
        record(Writer(bank, clock, run="monday"), "PRO-01", "..", unknown)
        record(Writer(bank, clock, run="tuesday"), "PRO-01", "F", unknown)

        assert bank.evidence(unknown, now=clock.now, at_most=DAY) == {}
        monday = bank.evidence(unknown, now=clock.now, at_most=DAY, run="monday")
        assert [str(trial.outcome) for trial in monday["PRO-01"]] == ["clean", "clean"]


def test_old_evidence_does_not_count(path: Path) -> None:
    a_bank(path)
    with Bank.to_read(path) as bank:
        assert len(outcomes(bank, now=Clock().now + DAY)) == 3
        assert len(outcomes(bank, now=Clock().now + DAY + timedelta(seconds=1))) == 2
        assert outcomes(bank, now=Clock().now + 2 * DAY) == []


def test_a_chain_goes_on_where_its_writer_stopped(path: Path) -> None:
    a_bank(path, "..")
    a_bank(path, "..")
    with Bank.to_read(path) as bank:
        assert {writer: head.number for writer, head in bank.heads().items()} == {"ann": 4}
        assert verify(bank).faults == ()


def test_a_trial_that_does_not_end_is_in_flight_and_settled_as_one_that_could_not_look(path: Path) -> None:
    clock = Clock()
    with Bank.to_write(path) as bank:
        killed = Writer(bank, clock, name="killed", run="monday")
        killed.begin("PRO-01", SCOPE)
        assert [(writer, item) for writer, item, _ in bank.flights()] == [("killed", "PRO-01")]

        clock.passes(minutes=5)
        later = Writer(bank, clock, name="later", run="tuesday")
        assert later.settle(longest=timedelta(minutes=10)) == 0
        clock.passes(minutes=6)
        assert later.settle(longest=timedelta(minutes=10)) == 1

        assert (bank.flights(), outcomes(bank)) == ([], ["could not look"])
        (lost,) = bank.evidence(SCOPE, now=clock.now, at_most=DAY)["PRO-01"]
        assert (lost.reason_code, lost.run, lost.at) == ("trial-lost", "monday", Clock().now)

        killed.finish(1, a_trial(".", at=clock.now))  # it was only slow
        assert outcomes(bank) == ["could not look", "clean"]
        assert verify(bank).faults == ()


def test_several_lost_trials_are_settled_all_or_none(path: Path) -> None:
    clock = Clock()
    with Bank.to_write(path) as bank:
        killed = Writer(bank, clock, name="killed")
        for _ in range(3):
            killed.begin("PRO-01", SCOPE)
        clock.passes(hours=1)
        later = Writer(bank, clock, name="later")
        with bank.transaction() as connection:
            connection.exec_driver_sql(
                "CREATE TRIGGER fails BEFORE INSERT ON records WHEN NEW.number = 2 BEGIN SELECT RAISE(ABORT, 'no'); END"
            )
        with pytest.raises(BankError):
            later.settle(longest=timedelta(minutes=10))
        assert (len(bank.flights()), outcomes(bank)) == (3, [])

        with bank.transaction() as connection:
            connection.exec_driver_sql("DROP TRIGGER fails")
        assert later.settle(longest=timedelta(minutes=10)) == 3
        assert verify(bank).faults == ()


def test_a_ticket_ends_once(path: Path) -> None:
    with Bank.to_write(path) as bank:
        writer = Writer(bank, Clock(), name="ann")
        with pytest.raises(ValueError, match="no trial 1 of ann is in flight"):
            writer.finish(1, a_trial())
        writer.finish(writer.begin("PRO-01", SCOPE), a_trial())
        with pytest.raises(ValueError, match="no trial 1 of ann is in flight"):
            writer.finish(1, a_trial())


def test_two_who_write_in_one_name_are_told(path: Path) -> None:
    clock = Clock()
    with Bank.to_write(path) as bank:
        one, two = Writer(bank, clock, name="ann"), Writer(bank, clock, name="ann")
        record(one, "PRO-01", ".")
        with pytest.raises(BankError, match="two processes that write in one name"):
            two.write("note", "shop", clock.now, {})
        record(one, "PRO-01", ".")
        assert verify(bank).faults == ()
