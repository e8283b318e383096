"""The shop's channels: markets with a currency and a price list of their own, each below its own language prefix.

Goods, stock and codes are the same everywhere; prices, fees and ways to pay are the channel's. Which channel a page
belongs to is told by its language, so that what is done later for a shopper (a bank's answer, say) finds it too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import get_language

from pytest_checkout.demo.store.assortment import CURRENCY, EXPRESS, PRODUCTS, STANDARD

MINOR_DIGITS: Mapping[str, int] = {"JPY": 0, "TND": 3}
"""Digits after the point (ISO 4217), where they are not two."""


@dataclass(frozen=True)
class Channel:
    """`locale` is the one of its pages; prices are by item number, fees by code of delivery, all with tax."""

    role: str
    """What it is there for; empty for the shop at home."""
    language: str
    """As Django writes it: the prefix of its addresses."""
    locale: str
    name: str
    """As the choice of languages shows it."""
    currency: str
    prices: Mapping[str, Decimal]
    fees: Mapping[str, Decimal]
    free_from: Decimal
    """The basket total after discounts from which standard delivery costs nothing."""
    payments: frozenset[str] = field(default=frozenset({"card", "invoice"}))


def _prices(**listed: str) -> dict[str, Decimal]:
    return {sku.replace("_", "-"): Decimal(price) for sku, price in listed.items()}


HOME = Channel(
    "",
    "en-gb",
    "en-GB",
    "British English",
    CURRENCY,
    {product.sku: product.price for product in PRODUCTS},
    {delivery.code: delivery.fee for delivery in (STANDARD, EXPRESS)},
    STANDARD.free_from,
    frozenset({"card", "invoice", "direct-debit"}),
)
JAPAN = Channel(
    "zero-decimal",
    "en-jp",
    "en-JP",
    "English (Japan)",
    "JPY",
    _prices(
        BAG_CANVAS="7200",
        KIT_TEAPOT="5900",
        HOME_LAMP="11800",
        APP_JUMPER="10700",
        DIG_BREAD="3250",
        FUR_TABLE="226000",
        HOME_CANDLE="2417",
        BOOK_BIRDS="1890",
        KIT_MUG="1450",
        KIT_APRON="4350",
    ),
    {STANDARD.code: Decimal(880), EXPRESS.code: Decimal(1780)},
    Decimal(18000),
)
TUNISIA = Channel(
    "three-decimal",
    "fr-tn",
    "fr-TN",
    "Français (Tunisie)",
    "TND",
    # Oscar keeps two decimals of an amount, and gateways want the third to be a zero.
    _prices(
        BAG_CANVAS="156.00",
        KIT_TEAPOT="126.60",
        HOME_LAMP="253.20",
        APP_JUMPER="230.40",
        DIG_BREAD="70.20",
        FUR_TABLE="4872.00",
        HOME_CANDLE="52.14",
        BOOK_BIRDS="40.95",
        KIT_MUG="31.20",
        KIT_APRON="93.60",
    ),
    {STANDARD.code: Decimal("19.20"), EXPRESS.code: Decimal("38.40")},
    Decimal("390.00"),
)
ABROAD = (JAPAN, TUNISIA)
_BY_LANGUAGE = {channel.language: channel for channel in ABROAD}


def current() -> Channel:
    """The channel of the page, or of the act, that is under way."""
    return _BY_LANGUAGE.get(get_language() or "", HOME)


def digits(currency: str) -> int:
    """How many digits after the point a currency has."""
    return MINOR_DIGITS.get(currency, 2)


def rounded(amount: Decimal, currency: str, mode: str = ROUND_HALF_UP) -> Decimal:
    """To the smallest unit of a currency that this shop can keep: Oscar has two decimals at most."""
    return amount.quantize(Decimal(1).scaleb(-min(2, digits(currency))), mode)


def minor(amount: Decimal, currency: str) -> int:
    """In the smallest units of a currency, as payment gateways count: 1234 yen are 1234, 12.34 pounds are 1234."""
    return int(amount.scaleb(digits(currency)))


def major(units: int, currency: str) -> Decimal:
    """The amount of so many smallest units."""
    return Decimal(units).scaleb(-digits(currency))
