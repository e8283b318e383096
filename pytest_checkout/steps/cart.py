"""Steps between a product's page and the cart."""

from __future__ import annotations

from decimal import ROUND_CEILING

from pytest_bdd import given, step, then

from pytest_checkout.bill import Sold, promised_discount
from pytest_checkout.checks import expect, expect_that
from pytest_checkout.domain import Money
from pytest_checkout.errors import CannotProvide
from pytest_checkout.steps.devices import ChosenDevice
from pytest_checkout.steps.phrases import Phrase
from pytest_checkout.steps.purchase import Purchase
from pytest_checkout.store.profile import Code, Delivery, Product, StoreProfile
from pytest_checkout.store.roles import Literal, Role
from pytest_checkout.storefront.devices import Device
from pytest_checkout.storefront.shopper import Shopper

_IN_STOCK = Role("products", "in stock", "a product in stock")


@given(Phrase("I am a guest"))
def i_am_a_guest(shopper: Shopper) -> None:
    """Nobody is signed in: every scenario starts in a fresh browser context, so asking for the shopper is enough."""
    assert shopper.email, "a guest needs an address of his own"


@given(Phrase("I shop in {locale:locale}"))
def i_shop_in(locale: Role | Literal, shopper: Shopper, checkout_store: StoreProfile) -> None:
    shopper.speaks(checkout_store.locale(locale))


@given(Phrase("I shop on {device:device}"))
def i_shop_on(device: Device, checkout_device: ChosenDevice) -> None:
    checkout_device.choose(device)


@step(Phrase("I look at {product:product}"))
def i_look_at(product: Role | Literal, shopper: Shopper, checkout_purchase: Purchase) -> None:
    checkout_purchase.product = shopper.product(product)
    shopper.visits(checkout_purchase.product)


@step(Phrase("I have {product:product} in my cart"))
def i_have_in_my_cart(product: Role | Literal, shopper: Shopper, checkout_purchase: Purchase) -> None:
    _put_in_cart(shopper.product(product), 1, shopper, checkout_purchase)


@step(Phrase("I have {units:count} of {product:product} in my cart"))
def i_have_units_in_my_cart(units: int, product: Role | Literal, shopper: Shopper, checkout_purchase: Purchase) -> None:
    _put_in_cart(shopper.product(product), units, shopper, checkout_purchase)


@step(Phrase("my cart reaches what {code:code} asks for"))
def my_cart_reaches_the_minimum(
    code: Role | Literal, shopper: Shopper, checkout_store: StoreProfile, checkout_purchase: Purchase
) -> None:
    _fill_up_to(_minimum(code, checkout_store), shopper, checkout_store, checkout_purchase)


@step(Phrase("my cart stays below what {code:code} asks for"))
def my_cart_stays_below_the_minimum(
    code: Role | Literal, shopper: Shopper, checkout_store: StoreProfile, checkout_purchase: Purchase
) -> None:
    minimum = _minimum(code, checkout_store)
    cheap = [each for each in _sellable(checkout_store) if each.price is not None and each.price < minimum]
    if not cheap:
        raise CannotProvide(f"needs a product that costs less than {minimum}, which no role in the profile has")
    _put_in_cart(cheap[0], 1, shopper, checkout_purchase)


@step(Phrase("my cart holds what {code:code} is for, and something else"))
def my_cart_holds_what_the_code_is_for(
    code: Role | Literal, shopper: Shopper, checkout_store: StoreProfile, checkout_purchase: Purchase
) -> None:
    meant, others = _meant(code, checkout_store)
    _put_in_cart(others[0], 1, shopper, checkout_purchase)
    _put_in_cart(meant[0], 1, shopper, checkout_purchase)


@step(Phrase("my cart holds nothing of what {code:code} is for"))
def my_cart_holds_nothing_of_what_the_code_is_for(
    code: Role | Literal, shopper: Shopper, checkout_store: StoreProfile, checkout_purchase: Purchase
) -> None:
    _put_in_cart(_meant(code, checkout_store)[1][0], 1, shopper, checkout_purchase)


@step(Phrase("my cart reaches the free-delivery threshold of {delivery:delivery}"))
def my_cart_reaches_free_delivery(
    delivery: Role | Literal, shopper: Shopper, checkout_store: StoreProfile, checkout_purchase: Purchase
) -> None:
    entry: Delivery = checkout_store.entry(delivery)
    if entry.free_from is None:
        raise CannotProvide(f"needs the threshold of {delivery}: add 'free from:' to it in {checkout_store.path.name}")
    _fill_up_to(entry.free_from, shopper, checkout_store, checkout_purchase)


@step(Phrase("my cart reaches the free-delivery threshold of {delivery:delivery} only without {code:code}"))
def my_cart_reaches_free_delivery_only_without(
    delivery: Role | Literal,
    code: Role | Literal,
    shopper: Shopper,
    checkout_store: StoreProfile,
    checkout_purchase: Purchase,
) -> None:
    """What is in the cart costs enough for free delivery, and with the discount of the code no longer."""
    way: Delivery = checkout_store.entry(delivery)
    entry: Code = checkout_store.entry(code)
    if way.free_from is None or entry.gives is None:
        raise CannotProvide(
            f"needs the threshold of {delivery} ('free from:') and what {code} gives ('gives:') "
            f"in {checkout_store.path.name}"
        )
    for product in _sellable(checkout_store):
        if product.price is None or product == checkout_store.products.get("digital"):
            continue  # what is downloaded is not delivered
        units = _least_units(way.free_from, product.price)
        items = product.price * units
        if items - promised_discount(entry, items, [Sold(product.price, units)]) < way.free_from:
            _put_in_cart(product, units, shopper, checkout_purchase)
            return
    raise CannotProvide(f"needs a product whose price leads just over {way.free_from}, which no role has")


