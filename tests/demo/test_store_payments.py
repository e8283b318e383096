"""How payments end in the demo store: at the bank's page, by notifications, and when shoppers do not come back."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.demo.store_walk import CARD, BackOffice, Customer, Page, charges, mails, paid, products

ASKING = CARD | {"number": "4000002500003155"}

pytestmark = pytest.mark.usefixtures("office")


class Gateway:
    """The gateway's control, for the payments of one e-mail."""

    def __init__(self, where: dict[str, str], email: str) -> None:
        self.url, self.key = where["gateway_url"], where["gateway_key"]
        self.email = email

    def __call__(self, method: str, path: str = "notifications", **wanted: Any) -> Any:
        answer = requests.request(
            method,
            f"{self.url}/control/payers/{self.email}/{path}",
            headers={"Authorization": f"Bearer {self.key}"},
            json=wanted,
            timeout=20,
        )
        assert answer.ok, answer.text
        return answer.json()

    def statuses(self) -> list[str]:
        """The states of all payments, newest first."""
        answer = requests.get(f"{self.url}/v1/payment_intents?limit=100", auth=(self.key, ""), timeout=20).json()[
            "data"
        ]
        return [intent["status"] for intent in answer if intent["metadata"].get("email") == self.email]


@pytest.fixture
def guest(where: dict[str, str]) -> Customer:
    guest = Customer(where["url"])
    guest.buys(products(where)["in stock"])
    return guest


@pytest.fixture
def email() -> str:
    return f"robin-{secrets.token_hex(4)}@example.com"


@pytest.fixture
def gateway(where: dict[str, str], email: str) -> Gateway:
    return Gateway(where, email)


def at_the_bank(guest: Customer, email: str) -> Page:
    """The bank's page, after the order was sent with a card that asks for authentication."""
    page = guest.places_order(guest.checks_out(email=email, card=ASKING))
    assert "/authenticate/" in page.url, page.text
    return page


def store_log(where: dict[str, str]) -> str:
    """What the store has written into its log; nothing as long as nothing went wrong."""
    log = Path(where["profile"]).parent / "store.log"
    return log.read_text("utf-8") if log.exists() else ""


def orders(office: BackOffice, email: str) -> list[dict[str, Any]]:
    return office.get(f"orders?email={email}")


def test_a_passed_challenge_orders_and_charges_once(
    where: dict[str, str], office: BackOffice, guest: Customer, email: str
) -> None:
    thanks = guest.send(at_the_bank(guest, email), "", outcome="passed")
    assert "thank-you" in thanks.url
    (order,) = orders(office, email)
    assert charges(where, order["number"]) == [4490]
    assert len(mails(where, email)) == 1


@pytest.mark.parametrize("outcome", ["failed", "cancelled"])
def test_a_challenge_that_is_not_passed_gives_the_cart_back_and_another_try(
    where: dict[str, str], office: BackOffice, guest: Customer, email: str, gateway: Gateway, outcome: str
) -> None:
    page = guest.send(at_the_bank(guest, email), "", outcome=outcome)
    assert "payment-method" in page.url
    assert "Your bank did not confirm the payment" in page.text
    assert orders(office, email) == []
    assert mails(where, email) == []
    assert "Canvas backpack" in guest.get("basket/").text
    page = guest.send(guest.get("checkout/payment-method/"), "payment_method", payment_method="card")
    page = guest.send(page, "preview", **ASKING)
    thanks = guest.send(guest.places_order(page), "", outcome="passed")
    assert "thank-you" in thanks.url
    (order,) = orders(office, email)
    assert (order["status"], charges(where, order["number"])) == ("Pending", [4490])
    assert gateway.statuses() == ["succeeded", "requires_payment_method"]


def test_who_goes_back_from_the_bank_has_the_cart_again_and_the_payment_is_cancelled(
    where: dict[str, str], office: BackOffice, guest: Customer, email: str, gateway: Gateway
) -> None:
    at_the_bank(guest, email)
    assert "Canvas backpack" in guest.get("basket/").text
    assert gateway.statuses() == ["canceled"]
    page = guest.send(guest.get("checkout/payment-method/"), "payment_method", payment_method="invoice")
    assert "thank-you" in guest.places_order(guest.send(page, "preview")).url
    (order,) = orders(office, email)
    assert charges(where, order["number"]) == []


