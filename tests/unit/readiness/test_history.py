"""Past runs: episodes, how soon they were seen and mended, false alarms; and their pictures."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from pytest_checkout.readiness import history
from pytest_checkout.readiness.bank import Bank, BankError, Writer
from pytest_checkout.readiness.history import ItemHistory, PastRun, histories
from pytest_checkout.readiness.results import State
from pytest_checkout.report import plots
from tests.report.builders import a_result
from tests.unit.readiness.bank.builders import SCOPE, Clock

LETTERS = {
    "r": State.READY,
    "X": State.NOT_READY,
    "?": State.UNKNOWN,
    "-": State.NOT_RUN,
    "w": State.WAIVED,
}
HOUR = timedelta(hours=1)


def runs(deploys: str = "", **items: str) -> list[PastRun]:
    """One run an hour; the states of each item as letters, " " where the run did not know it."""
    count = max(len(letters) for letters in items.values())
    return [
        PastRun(
            at=Clock().now + number * HOUR,
            run=f"run-{number}",
            scope=replace(SCOPE, deploy=(deploys or "1" * count)[number].strip()),
            word="NO-GO" if any(letters[number] == "X" for letters in items.values()) else "GO",
            states={item: LETTERS[letters[number]] for item, letters in items.items() if letters[number] != " "},
        )
        for number in range(count)
    ]


def one(letters: str, deploys: str = "") -> ItemHistory:
    (item,) = histories(runs(deploys, PRO=letters))
    return item


def test_a_fault_is_detected_by_the_first_red_run_and_over_with_the_first_ready_one() -> None:
    item = one("rrXXXr")
    assert (item.faults, item.time_to_detect, item.time_to_recover) == (1, HOUR, 3 * HOUR)


def test_times_are_means_over_the_faults() -> None:
    item = one("rXXr" + "r--XXXXr")
    assert (item.faults, item.time_to_detect, item.time_to_recover) == (2, 2 * HOUR, 3 * HOUR)


def test_runs_that_could_not_tell_neither_begin_nor_end_a_fault() -> None:
    item = one("r?X-w?Xr")
    assert (item.faults, item.time_to_detect, item.time_to_recover) == (1, 2 * HOUR, 5 * HOUR)
    assert one("r??-w").faults == 0


def test_a_fault_that_lasts_has_no_time_to_recover_and_one_that_was_always_there_none_to_detect() -> None:
    assert one("rXX").time_to_recover is None
    assert one("XXr").time_to_detect is None
    assert one("rr").time_to_detect is None


def test_red_once_and_ready_again_with_nothing_changed_is_a_false_alarm() -> None:
    item = one("rrXrr")
    assert (item.false_alarms, item.faults, item.time_to_recover) == (1, 0, None)


@pytest.mark.parametrize(
    ("letters", "deploys"), [("rXXr", ""), ("rXr", "112"), ("rXr", "122"), ("rX", ""), ("Xr", ""), ("rXr", "   ")]
)
def test_everything_else_is_a_fault(letters: str, deploys: str) -> None:
    item = one(letters, deploys)
    assert (item.false_alarms, item.faults) == (0, 1)


def test_items_come_and_go() -> None:
    first, second = histories(runs(NEW="  rX", OLD="Xr  "))
    assert [str(state) for _, state in first.states] == ["ready", "not ready"]
    assert second.episodes[0].ended == Clock().now + HOUR


def test_a_run_is_kept_in_the_bank(tmp_path: Path) -> None:
    clock = Clock()
    results = [a_result(), a_result("PRO-02", State.NOT_READY)]
    run = PastRun.of(results, at=clock.now, run="r1", scope=SCOPE, word="NO-GO", seconds=61.5)
    with Bank.to_write(tmp_path / "bank.sqlite") as bank:
        writer = Writer(bank, clock)
        history.save(writer, run)
        history.save(writer, replace(run, scope=replace(SCOPE, store="another")))
        assert history.load(bank, "shop", now=clock.now, at_most=HOUR) == (run,)
        assert history.load(bank, "shop", now=clock.now + 2 * HOUR, at_most=HOUR) == ()

        writer.write("run", "shop", clock.now, {"run": "r2"})
        with pytest.raises(BankError, match="record 3 of .* holds no run"):
            history.load(bank, "shop", now=clock.now, at_most=HOUR)


def shapes(svg: str, tag: str) -> list[ET.Element]:
    return ET.fromstring(svg).findall(f".//{{http://www.w3.org/2000/svg}}{tag}")


def test_the_trend_has_a_bar_per_run_as_high_as_its_items() -> None:
    svg = plots.trend(runs(A="rrX", B="rX?", C="rrr"))
    heights = [float(rect.attrib["height"]) for rect in shapes(svg, "rect")]
    assert heights == [120, 80, 40, 40, 40, 40]
    assert [title.text for title in shapes(svg, "title")] == [
        "Items by state, one bar per run",
        "2026-11-27 07:00 GO: 3 ready",
        "2026-11-27 08:00 NO-GO: 2 ready, 1 not ready",
        "2026-11-27 09:00 NO-GO: 1 ready, 1 not ready, 1 unknown",
    ]


def test_each_item_has_a_row_and_each_run_a_square_in_its_column() -> None:
    svg = plots.timelines(histories(runs(A="rX ", B=" rr")))
    places = [(float(rect.attrib["x"]), float(rect.attrib["y"])) for rect in shapes(svg, "rect")]
    assert places == [(90, 0), (106, 0), (106, 18), (122, 18)]


def test_states_differ_by_more_than_their_colour() -> None:
    svg = plots.timelines(histories(runs(A="rX?-w")))
    assert [text.text for text in shapes(svg, "text")] == ["A", "×", "?", "–", "w"]


def test_names_cannot_break_out_of_a_picture() -> None:
    (run,) = runs(A="r")
    svg = plots.timelines(histories([replace(run, states={"<script>": State.READY})]))
    assert "<script>" not in svg


def test_pictures_of_nothing_are_pictures() -> None:
    assert shapes(plots.trend([]), "rect") == shapes(plots.timelines([]), "rect") == []
