"""The whole profile: its sections, and what they can provide."""

from __future__ import annotations

import enum
import hashlib
import json
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from babel import Locale
from pydantic import Field, PrivateAttr

from pytest_checkout.domain import Address, Card
from pytest_checkout.errors import CannotProvide, DeclaredLack
from pytest_checkout.store.profile.access import BackOfficeAccess, DeployAccess, HttpLogin, ProxyAccess, ServiceAccess
from pytest_checkout.store.profile.channels import Channel
from pytest_checkout.store.profile.discovered import Discovered
from pytest_checkout.store.profile.entries import AddressEntry, CardEntry, Code, Delivery, Payment, Product
from pytest_checkout.store.profile.overrides import Overrides
from pytest_checkout.store.profile.promises import Budget, Lack, Policies, Sales
from pytest_checkout.store.profile.values import Currency, LocaleName, Part, WebAddress
from pytest_checkout.store.roles import Literal, Role

_NO_MATTER = frozenset({"sales", "deploy", "discovered", "proxies", "tls", "http_login", "user_agent"})
"""What a shopper never meets: what an hour is worth, how to ask which deploy this is, what discover saw, where faults
are put, how a robot is let in.
"""


class Environment(enum.StrEnum):
    DEMO = "demo"
    STAGING = "staging"
    PRODUCTION = "production"


class Tls(enum.StrEnum):
    VERIFY = "verify"
    ACCEPT = "accept self-signed"
    """A certificate that nobody vouches for is accepted, by the browser and by every request to the store's host."""


class UserAgent(enum.StrEnum):
    DEFAULT = "default"
    ORDINARY = "ordinary"
    """What the same Chromium calls itself with a window: without the word "Headless"."""


class Locales(Part):
    default: LocaleName
    urls: dict[LocaleName, str] = {}
    """Start of each locale's pages, relative to the store's url."""


