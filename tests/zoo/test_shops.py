"""The shops themselves: no knowledge of the reader in them, a fragment for every look, orders only where one may."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.zoo.pages import TEMPLATES
from tests.zoo.places import PLACES
from tests.zoo.script import Script
from tests.zoo.server import Zoo, serving
from tests.zoo.traits import LOOKS, Traits, each_alone, values
from tests.zoo.verdict import differences
from tests.zoo.walk import population
from tests.zoo.wording import phrases

HERE = Path(__file__).parent
SHOPPING = {"walk.py", "browser.py"}
"""The modules that send the shopper; all others make shops."""


@pytest.fixture(scope="module")
def zoo() -> Iterator[Zoo]:
    with serving() as opened:
        yield opened


def _imports(module: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    return found


@pytest.mark.parametrize("module", sorted(HERE.glob("*.py")), ids=lambda path: path.name)
def test_no_shop_shares_code_with_its_shopper(module: Path) -> None:
    knows = {name for name in _imports(module) if name.startswith("pytest_checkout")}
    assert bool(knows) == (module.name in SHOPPING)


@pytest.mark.parametrize("trait", [trait for trait in LOOKS if (TEMPLATES / trait).is_dir()])
def test_each_value_of_a_look_has_its_fragment(trait: str) -> None:
    assert set(values(trait)) <= {path.stem for path in (TEMPLATES / trait).glob("*.html")}


@pytest.mark.parametrize("language", sorted({place.language for place in PLACES.values()}))
def test_every_language_has_every_phrase(language: str) -> None:
    assert set(phrases(language)) == set(phrases("en"))


def test_a_seed_gives_the_same_shops_and_the_smaller_zoo_is_the_start_of_the_larger() -> None:
    assert population(7, 20) == population(7, 40)[:20]
    assert population(7, 20) != population(8, 20)


COMPLETABLE = [traits for traits in each_alone() if traits.completable]


@pytest.mark.slow
@pytest.mark.parametrize("traits", COMPLETABLE, ids=lambda traits: "+".join(traits.unusual()) or "plain")
def test_a_completable_shop_is_completed_by_who_knows_how(browser: Browser, zoo: Zoo, traits: Traits) -> None:
    shop = zoo.opens(traits, str(len(zoo.shops)))
    context = browser.new_context()
    script = Script(context.new_page(), zoo, shop)
    claim = script.orders()
    context.close()
    assert claim, script.stopped
    assert differences(shop, claim) == []
