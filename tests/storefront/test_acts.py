"""What a button does, and which buttons are never pressed."""

from __future__ import annotations

import pytest

from pytest_checkout.domain import Stage
from pytest_checkout.storefront import acts, ways
from pytest_checkout.storefront.reading import Reading
from pytest_checkout.storefront.snapshot import Snapshot
from tests.storefront.builders import a_button, a_field, a_form, a_link, a_page


def reading(page: Snapshot, locale: str = "en-GB") -> Reading:
    return Reading(page, locale, "GBP")


def found(page: Snapshot, act: str, language: str = "en") -> list[str]:
    return [hit.control.called for hit in acts.find(page, act, language)]


@pytest.mark.parametrize(
    ("text", "language", "act"),
    [
        ("Place order", "en", "place order"),
        ("Zahlungspflichtig bestellen", "de", "place order"),
        ("In den Warenkorb", "de", "add to cart"),
        ("Ajouter au panier", "fr", "add to cart"),
        ("Zur Kasse", "de", "checkout"),
        ("متابعة", "ar", "continue"),
    ],
)
def test_a_button_is_known_by_its_words(text: str, language: str, act: str) -> None:
    assert found(a_page(controls=[a_button(text=text)]), act, language) == [text]


def test_a_button_is_known_by_the_form_it_sends_in_any_language() -> None:
    page = a_page(controls=[a_button(text="Dajatlh", form=0)], forms=(a_form("/xx/basket/add/7/"),))
    assert found(page, "add to cart", "tlh") == ["Dajatlh"]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Add to wish list", "/wishlists/add/product/7/"),
        ("Notify me", "/alerts/create/"),
        ("Log out", "/logout/"),
        ("Subscribe", "/newsletter/"),
    ],
)
@pytest.mark.parametrize("act", ["add to cart", "continue", "place order", "checkout"])
def test_what_leads_nowhere_good_is_never_meant(text: str, form: str, act: str) -> None:
    page = a_page(controls=[a_button(text=text, form=0)], forms=(a_form(form),))
    assert found(page, act) == []


def test_two_buttons_that_do_different_things_are_both_told() -> None:
    forms = (a_form("/one/"), a_form("/two/"))
    page = a_page(controls=[a_button(text="Continue", form=0), a_button(text="Continue", form=1)], forms=forms)
    assert len(found(page, "continue")) == 2


def test_two_links_to_one_page_are_one_act() -> None:
    page = a_page(controls=[a_link("Checkout", "/checkout/"), a_link("Checkout", "/checkout/")])
    assert len(found(page, "checkout")) == 1


@pytest.mark.parametrize("text", ["Cart (2)", "Your cart 29:43", "Basket £40.00"])
def test_how_many_there_are_does_not_hide_what_a_link_does(text: str) -> None:
    assert found(a_page(controls=[a_link(text, "/zzz/")]), "cart") == [text]


def test_the_profile_wins_over_all_evidence() -> None:
    page = a_page(controls=[a_button(text="Place order"), a_button(text="Zzz", overrides=("place order",))])
    assert found(page, "place order") == ["Zzz"]


def test_the_button_of_a_related_product_is_not_the_products_own() -> None:
    own = a_button(text="Add to basket", owner="own", form=0)
    related = a_button(text="Add to basket", owner="/other/", form=1)
    forms = (a_form("/basket/add/1/"), a_form("/basket/add/2/"))
    assert [hit.control.form for hit in reading(a_page(controls=[related, own], forms=forms)).own_add_buttons] == [0]
    assert reading(a_page(controls=[related], forms=forms[1:])).own_add_buttons == []


def test_what_continues_sends_the_form_of_the_step_whatever_it_says() -> None:
    address = [a_field(label="Address", form=0), a_field(label="City", form=0), a_field(label="Postcode", form=0)]
    page = a_page(controls=[*address, a_button(text="Qapla'", form=0), a_button(text="Go", form=1, region="header")])
    here = reading(page)
    assert here.stage is Stage.ADDRESS
    assert [hit.control.called for hit in here.continue_acts(Stage.ADDRESS)] == ["Qapla'"]


def test_what_is_chosen_or_not_is_a_way_to_pay_and_orders_nothing() -> None:
    toggle = a_button(text="Betaalkaart", type="button", toggles=True)
    page = a_page(lang="nl", controls=[toggle, a_button(text="Bestelling plaatsen en betalen")])
    assert [act.control.text for act in ways.to_order(reading(page, "nl-NL"))] == ["Bestelling plaatsen en betalen"]


def test_going_back_is_not_going_on() -> None:
    page = a_page(controls=[a_button(text="Return to basket"), a_link("Continue shopping", "/")])
    assert reading(page).continue_acts(Stage.PAYMENT) == []
