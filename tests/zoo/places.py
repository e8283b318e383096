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

_SEVILLE = Home("Lucía", "Romero", "Calle Feria 21", "Sevilla", "41003", "+34 954 12 34 56", "SE")
_TURIN = Home("Marco", "Ferri", "Via Garibaldi 30", "Torino", "10122", "+39 011 442 1111")
_UTRECHT = Home("Sanne", "de Vries", "Oudegracht 88", "Utrecht", "3511 AV", "+31 30 286 0000")
_MALMO = Home("Elin", "Lund", "Storgatan 5", "Malmö", "211 42", "+46 40 34 10 00")
_CURITIBA = Home("Rafael", "Souza", "Rua das Flores 250", "Curitiba", "80020-090", "+55 41 3350 9000", "PR")
_OSAKA = Home("花子", "山田", "梅田1-2-3", "大阪市北区", "530-0001", "+81 6 6208 8181", "27")
_RIYADH = Home("Sara", "Hamdan", "12 Olaya Street", "Riyadh", "12211", "+966 11 411 1111")
_HAIFA = Home("Noa", "Levi", "Herzl 18", "Haifa", "3303150", "+972 4 835 6000")
_QUEBEC = Home("Mathilde", "Roy", "120 rue Saint-Jean", "Québec", "G1R 1N8", "+1 418 641 6010", "QC")
_SANTIAGO = Home("Camila", "Soto", "Avenida Italia 1450", "Santiago", "7500000", "+56 2 2827 1000")
_ZURICH = Home("Urs", "Keller", "Bahnhofstrasse 12", "Zürich", "8001", "+41 44 412 1111")

_CANADA = (("AB", "Alberta"), ("BC", "Colombie-Britannique"), ("ON", "Ontario"), ("QC", "Québec"))
_SPAIN = (("B", "Barcelona"), ("M", "Madrid"), ("SE", "Sevilla"), ("V", "Valencia"))
_BRAZIL = (("BA", "Bahia"), ("PR", "Paraná"), ("RJ", "Rio de Janeiro"), ("SP", "São Paulo"))
_JAPAN = (("01", "北海道"), ("13", "東京都"), ("26", "京都府"), ("27", "大阪府"))
_US_STATES = (("CA", "California"), ("FL", "Florida"), ("NY", "New York"), ("TX", "Texas"), ("WA", "Washington"))

PLACES = {
    place.locale: place
    for place in (
        Place("en-GB", "GBP", "GB", "£{}", _BRISTOL),
        Place("en-US", "USD", "US", "${}", _AUSTIN, tax_on_top=Decimal("0.08"), states=_US_STATES),
        Place("de-DE", "EUR", "DE", "{} €", _BERLIN, thousands=".", decimal=","),
        Place("fr-FR", "EUR", "FR", "{} €", _LYON, thousands="\u202f", decimal=","),
        Place("pl-PL", "PLN", "PL", "{} zł", _KRAKOW, thousands="\u00a0", decimal=",", scale=5),
        Place("de-CH", "CHF", "CH", "CHF {}", _ZURICH, thousands="’"),
        Place("fr-CA", "CAD", "CA", "{} $", _QUEBEC, thousands="\u00a0", decimal=",", states=_CANADA),
        Place("es-ES", "EUR", "ES", "{} €", _SEVILLE, thousands=".", decimal=",", states=_SPAIN),
        Place("es-CL", "CLP", "CL", "${}", _SANTIAGO, thousands=".", decimal=",", digits=0, scale=1000),
        Place("it-IT", "EUR", "IT", "{} €", _TURIN, thousands=".", decimal=","),
        Place("nl-NL", "EUR", "NL", "€ {}", _UTRECHT, thousands=".", decimal=","),
        Place("sv-SE", "SEK", "SE", "{} kr", _MALMO, thousands="\u00a0", decimal=",", scale=12),
        Place("pt-BR", "BRL", "BR", "R$ {}", _CURITIBA, thousands=".", decimal=",", scale=6, states=_BRAZIL),
        Place("ja-JP", "JPY", "JP", "¥{}", _OSAKA, digits=0, scale=190, states=_JAPAN),
        Place("ar-SA", "SAR", "SA", "{} ر.س", _RIYADH, scale=5),
        Place("he-IL", "ILS", "IL", "₪{}", _HAIFA, scale=5),
    )
}
