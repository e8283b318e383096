"""What the checks of sessions, security, scripts, orders and friction say, each once right and once wrong."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pytest_checkout.checks import CheckFailed
from pytest_checkout.disruptors import friction, orders, scripts, sessions
from pytest_checkout.disruptors.security import cards, forgeries, strangers
from pytest_checkout.domain import Card, Money, Order, Stage, Totals
from pytest_checkout.errors import ShopFault
from pytest_checkout.steps import accounts, outcome, terms_and_notes
from pytest_checkout.storefront.shopper import Outcome

GBP = Money.parse
CARD = Card("4242424242424242")
SEEN = Totals(Stage.REVIEW, total=GBP("GBP 10.00"))
PLACED = Outcome(Order("100042", total=GBP("GBP 10.00")), [])
DEARER = Outcome(Order("100042", total=GBP("GBP 12.00")), [])
WAY = [Stage.CONTACT, Stage.ADDRESS, Stage.PAYMENT, Stage.REVIEW]
NO_ORDER = Outcome(None, ["The cart has changed."])


def cached(control: str, vary: str = "") -> list[tuple[str, dict[str, str]]]:
    return [("https://shop.example/cart?x=1", {"cache-control": control, "vary": vary})]


@pytest.mark.parametrize(
    "check",
    [
        lambda: sessions.only_for_one(cached("private")),
        lambda: sessions.only_for_one(cached("no-store")),
        lambda: sessions.only_for_one(cached("max-age=0")),
        lambda: sessions.only_for_one(cached("", "Accept-Language, Cookie")),
        lambda: sessions.nothing_of(["ann@example.com"], "Hello Robin", "My page"),
        lambda: sessions.ordered_as_seen(SEEN, PLACED, SEEN),
        lambda: sessions.ordered_as_seen(SEEN, NO_ORDER, SEEN),
        lambda: cards.card_is_nowhere(CARD, [("an address", "https://shop.example/?last4=4242")]),
        lambda: strangers.order_is_hidden("100042", "a@b.example", "Your cart is empty"),
        lambda: forgeries.script_did_not_run(False, "review"),
        lambda: scripts.policy_lets_all_in(["script-src 'self'"], []),
        lambda: scripts.dead_end_is_told(None, []),
        lambda: scripts.dead_end_is_told(ShopFault("dead"), ["Card payment is not available now."]),
        lambda: orders.charged_once([GBP("GBP 10.00")], GBP("GBP 10.00")),
        lambda: friction.reached_by_keyboard(["Go on"], ["Search", "Go on"], Stage.ADDRESS),
        lambda: friction.accessible([], "with the mistake"),
        lambda: strangers.cart_is_mine_alone(0, "with its number"),
        lambda: strangers.nothing_was_skipped(WAY, [(Stage.REVIEW, Stage.CONTACT), (Stage.PAYMENT, Stage.CART)]),
        lambda: strangers.nothing_was_skipped(WAY, [(Stage.ADDRESS, Stage.ADDRESS)]),
        lambda: strangers.nothing_was_skipped([Stage.REVIEW], [(Stage.REVIEW, Stage.REVIEW)]),
        lambda: forgeries.nobody_was_led_away([]),
        lambda: cards.tries_were_slowed(8, 7),
        lambda: sessions.no_dead_end(Stage.PAYMENT, "Payment"),
        lambda: terms_and_notes.note_is_kept(True),
        lambda: accounts.offered_once(1),
        lambda: friction.totals_settled({GBP("GBP 5.00")}, [(GBP("GBP 1.00"), GBP("GBP 2.00"))]),
        lambda: friction.mistake_is_named(["city: Please fill out this field."], named=True),
        lambda: outcome.shows_what_matters(
            "Order 100042\n12  ORCHARD road", {"a": ["100042"], "b": ["12 Orchard Road", ""]}
        ),
        lambda: outcome.shows_what_matters("Order 100042", {"the goods": []}),
    ],
)
def test_what_is_right_passes(check: Callable[[], None]) -> None:
    check()


@pytest.mark.parametrize(
    ("check", "words"),
    [
        (lambda: sessions.only_for_one(cached("public, max-age=600", "Cookie")), "kept by shared caches: /cart"),
        (lambda: sessions.only_for_one(cached("")), r"Cache-Control '', Vary ''"),
        (lambda: sessions.nothing_of(["Ann@example.com"], "for ann@EXAMPLE.com", "My page"), "with 'Ann@example.com'"),
        (
            lambda: sessions.ordered_as_seen(SEEN, DEARER, SEEN),
            "should be GBP 10.00, but is GBP 12.00. The cart changed",
        ),
        (lambda: sessions.ordered_as_seen(SEEN, NO_ORDER, Totals(Stage.CART)), "without a total"),
        (lambda: cards.card_is_nowhere(CARD, [("a cookie", "n=4242 4242-4242 4242")]), "but is in a cookie"),
        (lambda: strangers.order_is_hidden("100042", "a@b.example", "Order 100042"), "showing '100042'"),
        (
            lambda: forgeries.script_did_not_run(True, "review"),
            "on the review page should be shown as text, but is run",
        ),
        (lambda: scripts.policy_lets_all_in(["", "a"], []), "missing on 1 of 2 pages"),
        (lambda: scripts.policy_lets_all_in([], []), "missing on 0 of 0 pages"),
        (lambda: scripts.policy_lets_all_in(["a"], ["Refused x"]), "should be nothing, but is Refused x"),
        (lambda: scripts.dead_end_is_told(ShopFault("'Pay' is disabled"), []), "nothing: 'Pay' is disabled"),
        (lambda: orders.charged_once([], GBP("GBP 10.00")), "number of charges should be 1, but is 0. Taken: nothing"),
        (lambda: orders.charged_once([GBP("GBP 1.00")] * 2, GBP("GBP 1.00")), "but is 2. Taken: GBP 1.00 and GBP 1.00"),
        (lambda: orders.charged_once([GBP("GBP 1.00")], GBP("GBP 2.00")), "amount charged should be GBP 2.00"),
        (lambda: friction.reached_by_keyboard(["Go on"], ["Search"], Stage.ADDRESS), "out of reach: 'Go on'"),
        (lambda: friction.accessible(["color-contrast (serious): p"], "with the mistake"), "but is color-contrast"),
        (lambda: strangers.cart_is_mine_alone(2, "with its number"), "hidden, but is shown with 2 of my product"),
        (
            lambda: strangers.nothing_was_skipped(WAY, [(Stage.REVIEW, Stage.PAYMENT)]),
            "contact or address, or no step, but is payment at the address of review",
        ),
        (
            lambda: strangers.nothing_was_skipped([Stage.CONTACT, Stage.PAYMENT], [(Stage.PAYMENT, Stage.PAYMENT)]),
            "contact, or no step, but is payment at the address of payment",
        ),
        (lambda: cards.tries_were_slowed(8, 8), "8 tries in a row should be smaller, but is 8"),
        (lambda: sessions.no_dead_end(Stage.ERROR, "403 Forbidden"), "but is an error page, '403 Forbidden'"),
        (lambda: forgeries.nobody_was_led_away(["/cart/add"]), "led to that site by /cart/add"),
        (
            lambda: friction.totals_settled({GBP("GBP 2.00")}, [(GBP("GBP 1.00"), GBP("GBP 2.00"))]),
            "changed by itself: GBP 1.00 became GBP 2.00",
        ),
        (lambda: terms_and_notes.note_is_kept(False), "but is shown by neither"),
        (lambda: accounts.offered_once(2), "offered to me should be 1, but is 2"),
        (lambda: friction.mistake_is_named([], named=False), "or one that names it, but is nothing"),
        (lambda: friction.mistake_is_named(["Oops!"], named=False), "but is 'Oops!'. A shopper who is not told"),
        (lambda: friction.mistake_is_named([], named=True), "but is nothing"),
        (
            lambda: outcome.shows_what_matters(
                "Thank you", {"the number": ["100042"], "where it goes": ["", "BS1 4DJ"]}
            ),
            "but is without the number, where it goes",
        ),
        (lambda: outcome.shows_what_matters("Thank you", {"the number": [""]}), "without the number"),
    ],
)
def test_what_is_wrong_is_told(check: Callable[[], None], words: str) -> None:
    with pytest.raises(CheckFailed, match=words):
        check()


def test_the_number_of_a_card_is_never_in_the_message() -> None:
    with pytest.raises(CheckFailed) as caught:
        cards.card_is_nowhere(CARD, [("a cookie", CARD.number)])
    assert CARD.number not in str(caught.value)


@pytest.mark.parametrize(
    ("mine", "theirs", "tried"),
    [
        ("12:sig-a", "13:sig-b", "12:sig-b"),
        ("cart_7", "cart_8", None),  # a name, and no number that stands by itself
        ("7", "8", "7"),
        ("7", "7", None),
        ("4f9a2c", "88e1d0", None),
        ("1234567890123", "1234567890124", None),
        ("7", "", None),
    ],
)
def test_a_number_is_guessed_where_there_is_one(mine: str, theirs: str, tried: str | None) -> None:
    assert strangers.guessed(mine, theirs) == tried
