"""One running demo store for all tests of the store, put back as it was before each."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.demo.running import announced, launched
from tests.demo.store_walk import BackOffice


@pytest.fixture(scope="session")
def where(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Where the store and its services are."""
    with launched(tmp_path_factory.mktemp("demo") / "data", "--with-parent") as process:
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
