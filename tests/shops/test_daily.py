"""The daily checklist runs with the profile that discover writes, and no item is not ready for the robot's own fault.

Each shop is met as by a stranger: its address, nothing else. What it lacks is unknown, cannot be provided; a finding
about the shop itself is named below. `make conformance` runs this; it takes minutes.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from pytest_checkout.demo import postgresql
from pytest_checkout.demo.errors import DemoError
from pytest_checkout.store import profile as profiles
from tests.discovery.running import discover
from tests.shops import daily, evershop, oscar, pretix

pytestmark = pytest.mark.slow
Opens = Callable[[Path], AbstractContextManager[str]]


@contextmanager
def a_pretix(folder: Path) -> Iterator[str]:
    with pretix.running(folder) as shop:
        yield shop.event


@contextmanager
def an_evershop(folder: Path) -> Iterator[str]:
    try:
        postgresql.programs()
    except DemoError as error:
        pytest.skip(str(error))
    if not shutil.which("npm"):
        pytest.skip("EverShop is installed by npm, which is not on this machine")
    with evershop.running(folder) as shop:
        yield shop.url


FINDINGS: dict[str, dict[str, str]] = {"pretix": {}, "Oscar": {}, "EverShop": {}}
"""Shop -> item -> what its reason says, of the items that are not ready because of the shop itself."""


@pytest.mark.parametrize(
    ("name", "opens", "least"),
    [
        ("pretix", a_pretix, 7),
        ("Oscar", oscar.running, 15),
        ("EverShop", an_evershop, 9),
    ],
)
def test_no_item_is_not_ready_for_the_robots_own_fault(tmp_path: Path, name: str, opens: Opens, least: int) -> None:
    (tmp_path / "shop").mkdir()
    with opens(tmp_path / "shop") as url:
        done = discover(url, "--output", tmp_path / "store.yaml")
        assert (done.returncode, done.stderr) == (0, "")
        assert profiles.load(tmp_path / "store.yaml").overrides == {}
        outcome = daily.shops_by(tmp_path / "store.yaml", tmp_path)
    assert outcome.unprovided == {}
    assert outcome.not_ready.keys() == FINDINGS[name].keys(), outcome.not_ready
    assert all(FINDINGS[name][item] in reason for item, reason in outcome.not_ready.items())
    assert len(outcome.ready) >= least, outcome.unknown
