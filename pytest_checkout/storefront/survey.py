"""Looking through a shop's pages for products: one in stock, one sold out, one with options. Bounded, and polite.

Only links are followed, never a form, and none that speaks of an account, a newsletter or leaving the shop.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from pytest_checkout.domain import Money
from pytest_checkout.errors import CannotRead, CouldNotLook
from pytest_checkout.store.profile import Product
from pytest_checkout.storefront import acts, banner, obstacles, orderform
from pytest_checkout.storefront.hands import Hands
from pytest_checkout.storefront.options import offered
from pytest_checkout.storefront.reading import Reading
from pytest_checkout.storefront.snapshot import Control
from pytest_checkout.storefront.words import CODE, lexicon, normal, tokens

MOST_PAGES = 16
_COMES = 1.5
"""Seconds for a product's page to build its button."""
_AWAY = ("header", "nav", "footer")
_OTHER_ACTS = ("login", "newsletter", "wishlist", "danger", "language", "cart", "checkout", "search", "remove")
WANTED = ("in stock", "with options", "sold out")


@dataclass(frozen=True)
class FoundProduct:
    """A product's page: where it is, whether it can be bought, and which options its page wants chosen."""

    url: str
    name: str
    buyable: bool
    how: str
    price: Money | None = None
    options: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """(name of the option, its values that can be chosen) in the order of the page."""


class Survey:
    """One look through a shop. `products` are by role; `looked_at` counts the pages that were opened."""

    def __init__(self, hands: Hands, tell: Callable[[str], None], wanted: Sequence[str] = WANTED) -> None:
        self.hands, self.tell, self.wanted = hands, tell, wanted
        self.products: dict[str, FoundProduct] = {}
        self.looked_at = 0
        self._seen: set[str] = set()

    def runs(self, start: str) -> dict[str, FoundProduct]:
        """Look at the page that is open, then at what it leads to, until every role is found or enough was seen."""
        self._looks(self.hands.reading, called="")
        waiting = self._leads(self.hands.reading)
        while waiting and self.looked_at < MOST_PAGES and not self.products.keys() >= set(self.wanted):
            waiting.sort(key=lambda lead: lead[0])
            _, url, called = waiting.pop(0)
            if url in self._seen:
                continue
            self._seen.add(url)
            self.looked_at += 1
            try:
                self.hands.goes_to(url)
                reading = banner.answers(self.hands)
            except CouldNotLook as error:  # a file, a dead link: the shop itself answered before
                self.tell(f"not looked at: {error}")
                continue
            if not self._looks(self._settled(reading, called), called):
                waiting += self._leads(self.hands.reading)
        if self.hands.page.url != start:
            self.hands.goes_to(start)
        return self.products

    def _settled(self, reading: Reading, called: str) -> Reading:
        """The page once its button to buy can be pressed: some are drawn, or come alive, only by a script."""
        own = reading.own_add_buttons
        titled = {normal(heading.text) for heading in reading.snapshot.headings if heading.level <= 2} - {""}
        expected = own or any(title in normal(called) for title in titled)
        if not expected or any(not act.control.disabled for act in own):
            return reading
        self.hands.until(
            lambda now: any(not act.control.disabled for act in now.own_add_buttons) or None,
            patience=min(_COMES, self.hands.patience),
        )
        return self.hands.reading

    def _looks(self, reading: Reading, called: str) -> bool:
        """Whether the open page is a product's; then each of its products is kept in the role that it can play."""
        self._seen.add(_bare(reading.snapshot.url))
        products = products_on(self.hands, reading, called)
        for found in products:
            role = "sold out" if not found.buyable else "with options" if found.options else "in stock"
            if role not in self.products:
                self.products[role] = found
                self.tell(f"{role}: {found.name}")
        return bool(products)

    def _leads(self, reading: Reading) -> list[tuple[int, str, str]]:
        """(rank, address, what the link says) of the links worth following, the most promising with the least rank.

        A card without a button among cards with one is often sold out, or has options: it comes before its siblings
        once something in stock was found. Cards on a page without a price are rather news or pictures: what leads to
        the shop comes before them.
        """
        adding = {act.control.owner for act in _add_buttons(reading)}
        sells = any(amount.region not in _AWAY and not amount.clickable for amount in reading.snapshot.amounts)
        leads: dict[str, tuple[int, str, str]] = {}
        for link in reading.snapshot.controls:
            url = _bare(urljoin(reading.snapshot.url, link.href)) if link.href else ""
            if not url or link.tag != "a" or not self._may_follow(link, url, reading):
                continue
            is_card = bool(link.path) and link.owner == link.path
            if is_card and sells:
                rank = 0 if ("in stock" in self.products) == (link.path not in adding) else 1
            elif lexicon(CODE).says("signs", "catalogue", tokens(f"{link.path} {link.text}")):
                rank = 2
            else:
                rank = 3 if is_card else 5 if link.region in _AWAY else 4
            known = leads.get(url, (rank, url, ""))
            leads[url] = (min(rank, known[0]), url, known[2] or link.text)
        return list(leads.values())

    def _may_follow(self, link: Control, url: str, reading: Reading) -> bool:
        here = urlsplit(reading.snapshot.url)
        there = urlsplit(url)
        if url in self._seen or there.netloc != here.netloc or there.scheme not in ("http", "https"):
            return False
        rated = acts.scores(link, None, reading.language)
        return not any(rated.get(name, (0.0, ""))[0] >= acts.ENOUGH for name in _OTHER_ACTS)


