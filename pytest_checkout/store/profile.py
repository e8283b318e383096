"""The store profile (store.yaml): what its owner tells us about a store, read strictly, with file:line for mistakes."""

from __future__ import annotations

import enum
import os
import re
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Self
from urllib.parse import urljoin

from babel import Locale
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PrivateAttr, field_validator, model_validator

from pytest_checkout import cards, redaction, yamlfile
from pytest_checkout.domain import Address, Card, Money
from pytest_checkout.errors import CannotProvide, DeclaredLack, Problem, ProblemsError
from pytest_checkout.registry import unknown
from pytest_checkout.store.roles import Literal, Role

Amount = Annotated[Money, BeforeValidator(lambda value: Money.parse(str(value)))]
Names = dict[str, str]
"""A name per locale; a plain text in the file means: the same in every locale."""


def _names(value: object) -> object:
    return {"*": value} if isinstance(value, str) else value


NameByLocale = Annotated[Names, BeforeValidator(_names)]


class Environment(enum.StrEnum):
    DEMO = "demo"
    STAGING = "staging"
    PRODUCTION = "production"


class Part(BaseModel):
    """A part of the profile: unknown keys are mistakes, keys may contain blanks."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, arbitrary_types_allowed=True)


class Secret(Part):
    """A secret that lives in the environment: `token: {env: SHOP_TOKEN}`. Never in the file itself."""

    env: str

    def value(self) -> str:
        """Raises CannotProvide when the variable is not set."""
        found = os.environ.get(self.env, "")
        if not found:
            raise CannotProvide(f"needs the environment variable {self.env}, which is not set")
        return found


class Product(Part):
    url: str
    name: NameByLocale = {}
    price: Amount | None = None
    sku: str = ""
    options: dict[str, str] = {}


class Gives(Part):
    """What a code promises: exactly one of a share, an amount, or free delivery."""

    percent: Decimal | None = None
    amount: Amount | None = None
    free_delivery: bool = False

    @classmethod
    def parse(cls, text: object) -> Gives:
        if isinstance(text, Gives):
            return text
        words = str(text).strip()
        if words.lower() == "free delivery":
            return cls(free_delivery=True)
        if share := re.fullmatch(r"(\d+(?:\.\d+)?)\s*%", words):
            return cls(percent=Decimal(share[1]))
        try:
            return cls(amount=Money.parse(words))
        except ValueError:
            raise ValueError(
                f"'{words}' is not something a code gives; write '10%', 'GBP 5.00' or 'free delivery'"
            ) from None


class Code(Part):
    code: str
    gives: Annotated[Gives, BeforeValidator(Gives.parse)] | None = None
    minimum: Amount | None = Field(default=None, alias="from")


class Delivery(Part):
    name: NameByLocale
    fee: Amount | None = None
    free_from: Amount | None = Field(default=None, alias="free from")


class Payment(Part):
    name: NameByLocale = {}
    kind: str = "card"


class CardEntry(Part):
    number: str = Field(repr=False)
    expiry: str = "12/39"
    security_code: str = Field(default="123", alias="security code", repr=False)
    holder: str = "Test Shopper"

    @field_validator("number", mode="before")
    @classmethod
    def _only_test_cards(cls, value: object) -> str:
        number = cards.digits(str(value))
        if reason := cards.refused(number):
            raise ValueError(reason)
        return number


class AddressEntry(Part):
    first: str
    last: str
    line1: str
    line2: str = ""
    city: str
    postcode: str = ""
    state: str = ""
    country: str = Field(pattern=r"^[A-Z]{2}$")
    phone: str = ""


class Locales(Part):
    default: str
    urls: dict[str, str] = {}
    """Start of each locale's pages, relative to the store's url."""


class Lack(Part):
    reason: str
    owner: str


class BackOfficeAccess(Part):
    url: str
    token: Secret


class ServiceAccess(Part):
    kind: str
    url: str
    key: Secret | None = None


class Policies(Part):
    prices_include_tax: bool = Field(default=True, alias="prices include tax")
    free_delivery_threshold: str = Field(
        default="after discounts", alias="free delivery threshold", pattern="^(before|after) discounts$"
    )
    orders_in_production: bool = Field(default=False, alias="place orders in production")


class Budget(Part):
    """What the owner allows the way to the order to cost a guest."""

    pages: int = Field(gt=0)
    fields: int = Field(gt=0)


def _share(text: object) -> Decimal:
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*%", str(text).strip())
    if not found or Decimal(found[1]) > 100:
        raise ValueError(f"'{text}' is not a share; write a number from 0 to 100 and %, as in '30%'")
    return Decimal(found[1]) / 100


class Sales(Part):
    """What an hour of the store is worth, so that the list of faults begins with the dearest."""

    orders_per_hour: Decimal = Field(alias="orders per hour", gt=0)
    average_order: Amount = Field(alias="average order")
    shares: dict[str, Annotated[Decimal, BeforeValidator(_share)]] = {}
    """By disruptor: of all orders, the part that takes its path, from 0 to 1."""


class StoreProfile(Part):
    """One store, as its owner describes it. Sections are keyed by role names (see roles.py)."""

    store: str
    url: str = Field(pattern=r"^https?://")
    environment: Environment = Environment.PRODUCTION
    platform: str = "generic"
    currency: str = Field(pattern=r"^[A-Z]{3}$")
    locales: Locales
    products: dict[str, Product] = {}
    codes: dict[str, Code] = {}
    delivery: dict[str, Delivery] = {}
    payments: dict[str, Payment] = {}
    cards: dict[str, CardEntry] = {}
    addresses: dict[str, AddressEntry] = {}
    plugins: dict[str, str] = {}
    policies: Policies = Policies()
    budget: Budget | None = None
    lacks: dict[str, Lack] = {}
    sales: Sales | None = None
    backoffice: BackOfficeAccess | None = None
    services: dict[str, ServiceAccess] = {}
    overrides: dict[str, str] = {}
    """A CSS selector for a field or an act that the general reading does not find: `place order: "#pay"`."""
    patience: Decimal = Decimal(10)
    """Seconds a shopper waits for something to happen."""
    _path: Path = PrivateAttr(default=Path("store.yaml"))

    @model_validator(mode="after")
    def _default_locale_is_a_locale(self) -> Self:
        if self.locales.urls and self.locales.default not in self.locales.urls:
            raise ValueError(unknown("locale", self.locales.default, self.locales.urls))
        return self

    @model_validator(mode="after")
    def _sales_are_in_its_currency(self) -> Self:
        if self.sales and self.sales.average_order.currency != self.currency:
            raise ValueError(
                f"'average order' of 'sales' is in {self.sales.average_order.currency}, not {self.currency}"
            )
        return self

    # -- what it can provide --

    def entry(self, role: Role | Literal) -> Any:
        """The entry that a role stands for. Raises DeclaredLack, or CannotProvide naming what to add to the profile."""
        section: dict[str, Any] = getattr(self, role.kind)
        if isinstance(role, Literal):
            return self._literal(role, section)
        if role.key in section:
            return section[role.key]
        for name in (role.key, role.kind, *(("vouchers",) if role.kind == "codes" else ())):
            self.refuse_lack(name)
        raise CannotProvide(
            f"needs {role.kind} '{role.key}' ({role.text}), which {self._path.name} does not give: add it under "
            f"'{role.kind}:', or declare it under 'lacks:' if the store has none"
        )

    def refuse_lack(self, capability: str) -> None:
        """Raises DeclaredLack when the owner declared that the store does without `capability`."""
        lack = self.lacks.get(capability)
        if lack is not None:
            raise DeclaredLack(f"the store has no {capability}: {lack.reason} (declared by {lack.owner})")

    def _literal(self, role: Literal, section: dict[str, Any]) -> Any:
        for entry in section.values():
            named = [getattr(entry, "code", None), *getattr(entry, "name", {}).values()]
            if role.name in named:
                return entry
        if role.kind == "codes":
            return Code(code=role.name)
        if role.kind == "delivery":
            return Delivery(name={"*": role.name})
        if role.kind == "payments":
            return Payment(name={"*": role.name})
        raise CannotProvide(f"needs {role}, which no entry under '{role.kind}:' of {self._path.name} is named")

    def locale(self, role: Role | Literal) -> str:
        """The locale that a role means: the default one, another one, one written right to left, or a quoted one."""
        names = list(self.locales.urls) or [self.locales.default]
        if isinstance(role, Literal):
            if role.name not in names:
                raise CannotProvide(f"needs the locale {role}, which {self._path.name} does not list")
            return role.name
        others = [name for name in names if name != self.locales.default]
        fits = {
            "default": [self.locales.default],
            "another": [name for name in others if not is_right_to_left(name)] or others,
            "right-to-left": [name for name in names if is_right_to_left(name)],
        }
        if found := fits.get(role.key):
            return found[0]
        self.refuse_lack("locales")
        self.refuse_lack(f"{role.key} locale")
        raise CannotProvide(f"needs {role.text}, and {self._path.name} lists only {', '.join(names)}")

    def start_url(self, locale: str = "") -> str:
        """Where a shopper starts in `locale` (the default one when empty)."""
        return urljoin(self.url, self.locales.urls.get(locale or self.locales.default, ""))

    def at(self, url: str) -> StoreProfile:
        """The same store at another address."""
        moved = self.model_copy(update={"url": url})
        moved._path = self._path
        return moved

    def address(self, entry: AddressEntry) -> Address:
        data = entry.model_dump()
        return Address(first_name=data.pop("first"), last_name=data.pop("last"), **data)

    def card(self, entry: CardEntry) -> Card:
        return Card(**entry.model_dump())

    @property
    def may_place_orders(self) -> bool:
        """In production a shopper stops before the click that places the order, unless the profile allows it."""
        return self.environment != Environment.PRODUCTION or self.policies.orders_in_production

    @property
    def path(self) -> Path:
        return self._path


def is_right_to_left(locale: str) -> bool:
    """Whether a locale's script runs from right to left (Unicode CLDR, "characterOrder")."""
    return Locale.parse(locale, sep="-").text_direction == "rtl"


def name_in(names: Names, locale: str) -> str:
    """The name in one locale: exact, then by language, then the one for all; empty when there is none."""
    language = locale.split("-")[0]
    by_language = next((name for key, name in names.items() if key.split("-")[0] == language), "")
    return names.get(locale) or by_language or names.get("*", "")


def load(path: Path) -> StoreProfile:
    """Read a store profile. Raises ProblemsError with every mistake at its line.

    From then on the values of the environment variables that it names as secrets are hidden in all reports.
    """
    file = yamlfile.read(path)
    problems = [
        Problem.at(path, number, cards.refused(last4).replace("is not one", "looks like a real card and is not one"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        for last4 in cards.real_cards_in(line)
    ]
    try:
        profile = yamlfile.check(file, StoreProfile)
    except ProblemsError as error:
        raise ProblemsError([*problems, *error.problems]) from error
    if problems:
        raise ProblemsError(problems)
    profile._path = path
    redaction.hide_environment(redaction.secret_names(profile.model_dump()))
    return profile
