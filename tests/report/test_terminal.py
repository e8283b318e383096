"""The summary reads well in eighty columns, also in a CI log, and shows all that needs attention."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from rich.cells import cell_len

from pytest_checkout.readiness.results import ItemResult, State
from pytest_checkout.report import terminal
from tests.report.builders import Decided, a_result

GOLDEN = Path(__file__).parent / "golden"

A_BAD_MORNING = [
    a_result("PRO-01", State.NOT_READY, reason="The discount should be GBP 4.00, but is GBP 3.60.\nsecond line"),
    a_result("PRO-02", title="An expired code is refused", severity="critical", line=22),
    a_result("GAT-01", State.READY, disruptor="gateways", title="A good card pays", owner="payments", line=40),
    a_result(
        "GAT-02",
        State.UNKNOWN,
        disruptor="gateways",
        title="A declined card is refused in words and may be tried again",
        reason="Two buttons fit 'place the order' on the page for reviewing the order, and the robot does not guess.",
        owner="payments",
        backup="",
        runbook="https://wiki.example.com/runbooks/payments/declines-and-what-to-do-about-them-when-they-do-not-show",
        line=47,
    ),
    a_result("LOC-01", State.NOT_RUN, disruptor="locales", owner="web", line=61),
    a_result("LOC-02", State.NOT_RUN, disruptor="locales", owner="web", line=66),
    a_result(
        "SHI-03",
        State.NOT_APPLICABLE,
        disruptor="shipping",
        reason="the store has no pickup: no shops of our own (declared by logistics)",
    ),
    a_result("INV-01", State.WAIVED, disruptor="inventory", reason="accepted by Ana until 2026-12-01"),
]
NO_GO = Decided(
    "NO-GO",
    (
        "PRO-01 is not ready and blocks: The discount should be GBP 4.00, but is GBP 3.60. (owner: growth)",
        "GAT-02 could not be looked at and blocks (owner: payments)",
    ),
)


def test_a_bad_morning() -> None:
    compare("bad-morning.txt", A_BAD_MORNING, NO_GO)


def test_a_good_morning_shows_no_empty_columns() -> None:
    ready = [a_result(f"PRO-{n:02}") for n in range(6)] + [a_result("LOC-01", disruptor="locales")]
    compare("good-morning.txt", ready, Decided("GO", ("every blocker is ready",)))


def test_what_is_open_for_one_and_the_same_reason_is_told_once() -> None:
    down = [
        a_result(f"PRO-{n:02}", State.UNKNOWN, reason="the store does not answer", owner=owner, call=owner)
        for n, owner in enumerate(("growth", "growth", "web"), start=1)
    ]
    two_alike = [a_result(f"GAT-{n:02}", State.NOT_READY, reason="dead") for n in (1, 2)]
    told = terminal.lines([*down, *two_alike], Decided("NO-GO", ("a rule: no. why\nto turn it: repair",)))
    assert told[told.index("UNKNOWN  PRO-01, PRO-02, PRO-03") + 1 :][:5] == [
        "  all 3: the store does not answer",
        "  owners: growth, web",
        "  call: growth",
        "  call: web",
        "",
    ]
    assert sum(line.startswith("NOT READY  GAT-0") for line in told) == 2
    assert told[-2:] == ["  - a rule: no. why", "    to turn it: repair"]


def test_the_age_of_the_oldest_evidence_stands_in_the_table() -> None:
    now = datetime(2026, 11, 20, 9, tzinfo=UTC)
    results = [a_result(at=(now - timedelta(hours=hours)).isoformat()) for hours in (1, 26)] + [
        a_result(disruptor="gateways", state=State.NOT_RUN)
    ]
    heading, promotions, gateways, together, _ = terminal.table(results, now)
    assert heading.endswith("  oldest")
    assert (promotions[-7:], gateways.split()[-2:], together[-7:]) == ("1 d 2 h", ["1", "."], "1 d 2 h")


def test_nothing_at_all_still_tells_the_decision() -> None:
    assert terminal.lines([], Decided("UNDECIDED", ("no checklist was collected",))) == [
        "Decision: UNDECIDED",
        "  - no checklist was collected",
    ]


@pytest.mark.parametrize("word", ["ارفض الطلب", "割引コードが拒否されました", "x" * 30, "Größe"])
def test_no_line_is_wider_than_eighty_cells(word: str) -> None:
    long = " ".join([word] * 20)
    result = a_result(state=State.NOT_READY, title=long, reason=long, owner=word, disruptor=word)
    for line in terminal.lines([result], Decided("NO-GO", (long,))):
        assert cell_len(line) <= 80, line


def test_a_path_or_link_is_never_broken() -> None:
    link = "https://wiki.example.com/" + "very-long-" * 12
    path = "checklists/" + "deep/" * 20 + "daily.yaml"
    result = a_result(state=State.NOT_READY, runbook=link, file=path, reason="dead")
    printed = terminal.lines([result], Decided("NO-GO"))
    assert any(link in line for line in printed)
    assert any(f"{path}:14" in line for line in printed)


def test_square_brackets_are_text() -> None:
    """rich would take them for its own markup and swallow them."""
    result = a_result(state=State.NOT_READY, reason="saw [red]raw keys[/red] checkout[0]", disruptor="[bold]odd")
    printed = "\n".join(terminal.lines([result], Decided("NO-GO")))
    assert "saw [red]raw keys[/red] checkout[0]" in printed
    assert "[bold]odd" in printed


def test_only_characters_that_any_log_shows() -> None:
    for line in terminal.lines(A_BAD_MORNING, NO_GO):
        line.encode("ascii")
        assert "\x1b" not in line


def compare(name: str, results: list[ItemResult], decision: Decided) -> None:
    """Compare with the stored text, read by eye once. To renew it: delete the file and run the test."""
    printed = "\n".join(terminal.lines(results, decision)) + "\n"
    stored = GOLDEN / name
    if not stored.exists():
        stored.write_text(printed, encoding="utf-8")
        pytest.fail(f"{stored} was written; read it, and run again")
    assert printed == stored.read_text(encoding="utf-8")
