"""Which country an address form has chosen by itself: by code or by name, in a select; or none."""

from __future__ import annotations

import pytest

from pytest_checkout.errors import CannotProvide, CannotRead, ShopFault
from pytest_checkout.storefront import obstacles
from pytest_checkout.storefront.addressing import country_chosen
from pytest_checkout.storefront.reading import Reading
from pytest_checkout.storefront.snapshot import Option
from tests.storefront.builders import a_field, a_page


def form(*entries: tuple[str, str], chosen: str = "", lang: str = "en-GB") -> Reading:
    """An address form with a list of countries of which the one with this value is selected."""
    listed = tuple(Option(value, text, value == chosen, False) for value, text in entries)
    country = a_field(tag="select", type="", autocomplete="country", value=chosen, options=listed)
    street = a_field(autocomplete="address-line1")
    town = a_field(autocomplete="address-level2")
    name = a_field(autocomplete="name")
    return Reading(a_page(controls=[name, street, town, country], lang=lang), lang, "GBP")


@pytest.mark.parametrize(
    ("entries", "chosen", "lang", "country"),
    [
        ([("AE", "United Arab Emirates"), ("GB", "United Kingdom")], "GB", "en-GB", "GB"),
        ([("gb", "United Kingdom")], "gb", "en-GB", "GB"),
        ([("12", "Germany"), ("13", "France")], "12", "en-GB", "DE"),
        ([("12", "Deutschland"), ("13", "Frankreich")], "13", "de-DE", "FR"),
        ([("", "Please choose"), ("GB", "United Kingdom")], "", "en-GB", ""),
    ],
)
def test_the_country_is_told_by_its_code(entries: list[tuple[str, str]], chosen: str, lang: str, country: str) -> None:
    assert country_chosen(form(*entries, chosen=chosen, lang=lang)) == country


def test_a_name_that_is_no_country_is_not_guessed() -> None:
    with pytest.raises(CannotRead, match="'Mainland' is no country"):
        country_chosen(form(("1", "Mainland"), ("2", "Islands"), chosen="1"))


def test_a_shop_of_one_country_asks_for_none() -> None:
    with pytest.raises(CannotProvide, match="list of countries"):
        country_chosen(Reading(a_page(controls=[a_field(autocomplete="address-line1")]), "en-GB", "GBP"))


def test_an_address_without_a_page_is_the_shops_fault() -> None:
    obstacles.refuses_no_page(Reading(a_page(), "en-GB", "GBP"), "http://shop.test/")
    with pytest.raises(ShopFault, match="the page of the shop answers 404: http://shop.test/"):
        obstacles.refuses_no_page(Reading(a_page(status=404), "en-GB", "GBP"), "http://shop.test/")
