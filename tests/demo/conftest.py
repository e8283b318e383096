"""One running demo store for all tests of the store, put back as it was before each."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from pytest_checkout.wirefaults import command
from tests.demo.running import announced, launched
from tests.demo.store_walk import BackOffice


@pytest.fixture(scope="session")
def where(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Where the store and its services are; the store reaches them through a proxy that can make them fail."""
    proxy = {"CHECKOUT_DEMO_STAND_BEFORE": json.dumps(command())}
    with launched(tmp_path_factory.mktemp("demo") / "data", "--with-parent", environment=proxy) as process:
        yield announced(process)


@pytest.fixture
def office(where: dict[str, str]) -> BackOffice:
    """The back office of a store that has its first theme, plugins, stock and codes, and no breakage."""
    office = BackOffice(where)
    office.put("theme", name="classic")
    now = office.get("")
    for kind in ("plugins", "breakages"):
        for switch in now[kind]:
            if switch["active"] != (switch["name"] == "loyalty-badge"):
                office.put(f"{kind}/{switch['name']}", active=not switch["active"])
    office.put("stock/KIT-TEAPOT", available=1)
    office.put("stock/HOME-LAMP", available=0)
    office.put("codes/JUSTONCE", uses=0)
    return office
