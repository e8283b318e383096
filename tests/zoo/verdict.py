"""What to think of a walk: the shopper's word against the record of the shop's own server."""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass
from decimal import Decimal

from tests.zoo.orders import Order
from tests.zoo.shop import Shop


class Verdict(enum.StrEnum):
    COMPLETED = "completed"
    REFUSED_RIGHTLY = "refused rightly"
    REFUSED_WRONGLY = "refused wrongly"
    WRONG_REASON = "refused, wrong reason"
    WRONG_SUCCESS = "wrong success"
    CRASHED = "crashed"


@dataclass(frozen=True)
class Claim:
    """What a shopper says it ordered: one piece of the shop's product, in this option, for this total if it saw one."""

    number: str
    email: str
    option: str
    total: Decimal | None

    @property
    def said(self) -> str:
        return f"ordered, number {self.number or 'not shown'}, total {self.total}"


@dataclass(frozen=True)
class Refusal:
    """Why a shopper did not order: the kind of error, its sentence, and all that it names."""

    kind: str
    said: str
    named: str
    reason: str


_SIGNS = {
    "sold_out": r"sold out|cannot be bought|not in stock|no way to add|other products",
    "no_delivery": r"no choice of delivery|does not deliver|no delivery",
    "login_wall": r"log[ -]?in|sign[ -]in|account",
    "captcha": r"captcha|human",
    "queue": r"queue|waiting|busy",
    "geo_block": r"country|geo|403|refuses",
    "not_a_shop": r"not a shop|no product|no way to add",
    "dead_order_button": r"no effect",
    "maintenance": r"503|closed|maintenance",
    "minimum_order": r"minimum",
    "declines": r"declin",
    "rejects_everything": r"refuses",
    "thanks_without_order": r"not placed|no order",
    "doubles_quantity": r"holds 2",
    "ignores_variant": r"option|variant|Size|another",
}
"""English words of the shopper's own sentence that name what is wrong. The shop's sentence, quoted, does as well."""
_SENTENCES = {"declines": "declined", "thanks_without_order": "not_placed"}
"""Phrases that have another name than their obstacle."""


def judge(shop: Shop, came: Claim | Refusal) -> Verdict:
    """Compare what a shopper says with what its shop took."""
    if isinstance(came, Claim):
        return Verdict.WRONG_SUCCESS if differences(shop, came) else Verdict.COMPLETED
    if came.kind == "crash":
        return Verdict.CRASHED
    if shop.orders:
        return Verdict.REFUSED_WRONGLY
    if shop.traits.completable:
        return Verdict.REFUSED_WRONGLY
    return Verdict.REFUSED_RIGHTLY if _named(shop, came) else Verdict.WRONG_REASON


def _named(shop: Shop, came: Refusal) -> bool:
    obstacle = shop.traits.obstacle
    key = _SENTENCES.get(obstacle, obstacle)
    told = shop.refuses_cart() or (shop.wording(key) if key in shop.wording else "")
    quoted = bool(told) and _plain(told) in _plain(came.named)
    return quoted or bool(re.search(_SIGNS[obstacle], came.named, re.IGNORECASE))


def differences(shop: Shop, claim: Claim) -> list[str]:
    """In what the shop's record is not what the shopper says or was told to order; empty when all is right."""
    if len(shop.orders) != 1:
        return [f"{len(shop.orders)} orders"]
    order = shop.orders[0]
    line = order.lines[0]
    home, place = shop.place.home, shop.place
    expected = {
        "lines": (len(order.lines), 1),
        "product": (line.sku, shop.product.sku),
        "option": (line.option, claim.option),
        "quantity": (line.quantity, 1),
        "e-mail": (order.given.get("email"), claim.email),
        "total": (claim.total if claim.total is not None else order.total, order.total),
        "number": (claim.number or order.number, order.number),
        "name": (_name(order), _in_any_order(f"{home.first} {home.last}")),
        "street": (_plain(home.street) in _plain(_street(order)), True),
        "city": (order.given.get("city") or order.given.get("fourth_line"), home.city),
        "postcode": (order.given.get("postcode"), home.postcode),
        "country": (order.given.get("country"), place.country),
        "delivery": (order.delivery, "standard"),
        "payment": (order.payment, "card"),
        "card": (order.card, "4242"),
    }
    return [f"{what}: {was!r}, not {wanted!r}" for what, (was, wanted) in expected.items() if was != wanted]


def _name(order: Order) -> list[str]:
    given = order.given
    return _in_any_order(given.get("full_name") or f"{given.get('first_name', '')} {given.get('last_name', '')}")


def _in_any_order(name: str) -> list[str]:
    """The words of a name; which comes first differs by country."""
    return sorted(_plain(name).split())


def _street(order: Order) -> str:
    return " ".join(order.given.get(key, "") for key in ("street", "street2", "street3"))


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", text).casefold().split())
