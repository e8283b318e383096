"""Breakages of the way to the bank and back, of notifications and of held money: each shows only while it is on."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
import requests

from tests.demo.store_walk import BackOffice, Customer, Page, charges, mails, paid, products
from tests.demo.test_store_payments import ASKING, Gateway


@dataclass(frozen=True)
class Visit:
    """A guest with a product in the basket, the gateway as it treats him, and the back office."""

    where: dict[str, str]
    office: BackOffice
    guest: Customer
    email: str
    gateway: Gateway

    def orders(self, **choices: Any) -> Page:
        """The page after the order was sent."""
        return self.guest.places_order(self.guest.checks_out(email=self.email, **choices))

    def at_the_bank(self) -> Page:
        page = self.orders(card=ASKING)
        assert "/authenticate/" in page.url, page.text
        return page

    def answers(self, page: Page, outcome: str) -> Page:
        return self.guest.send(page, "", outcome=outcome)

    def agrees_and_is_gone(self) -> None:
        requests.post(self.at_the_bank().url, data={"outcome": "passed"}, timeout=20, allow_redirects=False)

    def placed(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.office.get(f"orders?email={self.email}")
        return found

    def payment(self, **act: str) -> dict[str, Any]:
        """The payment of the one order, after an act about it."""
        path = f"orders/{self.placed()[0]['number']}/payment"
        found: dict[str, Any] = self.office.put(path, **act) if act else self.office.get(path)
        return found


def no_order_after_the_bank(visit: Visit) -> bool:
    visit.gateway("PUT", arrive="never")
    return "thank-you" not in visit.answers(visit.at_the_bank(), "passed").url


def no_thanks_when_told_before(visit: Visit) -> bool:
    visit.gateway("PUT", arrive="before")
    return "thank-you" not in visit.answers(visit.at_the_bank(), "passed").url


def cart_is_gone(visit: Visit) -> bool:
    visit.answers(visit.at_the_bank(), "failed")
    return "Canvas backpack" not in visit.guest.get("basket/").text


def payment_waits_on(visit: Visit) -> bool:
    visit.at_the_bank()
    visit.guest.get("basket/")
    return visit.gateway.statuses() == ["requires_action"]


def unpaid_order(visit: Visit) -> bool:
    visit.answers(visit.at_the_bank(), "failed")
    return bool(visit.placed())


def nobody_listens(visit: Visit) -> bool:
    visit.agrees_and_is_gone()
    visit.gateway("POST", "notifications/release")
    return not visit.placed()


def three_mails(visit: Visit) -> bool:
    visit.gateway("PUT", arrive="held", times=3)
    visit.agrees_and_is_gone()
    visit.gateway("POST", "notifications/release")
    return len(mails(visit.where, visit.email)) == 3


def refunded_and_paid_again(visit: Visit) -> bool:
    visit.gateway("PUT", arrive="held")
    visit.orders()
    visit.payment(act="refund")
    visit.gateway("POST", "notifications/release")
    return bool(visit.payment()["state"] == "paid")


def books_forget_what_was_taken(visit: Visit) -> bool:
    visit.office.put("payment-terms", capture="at dispatch")
    visit.gateway("PUT", arrive="held", reverse=True)
    visit.orders()
    visit.payment(act="capture")
    visit.gateway("POST", "notifications/release")
    return bool(visit.payment()["captured"] == "0.00")


def forgery_is_believed(visit: Visit) -> bool:
    visit.at_the_bank()
    return bool(visit.gateway("POST", "forgeries", how="wrong secret")["status"] == 200)


def stranger_is_an_error(visit: Visit) -> bool:
    visit.at_the_bank()
    return bool(visit.gateway("POST", "forgeries", how="unknown payment")["status"] == 500)


def answer_takes_four_seconds(visit: Visit) -> bool:
    visit.gateway("PUT", arrive="held")
    visit.orders()
    told = visit.gateway("POST", "notifications/release")
    return bool(told["sent"][0]["milliseconds"] >= 4000)


def mail_before_the_bank_paid(visit: Visit) -> bool:
    visit.orders(payment="direct-debit")
    return len(mails(visit.where, visit.email)) == 1


def money_for_nothing(visit: Visit) -> bool:
    visit.gateway("PUT", arrive="held")
    visit.orders(payment="direct-debit")
    (order,) = visit.placed()
    visit.office.put(f"orders/{order['number']}", status="Cancelled")
    visit.gateway("POST", "settlements", outcome="succeeded")
    visit.gateway("POST", "notifications/release")
    return paid(visit.where, visit.email) > 0


def taken_at_once(visit: Visit) -> bool:
    visit.office.put("payment-terms", capture="at dispatch")
    visit.orders()
    return charges(visit.where, visit.placed()[0]["number"]) == [4490]


def paid_without_a_capture(visit: Visit) -> bool:
    visit.office.put("payment-terms", capture="at dispatch")
    visit.gateway("PUT", "captures", next=1)
    visit.orders()
    return bool(visit.payment(act="capture")["state"] == "paid")


def money_stays_taken(visit: Visit) -> bool:
    visit.orders()
    visit.payment(act="refund")
    return paid(visit.where, visit.email) == 4490


def invoice_is_too_high(visit: Visit) -> bool:
    visit.guest.applies("LIVE10")
    visit.orders()
    return bool(visit.payment()["invoiced"] == "44.90")


def sells_with_test_keys(visit: Visit) -> bool:
    visit.office.put("payment-terms", mistake="test keys in production")
    return "thank-you" in visit.orders().url


def card_is_blamed(visit: Visit) -> bool:
    visit.office.put("payment-terms", mistake="expired credential")
    return "Your card was declined" in visit.orders().text


PAYMENTS: dict[str, Callable[[Visit], bool]] = {
    "order-only-by-notification": no_order_after_the_bank,
    "return-loses-to-the-notification": no_thanks_when_told_before,
    "cart-lost-after-the-bank": cart_is_gone,
    "payment-left-open-on-return": payment_waits_on,
    "failed-authentication-counts-as-paid": unpaid_order,
    "notifications-ignored": nobody_listens,
    "notifications-not-remembered": three_mails,
    "late-paid-reopens-order": refunded_and_paid_again,
    "cancelled-orders-take-money": money_for_nothing,
    "last-notification-wins": books_forget_what_was_taken,
    "signature-not-checked": forgery_is_believed,
    "unknown-payment-is-an-error": stranger_is_an_error,
    "notifications-answered-late": answer_takes_four_seconds,
    "confirmed-before-paid": mail_before_the_bank_paid,
    "captured-with-the-order": taken_at_once,
    "refused-capture-counts-as-paid": paid_without_a_capture,
    "refund-only-in-the-books": money_stays_taken,
    "invoice-before-discounts": invoice_is_too_high,
    "test-keys-taken-in-production": sells_with_test_keys,
    "shop-mistake-told-as-decline": card_is_blamed,
}
"""What each breakage of payments shows; the symptoms of the others are in test_store_breakages.py."""


def visit(where: dict[str, str], office: BackOffice) -> Visit:
    office.put("payment-terms", capture="with the order", mistake="")
    guest, email = Customer(where["url"]), f"robin-{secrets.token_hex(4)}@example.com"
    guest.buys(products(where)["in stock"])
    return Visit(where, office, guest, email, Gateway(where, email))


@pytest.mark.parametrize("name", PAYMENTS)
def test_a_breakage_of_payments_shows_only_while_it_is_on(where: dict[str, str], office: BackOffice, name: str) -> None:
    assert not PAYMENTS[name](visit(where, office))
    office.put(f"breakages/{name}", active=True)
    try:
        assert PAYMENTS[name](visit(where, office))
    finally:
        office.put(f"breakages/{name}", active=False)
        office.put("payment-terms", capture="with the order", mistake="")
