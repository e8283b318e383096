"""After runs of the whole library the store is as it was before: nothing that a scenario changed stays changed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from ruamel.yaml import YAML

from pytest_checkout.wirefaults import command
from tests.demo.running import announced, launched
from tests.demo.store_walk import BackOffice
from tests.demo.test_postgresql import needs_server
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


# -- the library, twice in a row on one store, by two workers and each time in another order --

TWO_RUNS = 3600
"""Seconds after which a run is called hung: on one store those who change it go one after the other."""


@pytest.fixture
def where(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """A store on PostgreSQL that outlives its runs, whose services can be made to fail."""
    environment = {"CHECKOUT_DEMO_DATABASE": "postgresql", "CHECKOUT_DEMO_STAND_BEFORE": json.dumps(command())}
    with launched(tmp_path / "data", "--with-parent", environment=environment) as process:
        where = announced(process)
        monkeypatch.setenv("CHECKOUT_DEMO_TOKEN", where["token"])
        monkeypatch.setenv("CHECKOUT_DEMO_GATEWAY_KEY", where["gateway_key"])
        yield where


def behind_the_store(where: dict[str, str]) -> dict[str, Any]:
    """What tests may have arranged at the services, and what is on its way to them."""
    gateway = {"auth": (where["gateway_key"], ""), "timeout": 10}
    wires = {}
    for proxy in YAML(typ="safe").load(Path(where["profile"]))["proxies"].values():
        token = {"Authorization": f"Bearer {where['token']}"}
        wires |= requests.get(f"{proxy['control']}/wires", headers=token, timeout=10).json()
    return {
        "waiting for a system": BackOffice(where).get("outbox"),
        "refused by the order management system": requests.get(f"{where['oms_url']}/refusals", timeout=10).json(),
        "label printer": requests.get(f"{where['carrier_url']}/printer", timeout=10).json(),
        "counted by the inventory system": requests.get(f"{where['inventory_url']}/stock", timeout=10).json(),
        "arranged at the gateway": requests.get(f"{where['gateway_url']}/control/payers", **gateway).json(),
        "faults before services": {name: wire["faults"] for name, wire in wires.items()},
    }


@needs_server
@pytest.mark.slow
def test_the_library_is_ready_twice_in_any_order_and_leaves_the_store_as_it_was(
    where: dict[str, str], tmp_path: Path
) -> None:
    office, seen = BackOffice(where), []
    before, behind = office.get(""), behind_the_store(where)

    for seed in (1, 2):
        run = run_trial(
            tmp_path / f"report-{seed}",
            f"--checkout-store={where['profile']}",
            f"--randomly-seed={seed}",
            checklist="library",
            bound=TWO_RUNS,
        )
        findings = {item for family in FAMILIES for item in family.findings}
        assert run.ids("not ready") == findings, run.reasons("not ready", "unknown")
        assert run.ids("ready") == {item["id"] for item in run.readiness["items"]} - findings, run.reasons("unknown")
        seen.append({item["id"]: item["state"] for item in run.readiness["items"]})

    assert seen[0] == seen[1]
    assert left_behind(before, office.get(""), office.get("orders")) == []
    assert differences(behind, behind_the_store(where)) == []
