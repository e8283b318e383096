"""After a run of a whole family the store is as it was before: nothing that a scenario changed stays changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.demo.running import announced, launched
from tests.demo.store_walk import BackOffice
from tests.e2e.faulty_runs import FAMILIES
from tests.e2e.pristine import differences, left_behind
from tests.e2e.trial import run_trial


def test_a_difference_is_named_by_its_place() -> None:
    before = {"orders": 3, "stock": [{"sku": "MUG", "available": 1}], "theme": {"name": "classic"}}
    after = {"orders": 9, "stock": [{"sku": "MUG", "available": 0}], "theme": {"name": "classic"}, "clock": "+1 day"}
    assert differences(before, after) == ["clock: None, then '+1 day'", "stock.MUG.available: 1, then 0"]


def test_the_same_in_another_order_is_no_difference() -> None:
    one, other = {"name": "one", "active": True}, {"name": "other", "active": False}
    assert differences({"plugins": [one, other]}, {"plugins": [other, one]}) == []


def shop(available: int, uses: int, uses_left: int | None = None) -> dict[str, object]:
    return {
        "orders": 0,
        "stock": [{"sku": "MUG", "available": available}],
        "codes": [{"code": "TEN", "uses": uses, "uses_left": uses_left}],
    }


ONE_MUG = [{"lines": [{"sku": "MUG", "quantity": 1}]}]


def test_what_was_sold_is_gone_and_no_more() -> None:
    assert left_behind(shop(5, 0), shop(4, 1), ONE_MUG) == []
    assert left_behind(shop(5, 0), shop(3, 1), ONE_MUG) == ["stock.MUG.available: 5, then 3"]
    assert left_behind(shop(5, 0), shop(6, 0), ONE_MUG) == ["stock.MUG.available: 5, then 6"]


def test_a_code_for_one_use_is_as_it_was() -> None:
    assert left_behind(shop(5, 0, 1), shop(5, 1, 0), []) == [
        "codes.TEN.uses: 0, then 1",
        "codes.TEN.uses_left: 1, then 0",
    ]


@pytest.mark.slow
@pytest.mark.parametrize("checklist", [f"library/{family.name}" for family in FAMILIES if family.name != "daily"])
def test_a_family_leaves_the_store_as_it_was(checklist: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with launched(tmp_path / "data", "--with-parent") as process:
        where = announced(process)
        monkeypatch.setenv("CHECKOUT_DEMO_TOKEN", where["token"])
        monkeypatch.setenv("CHECKOUT_DEMO_GATEWAY_KEY", where["gateway_key"])
        office = BackOffice(where)
        before = office.get("")
        run_trial(tmp_path / "report", f"--checkout-store={where['profile']}", "-n0", checklist=checklist)
        assert left_behind(before, office.get(""), office.get("orders")) == []
