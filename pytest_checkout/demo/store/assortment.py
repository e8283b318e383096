"""What the shop sells and promises, in English: products, codes, deliveries, countries. Seed and profile read it.

Prices, fees and thresholds are in pounds sterling and include tax.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

CURRENCY = "GBP"
STANDARD_RATE = Decimal("0.20")
REDUCED_RATE = Decimal("0.05")
RATES = {"standard": STANDARD_RATE, "reduced": REDUCED_RATE}
REDUCED_RATE_CLASSES = frozenset({"book"})


@dataclass(frozen=True)
class Product:
    """A product on the shelf; one with `sizes` is sold by size, each size having its own stock."""

    role: str
    """What the product is there for, for example "last unit"; empty for company on the shelf."""
    sku: str
    title: str
    description: str
    price: Decimal
    stock: int
    kind: str = "Goods"
    """"Goods", "Book" (reduced tax) or "Download" (nothing to ship, no stock)."""
    category: str = "Home and living"
    sizes: tuple[tuple[str, int], ...] = ()
    colour: str = "#8aa399"
    """Of its drawn picture."""


@dataclass(frozen=True)
class Code:
    """A discount code; exactly one of percent, amount and free_delivery is its benefit."""

    role: str
    code: str
    name: str
    percent: int = 0
    amount: Decimal = Decimal(0)
    free_delivery: bool = False
    minimum: Decimal = Decimal(0)
    """The basket total it asks for, before discounts."""
    starts_in_days: int = -30
    ends_in_days: int = 3650
    single_use: bool = False
    only_for: tuple[str, ...] = ()
    """Roles of the products that it is for; empty for all."""
    leaves_out: tuple[str, ...] = ()
    """Roles of products that it is not for."""


@dataclass(frozen=True)
class Delivery:
    code: str
    name: str
    fee: Decimal
    free_from: Decimal = Decimal("Infinity")
    """The basket total after discounts from which it costs nothing."""
    working_days: int = 1
    """Within which it arrives; the carrier says on which day that is."""


CUT_OFF, CARRIER_ZONE, CARRIER_HOLIDAYS = "14:00", "Europe/London", "GB-ENG"
"""What the carrier has agreed: parcels of orders before the cut-off leave on the same working day."""
STANDARD = Delivery("standard", "Standard delivery", Decimal("4.90"), free_from=Decimal("100.00"), working_days=5)
EXPRESS = Delivery("express", "Express delivery", Decimal("9.90"), working_days=1)

COUNTRIES = ("GB", "DE", "FR", "IE", "US", "AE", "SA")
"""ISO 3166-1 codes, the home country first; AE has no postcodes."""
NOT_DELIVERED_TO = frozenset({"SA"})
"""Countries whose addresses are taken for the bill, and nothing is delivered there."""
COUNTRIES_WITH_STATES = frozenset({"US"})

PRODUCTS = (
    Product(
        "in stock",
        "BAG-CANVAS",
        "Canvas backpack",
        "A roomy backpack of waxed canvas with leather straps. It carries a laptop and a day's groceries.",
        Decimal("40.00"),
        10_000,
        category="Travel",
        colour="#7d8f69",
    ),
    Product(
        "last unit",
        "KIT-TEAPOT",
        "Stoneware teapot",
        "Thrown by hand and glazed in grey; holds one litre. No two are alike.",
        Decimal("32.50"),
        1,
        category="Kitchen",
        colour="#8d99ae",
    ),
    Product(
        "sold out",
        "HOME-LAMP",
        "Walnut desk lamp",
        "A solid walnut foot, a brass arm and a warm light. Back when the carpenter is.",
        Decimal("65.00"),
        0,
        colour="#a47148",
    ),
    Product(
        "with options",
        "APP-JUMPER",
        "Merino jumper",
        "Fine merino wool from the Highlands, knitted in one piece. Runs true to size.",
        Decimal("59.00"),
        0,
        category="Clothing",
        sizes=(("S", 10_000), ("M", 10_000), ("L", 10_000), ("XL", 0)),
        colour="#b56576",
    ),
    Product(
        "digital",
        "DIG-BREAD",
        "Sourdough course",
        "Six lessons to watch and a recipe book to print. Available right after payment.",
        Decimal("18.00"),
        0,
        kind="Download",
        category="Kitchen",
        colour="#d4a373",
    ),
    Product(
        "expensive",
        "FUR-TABLE",
        "Oak dining table",
        "Seats eight. Oak from managed forests, oiled and ready for decades of dinners.",
        Decimal("1249.00"),
        10_000,
        colour="#9c6644",
    ),
    Product(
        "odd cents",
        "HOME-CANDLE",
        "Beeswax candle",
        "Burns for forty hours and smells of summer.",
        Decimal("13.37"),
        10_000,
        colour="#e9c46a",
    ),
    Product(
        "reduced tax",
        "BOOK-BIRDS",
        "Field guide to garden birds",
        "A hundred birds, each with its song, its nest and its favourite food.",
        Decimal("10.50"),
        10_000,
        kind="Book",
        category="Books",
        colour="#457b9d",
    ),
    Product(
        "reduced",
        "KIT-MUG",
        "Enamel mug",
        "Survives campfires, dishwashers and children. Reduced: the last of last year's colour.",
        Decimal("8.00"),
        10_000,
        category="Kitchen",
        colour="#e76f51",
    ),
    Product(
        "",
        "KIT-APRON",
        "Linen apron",
        "Heavy linen with two pockets; softer with every wash.",
        Decimal("24.00"),
        10_000,
        category="Kitchen",
        colour="#6d6875",
    ),
)

CODES = (
    Code("live", "LIVE10", "Ten percent off", percent=10),
    Code("fixed", "FIVER", "Five pounds off", amount=Decimal("5.00")),
    Code("minimum spend", "SPEND50", "Ten percent off from fifty pounds", percent=10, minimum=Decimal("50.00")),
    Code("expired", "LASTYEAR", "Last year's sale", percent=10, starts_in_days=-400, ends_in_days=-300),
    Code("upcoming", "NEXTYEAR", "Next year's sale", percent=10, starts_in_days=300, ends_in_days=400),
    Code("single use", "JUSTONCE", "Ten percent off, once", percent=10, single_use=True),
    Code("free delivery", "SHIPFREE", "Free delivery", free_delivery=True),
    Code("everything", "ALLFREE", "Everything free", percent=100),
    Code("some products", "BIRDS20", "A fifth off bird books", percent=20, only_for=("reduced tax",)),
    Code(
        "full price products", "FULL15", "Fifteen percent off, but not off reduced goods", 15, leaves_out=("reduced",)
    ),
)