@step(Phrase("I change {product:product} in my cart to {units:count}"))
def i_change_the_units(
    product: Role | Literal,
    units: int,
    shopper: Shopper,
    checkout_store: StoreProfile,
    checkout_purchase: Purchase,
) -> None:
    entry: Product = checkout_store.entry(product)
    shopper.changes_units(entry, units)
    checkout_purchase.product, checkout_purchase.quantity = entry, units


@step(Phrase("I change {product:product} in my cart to {first:count}, {second:count} and {last:count} without waiting"))
def i_change_the_units_quickly(
    product: Role | Literal,
    first: int,
    second: int,
    last: int,
    shopper: Shopper,
    checkout_store: StoreProfile,
    checkout_purchase: Purchase,
) -> None:
    """Each change before the shop has answered the one before; the cart is then looked at afresh."""
    entry: Product = checkout_store.entry(product)
    shopper.changes_units_quickly(entry, (first, second, last))
    checkout_purchase.product, checkout_purchase.quantity = entry, last


@step(Phrase("I open my cart"))
def i_open_my_cart(shopper: Shopper) -> None:
    shopper.opens_cart()


@step(Phrase("I leave the shop and come back"))
def i_leave_and_come_back(shopper: Shopper) -> None:
    """What the browser keeps for the shop is kept; what the page held is gone."""
    shopper.leaves_and_comes_back()


@then(Phrase("my cart should hold {units:count} of {product:product}"))
def my_cart_should_hold(units: int, product: Role | Literal, shopper: Shopper, checkout_store: StoreProfile) -> None:
    entry: Product = checkout_store.entry(product)
    shopper.opens_cart()
    held = shopper.units_in_cart(entry)
    expect(f"The number of {product} in the cart", held, equals=units)


@then(Phrase("my cart should hold at most {units:count} of {product:product}"))
def my_cart_should_hold_at_most(
    units: int, product: Role | Literal, shopper: Shopper, checkout_store: StoreProfile
) -> None:
    entry: Product = checkout_store.entry(product)
    shopper.opens_cart()
    held = shopper.units_in_cart(entry)
    expect_that(held <= units, f"The number of {product} in the cart", expected=f"{units} or fewer", actual=held)


@then(Phrase("my cart should be kept"))
def my_cart_should_be_kept(shopper: Shopper, checkout_purchase: Purchase) -> None:
    assert checkout_purchase.product is not None, "the scenario put nothing in the cart"
    shopper.opens_cart()
    held = shopper.units_in_cart(checkout_purchase.product)
    expect("The units kept in the cart", held, equals=checkout_purchase.quantity)


@then(Phrase("my cart should be empty"))
def my_cart_should_be_empty(shopper: Shopper) -> None:
    shopper.opens_cart()
    expect("The number of lines in the cart", len(shopper.cart_lines()), equals=0)


def _put_in_cart(product: Product, units: int, shopper: Shopper, purchase: Purchase) -> None:
    shopper.visits(product)
    shopper.adds_to_cart(product, units)
    purchase.product, purchase.quantity = product, units


def _fill_up_to(amount: Money, shopper: Shopper, store: StoreProfile, purchase: Purchase) -> None:
    """As few units of the product in stock as cost `amount` or more."""
    product: Product = store.entry(_IN_STOCK)
    if product.price is None:
        raise CannotProvide(f"needs the price of products 'in stock': add 'price:' to it in {store.path.name}")
    _put_in_cart(product, _least_units(amount, product.price), shopper, purchase)


def _least_units(amount: Money, price: Money) -> int:
    return max(1, int((amount.amount / price.amount).to_integral_value(ROUND_CEILING)))


def _minimum(code: Role | Literal, store: StoreProfile) -> Money:
    entry: Code = store.entry(code)
    if entry.minimum is None:
        raise CannotProvide(f"needs the least spend of {code}: add 'from:' to it in {store.path.name}")
    return entry.minimum


def _meant(code: Role | Literal, store: StoreProfile) -> tuple[list[Product], list[Product]]:
    """Products with a price that a code is for, and others. Raises CannotProvide."""
    entry: Code = store.entry(code)
    priced = [product for product in _sellable(store) if product.price is not None]
    meant = [product for product in priced if product in [store.products.get(role) for role in entry.only_for]]
    others = [product for product in priced if product not in meant]
    if not meant or not others:
        raise CannotProvide(
            f"needs to know what {code} is for: add 'only for:' to it in {store.path.name}, with roles of products "
            "that have a price, and not with all of them"
        )
    return meant, others


def _sellable(store: StoreProfile) -> list[Product]:
    return [entry for role, entry in store.products.items() if role not in ("sold out", "last unit", "with options")]