class StoreProfile(Part):
    """One store, as its owner describes it. Sections are keyed by role names (see roles.py)."""

    store: str
    url: WebAddress
    environment: Environment = Environment.PRODUCTION
    tls: Tls = Tls.VERIFY
    http_login: HttpLogin | None = Field(default=None, alias="http login")
    user_agent: UserAgent = Field(default=UserAgent.DEFAULT, alias="user agent")
    platform: str = "generic"
    currency: Currency
    locales: Locales
    products: dict[str, Product] = {}
    codes: dict[str, Code] = {}
    channels: dict[str, Channel] = {}
    """By role: markets with a currency and prices of their own."""
    delivery: dict[str, Delivery] = {}
    payments: dict[str, Payment] = {}
    cards: dict[str, CardEntry] = {}
    addresses: dict[str, AddressEntry] = {}
    plugins: dict[str, str] = {}
    themes: dict[str, str] = {}
    hosts: dict[str, str] = {}
    """By role: the name ("js.stripe.com") or address of a host that the store's pages load scripts from."""
    policies: Policies = Policies()
    budget: Budget | None = None
    lacks: dict[str, Lack] = {}
    sales: Sales | None = None
    backoffice: BackOfficeAccess | None = None
    services: dict[str, ServiceAccess] = {}
    proxies: dict[str, ProxyAccess] = {}
    """By service ("payment gateway"): the control of the proxy through which the store reaches it."""
    deploy: DeployAccess | None = None
    discovered: Discovered | None = None
    overrides: Overrides = {}
    """The control for a field or an act that the general reading does not find: `place order: "#pay"`."""
    session_cookie: str = Field(default="", alias="session cookie")
    """The cookie that carries a shopper's session, so that a scenario can let it expire."""
    patience: Decimal = Decimal(10)
    """Seconds a shopper waits for something to happen."""
    _path: Path = PrivateAttr(default=Path("store.yaml"))
    _found: dict[tuple[str, str], Any] = PrivateAttr(default_factory=dict)
    """Entries that a shopper has found in the store itself, by kind and key of their role."""
    _whole: StoreProfile | None = PrivateAttr(default=None)

    # -- what it can provide --

    def entry(self, role: Role | Literal) -> Any:
        """The entry that a role stands for. Raises DeclaredLack, or CannotProvide naming what to add to the profile."""
        section: dict[str, Any] = getattr(self, role.kind)
        if isinstance(role, Literal):
            return self._literal(role, section)
        if role.key in section:
            return section[role.key]
        if self.knows(role):
            return self._found[role.kind, role.key]
        for name in (role.key, role.kind, *(("vouchers",) if role.kind == "codes" else ())):
            self.refuse_lack(name)
        raise CannotProvide(
            f"needs {role.kind} '{role.key}' ({role.text}), which {self._path.name} does not give: add it under "
            f"'{role.kind}:', or declare it under 'lacks:' if the store has none"
        )

    def sku(self, product: Role | Literal) -> str:
        """The stock number of a product. Raises what `entry` does, and CannotProvide for a product without one."""
        entry: Product = self.entry(product)
        if not entry.sku:
            raise CannotProvide(f"needs the stock number of {product}: add 'sku:' to it in {self._path.name}")
        return entry.sku

    def knows(self, role: Role) -> bool:
        """Whether a shopper has found what the file does not name."""
        return (role.kind, role.key) in self._found

    def remembers(self, role: Role, entry: object) -> None:
        """Keep what a shopper has found in the store for a role; it is no part of the file, nor of its fingerprint."""
        self._found[role.kind, role.key] = entry

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

    def channel(self, role: Role | Literal) -> StoreProfile:
        """The store as it is in one of its channels. Raises CannotProvide for one that the profile does not name.

        Codes that take off an amount, or ask for one, are left out: theirs are in the store's own currency.
        """
        if isinstance(role, Literal) and role.name not in self.channels:
            raise CannotProvide(f"needs the channel {role}, which {self._path.name} does not list under 'channels:'")
        there: Channel = self.channels[role.name] if isinstance(role, Literal) else self.entry(role)
        made = self.model_copy(
            update={
                "currency": there.currency,
                "locales": Locales(default=there.locale, urls={there.locale: there.url}),
                "products": there.products_of(self.products),
                "delivery": there.delivery_of(self.delivery),
                "payments": {name: way for name, way in self.payments.items() if name in (there.payments or (name,))},
                "codes": {name: code for name, code in self.codes.items() if not code.is_in_money},
                "sales": None,
            }
        )
        made._whole = self.whole
        return made

    @property
    def whole(self) -> StoreProfile:
        """The store that this is a channel of; itself when it is none."""
        return self._whole or self

    def start_url(self, locale: str = "") -> str:
        """Where a shopper starts in `locale` (the default one when empty)."""
        return urljoin(self.url, self.locales.urls.get(locale or self.locales.default, ""))

    def vouched_for(self, url: str) -> bool:
        """Whether a certificate at `url` must be vouched for; not at this store's own host if the profile says so."""
        return self.tls is not Tls.ACCEPT or urlsplit(url).hostname != urlsplit(self.url).hostname

    @property
    def credentials(self) -> tuple[str, str] | None:
        """User and password for the store's server. Raises CannotProvide when the variable for it is not set."""
        return (self.http_login.user, self.http_login.password.value()) if self.http_login else None

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
    def fingerprint(self) -> str:
        """SHA-256 over what the profile says of the store, secrets aside: evidence is about one configuration.

        The embedded store listens somewhere else at every start, and is still the same store.
        """
        told = self.model_dump(mode="json", by_alias=True, exclude=set(_NO_MATTER))
        secret = {"token", "key"}
        moving = secret | {"url"} if self.environment is Environment.DEMO else secret
        for access in [told["backoffice"] or {}, *told["services"].values()]:
            for name in moving & access.keys():
                del access[name]
        if self.environment is Environment.DEMO:
            del told["url"]
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()

    @property
    def path(self) -> Path:
        """The file that it was read from."""
        return self._path

    def came_from(self, path: Path) -> None:
        """Say which file it was read from, for what its messages ask to be added there."""
        self._path = path


def is_right_to_left(locale: str) -> bool:
    """Whether a locale's script runs from right to left (Unicode CLDR, "characterOrder")."""
    return Locale.parse(locale, sep="-").text_direction == "rtl"
