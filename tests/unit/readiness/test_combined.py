"""What the rows of a combination came to, in words: pairs covered, and the pair or value that fails."""

from __future__ import annotations

from datetime import date

from pytest_checkout.checklist.pairwise import Factors
from pytest_checkout.readiness.combined import STAGE, explained
from pytest_checkout.readiness.results import Evidence, ItemResult, State

FACTORS = Factors((("theme", ("classic", "compact")), ("badge", ("on", "off"))))
DAY = date(2026, 11, 26)


def row(theme: str, badge: str, state: State = State.READY) -> Evidence:
    return Evidence("a::b", state, facts=((STAGE, "theme", theme), (STAGE, "badge", badge), ("cart", "total", "1")))


def told(*rows: Evidence) -> tuple[str, str]:
    """The reason of the item, and what is said of its pairs."""
    where = {"checklist": "c", "disruptor": "plugins", "severity": "blocker", "owner": "web", "backup": "", "file": "c"}
    item = ItemResult(
        "PLU-42", "T", **where, state=State.NOT_READY, reason="dead", reason_code="", line=1, evidence=rows
    )
    result, note = explained(item, FACTORS, DAY)
    return result.reason, note


def test_every_pair_that_was_tried_counts() -> None:
    assert told(row("classic", "on"), row("compact", "off"))[1] == "PLU-42: covered 2 of 4 pairs on 2026-11-26"


def test_a_row_that_nobody_could_look_at_counts_for_none() -> None:
    assert told(row("classic", "on"), row("compact", "off", State.UNKNOWN))[1].startswith(
        "PLU-42: covered 1 of 4 pairs"
    )


def test_the_failing_pair_stands_in_the_reason() -> None:
    rows = (row("classic", "on"), row("classic", "off"), row("compact", "off"), row("compact", "on", State.NOT_READY))
    assert told(*rows) == (
        "dead; failing pair: badge on x theme compact",
        "PLU-42: covered 4 of 4 pairs on 2026-11-26; failing pair: badge on x theme compact",
    )


def test_a_value_that_fails_with_everything_stands_alone() -> None:
    rows = [row("classic", badge) for badge in ("on", "off")]
    rows += [row("compact", badge, State.NOT_READY) for badge in ("on", "off")]
    assert told(*rows)[0] == "dead; failing value: theme compact"


def test_what_the_rows_do_not_tell_apart_is_named_together() -> None:
    assert told(row("classic", "on"), row("compact", "off", State.NOT_READY))[0] == (
        "dead; failing value: one of theme compact; badge off"
    )
