"""A roster tells who answers at every minute, and every minute at which nobody does."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from pytest_checkout.errors import ProblemsError
from pytest_checkout.readiness import roster_file
from pytest_checkout.readiness.findings import Weight
from pytest_checkout.readiness.roster import Gap, Roster
from tests.unit.readiness.files import mistakes, utc, written

HALF_AN_HOUR = timedelta(minutes=30)
GOOD = """
    time zone: Europe/Berlin
    confirm every: 30d
    contacts:
      ada: {name: Ada Byron, reach: "+49 30 1", confirmed: 2026-11-01}
      grace: {name: Grace Hopper, reach: "#payments", confirmed: 2026-11-10, confirm every: 7d}
      mary: {name: Mary Somerville, reach: mary@shop.example}
    services:
      payments:
        - {days: [mon, tue, wed, thu, fri], from: "08:00", until: "20:00", primary: ada, backup: grace}
        - {days: [Monday, tue, wed, thu, fri], from: "20:00", until: "08:00", primary: grace, backup: ada}
        - {from: 2026-11-26 00:00, until: 2026-11-27 00:00, primary: grace, backup: ada}
      web-team:
        - {days: [mon, tue, wed, thu, fri, sat, sun], from: "00:00", until: "24:00", primary: ada, backup: grace}
