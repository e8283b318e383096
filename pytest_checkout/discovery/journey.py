"""One walk from a product to the last click before the order, by the generic shopper, remembering what it was shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from playwright.sync_api import Error as BrowserError
from playwright.sync_api import Page

from pytest_checkout.discovery import places
from pytest_checkout.discovery.findings import Journey, Method, Picture
from pytest_checkout.domain import Card, Stage
from pytest_checkout.errors import CannotProvide, CouldNotLook, ShopFault
from pytest_checkout.store.profile import Payment, Product, StoreProfile, name_in
from pytest_checkout.storefront import Shopper, lists
from pytest_checkout.storefront.asking import first_line
from pytest_checkout.storefront.choices import Choice, Group, without_price
from pytest_checkout.storefront.hands import Hands
from pytest_checkout.storefront.hints import countries
from pytest_checkout.storefront.journal import Journal, SeenPage
from pytest_checkout.storefront.reading import Reading
from pytest_checkout.storefront.words import CODE, lexicon, normal, speaks, tokens

TEST_CARD = Card("4242424242424242")
"""Public since Stripe's first documentation; what other providers make of it is theirs."""
_MOST_ROUNDS = 12
_ON_THE_WAY = tuple(stage for stage in Stage if stage.order <= Stage.REVIEW.order)
_NEXT = {
    Stage.PRODUCT: Stage.CART,
    Stage.CONTACT: Stage.ADDRESS,
    Stage.ADDRESS: Stage.DELIVERY,
    Stage.DELIVERY: Stage.PAYMENT,
    Stage.PAYMENT: Stage.REVIEW,
}


@dataclass
class PicturedJournal(Journal):
    """A journal that takes a picture of every page when it is first seen, and tells of it."""

    page: Page | None = None
    tell: Callable[[Stage], None] = lambda _: None
    pictures: list[Picture] = field(default_factory=list)

    def saw(self, page: SeenPage) -> None:
        super().saw(page)
        last = self.pages[-2] if len(self.pages) > 1 else None
        if self.page and not (last and (last.stage, last.url) == (page.stage, page.url)):
            self._takes(page)
            self.tell(page.stage)

    def _takes(self, page: SeenPage) -> None:
        assert self.page is not None
        try:
            jpeg = self.page.screenshot(type="jpeg", quality=45, scale="css", animations="disabled")
        except BrowserError as error:
            self.note(page.stage, f"no picture: {first_line(error)}")
            return
        known = [taken for taken in self.pictures if (taken.stage, taken.url) != (page.stage, page.url)]
        self.pictures = [*known, Picture(page.stage, page.url, "", jpeg)]


