"""What was found out about a shop, as plain data: each thing with the way in which it was found."""

from __future__ import annotations

from dataclasses import dataclass, field

from pytest_checkout.domain import Money, Order, Stage
from pytest_checkout.storefront.entrance import Entrance
from pytest_checkout.storefront.survey import FoundProduct


@dataclass(frozen=True)
class Method:
    """A way of delivery or to pay, in the shop's words; `code` is what the page's form sends for it."""

    name: str
    code: str = ""
    price: Money | None = None
    kind: str = ""


@dataclass(frozen=True)
class Market:
    """Pages of the shop that sell in another currency than its first ones."""

    url: str
    """Where they start, relative to the shop's."""
    currency: str


@dataclass(frozen=True)
class Picture:
    """One page of the journey: a JPEG, and what a reader should know of it."""

    stage: Stage
    url: str
    caption: str
    jpeg: bytes = field(repr=False)


@dataclass
class Journey:
    """One walk from a product to the last click before the order, or through it."""

    locale: str
    email: str = ""
    product: str = ""
    """The product's name on its page."""
    price: Money | None = None
    stages: list[Stage] = field(default_factory=list)
    delivery: list[Method] = field(default_factory=list)
    payments: list[Method] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)
    code_fields: list[tuple[Stage, str]] = field(default_factory=list)
    """(stage, what the field is called) wherever a code could be entered."""
    pages: int = 0
    fields: int = 0
    clicks: int = 0
    paid_by: Method | None = None
    order: Order | None = None
    stopped: str = ""
    """Why the walk ended before its goal, in one sentence; empty when it got there."""
    pictures: list[Picture] = field(default_factory=list)

    @property
    def shape(self) -> str:
        """The stages in the order in which the shop asks for them: "cart > address > payment > review"."""
        return " > ".join(str(stage) for stage in self.stages)


@dataclass
class Findings:
    """All that one look at a shop gave. `journey` is that of the first locale."""

    name: str
    url: str
    currency: str
    currency_how: str
    locale: str
    locale_how: str
    locales: dict[str, str] = field(default_factory=dict)
    """Locale -> where its pages start, relative to `url`; empty when the shop has one locale only."""
    markets: dict[str, Market] = field(default_factory=dict)
    """By locale: pages of the shop's own that are no other language of the same prices."""
    languages: list[str] = field(default_factory=list)
    """What the start page offers by name, with or without addresses of their own."""
    products: dict[str, FoundProduct] = field(default_factory=dict)
    """By role."""
    journeys: dict[str, Journey] = field(default_factory=dict)
    """By locale."""
    entrance: Entrance = field(default_factory=Entrance)
    """What it takes to be let in."""
    refused: str = ""
    """How the browser's default user agent was refused; empty when it was not."""
    looked_at: int = 0
    """How many pages were opened to find products."""

    @property
    def journey(self) -> Journey:
        return self.journeys[self.locale]
