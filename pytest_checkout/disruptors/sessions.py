"""Sessions: what a shopper did is kept over reloads, the back button and a pause, and is nobody else's."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Response
from pytest_bdd import step, then

from pytest_checkout.checks import expect, expect_that
from pytest_checkout.disruptors.disruptor import Disruptor
from pytest_checkout.domain import Address, Stage, Totals
from pytest_checkout.errors import CannotProvide, CannotRead, ShopFault, Unproved
from pytest_checkout.steps.checkout import walk
from pytest_checkout.steps.phrases import Phrase
from pytest_checkout.steps.purchase import Purchase
from pytest_checkout.store.profile import StoreProfile
from pytest_checkout.store.roles import Literal, Role
from pytest_checkout.storefront import Outcome
from pytest_checkout.storefront.shopper import Shopper

_MOST_ASKED = 3
"""How often a shopper sends what the shop asks to be sent again."""

# -- declaration --


def pytest_checkout_disruptors() -> Sequence[Disruptor]:
    return [Disruptor("sessions", "Sessions", "reloads, the back button, pauses, two shoppers")]


# -- checks --


def cart_is_empty(lines: int, whose: str) -> None:
    """Raises CheckFailed when the cart holds anything."""
    expect(f"The number of lines in {whose} cart", lines, equals=0, reason_code="leaked-data")


def nothing_of(whose: Sequence[str], page: str, what: str) -> None:
    """None of another shopper's details stand on a page. Raises CheckFailed."""
    shown = [detail for detail in whose if detail.casefold() in page.casefold()]
    expect_that(
        not shown,
        what,
        expected="without another shopper's details",
        actual="with " + ", ".join(f"'{detail}'" for detail in shown),
        reason_code="leaked-data",
    )


def only_for_one(answers: Sequence[tuple[str, Mapping[str, str]]]) -> None:
    """No page on the way to the order may be kept by a cache that shoppers share. Raises CheckFailed.

    Source: RFC 9111, sections 3.5 and 4.1: "private" and "no-store" forbid it, "no-cache" and a zero age make the cache
    ask first, and "Vary: Cookie" keeps the answers of different shoppers apart.
    """
    kept = []
    for url, headers in answers:
        control = headers.get("cache-control", "").lower()
        safe = any(word in control for word in ("private", "no-store", "no-cache", "max-age=0"))
        apart = "public" not in control and any(word in headers.get("vary", "").lower() for word in ("cookie", "*"))
        if not safe and not apart:
            kept.append(f"{urlsplit(url).path} (Cache-Control '{control}', Vary '{headers.get('vary', '')}')")
    expect_that(
        not kept,
        "The pages on the way to the order",
        expected="for one shopper alone",
        actual="kept by shared caches: " + ", ".join(dict.fromkeys(kept)),
        advice="Send 'Cache-Control: private, no-store' with every page that shows a cart or a person.",
        reason_code="leaked-data",
    )


def ordered_as_seen(seen: Totals, outcome: Outcome, now: Totals) -> None:
    """The order costs what the shopper saw, or there is none yet and the new total is shown. Raises CheckFailed."""
    if outcome.order is not None:
        expect(
            "The total of the order",
            outcome.order.total,
            equals=seen.total,
            advice="The cart changed after the review was shown: show the new total and ask again.",
            reason_code="wrong-amount",
        )
        return
    expect_that(
        now.total is not None,
        "The page after the refused order",
        expected="with the new total",
        actual="without a total",
    )


def no_dead_end(stage: Stage, title: str) -> None:
    """What answers a form that is not valid any more is a page of the shop. Raises CheckFailed for an error page."""
    expect_that(
        stage is not Stage.ERROR,
        "The answer to an old form",
        expected="the page again, with a word about it",
        actual=f"an error page, '{title}'",
        advice="Show the form again with a fresh token and what was typed; the shopper has done nothing wrong.",
        reason_code="capability-dead",
    )


# -- fixture --


@dataclass(frozen=True)
class Sessions:
    """Two shoppers in browsers that share nothing."""

    me: Shopper
    another: Callable[[], Shopper]
    purchase: Purchase
    store: StoreProfile
    neighbours: list[tuple[Shopper, Address]] = field(default_factory=list)
    answers: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)
    """Address and headers of each page that came since `watch_answers`."""

    def neighbour_checks_out(self) -> None:
        """Another shopper, who lives elsewhere, walks up to the review and stays there."""
        another, purchase = self.another(), Purchase(started=self.purchase.started)
        purchase.address = self.store.address(self.store.entry(Role("addresses", "abroad", "an address abroad")))
        product = self.store.entry(Role("products", "odd cents", "a product with odd cents"))
        another.visits(product)
        another.adds_to_cart(product)
        walk(Stage.REVIEW, another, self.store, purchase)
        self.neighbours.append((another, purchase.address))

    def watch_answers(self) -> None:
        """From now on, keep the headers of each page."""

        def arrived(response: Response) -> None:
            if response.request.resource_type == "document" and response.ok:
                self.answers.append((response.url, response.headers))

        self.me.page.on("response", arrived)

    def expire(self) -> None:
        """Forget the session, as a server does after an hour. Raises CannotProvide when nobody said what carries it."""
        name, browser = self.store.session_cookie, self.me.page.context
        if not name:
            raise CannotProvide(f"needs the session's cookie: add 'session cookie:' to {self.store.path.name}")
        if not any(cookie.get("name") == name for cookie in browser.cookies()):
            raise Unproved(f"the shopper holds no cookie '{name}', so no session could expire", looked_for=name)
        browser.clear_cookies(name=name)

    def order_in_the_end(self) -> None:
        """Try to place the order; where the shop asks again for what it forgot, tell it again and place the order."""
        self.purchase.outcome = self.me.tries_to_place_order()
        if self.purchase.outcome.order is None:
            walk(Stage.REVIEW, self.me, self.store, self.purchase)
            self.purchase.outcome = self.me.tries_to_place_order()

    def try_again_as_asked(self) -> None:
        """Come back to pay and order; where the shop asks to send a form once more, do so.

        Raises CheckFailed when it answers with a dead end, and what the shopper raises when it refuses without a word.
        """
        self.me.goes_back_to_pay(self.purchase.payment_in(self.store))
        for asked in reversed(range(_MOST_ASKED)):
            try:
                walk(Stage.REVIEW, self.me, self.store, self.purchase)
                self.purchase.outcome = self.me.tries_to_place_order()
            except (ShopFault, CannotRead) as refusal:
                no_dead_end(self.me.stage, self.me.page.title())
                if not asked or not self.me.told():
                    raise
                self.me.journal.note(self.me.stage, f"sends the form once more: {refusal}")
            else:
                no_dead_end(self.me.stage, self.me.page.title())
                if self.purchase.outcome.order is not None:
                    return

    def back_to_pay_and_forward(self) -> None:
        """Remember the bill, go back to where the way to pay is chosen, and come to the review again."""
        self.purchase.before = self.me.reads_totals()
        self.me.goes_back_to_pay(self.purchase.payment_in(self.store))
        walk(Stage.REVIEW, self.me, self.store, self.purchase)

    def reload(self) -> None:
        """Load the page again, and remember what the bill was before."""
        self.purchase.before = self.me.reads_totals()
        self.me.reloads()