class Walk:
    """A shopper on its way through a checkout that it does not know. `tell` hears of every stage that is reached."""

    def __init__(self, page: Page, profile: StoreProfile, locale: str, tell: Callable[[Stage, str], None]) -> None:
        self.journal = PicturedJournal(page=page, tell=lambda stage: self._reached(stage, ""))
        self.shopper = Shopper(page, profile, locale=locale, journal=self.journal)
        self.profile, self.tell = profile, tell
        self.found = Journey(locale, email=self.shopper.email)
        self._told: dict[Stage, str] = {}
        self._coded: set[str] = set()

    def goes(self, product: Product, *, place_order: bool) -> Journey:
        """Walk as far as it may. Where it had to stop stands in `stopped`; what was seen until then is kept."""
        try:
            self._goes(product, place_order=place_order)
        except (ShopFault, CouldNotLook, CannotProvide) as error:
            self.found.stopped = str(error)
        self._counts()
        return self.found

    def _goes(self, product: Product, *, place_order: bool) -> None:
        shopper = self.shopper
        shopper.visits(product)
        headings = shopper.hands.reading.snapshot.headings
        heading = next((heading.text for heading in headings if heading.level == 1), "")
        self.found.product = name_in(product.name, self.found.locale) or heading
        self._reached(Stage.PRODUCT, self.found.product)
        shopper.adds_to_cart(product)
        line = next(iter(shopper.cart_lines()), None)
        self.found.price = line.total if line else None
        self._reached(Stage.CART, f"1 x {line.title}, {line.total}" if line else "")
        if shopper.can_enter_code():
            self._code_field(shopper.hands.look())
        shopper.starts_checkout()
        for _ in range(_MOST_ROUNDS):
            stage = shopper.stage
            self._notes(shopper.hands.reading)
            if stage is Stage.REVIEW or stage not in _NEXT:
                break
            shopper.walks_to(
                _NEXT[stage],
                address=places.address(self._home()),
                delivery={"*": self._first_delivery()},
                payment=self._payment_to_try(place_order=place_order),
                card=TEST_CARD if stage is Stage.PAYMENT else None,  # what a page offers is noted before it is paid on
            )
        shopper.walks_to(Stage.REVIEW, payment=self._payment_to_try(place_order=place_order), card=TEST_CARD)
        self._notes(shopper.hands.reading)
        if place_order:
            self.found.order = shopper.places_order()
            self._reached(Stage.CONFIRMATION, f"order {self.found.order.number or 'without a number'}")

    # -- what is noted on the way --

    def _notes(self, reading: Reading) -> None:
        """Keep what the open page offers and asks, each thing once."""
        for stage in reading.parts or (reading.stage,):
            self._reached(stage, self._said(stage, reading))
        if not self.found.delivery and (group := reading.group("delivery")):
            self.found.delivery = methods(group, reading)
        if not self.found.payments and (group := reading.group("payment")):
            self.found.payments = methods(group, reading)
        elif not self.found.payments and reading.card_fields and Stage.PAYMENT in reading.parts:
            self.found.payments = [Method("", kind="card")]  # nothing to choose: it asks for the card at once
        if not self.found.countries:
            self.found.countries = livable(offered_countries(self.shopper.hands, reading), reading)
        self._code_field(reading)

    def _reached(self, stage: Stage, said: str) -> None:
        """A stage on the way, in the order of the shop; told once, as soon as there is something to say of it."""
        if stage in _ON_THE_WAY and stage not in self.found.stages:
            self.found.stages.append(stage)
        if said and stage not in self._told:
            self._told[stage] = said
            self.tell(stage, said)

    def _said(self, stage: Stage, reading: Reading) -> str:
        group = reading.group(str(stage))
        if group:
            return ", ".join(_name(choice, reading) for choice in group.choices if choice.lines)
        controls = reading.part_controls(stage)
        return f"{len(controls)} fields" if controls else str(reading.totals.total or "")

    def _code_field(self, reading: Reading) -> None:
        shown = [f for f in reading.fields_for("coupon") if f.control.type in ("", "text", "search")]
        where = urlsplit(reading.snapshot.url).path
        if (
            shown
            and where not in self._coded
            and all(stage is not reading.stage for stage, _ in self.found.code_fields)
        ):
            self._coded.add(where)  # a page that is several steps has it once
            self.found.code_fields.append((reading.stage, shown[0].control.called))

    def _counts(self) -> None:
        asked = self.journal.asked_in_checkout()
        self.found.pages, self.found.fields = len(asked), sum(map(len, asked))
        pressed = [entry for entry in self.journal.entries if entry.kind == "act" and entry.text.startswith("pressed")]
        self.found.clicks = len(pressed) - bool(self.found.order)  # without the one that places the order
        self.found.pictures = [
            replace(picture, caption=self._told.get(picture.stage, "")) for picture in self.journal.pictures
        ]

    # -- what the shopper chooses --

    def _home(self) -> str:
        return places.home_of(self.found.locale, self.profile.currency, self.found.countries)

    def _first_delivery(self) -> str:
        return self.found.delivery[0].name if self.found.delivery else ""

    def _payment_to_try(self, *, place_order: bool) -> Payment:
        """By invoice or another way that needs no card; with an order to prove, rather by the public test card."""
        order = ("card", "invoice", "other") if place_order else ("invoice", "other", "card")
        known = sorted(self.found.payments, key=lambda method: order.index(method.kind))
        if not known:
            return Payment(kind="card")
        self.found.paid_by = known[0]
        return Payment(name={"*": known[0].name}, kind=known[0].kind)


def methods(group: Group, reading: Reading) -> list[Method]:
    """The choices of a group, each with its price, if it names exactly one, and the kind of payment that it is."""
    found = []
    for choice in group.choices:
        if not choice.lines:
            continue
        amounts = {reading.snapshot.amounts[index].text for index in choice.control.priced}
        price = reading.money(amounts.pop()) if len(amounts) == 1 else None
        kinds = [
            kind
            for kind in ("card", "invoice")
            if lexicon(CODE).says("signs", kind, tokens(choice.control.value))
            or speaks("signs", kind, choice.text, reading.language)
        ]
        form = reading.snapshot.form_of(choice.control)
        code = choice.control.value or (form.code if form and group.pressed else "")
        found.append(Method(_name(choice, reading), code, price, kinds[0] if len(kinds) == 1 else "other"))
    return found


def _name(choice: Choice, reading: Reading) -> str:
    """What a shopper would call a choice: the line that its label begins with, without the small print after it, and
    without its price, which may be another tomorrow."""
    line = next((line for line in choice.control.card if choice.lines[0].startswith(line)), choice.lines[0])
    return without_price(line, choice, reading.snapshot)


def livable(offered: list[str], reading: Reading) -> list[str]:
    """Of the countries that a shop offers those with states, where everybody must write one; a list of states offers
    each country its own, or none. All of them where a shopper could live in none of those."""
    insists = any(field.control.required and not field.control.choosable for field in reading.fields_for("state"))
    return [code for code in offered if insists and code in places.STATEFUL] or offered


def offered_countries(hands: Hands, reading: Reading) -> list[str]:
    """ISO codes of the countries of the address's list, the chosen one first; a list that must be opened is opened."""
    named = {normal(name): code for spoken in (reading.language, "en") for code, name in countries(spoken).items()}
    known = countries("en").keys()
    for field_ in reading.fields_for("country"):
        listed = lists.unfolded(hands, field_.control, reading.stage)
        if listed is not field_.control:
            lists.folds(hands)
        entries = sorted(listed.options, key=lambda option: not option.selected)
        codes = [named.get(normal(entry.text), entry.value.upper()) for entry in entries]
        if found := [code for code in codes if code in known]:
            return found
    return []
