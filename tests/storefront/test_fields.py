"""What a field asks for, from whatever evidence it gives."""

from __future__ import annotations

import pytest

from pytest_checkout.domain import Card
from pytest_checkout.storefront.cardform import completes
from pytest_checkout.storefront.fields import read_fields, scores
from pytest_checkout.storefront.filling import expiry_option, expiry_part
from pytest_checkout.storefront.snapshot import Control
from tests.storefront.builders import a_field, a_form, a_page, options


def meaning(control: Control, language: str = "en", form: str = "") -> str:
    page = a_page(controls=[control], forms=(a_form(form),) if form else ())
    read = read_fields(page, language)
    return read[0].meaning if read else ""


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        ({"autocomplete": "section-a shipping given-name"}, "first_name"),
        ({"autocomplete": "shipping postal-code", "label": "Address"}, "postcode"),  # stated beats looks
        ({"type": "email", "name": "username"}, "email"),
        ({"label": "Town *"}, "city"),
        ({"placeholder": "Last name"}, "last_name"),
        ({"aria": "Security code"}, "card_code"),
        ({"label": "Name on card", "name": "name"}, "card_holder"),
        ({"name": "billing[cardNumber]"}, "card_number"),
        ({"near": "Telephone"}, "phone"),
        ({"near": "Call our telephone line about any order, day and night"}, ""),  # a neighbour that says more
        ({"label": "Favourite colour"}, ""),
        ({"label": "House number", "name": "house_number"}, ""),
        ({"label": "Loyalty number:", "name": "Billing.LoyaltyNumber", "id": "Billing_LoyaltyNumber"}, ""),
        ({"label": "Fax number:", "name": "Billing.FaxNumber", "id": "Billing_FaxNumber"}, "fax"),
    ],
)
def test_evidence_is_weighed(evidence: dict[str, str], expected: str) -> None:
    assert meaning(a_field(**evidence)) == expected


@pytest.mark.parametrize(
    ("label", "language", "expected"),
    [
        ("Postleitzahl", "de", "postcode"),
        ("Straße und Hausnummer", "de", "line1"),
        ("Name auf der Karte", "de", "card_holder"),
        ("Prénom", "fr", "first_name"),
        ("Nom", "fr", "last_name"),
        ("Cryptogramme visuel", "fr", "card_code"),
        ("الرمز البريدي", "ar", "postcode"),
        ("رقم البطاقة", "ar", "card_number"),
        ("Postcode", "de", "postcode"),  # partly untranslated pages are common
    ],
)
def test_a_label_alone_is_enough_in_every_language(label: str, language: str, expected: str) -> None:
    assert meaning(a_field(label=label), language) == expected


def test_what_is_stated_has_no_rival_in_what_only_looks_as_likely() -> None:
    control = a_field(autocomplete="address-level2", label="Address line 4 *", name="address4", near="Address line 4 *")
    (city,) = read_fields(a_page(controls=[control]), "en")
    assert (city.meaning, city.rival) == ("city", "")


def test_a_heading_right_above_a_field_is_no_label_where_the_field_says_itself_what_it_asks_for() -> None:
    headed = {"near": "Dirección de envío", "heading": "Dirección de envío"}
    first, last = a_field(placeholder="Given name", **headed), a_field(placeholder="Apellidos")
    street = a_field(placeholder="Calle y número")
    read = read_fields(a_page(controls=[first, last, street]), "es")
    assert [field.meaning for field in read] == ["first_name", "last_name", "line1"]
    assert meaning(a_field(near="Dirección", heading="Dirección"), "es") == "line1"


def test_a_list_of_countries_needs_no_word() -> None:
    select = a_field(tag="select", type="", options=options(("", "-"), ("GB", "A"), ("DE", "B"), ("AE", "C")))
    assert meaning(select, "tlh") == "country"


def test_the_last_address_line_is_the_city_where_no_field_says_so() -> None:
    lines = [a_field(name=f"line{number}") for number in (1, 2, 4)]
    assert [field.meaning for field in read_fields(a_page(controls=lines), "tlh")] == ["line1", "line2", "city"]
    with_city = [*lines, a_field(label="City")]
    assert [field.meaning for field in read_fields(a_page(controls=with_city), "en")][2:] == ["line4", "city"]


def test_a_fourth_line_is_the_city_before_a_line_without_a_meaning_is() -> None:
    fields = [a_field(name=name, form=0) for name in ("firstname", "lastname", "address1", "x1", "zip", "address4")]
    read = {field.control.name: field.meaning for field in read_fields(a_page(controls=fields), "tlh")}
    assert read["address4"] == "city"
    assert "x1" not in read


