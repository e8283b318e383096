"""Every text of the demo store, from product to confirmation and in the mail, is translated into every locale.

No list of messages is consulted: a page is read in English and again in another locale, and a text that stayed the same
is not translated. What is rightly the same everywhere (names, codes, amounts) stands in SAME below.
"""

from __future__ import annotations

import re
import time

import pytest

from tests.demo.store_walk import CARD, HOME, BackOffice, Customer, Page, mails, products

pytestmark = pytest.mark.usefixtures("office")

LOCALES = ("de-de", "fr-fr", "ar")
DECLINED = (
    "4000000000000002",
    "4000000000009995",
    "4000000000000069",
    "4000000000000127",
    "4000000000000119",
)

SAME = {
    "*": {
        "Oscar demo store",
        "Robin Tester",
        "Orchard Road",
        "Bristol",
        "BS DJ",
        "DJ",
        "British English",
        "English (Japan)",
        "Français (Tunisie)",
        "English",
        "Deutsch",
        "Français",
        "français",
        "العربيّة",
        "العربية",
        "XL",
        "XXXX-XXXX-XXXX-",
    },
    "de-de": {"Download", "Code"},
    "fr-fr": {". Confirmation", "Confirmation", "Contact", "Code", "France", "Instructions", "Total", "Total:"},
    "ar": set(),
}
"""Texts that are the same in English and in a locale, and should be."""

ENGLISH = frozenset("the your you please has have been with this from and is are to be of".split())
"""Words that no German, French or Arabic sentence holds: half translated sentences give themselves away by them."""

EVERYWHERE_THE_SAME = re.compile(
    r"[A-Z]{3,4}-[A-Z]+(-\w+)?|pi_\w+|\S+@\S+|https?://\S+|[A-Z]+\d+|\b(LIVE|SPEND|JUSTONCE|SHIPFREE|ALLFREE|LASTYEAR|"
    r"NEXTYEAR|NO-SUCH-CODE)\b|(UK)?£|[\d.,\u200f\u00a0]"
)
"""Item numbers, codes, payment references and amounts."""

LETTERS = re.compile(r"[^\W\d_]{2,}")
LATIN = re.compile(r"[A-Za-z]{2,}")


def walk(where: dict[str, str], language: str) -> dict[str, Page]:
    """Every page a guest can meet, with the complaints and refusals on the way, by what he did."""
    BackOffice(where).put("codes/JUSTONCE", uses=0)
    seen: dict[str, Page] = {}
    guest = Customer(where["url"], language)
    paths = products(where)
    seen["catalogue"] = guest.get("catalogue/")
    for role, path in paths.items():
        seen[f"product {role}"] = guest.get(path)
    seen["empty basket"] = guest.get("basket/")
    seen["too many"] = guest.buys(paths["last unit"], quantity="2")
    seen["no size"] = guest.buys(paths["with options"], child_id="")
    seen["no quantity"] = guest.buys(paths["odd cents"], quantity="0")
    seen["added"] = guest.buys(paths["odd cents"])
    seen["added two"] = guest.buys(paths["odd cents"], quantity="2")
    for code in ("SPEND50", "LASTYEAR", "NEXTYEAR", "NO-SUCH-CODE", "", "LIVE10", "LIVE10"):
        seen[f"code {code} {len(seen)}"] = guest.applies(code)
    seen["code removed"] = guest.send(guest.get("basket/"), "/remove/")
    seen["quantity changed"] = guest.send(guest.get("basket/"), "basket_formset", **{"form-0-quantity": "2"})
    seen["with free delivery"] = guest.applies("SHIPFREE")
    gateway = seen["who"] = guest.get("checkout/")
    seen["who: nobody"] = guest.send(gateway, "username", username="", options="anonymous")
    address = guest.send(gateway, "username", username="robin@example.com", options="anonymous")
    seen["address"] = address
    seen["address: nothing"] = guest.send(address, "shipping-address", country="GB")
    seen["address: no postcode"] = guest.send(address, "shipping-address", **HOME | {"postcode": ""})
    seen["address: bad postcode"] = guest.send(address, "shipping-address", **HOME | {"postcode": "1"})
    seen["address: no state"] = guest.send(address, "shipping-address", **HOME | {"country": "US", "postcode": "62701"})
    seen["address: bad phone"] = guest.send(address, "shipping-address", **HOME | {"phone_number": "12"})
    delivery = seen["delivery"] = guest.send(address, "shipping-address", **HOME)
    seen["delivery: none"] = guest.send(delivery, "method_code", method_code="pigeon")
    payment = seen["payment"] = guest.send(delivery, "method_code", method_code="express")
    seen["payment: none"] = guest.send(payment, "payment_method", payment_method="")
    invoice = seen["invoice"] = guest.send(payment, "payment_method", payment_method="invoice")
    seen["invoice preview"] = guest.send(invoice, "preview")
    details = seen["card"] = guest.send(guest.get("checkout/payment-method/"), "payment_method", payment_method="card")
    seen["card: nothing"] = guest.send(details, "preview")
    seen["card: nonsense"] = guest.send(
        details,
        "preview",
        **CARD
        | {
            "number": "4242424242424243",
            "ccv": "1",
            "expiry_month_0": "01",
            "expiry_month_1": str(time.gmtime().tm_year),
        },
    )
    for number in DECLINED:
        preview = guest.send(details, "preview", **CARD | {"number": number})
        seen[f"declined {number}"] = guest.places_order(preview)
    bank = guest.places_order(guest.send(details, "preview", **CARD | {"number": "4000002500003155"}))
    seen["not authenticated"] = guest.send(bank, "", outcome="failed")
    debit = guest.send(guest.get("checkout/payment-method/"), "payment_method", payment_method="direct-debit")
    seen["direct debit"] = debit
    guest.send(guest.get("checkout/payment-method/"), "payment_method", payment_method="card")
    seen["preview"] = guest.send(details, "preview", **CARD)
    seen["thank you"] = guest.places_order(seen["preview"])
    seen["order status"] = (
        guest.get(next(link for link in re.findall(r'href="([^"]*order-status[^"]*)"', seen["thank you"].html)))
        if "order-status" in seen["thank you"].html
        else seen["thank you"]
    )

    again = Customer(where["url"], language)
    again.buys(paths["digital"])
    seen["single use"] = again.applies("JUSTONCE")
    seen["download preview"] = again.checks_out(payment="invoice")
    seen["download thanks"] = again.places_order(seen["download preview"])
    third = Customer(where["url"], language)
    third.buys(paths["digital"])
    seen["used up"] = third.applies("JUSTONCE")
    third.applies("ALLFREE")
    seen["free preview"] = third.checks_out()
    seen["free thanks"] = third.places_order(seen["free preview"])
    return seen


