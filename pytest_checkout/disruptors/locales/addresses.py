"""Addresses of every country are taken, however people spell them, and kept letter by letter."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace

from pytest_bdd import then

from pytest_checkout.checks import CheckFailed, expect_that
from pytest_checkout.domain import Address, Stage
from pytest_checkout.errors import CannotProvide, ShopFault
from pytest_checkout.steps.checkout import walk
from pytest_checkout.steps.eventually import eventually
from pytest_checkout.steps.outcome import recorded_order
from pytest_checkout.steps.phrases import Phrase
from pytest_checkout.steps.purchase import Purchase
from pytest_checkout.store.ports import BackOffice, Mailbox
from pytest_checkout.store.profile import StoreProfile
from pytest_checkout.store.roles import Literal, Role
from pytest_checkout.storefront.shopper import Shopper

_OPTIONAL = {
    **dict.fromkeys("GB IE NL CA SE GR CZ SK MT".split(), " "),
    **dict.fromkeys("JP KR BR PL PT".split(), "-"),
}
"""The sign inside a country's postcodes that people type or leave out (Universal Postal Union, addressing systems)."""

# -- checks --


def postcode_spellings(address: Address) -> list[str]:
    """How people write the postcode of an address beside the usual way: closed up, in small letters, as pasted.

    >>> postcode_spellings(Address("R", "T", "12 Orchard Road", "Bristol", "GB", "BS1 4DJ"))
    ['BS14DJ', 'bs1 4dj', 'BS1 4DJ ']
    """
    usual = address.postcode
    sign = _OPTIONAL.get(address.country, "")
    ways = [usual.replace(sign, "") if sign else usual, usual.lower(), f"{usual} "]
    return [way for way in dict.fromkeys(ways) if usual and way != usual]


def every_spelling_is_taken(refused: Sequence[tuple[str, str]], tried: Sequence[str]) -> None:
    """No spelling of a postcode was refused; `refused` are (spelling, what the shop said). Raises CheckFailed."""
    expect_that(
        not refused,
        "The postcode",
        expected="taken as " + ", ".join(f"'{way}'" for way in tried),
        actual="refused as " + "; ".join(f"'{way}': {said}" for way, said in refused),
        advice="Shops tidy up postcodes by themselves; do the browser's check and the server's check agree?",
        reason_code="wrong-outcome",
    )


def is_chosen_at_first(chosen: str, country: str) -> None:
    """The page that asks for the address has chosen this country already. Raises CheckFailed."""
    expect_that(
        chosen == country,
        "The country that is chosen at first",
        expected=country,
        actual=chosen or "none",
        advice="Was the list of countries sorted or filled anew?",
        reason_code="wrong-outcome",
    )


def is_kept_letter_by_letter(given: Address, kept: Address) -> None:
    """The order holds the name and the place as they were typed, give or take blanks. Raises CheckFailed."""
    parts = ("first_name", "last_name", "line1", "city")
    lost = [
        f"'{_composed(getattr(kept, part))}' for '{getattr(given, part)}'"
        for part in parts
        if _composed(getattr(kept, part)) != _composed(getattr(given, part))
    ]
    expect_that(
        not lost,
        "The address in the order",
        expected="as it was typed",
        actual="; ".join(lost),
        advice="Is a text cut or put into another encoding on its way to the order?",
        reason_code="wrong-text",
    )


def is_spelt_letter_by_letter(given: Address, texts: Sequence[str]) -> None:
    """A mail that tells the address tells it as it was typed. Raises CheckFailed, and CannotProvide where none does."""
    wanted = [_composed(part) for part in (given.first_name, given.last_name, given.line1, given.city)]
    told = [
        _composed(text) for text in texts if given.postcode in text or any(part in _composed(text) for part in wanted)
    ]
    if not told:
        raise CannotProvide("needs a confirmation mail that tells the address, and this store's does not")
    lost = [part for part in wanted if not any(part in text for text in told)]
    expect_that(
        not lost,
        "The address in the confirmation mail",
        expected="as it was typed",
        actual="without " + ", ".join(f"'{part}'" for part in lost),
        advice="In which encoding is the mail written?",
        reason_code="wrong-text",
    )


def _composed(text: str) -> str:
    """One way of writing each letter with its accents, single blanks."""
    return " ".join(unicodedata.normalize("NFC", text).split())


# -- steps --


@then(Phrase("I should be past the address step"))
def i_should_be_past_the_address_step(shopper: Shopper) -> None:
    if shopper.stage.order <= Stage.ADDRESS.order:
        raise CheckFailed(
            "The address",
            expected="taken",
            actual=f"still asked for: {'; '.join(shopper.told()) or 'without a word'}",
            reason_code="wrong-outcome",
        )


@then(Phrase("the postcode of {address:address} should be taken in every usual spelling"))
def every_spelling_should_be_taken(
    address: Role | Literal,
    shopper: Shopper,
    new_shopper: Callable[[], Shopper],
    checkout_store: StoreProfile,
    checkout_purchase: Purchase,
) -> None:
    """Each spelling by a shopper of its own: a shop may keep the first one."""
    usual = checkout_store.address(checkout_store.entry(address))
    ways = postcode_spellings(usual)
    if not ways:
        raise CannotProvide(f"needs a postcode in {address}: give it one in {checkout_store.path.name}")
    refused = []
    for number, way in enumerate(ways):
        customer = shopper if number == 0 else new_shopper()
        _comes_to_the_address(customer, checkout_store, Purchase(checkout_purchase.started))
        try:
            customer.gives_address(replace(usual, postcode=way))
        except ShopFault as refusal:
            refused.append((way, refusal.found or str(refusal)))
    every_spelling_is_taken(refused, ways)


@then(Phrase("the country of {address:address} should be chosen at first"))
def country_should_be_chosen_at_first(
    address: Role | Literal, shopper: Shopper, checkout_store: StoreProfile, checkout_purchase: Purchase
) -> None:
    wanted = checkout_store.address(checkout_store.entry(address)).country
    walk(Stage.ADDRESS, shopper, checkout_store, checkout_purchase)
    is_chosen_at_first(shopper.country_chosen(), wanted)


@then(Phrase("the order should hold my address letter by letter"))
def the_order_should_hold_my_address(
    shopper: Shopper, checkout_store: StoreProfile, checkout_purchase: Purchase, checkout_backoffice: BackOffice
) -> None:
    kept = recorded_order(checkout_purchase, checkout_backoffice, shopper).ships_to
    if kept is None:
        raise CannotProvide("needs the address of an order, which the back office does not tell")
    is_kept_letter_by_letter(checkout_purchase.address_in(checkout_store), kept)


@then(Phrase("the confirmation e-mail should spell my address letter by letter"))
def the_mail_should_spell_my_address(
    shopper: Shopper, checkout_store: StoreProfile, checkout_purchase: Purchase, checkout_mailbox: Mailbox
) -> None:
    mails = eventually(lambda: checkout_mailbox.messages(shopper.email), bool, float(checkout_store.patience))
    expect_that(bool(mails), "The confirmation mail", expected="sent", actual="no mail")
    is_spelt_letter_by_letter(checkout_purchase.address_in(checkout_store), [mail.text for mail in mails])


def _comes_to_the_address(shopper: Shopper, store: StoreProfile, purchase: Purchase) -> None:
    product = shopper.product(Role("products", "in stock", "a product in stock"))
    shopper.visits(product)
    shopper.adds_to_cart(product)
    walk(Stage.ADDRESS, shopper, store, purchase)
