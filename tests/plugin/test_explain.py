"""`--checkout-explain`: every decision of the shopper with its evidence, in the terminal and in the report."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.discovery.small_shop import SmallShop, open_shop

PROFILE = """\
store: Small shop
url: {url}
environment: staging
currency: GBP
locales: {{default: en-GB}}
patience: 3
"""
TEST = """\
from pytest_checkout.store.roles import parse

def test_a_purchase_begins(shopper):
    shopper.adds_to_cart(shopper.product(parse("products", "a product in stock")))
    shopper.starts_checkout()
    assert {outcome}
"""


@pytest.fixture
def shop() -> Iterator[SmallShop]:
    with open_shop() as shop:
        yield shop


def run(pytester: pytest.Pytester, shop: SmallShop, outcome: bool, *options: str) -> pytest.RunResult:
    pytester.path.joinpath("store.yaml").write_text(PROFILE.format(url=shop.url), encoding="utf-8")
    pytester.makepyfile(TEST.format(outcome=outcome))
    return pytester.runpytest_subprocess("--checkout-gate=off", "-p", "no:randomly", *options)


def test_it_tells_what_was_decided_and_why(pytester: pytest.Pytester, shop: SmallShop) -> None:
    result = run(pytester, shop, True, "--checkout-explain")
    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(
        [
            "*shopper's decisions: test_a_purchase_begins*",
            "*the profile names no product: found *item/lamp",
            "product * this is product: *item/lamp",
            "* because *to buy: 'Add to cart' *",
            "product * pressed 'Add to cart' to *",
            "* because add to cart *says 'Add to cart'*",
            "cart * pressed 'Proceed to checkout' to start the checkout",
            "address * this is address: *",
            "* because address: asks for first_name (*",
        ]
    )


def test_without_it_a_test_that_passes_says_nothing(pytester: pytest.Pytester, shop: SmallShop) -> None:
    result = run(pytester, shop, True)
    assert "because" not in result.stdout.str()
    assert not list(pytester.path.rglob("decisions.txt"))


def test_a_test_that_failed_keeps_them_beside_its_pictures(pytester: pytest.Pytester, shop: SmallShop) -> None:
    run(pytester, shop, False).assert_outcomes(failed=1)
    [kept] = pytester.path.rglob("decisions.txt")
    assert "because address: asks for first_name" in kept.read_text(encoding="utf-8")