@pytest.fixture
def checkout_sessions(
    shopper: Shopper, new_shopper: Callable[[], Shopper], checkout_purchase: Purchase, checkout_store: StoreProfile
) -> Sessions:
    """This scenario's shopper, and others when they are needed."""
    return Sessions(shopper, new_shopper, checkout_purchase, checkout_store)


# -- steps --


@step(Phrase("I reload the page"))
def i_reload_the_page(checkout_sessions: Sessions) -> None:
    checkout_sessions.reload()


@step(Phrase("I use the browser's back button"))
def i_use_the_back_button(checkout_sessions: Sessions) -> None:
    checkout_sessions.me.goes_back()


@then(Phrase("another shopper should not see my cart"))
def another_shopper_should_not_see_my_cart(checkout_sessions: Sessions) -> None:
    another = checkout_sessions.another()
    another.opens_cart()
    cart_is_empty(len(another.cart_lines()), "another shopper's")


@step(Phrase("another shopper is ready to place an order of their own"))
def another_shopper_is_ready(checkout_sessions: Sessions) -> None:
    checkout_sessions.neighbour_checks_out()


@then(Phrase("no other shopper's details should be visible"))
def no_other_shoppers_details_should_be_visible(checkout_sessions: Sessions) -> None:
    """Neither theirs on my page nor mine on theirs."""
    assert checkout_sessions.neighbours, "the scenario has no other shopper"
    me, mine = checkout_sessions.me, checkout_sessions.purchase.address_in(checkout_sessions.store)
    my_details = [me.email, mine.line1]
    for another, theirs in checkout_sessions.neighbours:
        nothing_of([another.email, theirs.line1], me.page.inner_text("body"), "My page")
        another.reloads()
        nothing_of(my_details, another.page.inner_text("body"), "The page of another shopper")


@step(Phrase("I watch what caches may keep"))
def i_watch_what_caches_may_keep(checkout_sessions: Sessions) -> None:
    checkout_sessions.watch_answers()


@then(Phrase("no page should be kept by a cache for everybody"))
def no_page_should_be_kept(checkout_sessions: Sessions) -> None:
    assert checkout_sessions.answers, "the scenario opened no page since it began to watch"
    only_for_one(checkout_sessions.answers)


@step(Phrase("my session expires"))
def my_session_expires(checkout_sessions: Sessions) -> None:
    checkout_sessions.expire()


@step(Phrase("I try to place my order until the shop takes it or refuses it"))
def i_try_until_the_shop_answers(checkout_sessions: Sessions) -> None:
    checkout_sessions.order_in_the_end()


@step(Phrase("as often as the shop asks me to, I try again with {card:card}"))
def i_try_again_as_often_as_asked(card: Role | Literal, checkout_sessions: Sessions) -> None:
    checkout_sessions.purchase.pays_with(checkout_sessions.store, card)
    checkout_sessions.try_again_as_asked()


@step(Phrase("I go back to pay and forward again"))
def i_go_back_to_pay_and_forward_again(checkout_sessions: Sessions) -> None:
    checkout_sessions.back_to_pay_and_forward()


@step(Phrase("I put {product:product} in my cart in another tab"))
def i_put_it_in_my_cart_in_another_tab(
    product: Role | Literal, checkout_sessions: Sessions, checkout_store: StoreProfile
) -> None:
    entry, tab = checkout_store.entry(product), checkout_sessions.me.opens_tab()
    tab.visits(entry)
    tab.adds_to_cart(entry)


@then(Phrase("I should have ordered what I saw, or be shown the new total first"))
def i_should_have_ordered_what_i_saw(checkout_sessions: Sessions) -> None:
    outcome, seen = checkout_sessions.purchase.outcome, checkout_sessions.me.journal.totals.get(Stage.REVIEW)
    assert outcome is not None, "the scenario did not try to place an order"
    assert seen is not None, "the scenario saw no review"
    ordered_as_seen(seen, outcome, checkout_sessions.me.reads_totals())
