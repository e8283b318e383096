"""The nouns of a checkout: money, address, card, cart line, totals, order. Standard library only."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

# Minor-unit digits of ISO 4217 currencies that do not have two. Source: ISO 4217 list one (column "CcyMnrUnts").
_DIGITS: Mapping[str, int] = {
    **dict.fromkeys("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(), 0),
    **dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3),
}
_MONEY = re.compile(r"(?P<currency>[A-Z]{3})\s+(?P<amount>-?\d+(?:\.\d+)?)")
_SYMBOLS = {"£": "GBP", "€": "EUR"}  # the only symbols that name one currency; "$", "kr" and "¥" do not


def minor_digits(currency: str) -> int:
    """Digits after the decimal point in `currency` (ISO 4217), 2 unless the standard says otherwise."""
    return _DIGITS.get(currency, 2)


@dataclass(frozen=True, order=False)
class Money:
    """An exact amount in one currency.

    `amount` is in major units (pounds, not pence) and never finer than the currency's minor unit;
    `currency` is an ISO 4217 code. Raises ValueError for an amount that the currency cannot express.
    """

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[A-Z]{3}", self.currency):
            raise ValueError(f"{self.currency!r} is not an ISO 4217 currency code such as 'GBP'")
        if not self.amount.is_finite():
            raise ValueError(f"{self.amount} is not an amount")
        step = Decimal(1).scaleb(-minor_digits(self.currency))
        rounded = self.amount.quantize(step)
        if rounded != self.amount:
            raise ValueError(
                f"{self.amount} is finer than the smallest unit of {self.currency} ({step} {self.currency})"
            )
        object.__setattr__(self, "amount", rounded)

    @classmethod
    def parse(cls, text: str) -> Money:
        """Read "GBP 10.00", "£10.00" or "€10.00", as written in checklists and profiles (never in a shop's page)."""
        text = text.strip()
        if text[:1] in _SYMBOLS:
            text = f"{_SYMBOLS[text[0]]} {text[1:].strip()}"
        found = _MONEY.fullmatch(text)
        if not found:
            raise ValueError(f"{text!r} is not an amount; write the currency and a plain number, as in 'GBP 10.00'")
        try:
            return cls(Decimal(found["amount"]), found["currency"])
        except InvalidOperation as error:
            raise ValueError(f"{text!r} is not an amount; write it as in 'GBP 10.00'") from error

    @classmethod
    def zero(cls, currency: str) -> Money:
        return cls(Decimal(0), currency)

    @classmethod
    def from_minor(cls, units: int, currency: str) -> Money:
        """From whole minor units, as payment providers count: 1000 GBP units are GBP 10.00, 1000 JPY units JPY 1000."""
        return cls(Decimal(units).scaleb(-minor_digits(currency)), currency)

    @property
    def minor(self) -> int:
        """The amount in whole minor units (pence, cents, yen)."""
        return int(self.amount.scaleb(minor_digits(self.currency)))

    def __add__(self, other: Money) -> Money:
        return Money(self.amount + self._same(other).amount, self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.amount - self._same(other).amount, self.currency)

    def __neg__(self) -> Money:
        return Money(-self.amount, self.currency)

    def __abs__(self) -> Money:
        return Money(abs(self.amount), self.currency)

    def __mul__(self, count: int) -> Money:
        return Money(self.amount * count, self.currency)

    def __lt__(self, other: Money) -> bool:
        return self.amount < self._same(other).amount

    def __le__(self, other: Money) -> bool:
        return self.amount <= self._same(other).amount

    def __gt__(self, other: Money) -> bool:
        return self.amount > self._same(other).amount

    def __ge__(self, other: Money) -> bool:
        return self.amount >= self._same(other).amount

    def __bool__(self) -> bool:
        return bool(self.amount)

    def __str__(self) -> str:
        return f"{self.currency} {self.amount:f}"

    def _same(self, other: Money) -> Money:
        if other.currency != self.currency:
            raise ValueError(f"cannot compare or add {self.currency} and {other.currency}")
        return other


class Stage(enum.StrEnum):
    """Where a shopper stands between a product's page and the confirmation."""

    PRODUCT = "product"
    CART = "cart"
    CONTACT = "contact"
    ADDRESS = "address"
    DELIVERY = "delivery"
    PAYMENT = "payment"
    CHALLENGE = "challenge"
    REVIEW = "review"
    CONFIRMATION = "confirmation"
    ERROR = "error"
    ELSEWHERE = "elsewhere"

    @property
    def order(self) -> int:
        """Position on the way; a later stage has a higher number."""
        return list(Stage).index(self)


@dataclass(frozen=True)
class Address:
    """A delivery address; `country` is an ISO 3166-1 alpha-2 code. Empty text where a country has no such part."""

    first_name: str
    last_name: str
    line1: str
    city: str
    country: str
    postcode: str = ""
    state: str = ""
    line2: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Card:
    """A payment card for tests. Its number never shows in `repr` (cards.py says which may be typed)."""

    number: str = field(repr=False)
    expiry: str = "12/39"
    security_code: str = field(default="123", repr=False)
    holder: str = "Test Shopper"
    authentication_code: str = field(default="", repr=False)
    """What to type where the card's bank asks for a code; empty where it asks for none."""

    @property
    def last4(self) -> str:
        return self.number[-4:]


@dataclass(frozen=True)
class Line:
    """One line of a cart or an order; `total` is what the shopper pays for the line before order discounts."""

    title: str
    quantity: int
    total: Money
    sku: str = ""


@dataclass(frozen=True)
class Totals:
    """The labelled amounts that one page showed at one stage. None means: the page does not show it.

    `discount` is positive when it lowers the total. `tax_included` says whether `tax` is contained in the
    other parts (so that it is not added again).
    """

    stage: Stage
    items: Money | None = None
    discount: Money | None = None
    delivery: Money | None = None
    tax: Money | None = None
    total: Money | None = None
    tax_included: bool = True

    def rows(self) -> list[tuple[str, str]]:
        """(label, amount as text) for reports, parts that are not shown left out."""
        named = (
            ("items", self.items),
            ("discount", self.discount),
            ("delivery", self.delivery),
            ("tax", self.tax),
            ("total", self.total),
        )
        return [(name, str(amount)) for name, amount in named if amount is not None]


@dataclass(frozen=True)
class Order:
    """An order as a merchant's system or the confirmation page tells it. None: not told there."""

    number: str
    total: Money | None = None
    email: str = ""
    locale: str = ""
    lines: tuple[Line, ...] = ()
    discount: Money | None = None
    delivery: Money | None = None
    tax: Money | None = None
    status: str = ""
    ships_to: Address | None = None
    bills_to: Address | None = None


def total_of(amounts: Iterable[Money], currency: str) -> Money:
    """The sum of `amounts`, zero in `currency` when there are none."""
    result = Money.zero(currency)
    for amount in amounts:
        result += amount
    return result