"""


@pytest.fixture
def good(tmp_path: Path) -> Roster:
    return roster_file.load(written(tmp_path / "roster.yaml", GOOD))


def test_every_uncovered_minute_is_found(good: Roster) -> None:
    week = (utc("2026-11-15 23:00"), utc("2026-11-22 23:00"))  # Monday to Monday, in Berlin
    gaps = good.uncovered("payments", *week)
    assert gaps == [
        Gap("payments", utc("2026-11-15 23:00"), utc("2026-11-16 07:00")),
        Gap("payments", utc("2026-11-21 07:00"), utc("2026-11-22 23:00")),
    ]
    assert [gap.minutes for gap in gaps] == [480, 2400]
    assert good.uncovered("web-team", *week) == []


@pytest.mark.parametrize("night", ["2026-03-28", "2026-10-24"])
def test_no_gap_opens_when_clocks_change(good: Roster, night: str) -> None:
    start = utc(f"{night} 12:00")
    assert good.uncovered("web-team", start, start + timedelta(days=1)) == []


def test_who_is_on_call(good: Roster) -> None:
    [(primary, backup)] = good.on_call("payments", utc("2026-11-16 07:00"))
    assert (primary.id, backup.id) == ("ada", "grace")
    [(primary, backup)] = good.on_call("payments", utc("2026-11-17 06:59"))  # the night shift of Monday
    assert (primary.id, backup.id) == ("grace", "ada")
    assert good.on_call("payments", utc("2026-11-21 07:00")) == []


def test_a_shift_for_a_certain_day_comes_first(good: Roster) -> None:
    assert [primary.id for primary, _ in good.on_call("payments", utc("2026-11-26 12:00"))] == ["grace", "ada"]


def called(roster: Roster, service: str, since: str, now: str) -> str:
    return str(roster.whom_to_call(service, utc(since), utc(now), HALF_AN_HOUR))


def test_the_primary_is_called_first_and_the_backup_when_time_is_up(good: Roster) -> None:
    monday = "2026-11-16 08:00"
    assert called(good, "payments", monday, "2026-11-16 08:29") == "Ada Byron (+49 30 1): primary of payments"
    assert called(good, "payments", monday, "2026-11-16 08:30") == (
        "Grace Hopper (#payments): backup of payments, because Ada Byron had 30 minutes"
    )


def test_somebody_whom_nobody_confirmed_is_passed_over(good: Roster) -> None:
    friday = "2026-11-20 20:00"  # Grace's week is over, and she has the night
    assert called(good, "payments", friday, friday) == (
        "Ada Byron (+49 30 1): backup of payments, because nobody confirmed that Grace Hopper can be reached"
    )


def test_a_late_call_does_not_go_to_a_backup_whom_nobody_confirmed(good: Roster) -> None:
    assert called(good, "payments", "2026-11-20 10:00", "2026-11-20 12:00") == (
        "Ada Byron (+49 30 1): primary of payments"
    )


def test_when_nobody_was_confirmed_that_is_said(good: Roster) -> None:
    assert called(good, "payments", "2027-01-04 10:00", "2027-01-04 10:00") == (
        "Ada Byron (+49 30 1): primary of payments; nobody confirmed that either of the two can be reached"
    )


def test_nobody_on_call_and_no_such_service_are_said(good: Roster) -> None:
    sunday = "2026-11-22 12:00"
    assert called(good, "payments", sunday, sunday) == "payments: nobody is on call now"
    assert called(good, "marketing", sunday, sunday) == "marketing (not in roster.yaml)"


def test_a_service_that_does_not_exist_is_named_with_the_nearest(good: Roster) -> None:
    with pytest.raises(KeyError, match="no service named 'payment'. Did you mean 'payments'"):
        good.uncovered("payment", utc("2026-11-16 08:00"), utc("2026-11-17 08:00"))


def test_a_confirmation_counts_from_its_day_for_its_time(good: Roster) -> None:
    grace = good.contacts["grace"]
    moments = ["2026-11-09 22:59", "2026-11-09 23:00", "2026-11-16 22:59", "2026-11-16 23:00"]
    assert [grace.is_confirmed(utc(moment)) for moment in moments] == [False, True, True, False]
    assert not good.contacts["mary"].is_confirmed(utc("2026-11-16 12:00"))


def test_gaps_and_unconfirmed_contacts_and_missing_owners_leave_the_gate_undecided(good: Roster) -> None:
    found = list(good.findings(utc("2026-11-20 07:00"), utc("2026-11-22 12:00"), ["payments", "payment"]))
    assert {finding.weight for finding in found} == {Weight.UNDECIDED}
    assert mistakes(Exception("\n".join(map(str, found)))) == [
        "roster.yaml:8: payments: nobody is on call from 2026-11-21 08:00 Europe/Berlin to 2026-11-22 13:00 "
        "Europe/Berlin (1740 minutes)",
        "roster.yaml:5: Grace Hopper: not run: last confirmed on 2026-11-10, which is good for 7 days",
        "roster.yaml:1: payment: owns items and is not in the roster: no service named 'payment'. Did you mean "
        "'payments'? Known: payments, web-team.",
    ]


def test_a_contact_without_a_shift_need_not_be_confirmed(good: Roster) -> None:
    subjects = {finding.subject for finding in good.findings(utc("2026-11-16 08:00"), utc("2026-11-16 09:00"))}
    assert "Mary Somerville" not in subjects


def test_one_who_was_never_confirmed_is_not_run(tmp_path: Path) -> None:
    never = GOOD.replace("reach: mary@shop.example", "reach: m").replace("primary: grace", "primary: mary")
    roster = roster_file.load(written(tmp_path / "roster.yaml", never))
    found = {each.subject: each.message for each in roster.findings(utc("2026-11-16 08:00"), utc("2026-11-16 09:00"))}
    assert found == {"Mary Somerville": "not run: nobody ever confirmed that this contact can be reached"}


def test_every_mistake_is_told_at_once_at_its_line(tmp_path: Path) -> None:
    path = written(
        tmp_path / "roster.yaml",
        """
        confirm every: often
        contacts:
          ada: {name: Ada, reach: "1", confirmed: 2026-02-30}
          grace: {nam: Grace, reach: 49}
          mary: Mary
        services:
          payments:
            - {days: [mon, tusday], from: "8:00", until: "20:00", primary: ada, backup: ada}
            - {days: [], from: "24:00", until: "25:00", primary: adda, backup: grace}
            - {from: 2026-11-26 00:00, until: 2026-11-25, primary: ada}
          web-team: {days: [mon]}
        """,
    )
    with pytest.raises(ProblemsError) as caught:
        roster_file.load(path)
    assert mistakes(caught.value) == [
        "roster.yaml:1: 'confirm every': 'often' is not a duration; write a number and s, m, h or d, as in '30m', "
        "'24h' or '7d'.",
        "roster.yaml:3: 'confirmed': '2026-02-30' is not a day; write it as in '2026-12-24'.",
        "roster.yaml:4: 'name' is missing.",
        "roster.yaml:4: 'reach' should be text; put it in quotes, as written, because YAML reads it as a number or a "
        "date.",
        "roster.yaml:4: unknown key 'nam'. Did you mean 'name'? Known: name, reach, confirmed, confirm every.",
        "roster.yaml:5: 'mary' should hold keys and values.",
        "roster.yaml:8: 'ada' cannot be their own backup; 'backup' is somebody else.",
        "roster.yaml:8: 'from': '8:00' is not a time of day; write it in quotes, as in '\"08:00\"'.",
        "roster.yaml:8: 'tusday' is not a weekday. Did you mean 'tuesday'? Known: monday, mon, tuesday, tue, "
        "wednesday, wed, thursday, thu, friday, fri, saturday, sat, sunday, sun.",
        "roster.yaml:9: 'days' should be a list with at least one text in it.",
        "roster.yaml:9: 'from': '24:00' is not a time of day; write it in quotes, as in '\"08:00\"'.",
        "roster.yaml:9: 'until': '25:00' is not a time of day; write it in quotes, as in '\"08:00\"'.",
        "roster.yaml:9: no contact named 'adda'. Did you mean 'ada'? Known: ada, grace.",
        "roster.yaml:10: 'backup' is missing.",
        "roster.yaml:10: 'until' is not after 'from'.",
        "roster.yaml:11: 'web-team' should be a list: one '-' per entry.",
    ]


def test_a_file_without_its_parts_says_which(tmp_path: Path) -> None:
    with pytest.raises(ProblemsError) as caught:
        roster_file.load(written(tmp_path / "roster.yaml", "time zone: Europe/Berlin"))
    assert mistakes(caught.value) == ["roster.yaml:1: 'contacts' is missing.", "roster.yaml:1: 'services' is missing."]


def test_a_time_without_a_zone_is_refused(good: Roster) -> None:
    with pytest.raises(ValueError, match="has no time zone"):
        good.on_call("payments", datetime(2026, 11, 16, 8))
