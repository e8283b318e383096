"""What stands between the shopper and the shop, recognised and named, with what its owner can do about it.

None of it is a fault of the checkout: a challenge, a queue or a block is *unknown*, not *not ready*.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pytest_checkout.domain import Stage
from pytest_checkout.errors import Obstructed, ShopFault
from pytest_checkout.storefront.reading import Reading
from pytest_checkout.storefront.words import CODE, lexicon, speaks, tokens

_FEW_WORDS = 1200
"""Characters up to which a page may be nothing but the obstacle; a shop's page that mentions a queue says more."""


@dataclass(frozen=True)
class Obstacle:
    """`kind` in a word, and the sentence for the owner of the store: what it is, and what to do."""

    kind: str
    sentence: str


KNOWN = {
    "challenge": Obstacle(
        "captcha",
        "the shop asks for proof that a human is there (a captcha or bot challenge); "
        "switch it off for the address or the user agent that the checks come from",
    ),
    "queue": Obstacle(
        "queue",
        "the shop lets its visitors wait in a queue; let the checks pass it, by their address or a cookie",
    ),
    "geo": Obstacle(
        "geo-block",
        "the shop refuses visitors from this country or network; run the checks from where it sells, or allow them",
    ),
    "maintenance": Obstacle(
        "maintenance",
        "the shop is closed for maintenance, or overloaded; open it, or let the checks pass by their address",
    ),
    "refusal": Obstacle(
        "refusal",
        "the shop refuses this visitor (403), its browser or its address; allow the checks in its firewall by their "
        "address, or run them from a country where it sells",
    ),
    "haste": Obstacle(
        "haste",
        "the shop says that too many requests came from here (429); lift that limit for the address of the checks",
    ),
}
_AWAY = ("header", "nav", "footer")
_FRAMES = re.compile(r"captcha|turnstile|challenge|arkoselabs|datadome|perimeterx", re.IGNORECASE)
_STATUS = {403: "refusal", 406: "refusal", 429: "haste", 451: "geo", 503: "maintenance"}
LOGIN = Obstacle(
    "login wall",
    "the shop shows nothing without a login; open it to the checks, or start them with a shopper who is logged in",
)
PASSWORD = Obstacle(
    "password",
    "its server asks for a user name and a password before it shows a page (401); write them into the profile as "
    "'http login: {user: NAME, password: {env: VARIABLE}}' (discover: --http-login NAME:VARIABLE), or open it to the "
    "checks",
)
NO_PAGE = Obstacle(
    "no page",
    "this address gives data or a file and no page; give the address of the shop's home page, or of a product, as a "
    "shopper would open it",
)
NOT_A_SHOP = Obstacle(
    "not a shop",
    "this is not a shop's page: it shows no product with a price, no cart and no checkout; "
    "give the address of a product, or of the shop's start page",
)


def recognises(reading: Reading) -> Obstacle | None:
    """The obstacle that this page is, if it is one. A page with anything to buy or to fill in for an order is none."""
    if not reading.snapshot.is_page:
        return NO_PAGE
    if reading.snapshot.status == 401 and not reading.fields_for("password"):
        return PASSWORD
    if reading.parts or reading.snapshot.rows or reading.own_add_buttons or reading.progress.ordering:
        return None
    text = reading.snapshot.text
    framed = any(_FRAMES.search(frame.url) for frame in reading.snapshot.frames)
    if framed or (reading.snapshot.status >= 400 and _FRAMES.search(reading.snapshot.marks)):
        return KNOWN["challenge"]
    said = " ".join([reading.snapshot.title, *(heading.text for heading in reading.snapshot.headings), text])
    if len(text) <= _FEW_WORDS and not reading.snapshot.amounts and not reading.cart_acts:
        for sign, obstacle in KNOWN.items():
            code = tokens(
                " ".join((reading.snapshot.url.partition("?")[0], *(form.tokens for form in reading.snapshot.forms)))
            )
            if speaks("signs", sign, said, reading.language) or lexicon(CODE).says("signs", sign, code):
                return obstacle
        if reading.fields_for("password"):
            return LOGIN
    if reading.snapshot.status == 401:
        return LOGIN
    return KNOWN.get(_STATUS.get(reading.snapshot.status, ""))


def instead_of_a_product(reading: Reading) -> Obstacle | None:
    """What stands where a product was looked for; None for a shop's page, even if it sells nothing now.

    Decided without words: who tests for robots, a password asked for where nothing has a price, a page with nothing
    to press that loads itself again.
    """
    page = reading.snapshot
    if any(amount.region not in _AWAY for amount in page.amounts):
        return None
    if _FRAMES.search(page.marks):
        return KNOWN["challenge"]
    controls = [control for control in page.controls if control.shown and control.region not in _AWAY]
    if any(control.type == "password" for control in controls):
        return LOGIN
    if page.reloads and not controls:
        return KNOWN["queue"]
    sells = is_a_shop(reading) or reading.acts("add to cart")
    return recognises(reading) or (None if sells else NOT_A_SHOP)


def refuses_robot(reading: Reading) -> str:
    """How a page refuses who opened it, when that may be for what its browser calls itself; else empty."""
    found = recognises(reading)
    if found in (KNOWN["refusal"], KNOWN["haste"], KNOWN["challenge"], KNOWN["geo"]):
        return str(reading.snapshot.status) if reading.snapshot.status >= 400 else found.kind
    return ""


def refuses(reading: Reading) -> None:
    """Raises Obstructed when the page is an obstacle and not the shop."""
    if obstacle := recognises(reading):
        raise obstructed(obstacle, reading)


def obstructed(obstacle: Obstacle, reading: Reading) -> Obstructed:
    """The error that tells an obstacle, with what the page said."""
    headings = " / ".join(heading.text for heading in reading.snapshot.headings[:3])
    return Obstructed(
        obstacle.kind,
        obstacle.sentence,
        stage=str(reading.stage),
        looked_for="a page of the shop",
        found=f"{reading.snapshot.status} {headings or reading.snapshot.title or reading.snapshot.text[:80]}",
    )


def is_a_shop(reading: Reading) -> bool:
    """Whether anything on the page is for sale: an amount, a cart, or data that says so."""
    return bool(
        reading.snapshot.amounts
        or reading.cart_acts
        or reading.checkout_acts
        or any('"Offer"' in data or '"Product"' in data for data in reading.snapshot.structured)
    )


def refuses_no_page(reading: Reading, url: str, what: str = "the shop", stage: Stage = Stage.ELSEWHERE) -> None:
    """Raises ShopFault when the shop has no page at an address; `what` says whose page was looked for there."""
    if reading.snapshot.status >= 400:
        raise ShopFault(
            f"the page of {what} answers {reading.snapshot.status}: {url}",
            stage=str(stage),
            looked_for=f"the page of {what} at {url}",
            found=f"{reading.snapshot.status} {reading.snapshot.title}",
            reason_code="capability-absent",
        )
