"""A waiver holds until its expiry, never makes an item ready, and is red from then on."""

from __future__ import annotations

from pathlib import Path

import pytest

from pytest_checkout.errors import ProblemsError
from pytest_checkout.readiness import waivers
from pytest_checkout.readiness.findings import Weight
from pytest_checkout.readiness.results import ItemResult, State
from pytest_checkout.readiness.waivers import Score
from tests.unit.readiness.files import mistakes, utc, written

ITEMS = ("PRO-01", "PRO-02", "GAT-01")
NOW = utc("2026-11-20 12:00")
GOOD = """
    time zone: Europe/Berlin
    waivers:
      - item: PRO-02
        owner: marketing
        approver: head of e-commerce
        reason: the code is not advertised before Friday
        expiry: 2026-11-27
"""


def result(item: str = "PRO-02", state: State = State.NOT_READY) -> ItemResult:
    return ItemResult(
        item,
        "A title",
        "daily",
        "promotions",
        "blocker",
        "marketing",
        "",
        state,
        "GBP 5.00 too much",
        "wrong-amount",
        "daily.yaml",
        3,
    )


@pytest.fixture
def good(tmp_path: Path) -> tuple[waivers.Waiver, ...]:
    return waivers.load(written(tmp_path / "waivers.yaml", GOOD), ITEMS, NOW)


def test_no_file_is_no_waiver(tmp_path: Path) -> None:
    assert waivers.load(tmp_path / "waivers.yaml", ITEMS, NOW) == ()


@pytest.mark.parametrize("state", [State.NOT_READY, State.UNKNOWN, State.NOT_RUN])
def test_an_open_item_is_waived_and_its_own_reason_stays_readable(
    good: tuple[waivers.Waiver, ...], state: State
) -> None:
    waived = waivers.apply([result(state=state)], good, NOW)[0]
    assert waived.state is State.WAIVED
    assert waived.reason == (
        "waived until 2026-11-27 23:00 UTC by marketing, approved by head of e-commerce: the code is not advertised "
        f"before Friday (it is {state}: GBP 5.00 too much)"
    )
    assert waived.reason_code == "waived-wrong-amount"


@pytest.mark.parametrize("state", [State.READY, State.NOT_APPLICABLE])
def test_what_needs_no_waiver_keeps_its_state(good: tuple[waivers.Waiver, ...], state: State) -> None:
    assert waivers.apply([result(state=state)], good, NOW) == [result(state=state)]


def test_other_items_are_not_waived(good: tuple[waivers.Waiver, ...]) -> None:
    assert waivers.apply([result("PRO-01")], good, NOW) == [result("PRO-01")]


def test_a_waiver_ends_with_the_last_minute_of_its_day_where_the_store_is(good: tuple[waivers.Waiver, ...]) -> None:
    assert waivers.apply([result()], good, utc("2026-11-27 22:59"))[0].state is State.WAIVED
    assert waivers.apply([result()], good, utc("2026-11-27 23:00"))[0].state is State.NOT_READY


def test_an_expired_waiver_is_red_and_says_what_to_do(good: tuple[waivers.Waiver, ...]) -> None:
    [before] = waivers.findings(good, utc("2026-11-27 22:59"))
    [after] = waivers.findings(good, utc("2026-11-27 23:00"))
    assert before.weight is Weight.NOTE
    assert after.weight is Weight.NO_GO
    assert str(after).endswith(
        "waivers.yaml:3: PRO-02: the waiver expired at 2026-11-27 23:00 UTC (marketing, approved by head of "
        "e-commerce: the code is not advertised before Friday); repair the item or renew it"
    )


def test_the_score_never_counts_a_waived_item_as_ready(good: tuple[waivers.Waiver, ...]) -> None:
    results = [result("PRO-01", State.READY), result(), result("GAT-01", State.NOT_APPLICABLE)]
    assert waivers.score(results) == Score(ready=1, waived=0, counted=2)
    after = waivers.score(waivers.apply(results, good, NOW))
    assert after == Score(ready=1, waived=1, counted=2)
    assert str(after) == "1 of 2 ready; 1 of 1 without the waived"


def test_every_mistake_is_told_at_once_at_its_line(tmp_path: Path) -> None:
    path = written(
        tmp_path / "waivers.yaml",
        """
        time zone: Europe/Berln
        waivers:
          - item: PRO-03
            owner: Ada Byron
            approver: ada  byron
            reason: ""
            expiry: soon
          - item: PRO-01
            owner: Ada
            aprover: Grace
            reason: no time
            expiry: 2027-11-27
          - item: PRO-01
            owner: Ada
            approver: Grace
            reason: twice
            expiry: 2026-13-27
          - PRO-02
        """,
    )
    with pytest.raises(ProblemsError) as caught:
        waivers.load(path, ITEMS, NOW)
    assert mistakes(caught.value) == [
        "waivers.yaml:1: 'time zone': no time zone named 'Europe/Berln'. Did you mean 'Europe/Berlin'? Names are those "
        "of the IANA database, as in 'Europe/Berlin'.",
        "waivers.yaml:3: no item has the id 'PRO-03'. Did you mean 'PRO-02'?",
        "waivers.yaml:5: 'ada  byron' cannot approve an exception of their own; 'approver' is somebody else.",
        "waivers.yaml:6: 'reason' is empty.",
        "waivers.yaml:7: 'expiry': 'soon' is not a moment; write a day, or a day and a time, as in '2026-11-20 18:00'.",
        "waivers.yaml:8: 'approver' is missing.",
        "waivers.yaml:10: unknown key 'aprover'. Did you mean 'approver'? Known: item, owner, approver, reason, "
        "expiry.",
        "waivers.yaml:12: 'expiry': a waiver lasts at most 90 days, and this one longer.",
        "waivers.yaml:13: 'PRO-01' is already waived at line 8.",
        "waivers.yaml:17: 'expiry': '2026-13-27' is not a day; write it as in '2026-12-24'.",
        "waivers.yaml:18: an entry of 'waivers' should hold keys and values.",
    ]
