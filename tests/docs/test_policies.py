"""Every policy that a profile may declare is read by some check, and the page that explains it names who holds it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pytest_checkout.store.profile import Policies

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "store-profile.md").read_text(encoding="utf-8")
CODE = "".join(
    path.read_text(encoding="utf-8")
    for path in (ROOT / "pytest_checkout").rglob("*.py")
    if "demo" not in path.parts and path.name != "promises.py"
)


@pytest.mark.parametrize("name", Policies.model_fields)
def test_a_policy_is_read_by_something(name: str) -> None:
    assert re.search(rf"policies\.{name}\b", CODE)


@pytest.mark.parametrize("name", [name for name in Policies.model_fields if name != "orders_in_production"])
def test_a_policy_is_explained_with_the_scenarios_that_hold_the_store_to_it(name: str) -> None:
    alias = Policies.model_fields[name].alias or name
    [row] = [line for line in PAGE.splitlines() if line.startswith(f"| `{alias}` |")]
    [feature] = re.findall(r"`(features/[\w/]+\.feature)`", row)
    assert (ROOT / feature).exists()
