"""Orders at the same moment, on PostgreSQL: what only one can have is sold once, and nobody waits for ever."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Barrier
from typing import Any

import pytest

from tests.demo.running import announced, launched
from tests.demo.store_walk import BackOffice, Customer, Page, paid, products
from tests.demo.test_postgresql import needs_server

pytestmark = needs_server
RACES = ("code-checked-when-entered-only", "stock-locked-in-cart-order", "stock-not-locked")
"""The breakages that only a race shows; the symptoms of the others are in test_store_breakages.py."""
TRIES = 5
"""How often a race is run; how often each breakage shows in one: docs/demo-store.md."""


@pytest.fixture(scope="module")
def where(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """A store on PostgreSQL."""
    data = tmp_path_factory.mktemp("demo") / "data"
    with launched(data, "--with-parent", "--database", "postgresql") as process:
        yield announced(process)


@dataclass(frozen=True)
class Racer:
    """A shopper on the review, and what came of the order."""

    customer: Customer
    email: str
    review: Page

    @classmethod
    def with_goods(cls, where: dict[str, str], *goods: str, code: str = "", payment: str = "card") -> Racer:
        customer, email = Customer(where["url"]), f"robin-{secrets.token_hex(4)}@example.com"
        for product in goods:
            customer.buys(products(where)[product])
        if code:
            customer.applies(code)
        return cls(customer, email, customer.checks_out(email=email, payment=payment))

    def orders(self, office: BackOffice) -> list[Any]:
        found: list[Any] = office.get(f"orders?email={self.email}")
        return found

    def paid(self, where: dict[str, str]) -> int:
        return paid(where, self.email)


def race(racers: Sequence[Racer]) -> list[Page]:
    """All place their orders at the same moment; where each of them ends."""
    start = Barrier(len(racers))

    def run(racer: Racer) -> Page:
        start.wait(20)
        return racer.customer.places_order(racer.review)

    with ThreadPoolExecutor(len(racers)) as threads:
        return list(threads.map(run, racers))


def for_the_last_teapot(where: dict[str, str], office: BackOffice) -> tuple[list[Racer], list[Page]]:
    office.put("stock/KIT-TEAPOT", available=1)
    racers = [Racer.with_goods(where, "last unit") for _ in range(2)]
    return racers, race(racers)


def for_the_code(where: dict[str, str], office: BackOffice) -> tuple[list[Racer], list[Page]]:
    office.put("codes/JUSTONCE", uses=0)
    racers = [Racer.with_goods(where, "in stock", code="JUSTONCE") for _ in range(2)]
    return racers, race(racers)


def crosswise(where: dict[str, str]) -> list[Page]:
    return race([Racer.with_goods(where, *goods, payment="invoice") for goods in (PAIR, PAIR[::-1]) * 2])


PAIR = ("in stock", "odd cents")


def test_the_last_unit_is_sold_once_and_the_other_pays_nothing_and_is_told(
    where: dict[str, str], office: BackOffice
) -> None:
    for _ in range(TRIES):
        racers, pages = for_the_last_teapot(where, office)
        assert sorted(len(racer.orders(office)) for racer in racers) == [0, 1]
        assert office.get("stock/KIT-TEAPOT")["available"] == 0
        for racer, page in zip(racers, pages, strict=True):
            orders = racer.orders(office)
            assert racer.paid(where) == (3740 if orders else 0)
            told = "Somebody else has just bought the last Stoneware teapot" in page.text
            assert told or orders or "basket" in page.url, page.text  # refused in the race, or a moment before


def test_a_code_for_one_order_is_used_once_and_the_other_is_shown_the_new_total(
    where: dict[str, str], office: BackOffice
) -> None:
    for _ in range(TRIES):
        racers, pages = for_the_code(where, office)
        assert office.get("codes/JUSTONCE")["uses"] == 1
        for racer, page in zip(racers, pages, strict=True):
            totals = [order["total"] for order in racer.orders(office)]
            if "JUSTONCE has just been used up" in page.text:
                assert (totals, racer.paid(where)) == ([], 0)
                assert "£44.90" in page.text
            else:
                assert racer.paid(where) == sum(round(float(total) * 100) for total in totals)


def test_who_lost_the_race_for_a_code_can_order_without_it(where: dict[str, str], office: BackOffice) -> None:
    for _ in range(TRIES):
        racers, pages = for_the_code(where, office)
        for racer, page in zip(racers, pages, strict=True):
            if "JUSTONCE has just been used up" in page.text:
                assert "thank-you" in racer.customer.places_order(page).url
                assert racer.paid(where) == 4490
                return
    pytest.fail(f"nobody lost the race in {TRIES} tries")


def test_orders_for_the_same_goods_in_any_order_do_not_lock_each_other(
    where: dict[str, str], office: BackOffice
) -> None:
    for _ in range(TRIES):
        before = office.get("stock/HOME-CANDLE")["available"]
        assert all("thank-you" in page.url for page in crosswise(where))
        assert office.get("stock/HOME-CANDLE")["available"] == before - 4


def test_a_double_click_for_the_last_unit_is_one_order_that_stays_paid(
    where: dict[str, str], office: BackOffice
) -> None:
    for _ in range(TRIES):
        office.put("stock/KIT-TEAPOT", available=1)
        racer = Racer.with_goods(where, "last unit")
        pages = race([racer, racer])
        assert len(racer.orders(office)) == 1, [page.text for page in pages]
        assert racer.paid(where) == 3740


# -- each breakage shows --


def sold_twice(where: dict[str, str], office: BackOffice) -> bool:
    racers, _ = for_the_last_teapot(where, office)
    return sum(len(racer.orders(office)) for racer in racers) == 2


def used_twice(where: dict[str, str], office: BackOffice) -> bool:
    for_the_code(where, office)
    return bool(office.get("codes/JUSTONCE")["uses"] == 2)


def locked_each_other(where: dict[str, str], _: BackOffice) -> bool:
    return not all("thank-you" in page.url for page in crosswise(where))


@pytest.mark.parametrize(
    ("name", "shows"), list(zip(RACES, (used_twice, locked_each_other, sold_twice), strict=True)), ids=RACES
)
def test_a_breakage_shows_in_a_few_races(where: dict[str, str], office: BackOffice, name: str, shows: Any) -> None:
    office.put(f"breakages/{name}", active=True)
    assert any(shows(where, office) for _ in range(TRIES))
