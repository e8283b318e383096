"""What discover makes of what it saw, without a browser: roles, places, statements of pages, changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pytest_checkout.discovery import changes, draft, places, strip
from pytest_checkout.discovery.explore import without_common_end
from pytest_checkout.discovery.findings import Findings, Journey, Market, Method, Picture
from pytest_checkout.discovery.journey import livable
from pytest_checkout.domain import Money, Stage
from pytest_checkout.store import profile as profiles
from pytest_checkout.store.profile import StoreProfile
from pytest_checkout.storefront import statements
from pytest_checkout.storefront.reading import Reading
from pytest_checkout.storefront.statements import Statement
from pytest_checkout.storefront.survey import FoundProduct
from tests.storefront.builders import a_field, a_page


def pounds(amount: str) -> Money:
    return Money.parse(f"GBP {amount}")


def findings() -> Findings:
    """A shop in two locales, walked in both."""
    found = Findings("Our shop", "http://shop.test/", "GBP", "prices say so", "en-GB", "its pages say so")
    found.locales = {"en-GB": "en/", "de-DE": "de/"}
    found.products = {"in stock": FoundProduct("http://shop.test/en/lamp", "Lamp", True, "a button", pounds("40.00"))}
    english = Journey("en-GB", product="Lamp", price=pounds("40.00"), pages=4, fields=9, clicks=6)
    english.stages = [Stage.PRODUCT, Stage.CART, Stage.ADDRESS, Stage.REVIEW]
    english.delivery = [Method("Standard", "std", pounds("4.90")), Method("Courier", "fast", pounds("9.90"))]
    english.payments = [Method("Invoice", "inv", kind="invoice"), Method("Wallet", "w", kind="other")]
    english.countries = ["GB", "AE", "FR"]
    english.code_fields = [(Stage.CART, "Voucher")]
    german = Journey("de-DE", product="Lampe")
    german.delivery = [Method("Bote", "fast", pounds("9.90")), Method("Normal", "std", pounds("4.90"))]
    german.payments = [Method("Rechnung", kind="invoice"), Method("Geldbörse", kind="other")]
    found.journeys = {"en-GB": english, "de-DE": german}
    return found


def written(found: Findings, folder: Path, *, ordered: bool = False) -> StoreProfile:
    path = folder / "store.yaml"
    path.write_text(draft.text(found, ordered=ordered, today=date(2026, 11, 22)), encoding="utf-8")
    return profiles.load(path)


# -- the writer --


def test_pages_in_another_currency_are_a_channel_and_no_language_of_the_same_prices(tmp_path: Path) -> None:
    found = findings()
    found.markets = {
        "ja-JP": Market("jp/", "JPY"),
        "en-US": Market("http://us.shop.test/", "USD"),
    }
    store = written(found, tmp_path)
    assert list(store.locales.urls) == ["en-GB", "de-DE"]
    assert {role: (each.currency, each.locale, each.url) for role, each in store.channels.items()} == {
        "zero-decimal": ("JPY", "ja-JP", "jp/"),
        "USD": ("USD", "en-US", "http://us.shop.test/"),
    }
    assert "channels: what is sold in 'USD', and at which price?" in draft.questions(found)


def test_a_profile_is_written_that_can_be_loaded(tmp_path: Path) -> None:
    store = written(findings(), tmp_path)
    assert store.products["in stock"].url == "lamp"
    assert store.products["in stock"].name == {"en-GB": "Lamp", "de-DE": "Lampe"}
    assert {role: entry.country for role, entry in store.addresses.items()} == {
        "home": "GB",
        "without postcodes": "AE",
        "abroad": "FR",
    }
    assert not store.may_place_orders
    assert written(findings(), tmp_path, ordered=True).may_place_orders


def test_methods_have_the_names_of_every_locale_by_what_their_forms_send_or_by_their_place(tmp_path: Path) -> None:
    store = written(findings(), tmp_path)
    assert store.delivery["standard"].name == {"en-GB": "Standard", "de-DE": "Normal"}
    assert store.delivery["express"].name == {"en-GB": "Courier", "de-DE": "Bote"}
    assert store.payments["invoice"].name == {"en-GB": "Invoice", "de-DE": "Rechnung"}
    assert store.payments["wallet"].kind == "other"


def test_what_could_not_be_found_is_asked(tmp_path: Path) -> None:
    found = findings()
    found.languages = ["de", "en", "fr"]
    found.journey.delivery, found.journey.code_fields = [], []
    found.journey.stopped = "two controls may go on"
    written(found, tmp_path)
    asked = (tmp_path / "store.yaml").read_text(encoding="utf-8").partition("# Questions to the owner")[2]
    for words in (
        "The walk stopped: two controls may go on",
        "overrides: ",
        "the shop also speaks fr,",
        "is there a product sold out?",
        "delivery: none was offered",
        "codes: no field for a code was found",
    ):
        assert words in asked


@pytest.mark.parametrize(
    ("prices", "roles"),
    [
        (["4.90", "9.90"], ["standard", "express"]),
        (["4.90", "0.00", "9.90", "12.90"], ["standard", "free", "express", "method 3"]),
        (["0.00", "4.90"], ["standard", "express"]),
        ([None, None], ["standard", "method 1"]),
    ],
)
def test_ways_of_delivery_by_role(prices: list[str | None], roles: list[str]) -> None:
    methods = [Method(f"Method {i}", price=pounds(price) if price else None) for i, price in enumerate(prices)]
    assert list(draft.delivery_roles(methods)) == roles


def test_ways_to_pay_by_role() -> None:
    kinds = ["card", "invoice", "card", "other"]
    methods = [Method(f"Way-{index}!", kind=kind) for index, kind in enumerate(kinds)]
    assert list(draft.payment_roles(methods)) == ["card", "invoice", "way 2", "way 3"]


# -- places and statements --


@pytest.mark.parametrize(
    ("locale", "currency", "offered", "country"),
    [
        ("de-DE", "EUR", [], "DE"),
        ("de", "EUR", [], "DE"),
        ("en", "EUR", [], "IE"),  # the language without a country is not American
        ("en-GB", "EUR", ["IE", "GB"], "GB"),  # a country that the locale names is
        ("fr", "EUR", ["BE", "DE"], "BE"),
        ("ja", "JPY", ["US"], "US"),
        ("zz", "XYZ", ["ZZ"], "GB"),
    ],
)
def test_where_a_shopper_lives(locale: str, currency: str, offered: list[str], country: str) -> None:
    assert places.home_of("en" if locale == "zz" else locale, currency, offered) == country


def test_every_place_has_an_address() -> None:
    assert all(places.address(country).country == country for country in places.KNOWN)


def a_statement(**given: object) -> Statement:
    blank: dict[str, object] = {
        "url": "http://shop.test/en-gb/", "lang": "en", "title": "", "site": [], "currency": [], "structured": [],
        "alternates": [], "links": [], "lists": [],
    }  # fmt: skip
    return Statement(**{**blank, **given})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("structured", "sold_out", "currency"),
    [
        (
            ['{"offers": {"price": "40", "priceCurrency": "GBP", "availability": "https://schema.org/SoldOut"}}'],
            True,
            "GBP",
        ),
        (['{"offers": [{"availability": "InStock"}, {"availability": "OutOfStock"}]}'], False, ""),
        (['{"@graph": [{"offers": {"price": 4, "priceCurrency": "eur"}}]}'], False, "EUR"),
        (["not json", '{"name": "x"}'], False, ""),
    ],
)
def test_structured_data(structured: list[str], sold_out: bool, currency: str) -> None:
    said = a_statement(structured=structured)
    assert (said.sold_out, said.stated_currency) == (sold_out, currency)


def test_where_other_locales_may_be() -> None:
    said = a_statement(
        alternates=[("de-DE", "http://shop.test/de/"), ("x-default", "http://shop.test/"), ("fr", "http://else.test/")],
        links=[{"href": "http://shop.test/it/", "text": "Italiano", "lang": ""}],
        lists=[[("en-gb", "English"), ("nl-nl", "Nederlands")], [("1", "one"), ("2", "two")]],
    )
    assert statements.other_starts(said, "en-GB") == {
        "de-DE": ["http://shop.test/de/"],
        "it": ["http://shop.test/it/"],
        "nl-NL": ["http://shop.test/nl-nl/"],
    }
    assert statements.offered_languages(said) == ["en-GB", "it", "nl-NL"]


def test_paths_up_to_where_they_differ() -> None:
    assert without_common_end(["/shop/", "/de/shop/"]) == ["/shop/", "/de/shop/"]
    assert without_common_end(["/en/all/x/", "/de/all/x/"]) == ["/en/", "/de/"]


# -- the differ --


def test_nothing_has_changed_where_nothing_has(tmp_path: Path) -> None:
    assert changes.since(written(findings(), tmp_path), findings()) == []


def told(profile: StoreProfile, found: Findings) -> list[str]:
    return [change.words for change in changes.since(profile, found)]


def test_what_is_sold_is_compared(tmp_path: Path) -> None:
    profile, found = written(findings(), tmp_path), findings()
    lamp = found.products["in stock"]
    found.products = {"in stock": replace(lamp, buyable=False, price=pounds("41.00"), how="no button")}
    assert told(profile, found) == [
        "the product 'in stock' cannot be bought now: no button",
        "the product 'in stock' costs GBP 41.00, and cost GBP 40.00",
    ]
    found.products = {}
    assert told(profile, found) == ["the product 'in stock' is gone: lamp is no product's page now"]


def test_the_way_is_compared(tmp_path: Path) -> None:
    profile, found = written(findings(), tmp_path), findings()
    found.journey.stages.insert(2, Stage.CONTACT)
    found.journey.pages, found.journey.clicks, found.journey.code_fields = 5, 5, []
    assert told(profile, found) == [
        "the way is product > cart > contact > address > review, and was product > cart > address > review",
        "the way needs 5 pages, 1 more than before",
        "the way needs 5 clicks, 1 fewer than before",
        "the field for a code at cart ('Voucher') is gone",
    ]


def test_a_way_that_stops_says_nothing_of_what_lies_behind(tmp_path: Path) -> None:
    profile, found = written(findings(), tmp_path), findings()
    found.journey.stopped, found.journey.payments, found.journey.pages = "a covered button", [], 1
    assert told(profile, found) == ["the way to the order stops: a covered button"]


def test_an_update_keeps_the_owners_words(tmp_path: Path) -> None:
    profile, found = written(findings(), tmp_path), findings()
    path = tmp_path / "store.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("# the name", "# ours; the name") + "\n# remember the milk\n", "utf-8"
    )
    found.journey.payments = [Method("Invoice", "inv", kind="invoice"), Method("Cash", kind="other")]
    found.products["in stock"] = replace(found.products["in stock"], price=pounds("41.00"))
    text = changes.written(path, changes.since(profile, found), date(2026, 12, 1))
    assert "# ours; the name" in text
    assert "# remember the milk" in text
    path.write_text(text, encoding="utf-8")
    again = profiles.load(path)
    assert set(again.payments) == {"invoice", "cash"}
    assert again.products["in stock"].price == pounds("41.00")
    assert again.discovered is not None
    assert again.discovered.on == date(2026, 12, 1)
    assert changes.since(again, found) == []


# -- the pictures --


def test_captions_are_text_and_nothing_else() -> None:
    found = findings()
    found.journey.pictures = [Picture(Stage.CART, "http://shop.test/cart", "1 x <b>Lamp</b>", b"\xff\xd8")]
    page = strip.html(found)
    assert "1 x &lt;b&gt;Lamp&lt;/b&gt;" in page
    assert "data:image/jpeg;base64,/9g=" in page


@pytest.mark.parametrize(
    ("asked", "countries"),
    [
        ({"required": True}, ["US", "AU"]),
        ({}, ["GB", "US", "AU"]),
        ({"required": True, "tag": "select"}, ["GB", "US", "AU"]),
    ],
)
def test_where_everybody_must_write_a_state_the_shopper_lives_in_a_country_that_has_them(
    asked: dict[str, object], countries: list[str]
) -> None:
    page = a_page(controls=[a_field(name="shipState", placeholder="State", **asked)])
    assert livable(["GB", "US", "AU"], Reading(page, "en", "GBP")) == countries


def test_a_shop_that_insists_on_states_where_there_are_none_is_walked_all_the_same() -> None:
    page = a_page(controls=[a_field(name="shipState", placeholder="State", required=True)])
    assert livable(["GB", "IE"], Reading(page, "en", "GBP")) == ["GB", "IE"]
