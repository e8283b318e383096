"""The back office of the embedded store, a real django-oscar shop, put through the suite of all back offices."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import requests

from pytest_checkout.conformance import BackOfficeConformance, BackOfficeSandbox
from pytest_checkout.domain import Line, Money, Order
from pytest_checkout.errors import CannotProvide
from pytest_checkout.platforms.oscar import OscarBackOffice
from tests.demo.running import announced, launched
from tests.demo.store_walk import BackOffice, Customer, products, soon

NAMES = {
    "stock": "KIT-MUG",
    "code uses": "JUSTONCE",
    "code terms": "LIVE10",
    "price": "KIT-MUG",
    "for sale": "KIT-MUG",
    "payment": "invoice",
    "delivery": "express",
    "delivery fee": "express",
    "plugin": "consent-banner",
    "mail template": "confirmation",
    "tax rate": "reduced",
}
OTHERS = {
    "stock": "KIT-TEAPOT",
    "code uses": "LIVE10",
    "code terms": "JUSTONCE",
    "price": "KIT-TEAPOT",
    "for sale": "KIT-TEAPOT",
    "payment": "card",
    "delivery": "standard",
    "delivery fee": "standard",
    "plugin": "loyalty-badge",
    "tax rate": "standard",
}


class Oscar(BackOfficeSandbox):
    """The store with its services; its shoppers come without a browser, and the orders system can refuse a product."""

    names, others = NAMES, OTHERS

    def __init__(self, where: dict[str, str]) -> None:
        self.where, self.adapter = where, self._office(where)
        self.house = BackOffice(where)

    def anew(self) -> OscarBackOffice:
        return self._office(self.where)

    def _office(self, where: dict[str, str]) -> OscarBackOffice:
        return OscarBackOffice(where["backoffice_url"], where["token"])

    def everything(self) -> object:
        """What the back office's first page tells; of time it tells how late it is, and of orders how many."""
        return {subject: told for subject, told in self.house.get("").items() if subject not in ("orders", "clock")}

    def places_order(self, email: str) -> Order:
        return self._buys(email, "in stock", Line("Canvas backpack", 1, Money.parse("GBP 40.00"), "BAG-CANVAS"))

    def reserves_order(self, email: str) -> Order:
        self.house.put("payment-terms", capture="at dispatch")
        try:
            return self.places_order(email)
        finally:
            self.house.put("payment-terms", capture="with the order")

    def owes_order(self, email: str) -> Order:
        self._refuses(True)
        order = self._buys(email, "odd cents", Line("Beeswax candle", 1, Money.parse("GBP 13.37"), "HOME-CANDLE"))
        assert soon(lambda: [each for each in self.house.get(f"outbox?email={email}") if each["set_aside"]])
        return order

    def refuses_no_more(self) -> None:
        self._refuses(False)

    def _refuses(self, active: bool) -> None:
        assert requests.put(f"{self.where['oms_url']}/refusals/HOME-CANDLE", json={"active": active}, timeout=10).ok

    def _buys(self, email: str, role: str, line: Line) -> Order:
        """One piece, delivered for GBP 4.90; the store's own pages say the number and the total."""
        guest, total = Customer(self.where["url"]), line.total + Money.parse("GBP 4.90")
        guest.buys(products(self.where)[role])
        thanks = guest.places_order(guest.checks_out(email=email))
        assert "thank-you" in thanks.url
        assert f"£{total.amount}" in thanks.text
        [number] = set(re.findall(r"\b1\d{5}\b", thanks.text))
        return Order(number, total, email, lines=(line,), delivery=Money.parse("GBP 4.90"))


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Oscar]:
    with launched(tmp_path_factory.mktemp("oscar") / "data", "--with-parent") as process:
        yield Oscar(announced(process))


class TestOscar(BackOfficeConformance): ...


def test_a_currency_that_is_not_the_shops_is_told(sandbox: Oscar) -> None:
    with pytest.raises(CannotProvide, match="the price of 'KIT-MUG' to be JPY 500, and it is in GBP"):
        sandbox.adapter.set_price("KIT-MUG", Money.parse("JPY 500"))


def test_uses_of_a_code_can_be_forgotten_and_not_invented(sandbox: Oscar) -> None:
    with pytest.raises(CannotProvide, match="'JUSTONCE' to have been used 3 times, it was 0 times, and Oscar can"):
        sandbox.adapter.set_code_uses("JUSTONCE", 3)
