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
from tests.zoo.verdict import Claim, differences
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


EACH_ALONE = list(each_alone())
COMPLETABLE = [traits for traits in EACH_ALONE if traits.completable]
IMPOSSIBLE = [traits for traits in EACH_ALONE if not traits.completable]
ONE_OF_EACH_SHAPE = [
    Traits(),
    Traits(place="de-DE", shape="one_page", card="cross_frame", options="combobox", place_order="disabled_until"),
    Traits(place="ja-JP", shape="accordion", card="hosted", overlay="age_gate", names="opaque", added="drawer"),
    Traits(place="ar-SA", shape="dialogs", methods="tabs", terms="required", delivery_known="after_address"),
    Traits(place="en-US", shape="fetched", country="autopostback", late="late", settles="drops_typed"),
]


def _by_hand(browser: Browser, zoo: Zoo, traits: Traits) -> tuple[Script, Claim | None]:
    context = browser.new_context()
    script = Script(context.new_page(), zoo, zoo.opens(traits, str(len(zoo.shops))))
    claim = script.orders()
    context.close()
    return script, claim


def _name(traits: Traits) -> str:
    return "+".join(traits.unusual()) or "plain"


def _completes(browser: Browser, zoo: Zoo, traits: Traits) -> None:
    script, claim = _by_hand(browser, zoo, traits)
    assert claim, script.stopped
    assert differences(script.shop, claim) == []


@pytest.mark.parametrize("traits", ONE_OF_EACH_SHAPE, ids=_name)
def test_shops_of_every_shape_can_be_ordered_in(browser: Browser, zoo: Zoo, traits: Traits) -> None:
    _completes(browser, zoo, traits)


@pytest.mark.slow
@pytest.mark.parametrize("traits", COMPLETABLE, ids=_name)
def test_each_trait_alone_leaves_the_shop_completable(browser: Browser, zoo: Zoo, traits: Traits) -> None:
    _completes(browser, zoo, traits)


@pytest.mark.slow
@pytest.mark.parametrize("number", range(40))
def test_so_do_traits_together(browser: Browser, zoo: Zoo, number: int) -> None:
    traits = [traits for traits in population(11, 80) if traits.completable][number]
    _completes(browser, zoo, traits)


@pytest.mark.slow
@pytest.mark.parametrize("traits", IMPOSSIBLE, ids=_name)
def test_nobody_can_order_rightly_in_an_impossible_shop(browser: Browser, zoo: Zoo, traits: Traits) -> None:
    script, claim = _by_hand(browser, zoo, traits)
    assert claim is None or differences(script.shop, claim)
    cheats = traits.obstacle in ("doubles_quantity", "ignores_variant")
    assert bool(script.shop.orders) is cheats