def product_from_home(hands: Hands, tell: Callable[[str], None]) -> Product:
    """A product that can be bought, looked for from the page that is open: the first of each option is chosen.

    Raises Obstructed for what is no page of a shop, CannotRead when none was found within `MOST_PAGES` pages.
    """
    start = hands.reading
    survey = Survey(hands, tell, wanted=("in stock",))
    found = survey.runs(start.snapshot.url)
    product = found.get("in stock") or found.get("with options")
    if product is None:
        if wall := obstacles.instead_of_a_product(start):
            raise obstacles.obstructed(wall, start)
        raise CannotRead(
            f"no product that can be bought was found on {1 + survey.looked_at} pages from {start.snapshot.url}; name "
            "one in the profile, under 'products:' as 'in stock'",
            looked_for="a product in stock",
            found=", ".join(f"{each.name} ({role})" for role, each in found.items()) or "no product",
        )
    chosen = {name: values[0] for name, values in product.options}
    return Product(url=product.url, name={hands.locale: product.name}, options=chosen)


def products_on(hands: Hands, reading: Reading, called: str = "") -> list[FoundProduct]:
    """The products whose page this is: none for another page, several where one form sells several.

    It is a product's page when it has an add button of its own. Without one it may be that of a product that is sold
    out: then its structured data says so, or its main heading is what the link that led here is `called`, a price
    stands on it, and nothing else can be bought above it.
    """
    if reading.snapshot.status >= 400 or (reading.is_cart and not reading.own_add_buttons):
        return []
    said = hands.states()
    subject = reading.snapshot.subject or said.title
    name = next((heading.text for heading in reading.snapshot.headings if heading.level == 1), subject)
    url = _bare(reading.snapshot.url)
    own = reading.own_add_buttons
    if own and (counters := orderform.counters(reading, own[0].control)):
        return _listed(reading, url, counters)
    if own:
        live = any(not act.control.disabled for act in own) and not said.sold_out
        how = f"its page has the button '{own[0].control.called}'"
        return [FoundProduct(url, name, live, how, price(reading), options(reading))]
    if said.sold_out:
        return [FoundProduct(url, name, False, "its structured data says that it is out of stock", price(reading))]
    if called and normal(called) in (normal(name), normal(name.split("|")[0])):
        asked = price(reading, name if _lists_products(reading) else "")
        if asked is not None:
            return [FoundProduct(url, name, False, "its page has a price and no button to buy it", asked)]
    return []


def _lists_products(reading: Reading) -> bool:
    """Whether a page shows other products too: then only a price under its own heading is its own."""
    others = {c.path for c in reading.snapshot.controls if c.owner.startswith("/") and c.owner == c.path}
    return len(others) > 1


def _listed(reading: Reading, url: str, counters: list[Control]) -> list[FoundProduct]:
    """The products of a page that sells several: those with a count, and those with a price alone."""
    level = {heading.text: heading.level for heading in reading.snapshot.headings}
    names = {counter.heading: orderform.product_of(counter) for counter in counters}
    found = [
        FoundProduct(url, name, True, "its page has a count for it", price(reading, heading))
        for heading, name in names.items()
    ]
    without = dict.fromkeys(amount.heading for amount in reading.snapshot.amounts if amount.heading not in names)
    levels = {level.get(heading) for heading in names} - {None}
    return found + [
        FoundProduct(url, heading, False, "its page has a price and no count for it", price(reading, heading))
        for heading in without
        if level.get(heading) in levels
    ]


def price(reading: Reading, heading: str = "") -> Money | None:
    """The most prominent amount of the page's own part (below `heading`), None when there is none that can be read."""
    shown = [
        amount
        for amount in reading.snapshot.amounts
        if heading in ("", amount.heading)
        and not amount.struck
        and amount.region not in _AWAY
        and not amount.message
        and not amount.clickable
    ]
    try:
        amounts = [(amount.size, -amount.index, reading.money(amount.text)) for amount in shown]
    except CannotRead:
        return None
    return max(amounts, key=lambda found: found[:2])[2] if amounts else None


def options(reading: Reading) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What the product's own form wants chosen, and the values that can be."""
    forms = {act.control.form for act in reading.own_add_buttons}
    counters = {field.control.index for field in reading.fields_for("quantity")}
    lists = [
        (control.called, tuple(o.text for o in control.options if o.value.strip() and not o.disabled))
        for control in reading.snapshot.controls
        if control.tag == "select" and control.shown and control.form in forms and control.index not in counters
    ]
    radios = [
        (group.choices[0].control.group or group.choices[0].control.name, tuple(c.lines[0] for c in group.choices))
        for group in reading.groups
        if not group.pressed and group.choices[0].control.form in forms and all(c.lines for c in group.choices)
    ]
    swatches = [
        (group.ways[0].control.group.strip(" :*"), tuple(way.value for way in group.ways if not way.control.disabled))
        for group in offered(reading)
        if not group.ways[0].control.field and group.ways[0].control.group
    ]
    subject = f" {normal(reading.snapshot.subject)} "
    return tuple((name, _named_first(values, subject)) for name, values in [*lists, *radios, *swatches] if values)


def _named_first(values: tuple[str, ...], subject: str) -> tuple[str, ...]:
    """Values in their order, but first what the product's own name says: each variant may have a page of its own."""
    return tuple(sorted(values, key=lambda value: f" {normal(value)} " not in subject))


def _add_buttons(reading: Reading) -> list[acts.Act]:
    """Every button that adds a product of a list: `find` gives only the best one and its rivals."""
    found = []
    for control in reading.snapshot.controls:
        if acts.is_button(control) and control.owner.startswith("/"):
            score, why = acts.scores(control, reading.snapshot.form_of(control), reading.language).get(
                "add to cart", (0.0, "")
            )
            if score >= acts.ENOUGH:
                found.append(acts.Act(control, score, why))
    return found


def _bare(url: str) -> str:
    return url.split("#")[0]
