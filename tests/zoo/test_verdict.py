"""The judge: no claim stands against the record of the shop, and a refusal must name what stops the shopper."""

from __future__ import annotations

import dataclasses
from decimal import Decimal

import pytest

from tests.zoo.orders import Line, Order, Session
from tests.zoo.shop import Shop
from tests.zoo.traits import Obstacle, Traits
from tests.zoo.verdict import Claim, Refusal, Verdict, judge

RIGHT = Claim(number="", email="a@example.com", option="", total=None)


def _ordered(**changes: object) -> Shop:
    """A shop that took one order, of which some parts may be wrong."""
    shop = Shop(Traits(), "7")
    home = shop.place.home
    session = Session("s", cart={(shop.product.sku, ""): 1})
    session.given = {
        "email": "a@example.com", "first_name": home.first, "last_name": home.last, "street": home.street,
        "city": home.city, "postcode": home.postcode, "country": "GB", "delivery": "standard", "payment": "card",
        "card_number": "4242 4242 4242 4242",
    }  # fmt: skip
    order = shop.places(session)
    names = {field.name for field in dataclasses.fields(Order)}
    given = {**order.given, **{key: value for key, value in changes.items() if key not in names}}
    parts = {key: value for key, value in changes.items() if key in names}
    shop.orders[0] = dataclasses.replace(order, given=given, **parts)  # type: ignore[arg-type]
    return shop


def test_an_order_as_it_was_meant_is_completed() -> None:
    shop = _ordered()
    assert shop.orders[0].total == Decimal("29.80")
    claim = dataclasses.replace(RIGHT, number=shop.orders[0].number, total=Decimal("29.80"))
    assert judge(shop, claim) is Verdict.COMPLETED


@pytest.mark.parametrize(
    "wrong",
    [
        {"lines": (Line("1201", "", 1),)},
        {"lines": (Line("1200", "", 2),)},
        {"lines": (Line("1200", "", 1), Line("1201", "", 1))},
        {"lines": (Line("1200", "S", 1),)},
        {"email": "b@example.com"},
        {"street": "12 Other Road"},
        {"city": "Bath"},
        {"postcode": "BS1 4DX"},
        {"country": "AF"},
        {"last_name": "Robin"},
        {"delivery": "express"},
        {"payment": "invoice"},
        {"card": "0002"},
    ],
    ids=str,
)
def test_whatever_differs_is_a_wrong_success(wrong: dict[str, object]) -> None:
    assert judge(_ordered(**wrong), RIGHT) is Verdict.WRONG_SUCCESS


@pytest.mark.parametrize("claim", [{"number": "1"}, {"total": Decimal("24.90")}], ids=str)
def test_a_number_or_an_amount_that_the_shop_does_not_know_is_a_wrong_success(claim: dict[str, object]) -> None:
    assert judge(_ordered(), dataclasses.replace(RIGHT, **claim)) is Verdict.WRONG_SUCCESS  # type: ignore[arg-type]


def test_an_order_that_the_shop_does_not_have_is_a_wrong_success() -> None:
    assert judge(Shop(Traits(), "7"), RIGHT) is Verdict.WRONG_SUCCESS
    twice: Order = _ordered().orders[0]
    shop = Shop(Traits(), "7")
    shop.orders = [twice, twice]
    assert judge(shop, RIGHT) is Verdict.WRONG_SUCCESS


def _refusal(said: str, kind: str = "ShopFault") -> Refusal:
    return Refusal(kind, said, said, "capability-absent")


@pytest.mark.parametrize(
    ("obstacle", "said", "verdict"),
    [
        ("none", "the cart leads to no checkout", Verdict.REFUSED_WRONGLY),
        ("sold_out", "the product's page has no way to add it to the cart", Verdict.REFUSED_RIGHTLY),
        ("sold_out", "the cart leads to no checkout", Verdict.WRONG_REASON),
        ("maintenance", "the store answered 503 at http://shop.example/", Verdict.REFUSED_RIGHTLY),
        ("maintenance", "there is no way on from cart", Verdict.WRONG_REASON),
    ],
)
def test_a_refusal_must_name_what_stops_the_shopper(obstacle: Obstacle, said: str, verdict: Verdict) -> None:
    assert judge(Shop(Traits(obstacle=obstacle), "7"), _refusal(said)) is verdict


def test_the_shops_own_sentence_names_it_in_any_language() -> None:
    shop = Shop(Traits(place="pl-PL", obstacle="declines"), "7")
    assert judge(shop, _refusal(f"the order was not placed; the shop told: {shop.wording.declined}")) is (
        Verdict.REFUSED_RIGHTLY
    )


def test_a_refusal_after_the_order_was_taken_is_wrong_even_in_a_shop_that_cheats() -> None:
    shop = _ordered()
    shop.traits = Traits(obstacle="doubles_quantity")
    assert judge(shop, _refusal("the cart holds 2")) is Verdict.REFUSED_WRONGLY


def test_a_crash_is_told_apart() -> None:
    assert judge(Shop(Traits(obstacle="queue"), "7"), _refusal("TypeError", "crash")) is Verdict.CRASHED
