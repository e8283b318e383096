"""Sends the generic shopper through shops of the zoo and compares what it says with what the shop's server knows.

The only modules of the zoo that know pytest_checkout are this one and those that call it.
"""

from __future__ import annotations

import multiprocessing
import random
import time
import traceback
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal

from playwright.sync_api import Browser

from pytest_checkout.domain import Address, Card, Order, Stage
from pytest_checkout.errors import CannotProvide, CouldNotLook, ShopFault
from pytest_checkout.store.profile import Environment, Locales, Payment, Product, StoreProfile
from pytest_checkout.storefront import Shopper, words
from tests.zoo import places
from tests.zoo.browser import browsing
from tests.zoo.server import Zoo, serving
from tests.zoo.shop import Shop
from tests.zoo.traits import Traits, draw
from tests.zoo.verdict import Claim, Refusal, Verdict, judge

CARD = Card("4242424242424242")
PATIENCE = Decimal(3)
"""Seconds: the slowest thing in the zoo takes half a second."""
SIZE = "M"
_SHARE = 10
"""How many shops a process walks with one browser."""


@dataclass(frozen=True)
class Walk:
    """One shop, what came of shopping there, and in whose words."""

    number: int
    traits: Traits
    verdict: Verdict
    said: str
    seconds: float
    journal: tuple[str, ...] = ()


def population(seed: int, count: int) -> list[Traits]:
    """The shops of one seed, always the same ones; the first n of a longer zoo are the zoo of n."""
    rng = random.Random(seed)
    return [draw(rng, tuple(places.PLACES)) for _ in range(count)]


def walks(browser: Browser, zoo: Zoo, shops: Sequence[tuple[int, Traits]]) -> Iterator[Walk]:
    """Shop in each of these numbered shops, one after the other."""
    for number, traits in shops:
        yield walk(browser, zoo, traits, number)


@contextmanager
def without_words(*languages: str) -> Iterator[None]:
    """Read these languages without their lists of words, as the reader must in the languages that have none."""
    listed = words._listed
    words._listed = lambda language: {} if language in languages else listed(language)
    words.lexicon.cache_clear()
    try:
        yield
    finally:
        words._listed = listed
        words.lexicon.cache_clear()


def walks_beside(shops: Sequence[tuple[int, Traits]], workers: int, unread: Sequence[str] = ()) -> Iterator[Walk]:
    """The same in several processes, each with a zoo and a browser of its own, as they come to an end.

    A walk waits more than it works, for what a shop does not say at once; two of them hardly disturb each other.
    """
    with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool:
        shares = [shops[at : at + _SHARE] for at in range(0, len(shops), _SHARE)]
        for done in as_completed([pool.submit(_walks_share, share, unread) for share in shares]):
            yield from done.result()


def _walks_share(shops: Sequence[tuple[int, Traits]], unread: Sequence[str]) -> list[Walk]:
    with without_words(*unread), serving() as zoo, browsing() as browser:
        return list(walks(browser, zoo, shops))


def walk(browser: Browser, zoo: Zoo, traits: Traits, number: int = 0) -> Walk:
    """Open a shop, order one thing in it (or be refused), close it; the verdict upon it."""
    shop = zoo.opens(traits, str(number))
    context = browser.new_context(locale=shop.place.locale)
    begun = time.monotonic()
    try:
        shopper = Shopper(context.new_page(), _profile(zoo, shop), identity=f"zoo{number}")
        came = _shops(shopper, shop, zoo)
    finally:
        context.close()
    verdict = judge(shop, came)
    return Walk(number, traits, verdict, came.said, time.monotonic() - begun, tuple(shopper.journal.lines()))


def _shops(shopper: Shopper, shop: Shop, zoo: Zoo) -> Claim | Refusal:
    try:
        order = _orders(shopper, shop, zoo)
    except (ShopFault, CouldNotLook, CannotProvide) as refusal:
        reason = getattr(refusal, "reason_code", "")
        found = getattr(refusal, "found", "")
        return Refusal(type(refusal).__name__, f"{refusal}", f"{refusal} {found}", reason)
    except Exception:
        return Refusal("crash", traceback.format_exc().strip().splitlines()[-1], traceback.format_exc(), "crash")
    return Claim(
        number=order.number,
        email=shopper.email,
        option=SIZE if shop.sizes else "",
        total=order.total.amount if order.total else None,
    )


def _orders(shopper: Shopper, shop: Shop, zoo: Zoo) -> Order:
    options = {shop.wording.size: SIZE} if shop.sizes else {}
    product = Product(url=zoo.product_url(shop), options=options)
    home = shop.place.home
    address = Address(
        home.first, home.last, home.street, home.city, shop.place.country, home.postcode, home.state, phone=home.phone
    )
    shopper.adds_to_cart(product)
    shopper.walks_to(
        Stage.REVIEW,
        address=address,
        delivery={"*": shop.wording.standard},
        payment=Payment(kind="card"),
        card=CARD,
    )
    return shopper.places_order()


def _profile(zoo: Zoo, shop: Shop) -> StoreProfile:
    return StoreProfile(
        store="zoo",
        url=zoo.url(shop),
        environment=Environment.DEMO,
        currency=shop.place.currency,
        locales=Locales(default=shop.place.locale),
        patience=PATIENCE,
    )
