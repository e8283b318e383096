"""The generic shopper in likenesses of shop systems that cannot be installed here: no override, nothing but an address.

A likeness's own record is what tells what was ordered, by whom, to where and for how much.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import pytest
from playwright.sync_api import Page

from pytest_checkout.domain import Address, Card, Stage
from pytest_checkout.errors import ShopFault
from pytest_checkout.store.profile import Environment, Locales, Payment, Product, StoreProfile
from pytest_checkout.store.roles import parse
from pytest_checkout.storefront import Shopper
from tests.likenesses.likeness import DECLINED, Likeness, Order
from tests.likenesses.magento import Magento
from tests.likenesses.medusa import Medusa
from tests.likenesses.nopcommerce import NopCommerce
from tests.likenesses.opencart import OpenCart
from tests.likenesses.prestashop import PrestaShop
from tests.likenesses.server import serving
from tests.likenesses.shopware import Shopware
from tests.likenesses.sylius import Sylius
from tests.likenesses.wooblocks import WooBlocks
from tests.likenesses.woocommerce import WooCommerce

CARD = Card("4242424242424242")
BREMEN = Address("Robin", "Tester", "Gartenweg 12", "Bremen", "DE", "28195", phone="+49421555012")
BRISTOL = Address("Robin", "Tester", "12 Orchard Road", "Bristol", "GB", "BS1 4DJ", phone="+441174960123")


@dataclass(frozen=True)
class Case:
    """A likeness, where its products are, and what it says when a card is declined, and of what is sold out."""

    shop: type[Likeness]
    product: str = "product/{}/"
    declines: str = "Your bank turned this card down"
    shows_number: bool = True
    home: Address = BRISTOL
    locale: str = "en-GB"
    currency: str = "GBP"
    size: str = "Size"
    """What the option is called."""


CASES = [
    Case(WooCommerce),
    Case(Magento, "{}.html", "This card was turned down by its bank"),
    Case(PrestaShop, "{}.html", "Your card was refused by the bank"),
    Case(NopCommerce, "{}", "The bank said no to this card"),
    Case(Medusa, "gb/products/{}", "Your card said no"),
    Case(WooBlocks, declines="Your bank would not have it"),
    Case(OpenCart, "?route=product/product&product_id={}", "does not let us take money", shows_number=False),
    Case(Sylius, "en_GB/products/{}", "The payment has failed", shows_number=False),
    Case(
        Shopware, "{}", "Ihre Bank hat diese Karte abgelehnt", home=BREMEN, locale="de-DE", currency="EUR", size="Größe"
    ),
]


@dataclass
class Visit:
    """A shopper at the door of a likeness."""

    case: Case
    shop: Likeness
    shopper: Shopper
    url: str

    def product(self, slug: str, size: str = "") -> Product:
        url = self.url + self.case.product.format(slug)
        return Product(url=url, options={self.case.size: size} if size else {})

    def walks(self, product: Product, card: Card = CARD) -> None:
        self.shopper.adds_to_cart(product)
        self.shopper.walks_to(Stage.REVIEW, address=self.case.home, payment=Payment(kind="card"), card=card)

    def ordered(self) -> Order:
        assert len(self.shop.orders) == 1
        return self.shop.orders[0]


@pytest.fixture(params=CASES, ids=lambda case: case.shop.system)
def visit(request: pytest.FixtureRequest, page: Page) -> Iterator[Visit]:
    case = request.param
    shop = case.shop()
    with serving(shop) as url:
        store = StoreProfile(
            store="A shop",
            url=url,
            environment=Environment.STAGING,
            currency=case.currency,
            locales=Locales(default=case.locale),
            patience=Decimal(5),
        )
        visit = Visit(case, shop, Shopper(page, store), url)
        yield visit
        print("\n".join(visit.shopper.journal.lines()))  # shown where a test fails


def is_right(order: Order, visit: Visit, line: tuple[str, str, int], total: str) -> None:
    assert order.lines == (line,)
    assert order.total == Decimal(total)
    home = visit.case.home
    assert (order.name, order.street, order.city) == (f"{home.first_name} {home.last_name}", home.line1, home.city)
    assert (order.postcode, order.country, order.email) == (home.postcode, home.country, visit.shopper.email)
    assert (order.delivery, order.card) == ("standard", "4242")


def test_a_product_is_ordered_from_its_address(visit: Visit) -> None:
    visit.walks(visit.product("walnut-stool"))
    placed = visit.shopper.places_order()
    order = visit.ordered()
    is_right(order, visit, ("walnut-stool", "", 1), "65.00")
    assert placed.number == (order.number if visit.case.shows_number else "")
    assert placed.total is None or placed.total.amount == order.total


@pytest.mark.slow
def test_what_is_found_from_the_home_page_is_ordered(visit: Visit) -> None:
    found = visit.shopper.product(parse("products", "a product in stock"))
    visit.walks(found)
    visit.shopper.places_order()
    order = visit.ordered()
    slug, size, units = order.lines[0]
    price = {"linen-shirt": "37.00", "walnut-stool": "65.00", "tea-towel": "13.50"}[slug]
    is_right(order, visit, (slug, "Small" if slug == "linen-shirt" else "", 1), price)
    assert (size, units) == (order.lines[0][1], 1)


@pytest.mark.slow
def test_a_size_is_ordered(visit: Visit) -> None:
    visit.walks(visit.product("linen-shirt", "Medium"))
    visit.shopper.places_order()
    is_right(visit.ordered(), visit, ("linen-shirt", "Medium", 1), "37.00")


def test_a_declined_card_is_told_in_the_shops_words(visit: Visit) -> None:
    visit.walks(visit.product("walnut-stool"), Card(DECLINED))
    outcome = visit.shopper.tries_to_place_order()
    assert outcome.order is None
    assert any(visit.case.declines in text for text in outcome.told), outcome.told
    assert visit.shop.orders == []


@pytest.mark.parametrize(("slug", "size"), [("copper-kettle", ""), ("linen-shirt", "Large")])
def test_what_is_sold_out_is_not_bought(visit: Visit, slug: str, size: str) -> None:
    with pytest.raises(ShopFault):
        visit.shopper.adds_to_cart(visit.product(slug, size))
    assert all(not session.cart for session in visit.shop.sessions.values())
