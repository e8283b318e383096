"""Writes the store profile (store.yaml): what a tester is told about this shop, with the addresses of this start."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from io import StringIO
from types import MappingProxyType
from typing import Any

from django.conf import settings
from django.utils.translation import gettext, override
from oscar.core.loading import get_model
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.scalarstring import SingleQuotedScalarString

from pytest_checkout.demo.store.assortment import (
    CARRIER_HOLIDAYS,
    CARRIER_ZONE,
    CODES,
    CURRENCY,
    CUT_OFF,
    EXPRESS,
    PRODUCTS,
    REDUCED_RATE,
    REDUCED_RATE_CLASSES,
    STANDARD,
    STANDARD_RATE,
    Code,
    Delivery,
    Product,
)
from pytest_checkout.demo.store.channels import ABROAD, Channel, digits

LOCALES = {"en-GB": "en-gb", "de-DE": "de-de", "fr-FR": "fr-fr", "ar": "ar"}
HEADER = "# The demo store, as its owner would describe it. Written at every start; secrets stay in the environment.\n"
SIZE = "M"

# The payment providers' public test numbers: https://docs.stripe.com/testing
CARDS = {
    "good": "4242424242424242",
    "declined": "4000000000000002",
    "without funds": "4000000000009995",
    "expired": "4000000000000069",
    "wrong code": "4000000000000127",
    "stolen": "4000000000009979",
    "asking for authentication": "4000002500003155",
}

# Telephone numbers are from ranges that regulators keep free for fiction where there are such.
ADDRESSES = {
    "home": {
        "line1": "12 Orchard Road",
        "city": "Bristol",
        "postcode": "BS1 4DJ",
        "country": "GB",
        "phone": "+44 117 496 0123",
    },
    "abroad": {
        "line1": "Lindenstraße 7",
        "city": "Berlin",
        "postcode": "10969",
        "country": "DE",
        "phone": "+49 30 23125123",
    },
    "without postcodes": {
        "line1": "Villa 9, Street 4, Al Manara",
        "city": "Dubai",
        "country": "AE",
        "phone": "+971 50 123 4567",
    },
    "unserved": {
        "line1": "8135 King Fahd Road",
        "city": "Riyadh",
        "postcode": "12333",
        "country": "SA",
        "phone": "+966 11 234 5678",
    },
    "with accents": {
        "first": "Zoë-Łucja",
        "last": "O'Connor-Weißenböck de la Peña y Fernández-Castellanos",
        "line1": "3 bis, rue de l'Œuvre-d'Été, 2ᵉ étage",
        "city": "Saint-Rémy-lès-Chevreuse",
        "postcode": "78470",
        "country": "FR",
        "phone": "+33 1 99 00 12 34",
    },
    "with states": {
        "line1": "100 Main Street",
        "city": "Springfield",
        "postcode": "62701",
        "state": "IL",
        "country": "US",
        "phone": "+1 217 555 0123",
    },
}


def render(
    *,
    url: str,
    token: str,
    gateway_url: str,
    gateway_key_env: str,
    mailbox_url: str,
    oms_url: str,
    carrier_url: str,
    inventory_url: str,
    proxies: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """The profile as YAML. `token` and `gateway_key_env` are names of environment variables, never the secrets.

    `proxies`: service -> address of the control of the proxy before it.
    """
    profile = {
        "store": settings.OSCAR_SHOP_NAME,
        "url": url.rstrip("/") + "/",
        "environment": "demo",
        "platform": "oscar",
        "currency": CURRENCY,
        "locales": {"default": "en-GB", "urls": {locale: f"{prefix}/" for locale, prefix in LOCALES.items()}},
        "products": {product.role: _product(product) for product in PRODUCTS if product.role},
        "codes": {code.role: _code(code) for code in CODES},
        "channels": {channel.role: _channel(channel) for channel in ABROAD},
        "delivery": {delivery.code: _delivery(delivery) for delivery in (STANDARD, EXPRESS)},
        "payments": {
            "card": {"name": _names("Credit or debit card"), "kind": "card", "id": "card"},
            "invoice": {"name": _names("Invoice"), "kind": "invoice", "id": "invoice"},
            "direct debit": {"name": _names("Direct debit"), "kind": "debit", "id": "direct-debit"},
        },
        "cards": {role: {"number": number} for role, number in CARDS.items()},
        "addresses": {role: {"first": "Robin", "last": "Tester", **address} for role, address in ADDRESSES.items()},
        "budget": {"pages": 8, "fields": 24},
        "policies": {
            "prices include tax": True,
            "time zone": settings.SHOP_ZONE,
            "tax rounding": "half up per unit",
            "delivery tax": _share(STANDARD_RATE),
            "discount rounding": "half up per order",
            "free delivery threshold": "after discounts",
            "codes of cancelled orders": "stay used",
            "codes stack": False,
            "stock of refunded orders": "comes back",
            "most units": settings.OSCAR_MAX_BASKET_QUANTITY_THRESHOLD,
            "capture": "with the order",
        },
        "plugins": {
            "loyalty badge": "loyalty-badge",
            "consent banner": "consent-banner",
            "code field remover": "quick-basket",
            "terms box": "terms-box",
        },
        "themes": {"usual": "classic", "another": "compact"},
        "hosts": {"payment": gateway_url},
        "session cookie": settings.SESSION_COOKIE_NAME,
        "backoffice": {"url": f"{url.rstrip('/')}/back-office/", "token": {"env": token}},
        "services": {
            "gateway": {"kind": "stripe", "url": gateway_url, "key": {"env": gateway_key_env}},
            "gateway control": {
                "kind": "double",
                "url": f"{gateway_url}/control",
                "key": {"env": gateway_key_env},
            },
            "mailbox": {"kind": "http", "url": mailbox_url},
            "oms": {"kind": "http", "url": oms_url},
            "carrier": {"kind": "http", "url": carrier_url},
            "inventory": {"kind": "http", "url": inventory_url},
        },
    }
    if proxies:
        profile["proxies"] = {name: {"control": control, "token": {"env": token}} for name, control in proxies.items()}
    text = StringIO()
    yaml = YAML()
    yaml.width = 1000  # no folding inside a mapping on one line
    yaml.dump(_leaves_on_one_line(profile), text)
    return HEADER + text.getvalue()


def _product(product: Product) -> dict[str, Any]:
    page = get_model("catalogue", "Product").objects.get(upc=product.sku)
    with override("en-gb"):
        path = page.get_absolute_url().removeprefix("/en-gb/")
    rate = REDUCED_RATE if product.kind.lower() in REDUCED_RATE_CLASSES else STANDARD_RATE
    entry = {"url": path, "name": _names(product.title), "price": _money(product.price), "tax": _share(rate)}
    entry["sku"] = product.sku
    if product.sizes:
        entry |= {"sku": f"{product.sku}-{SIZE}", "options": {"Size": SIZE}}
    return entry


def _channel(channel: Channel) -> dict[str, Any]:
    def money(amount: Decimal) -> str:
        return f"{channel.currency} {amount:.{digits(channel.currency)}f}"

    return {
        "currency": channel.currency,
        "locale": channel.locale,
        "url": f"{channel.language}/",
        "products": {product.role: money(channel.prices[product.sku]) for product in PRODUCTS if product.role},
        "delivery": {
            STANDARD.code: {"fee": money(channel.fees[STANDARD.code]), "free from": money(channel.free_from)},
            EXPRESS.code: {"fee": money(channel.fees[EXPRESS.code])},
        },
        "payments": sorted(channel.payments),
    }


def _code(code: Code) -> dict[str, Any]:
    gives = "free delivery" if code.free_delivery else _money(code.amount) if code.amount else f"{code.percent}%"
    entry: dict[str, Any] = {"code": code.code, "gives": gives}
    if code.minimum:
        entry["from"] = _money(code.minimum)
    only_for = list(code.only_for)
    if code.leaves_out:
        only_for = [product.role for product in PRODUCTS if product.role and product.role not in code.leaves_out]
    return entry | ({"only for": only_for} if only_for else {})


def _delivery(delivery: Delivery) -> dict[str, Any]:
    promise = {
        "working days": delivery.working_days,
        "cut-off": SingleQuotedScalarString(CUT_OFF),
        "zone": CARRIER_ZONE,
    }
    promise["holidays"] = CARRIER_HOLIDAYS
    entry = {"name": _names(delivery.name), "fee": _money(delivery.fee), "id": delivery.code, "promise": promise}
    return entry | ({"free from": _money(delivery.free_from)} if delivery.free_from.is_finite() else {})


def _names(text: str) -> dict[str, str]:
    """The text as shoppers see it, by locale."""
    names = {}
    for locale, language in LOCALES.items():
        with override(language):
            names[locale] = gettext(text)
    return names


def _money(amount: Any) -> str:
    return f"{CURRENCY} {amount:.2f}"


def _share(rate: Decimal) -> str:
    return f"{rate * 100:.0f}%"


def _leaves_on_one_line(value: Any) -> Any:
    """A mapping without mappings in it is written {like: this}, with addresses in quotes: not every reader of YAML
    takes a colon in a plain text there."""
    if isinstance(value, str) and "://" in value:
        return SingleQuotedScalarString(value)
    if not isinstance(value, dict):
        return value
    mapping = CommentedMap({key: _leaves_on_one_line(inner) for key, inner in value.items()})
    if not any(isinstance(inner, dict) for inner in value.values()):
        mapping.fa.set_flow_style()
    return mapping