def untranslated(english: list[str], other: list[str], language: str) -> set[str]:
    """Texts of the other page that are words of the English one, or hold English words, or (Arabic) any Latin word."""
    here, there = _words(english, language), _words(other, language)
    foreign = LATIN.search if language == "ar" else _has_english_word
    return (here & there) | {text for text in there if foreign(text)}


def _words(texts: list[str], language: str) -> set[str]:
    """The texts without what may be the same in both locales; a title's parts count one by one."""
    parts = {EVERYWHERE_THE_SAME.sub("", part).strip() for text in texts for part in text.split(" | ")}
    return {part for part in parts - SAME["*"] - SAME[language] if LETTERS.search(part)}


def _has_english_word(text: str) -> bool:
    return bool(ENGLISH & set(re.findall(r"[a-z]+", text.lower())))


@pytest.fixture(scope="module")
def english() -> dict[str, dict[str, Page]]:
    """The English pages by theme, kept: every locale is compared with them."""
    return {}


@pytest.mark.parametrize("theme", ["classic", "compact"])
@pytest.mark.parametrize("language", LOCALES)
def test_no_page_holds_an_untranslated_text(
    where: dict[str, str], office: BackOffice, english: dict[str, dict[str, Page]], language: str, theme: str
) -> None:
    office.put("theme", name=theme)
    office.put("plugins/consent-banner", active=True)
    if theme not in english:
        english[theme] = walk(where, "en-gb")
    other = walk(where, language)
    left = {act: untranslated(page.texts, other[act].texts, language) for act, page in english[theme].items()}
    assert {act: texts for act, texts in left.items() if texts} == {}


@pytest.mark.parametrize("language", LOCALES)
def test_the_mail_is_translated_and_says_its_language(where: dict[str, str], language: str) -> None:
    english, other = (_mail(where, each) for each in ("en-gb", language))
    assert "Order Total:" in english["text"]
    assert other["language"] == language
    assert untranslated(english["text"].splitlines(), other["text"].splitlines(), language) == set()
    assert untranslated([english["subject"]], [other["subject"]], language) == set()


def _mail(where: dict[str, str], language: str) -> dict[str, str]:
    guest, email = Customer(where["url"], language), f"mail-{language}@example.com"
    guest.buys(products(where)["odd cents"])
    guest.applies("LIVE10")
    guest.places_order(guest.checks_out(email=email))
    return mails(where, email)[-1]


@pytest.mark.parametrize(
    ("language", "direction"), [("en-gb", "ltr"), ("de-de", "ltr"), ("fr-fr", "ltr"), ("ar", "rtl")]
)
def test_pages_say_their_language_and_direction(where: dict[str, str], language: str, direction: str) -> None:
    page = Customer(where["url"], language).get("catalogue/")
    assert (page.attributes["lang"], page.attributes["dir"]) == (language, direction)
