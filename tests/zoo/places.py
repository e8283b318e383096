"""Where a shop sells: its language, currency, country, how it writes money, and an address that lies there."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Home:
    """An address as its country writes one; empty where the country has no such part."""

    first: str
    last: str
    street: str
    city: str
    postcode: str
    phone: str
    state: str = ""


@dataclass(frozen=True)
class Place:
    """`pattern` holds `{}` for the number; `thousands` and `decimal` are its signs; `scale` makes GBP prices local."""

    locale: str
    currency: str
    country: str
    pattern: str
    home: Home
    thousands: str = ","
    decimal: str = "."
    digits: int = 2
    scale: int = 1
    tax_on_top: Decimal = Decimal(0)
    states: tuple[tuple[str, str], ...] = ()

    @property
    def language(self) -> str:
        return self.locale.split("-")[0]

    @property
    def right_to_left(self) -> bool:
        return self.language in ("ar", "he")

    def money(self, amount: Decimal) -> str:
        """An amount as this shop writes it."""
        number = f"{abs(amount):,.{self.digits}f}"
        whole, _, cents = number.partition(".")
        text = whole.replace(",", self.thousands) + (self.decimal + cents if cents else "")
        return ("-" if amount < 0 else "") + self.pattern.format(text)

    def local(self, pounds: str) -> Decimal:
        """A price of the catalogue in this shop's currency."""
        return (Decimal(pounds) * self.scale).quantize(Decimal(1).scaleb(-self.digits))


_BRISTOL = Home("Robin", "Tester", "12 Orchard Road", "Bristol", "BS1 4DJ", "+44 117 496 0123")
_BERLIN = Home("Ulrike", "Prüfer", "Lindenallee 14", "Berlin", "10115", "+49 30 901820")
_LYON = Home("Élodie", "Martin", "8 rue des Lilas", "Lyon", "69003", "+33 4 72 10 30 30")
_AUSTIN = Home("Casey", "Tester", "500 Barton Springs Road", "Austin", "78704", "+1 512 555 0143", "TX")
_KRAKOW = Home("Zofia", "Nowak", "ul. Długa 7", "Kraków", "31-147", "+48 12 616 1200")

_US_STATES = (("CA", "California"), ("FL", "Florida"), ("NY", "New York"), ("TX", "Texas"), ("WA", "Washington"))

PLACES = {
    place.locale: place
    for place in (
        Place("en-GB", "GBP", "GB", "£{}", _BRISTOL),
        Place("en-US", "USD", "US", "${}", _AUSTIN, tax_on_top=Decimal("0.08"), states=_US_STATES),
        Place("de-DE", "EUR", "DE", "{} €", _BERLIN, thousands=".", decimal=","),
        Place("fr-FR", "EUR", "FR", "{} €", _LYON, thousands="\u202f", decimal=","),
        Place("pl-PL", "PLN", "PL", "{} zł", _KRAKOW, thousands="\u00a0", decimal=",", scale=5),
    )
}