def test_where_a_form_marks_what_it_needs_the_rest_does_not_hide_what_a_place_tells() -> None:
    labels = ("First name *", "Last name *", "Zorg *", "Flat (optional)", "Vorp", "Postcode *", "Town *")
    page = a_page(controls=[a_field(label=label, required=label.endswith("*")) for label in labels])
    assert {field.control.label: field.meaning for field in read_fields(page, "en")}["Zorg *"] == "line1"
    plain = a_page(controls=[a_field(label=label) for label in labels])  # two that nobody understands, and one street
    assert "line1" not in {field.meaning for field in read_fields(plain, "en")}


@pytest.mark.parametrize(
    ("labels", "street"),
    [
        (("First name", "Last name", "Glip no. & street", "Vorp", "Postcode", "Town"), "line1"),
        (("First name", "Last name", "Glip no. & zorg", "Vorp", "Postcode", "Town"), ""),  # not a word, and not alone
        (("Postcode", "Town", "Country", "Glip no. & street", "Vorp"), ""),  # a word, and not at its place
    ],
)
def test_a_faint_word_at_its_place_in_an_address_is_enough(labels: tuple[str, ...], street: str) -> None:
    page = a_page(controls=[a_field(placeholder=label) for label in labels])
    read = {field.control.placeholder: field.meaning for field in read_fields(page, "en")}
    assert next((meaning for text, meaning in read.items() if text.startswith("Glip")), "") == street


def test_digits_that_may_be_a_telephones_are_the_code_of_a_card_and_what_stands_before_them_its_expiry() -> None:
    controls = [
        a_field(type="tel", near="Número de tarjeta *"),
        a_field(near="Zorg *"),
        a_field(type="tel", near="CVV *"),
    ]
    page = a_page(controls=controls)
    read = completes(read_fields(page, "es"), page)
    assert [field.meaning for field in read] == ["card_number", "card_expiry", "card_code"]


def test_a_neighbour_that_says_a_little_more_still_tells() -> None:
    assert meaning(a_field(name="x1", near="Ulica i numer bloku"), "pl") == "line1"
    assert meaning(a_field(name="x1", near="Postcode"), "pl") == "postcode", "a page that is half translated"
    assert meaning(a_field(name="x1", near="Ulica, w której chcesz odebrać swoją paczkę"), "pl") != "line1"


def test_a_field_called_code_is_a_voucher_by_the_form_it_is_in() -> None:
    control = a_field(name="code", label="Code", form=0)
    assert meaning(control, form="/basket/vouchers/add/") == "coupon"
    assert meaning(control, form="/login/two-factor/") == ""


def test_two_meanings_that_fit_alike_are_both_named() -> None:
    page = a_page(controls=[a_field(label="City / State")])
    (field,) = read_fields(page, "en")
    assert {field.meaning, field.rival} == {"city", "state"}


def test_a_box_to_tick_asks_for_no_text() -> None:
    box = a_field(type="checkbox", label="My billing address is the same as the delivery address")
    assert meaning(box) == "same_address"
    assert "line1" not in scores(box, None, "en")


def test_hidden_fields_are_nobodys_business() -> None:
    assert read_fields(a_page(controls=[a_field(label="City", shown=False)]), "en") == ()


@pytest.mark.parametrize(
    ("control", "part"),
    [
        (a_field(autocomplete="cc-exp"), "both"),
        (a_field(placeholder="MM/YY"), "both"),
        (a_field(name="exp_month"), "month"),
        (a_field(label="Expiry year"), "year"),
        (a_field(tag="select", options=options(*((str(n), str(n)) for n in range(1, 13)))), "month"),
        (a_field(tag="select", options=options(*((str(n), str(n)) for n in range(2026, 2036)))), "year"),
    ],
)
def test_an_expiry_is_one_field_or_two(control: Control, part: str) -> None:
    assert expiry_part(control) == part


@pytest.mark.parametrize(
    ("expiry", "part", "offered", "expected"),
    [
        ("12/34", "month", [("", "Month"), ("11", "11 - November"), ("12", "12 - December")], "12"),
        ("02/34", "month", [("1", "01"), ("2", "02")], "2"),
        ("12/34", "year", [("", "Year"), ("2033", "2033"), ("2034", "2034"), ("2035", "2035")], "2034"),
        ("12/34", "year", [("a", "33"), ("b", "34")], "b"),
        ("12/39", "year", [("", "Year"), ("2026", "2026"), ("2036", "2036"), ("2035", "2035")], "2036"),
        ("12/19", "year", [("2026", "2026"), ("2036", "2036")], ""),  # a card that has expired stays so
    ],
)
def test_a_year_beyond_the_list_of_a_shop_is_its_last(
    expiry: str, part: str, offered: list[tuple[str, str]], expected: str
) -> None:
    found = expiry_option(options(*offered), part, Card("4242424242424242", expiry=expiry))
    assert (found.value if found else "") == expected
