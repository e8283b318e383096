"""The embedded store, walked by the general reading in every locale and both themes; its back office is the oracle."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import Page

from pytest_checkout.domain import Money, Stage
from pytest_checkout.store import profile as profiles
from pytest_checkout.store.profile import StoreProfile
from pytest_checkout.storefront import Shopper, fields
from tests.demo.running import announced, launched
from tests.demo.store_walk import BackOffice


@pytest.fixture(scope="module")
def where(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    with launched(tmp_path_factory.mktemp("store") / "data", "--with-parent") as process:
        yield announced(process)


@pytest.fixture
def office(where: dict[str, str]) -> BackOffice:
    return BackOffice(where)


@pytest.fixture
def store(where: dict[str, str]) -> StoreProfile:
    return profiles.load(Path(where["profile"]))


def walk(shopper: Shopper, store: StoreProfile, *, card: str = "good") -> None:
    """From the cart to the review, by express and card."""
    shopper.walks_to(
        Stage.REVIEW,
        address=store.address(store.addresses["home"]),
        delivery=store.delivery["express"].name,
        payment=store.payments["card"],
        card=store.card(store.cards[card]),
    )


SLOW = pytest.mark.slow


@pytest.mark.parametrize(
    ("locale", "theme"),
    [
        ("en-GB", "classic"),
        ("de-DE", "compact"),
        ("fr-FR", "classic"),
        ("ar", "compact"),
        pytest.param("en-GB", "compact", marks=SLOW),
        pytest.param("de-DE", "classic", marks=SLOW),
        pytest.param("fr-FR", "compact", marks=SLOW),
        pytest.param("ar", "classic", marks=SLOW),
    ],
)
def test_an_order_with_a_code_is_placed_and_recorded_as_it_was_shown(
    page: Page, store: StoreProfile, office: BackOffice, locale: str, theme: str
) -> None:
    office.put("theme", name=theme)
    shopper = Shopper(page, store, locale=locale)
    shopper.adds_to_cart(store.products["in stock"], quantity=2)
    assert shopper.applies_code(store.codes["live"].code).accepted
    walk(shopper, store)
    order = shopper.places_order()
    (recorded,) = office.get(f"orders?email={shopper.email}")
    shown = {stage: totals.rows() for stage, totals in shopper.journal.totals.items()}
    assert recorded["number"] == order.number
    assert recorded["locale"].lower()[:2] == locale[:2]
    expected = [("items", "GBP 80.00"), ("discount", "GBP 8.00"), ("delivery", "GBP 9.90"), ("total", "GBP 81.90")]
    assert shown[Stage.REVIEW] == shown[Stage.CONFIRMATION] == expected
    assert order.total == Money(Decimal(recorded["total"]), recorded["currency"])


@pytest.mark.parametrize("locale", ["de-DE", *(pytest.param(name, marks=SLOW) for name in ("en-GB", "fr-FR", "ar"))])
def test_labels_carry_the_walk_where_a_shop_has_no_autofill_tokens(
    page: Page, store: StoreProfile, office: BackOffice, monkeypatch: pytest.MonkeyPatch, locale: str
) -> None:
    office.put("theme", name="classic")
    monkeypatch.setattr(fields, "AUTOFILL", {})
    shopper = Shopper(page, store, locale=locale)
    shopper.adds_to_cart(store.products["in stock"])
    walk(shopper, store)
    assert shopper.reads_totals().total == Money(Decimal("49.90"), "GBP")


def test_a_declined_card_is_told_in_the_shops_words_and_another_one_pays(
    page: Page, store: StoreProfile, office: BackOffice
) -> None:
    office.put("theme", name="classic")
    shopper = Shopper(page, store, locale="de-DE")
    shopper.adds_to_cart(store.products["in stock"])
    walk(shopper, store, card="declined")
    outcome = shopper.tries_to_place_order()
    assert outcome.order is None
    assert any("Karte" in text for text in outcome.told)
    assert office.get(f"orders?email={shopper.email}") == []
    walk(shopper, store)
    assert shopper.places_order().number


def test_the_journal_tells_what_was_done_and_why_and_no_card_number(
    page: Page, store: StoreProfile, office: BackOffice
) -> None:
    office.put("theme", name="classic")
    shopper = Shopper(page, store)
    shopper.adds_to_cart(store.products["in stock"])
    walk(shopper, store)
    told = "\n".join(shopper.journal.lines())
    assert "address: typed postcode into 'Post/Zip-code' (autocomplete=postal-code)" in told
    assert "cart: the cart holds 1 x Canvas backpack" in told
    assert store.cards["good"].number not in json.dumps(shopper.journal.lines())


@pytest.mark.parametrize("role", ["sold out", "in stock", "digital", "with options"])
def test_only_what_is_sold_out_cannot_be_bought(page: Page, store: StoreProfile, office: BackOffice, role: str) -> None:
    office.put("theme", name="classic")
    assert Shopper(page, store).can_be_bought(store.products[role]) is (role != "sold out")


def test_the_review_is_no_cart_to_start_another_checkout_from(
    page: Page, store: StoreProfile, office: BackOffice
) -> None:
    shopper = Shopper(page, store)
    shopper.adds_to_cart(store.products["in stock"])
    walk(shopper, store)

    shopper.starts_checkout()

    assert shopper.stage is not Stage.REVIEW
    assert office.get(f"orders?email={shopper.email}") == []