def test_who_paid_and_never_came_back_has_an_order(
    where: dict[str, str], office: BackOffice, guest: Customer, email: str, gateway: Gateway
) -> None:
    page = at_the_bank(guest, email)
    requests.post(page.url, data={"outcome": "passed"}, timeout=20, allow_redirects=False)
    gateway("POST", "notifications/release")
    (order,) = orders(office, email)
    assert charges(where, order["number"]) == [4490]
    assert len(mails(where, email)) == 1
    assert order["locale"] == "en-gb"


@pytest.mark.parametrize("tells", ["the shopper who comes back", "the gateway"])
def test_what_was_sold_to_somebody_else_meanwhile_is_no_order_and_the_money_goes_back(
    where: dict[str, str], office: BackOffice, email: str, gateway: Gateway, tells: str
) -> None:
    late = Customer(where["url"])
    late.buys(products(where)["last unit"])
    bank = at_the_bank(late, email)
    fast = Customer(where["url"])
    fast.buys(products(where)["last unit"])
    assert "thank-you" in fast.places_order(fast.checks_out(email="fast@example.com")).url
    gateway("PUT", arrive="never" if tells == "the shopper who comes back" else "before")
    page = late.send(bank, "", outcome="passed")
    assert "Somebody else was faster" in page.text or tells == "the gateway"
    assert orders(office, email) == []
    assert paid(where, email) == 0
    assert "Stoneware teapot" in late.get("basket/").text


def test_money_that_went_back_is_not_given_back_again_whoever_reports_it(
    where: dict[str, str], office: BackOffice, email: str, gateway: Gateway
) -> None:
    before = store_log(where)
    gateway("PUT", arrive="held", times=2)
    late = Customer(where["url"])
    late.buys(products(where)["last unit"])
    bank = at_the_bank(late, email)
    office.put("stock/KIT-TEAPOT", available=0)
    assert "Somebody else was faster" in late.send(bank, "", outcome="passed").text
    told = gateway("POST", "notifications/release")
    assert [sent["status"] for sent in told["sent"]] == [200] * len(told["sent"]) != []
    assert paid(where, email) == 0
    assert "was not given back" not in store_log(where).removeprefix(before)


@pytest.mark.parametrize("arrive", ["before", "held", "soon", "never"])
@pytest.mark.parametrize("times", [1, 3])
def test_notification_and_return_make_one_order_in_whatever_order(
    where: dict[str, str], office: BackOffice, guest: Customer, email: str, gateway: Gateway, arrive: str, times: int
) -> None:
    gateway("PUT", arrive=arrive, times=times)
    thanks = guest.places_order(guest.checks_out(email=email))
    assert "thank-you" in thanks.url
    told = gateway("POST", "notifications/release")
    assert [sent["status"] for sent in told["sent"]] == ([] if arrive == "never" else [200] * times)
    (order,) = orders(office, email)
    assert charges(where, order["number"]) == [4490]
    assert len(mails(where, email)) == 1


@pytest.mark.parametrize(
    ("how", "status"), [("wrong secret", 400), ("no signature", 400), ("old", 400), ("unknown payment", 200)]
)
def test_a_forged_notification_makes_no_order(
    office: BackOffice, guest: Customer, email: str, gateway: Gateway, how: str, status: int
) -> None:
    at_the_bank(guest, email)
    assert gateway("POST", "forgeries", how=how) == {"status": status}
    assert orders(office, email) == []


@pytest.mark.parametrize(("outcome", "status", "confirmed"), [("succeeded", "Pending", 1), ("failed", "Cancelled", 0)])
@pytest.mark.parametrize("reverse", [False, True])
def test_a_debit_is_an_order_at_once_and_paid_when_the_bank_has_answered(
    where: dict[str, str],
    office: BackOffice,
    guest: Customer,
    email: str,
    gateway: Gateway,
    outcome: str,
    status: str,
    confirmed: int,
    reverse: bool,
) -> None:
    stock = office.get("stock/BAG-CANVAS")["available"]
    gateway("PUT", arrive="held", reverse=reverse)
    thanks = guest.places_order(guest.checks_out(email=email, payment="direct-debit"))
    assert "thank-you" in thanks.url
    (order,) = orders(office, email)
    assert (order["status"], mails(where, email)) == ("Awaiting payment", [])
    gateway("POST", "settlements", outcome=outcome)
    gateway("POST", "notifications/release")
    (order,) = orders(office, email)
    assert order["status"] == status
    assert len(mails(where, email)) == confirmed
    assert office.get("stock/BAG-CANVAS")["available"] == stock - confirmed
