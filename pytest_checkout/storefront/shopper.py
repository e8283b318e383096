"""The shopper: a robot customer with a few verbs, each one proved."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as TooSlow

from pytest_checkout.domain import Address, Card, Line, Order, Stage, Totals
from pytest_checkout.errors import CannotProvide
from pytest_checkout.store.profile import Names, Payment, Product, StoreProfile, name_in
from pytest_checkout.store.roles import Literal, Role
from pytest_checkout.storefront import (
    account,
    banner,
    buying,
    cart,
    challenge,
    codes,
    contact,
    counting,
    going,
    journey,
    locales,
    obstacles,
    orderform,
    paying,
    placing,
    steps,
    sums,
    survey,
    totals,
)
from pytest_checkout.storefront.codes import CodeAnswer
from pytest_checkout.storefront.devices import USUAL, Device
from pytest_checkout.storefront.journal import Journal
from pytest_checkout.storefront.outcomes import Offer, Outcome, read_order
from pytest_checkout.storefront.reading import Reading


class Shopper:
    """A customer with a browser page of its own, in one locale, reading and using a store it has no script for.

    Every verb proves what it did and writes it into the journal. Raises ShopFault when the shop lacks, covers or
    kills what the verb needs; CannotRead when the robot does not understand the page; StoreUnreachable when no page
    comes. `identity` makes its e-mail address unique; `device` is what its page was opened on.
    """

    def __init__(
        self,
        page: Page,
        profile: StoreProfile,
        *,
        locale: str = "",
        journal: Journal | None = None,
        identity: str = "",
        device: Device = USUAL,
    ) -> None:
        self.page, self.profile = page, profile
        self.locale = locale or profile.locales.default
        self.journal = journal if journal is not None else Journal()
        self.email = f"shopper-{identity or secrets.token_hex(6)}@example.com"
        self.hands = banner.ClearedHands(
            page,
            self.journal,
            currency=profile.currency,
            patience=float(profile.patience),
            overrides=profile.overrides,
            tax_included=profile.policies.prices_include_tax,
            may_order=profile.may_place_orders,
            user_agent=profile.user_agent,
            device=device,
        )
        self.hands.locale = self.locale
        self.password = f"Shop-{self.email.partition('@')[0]}-1!"
        """For shops that let nobody order without an account."""
        self._lines: list[Line] = []
        self._wishes = journey.Wishes()

    def speaks(self, locale: str) -> None:
        """From the next page on, shop in this locale."""
        self.locale = self.hands.locale = locale

    def shops_through(self, channel: StoreProfile) -> None:
        """From the next page on, shop in a channel of the store: in its currency, at its prices, in its locale."""
        self.profile, self.hands.currency = channel, channel.currency
        self.speaks(channel.locales.default)

    @property
    def who(self) -> contact.Who:
        """What the shopper says of itself."""
        return contact.Who(self.email, self.password, self._wishes.address)

    @property
    def has_lines(self) -> bool:
        """Whether the cart held something when it was last seen."""
        return bool(self._lines)

    @property
    def stage(self) -> Stage:
        """Where the shopper stands, from the page as it is now."""
        return self._look().stage

    def comes_to(self, url: str) -> None:
        """Open an address of the shop. Raises ShopFault when there is no such page."""
        self.hands.goes_to(url)
        obstacles.refuses_no_page(self._look(), url)

    # -- account --

    def signs_up(self, address: Address) -> None:
        """Make an account with the shopper's e-mail and password. Raises CannotProvide in a shop that has none."""
        self._wants(journey.Wishes(address=address))
        account.signs_up(self.hands, self.profile.start_url(self.locale), self.who)

    def signs_in(self) -> None:
        account.signs_in(self.hands, self.profile.start_url(self.locale), self.who)

    def signs_out(self) -> None:
        account.signs_out(self.hands, self.profile.start_url(self.locale))

    # -- products and cart --

    def visits(self, product: Product) -> None:
        """Open a product's page in the shopper's locale. Raises ShopFault when the store has no such page."""
        url = urljoin(self.profile.start_url(self.locale), product.url)
        self.hands.knows(in_checkout=False)  # what stands on a page of the checkout sells no product: this one does
        arrived = self.hands.goes_to(url).snapshot.url
        self.journal.act(Stage.PRODUCT, f"opened {url}")
        reading = self._look()
        if urlsplit(reading.snapshot.url).path != urlsplit(arrived).path:  # a gate that leads to the start of the shop
            self.hands.goes_to(url)
            reading = self._look()
        obstacles.refuses_no_page(reading, url, "the product", Stage.PRODUCT)

    def product(self, role: Role | Literal) -> Product:
        """The product of a role. For a profile that names no product at all, the one in stock is looked for from the
        shop's start page, once: every shopper of that profile buys it then.

        Raises CannotProvide for every other role that the profile lacks, and what the survey raises.
        """
        findable = isinstance(role, Role) and role.key == "in stock" and not self.profile.products
        if isinstance(role, Role) and findable and not self.profile.knows(role):
            self.hands.goes_to(self.profile.start_url(self.locale))
            self._look()
            found = survey.product_from_home(self.hands, lambda words: self.journal.note(Stage.ELSEWHERE, words))
            self.journal.note(Stage.PRODUCT, f"the profile names no product: found {found.url}")
            self.profile.remembers(role, found)
        entry: Product = self.profile.entry(role)
        return entry

    def can_be_bought(self, product: Product) -> bool:
        """Whether the product's own page offers a live way to buy it. Raises CannotRead for another page."""
        self._is_at(product)
        return buying.can_be_bought(self.hands, product, self.locale)

    def adds_to_cart(self, product: Product, quantity: int = 1) -> None:
        """Put a product into the cart, options chosen, and prove it from the cart itself, where the shopper stays."""
        self._is_at(product)
        added = buying.adds(self.hands, product, quantity, self.locale)
        self.opens_cart()
        self._lines = buying.proves(self.hands, product, added, before=self._lines, locale=self.locale)
        self.journal.note(
            Stage.CART, f"the cart holds {', '.join(f'{line.quantity} x {line.title}' for line in self._lines)}"
        )

    def opens_tab(self) -> Shopper:
        """The same person in another tab of the same browser, with a journal of its own."""
        return Shopper(self.page.context.new_page(), self.profile, locale=self.locale)

    def opens_cart(self) -> None:
        """Open the cart; nothing to do when it is open. Raises ShopFault when the shop leads to none.

        A page of the checkout may leave out the way to the cart, and a new shopper has no page yet: then from the
        start of the shop.
        """
        self.hands.knows(in_checkout=False)
        if self.page.url == "about:blank":
            self.hands.goes_to(self.profile.start_url(self.locale))
        reading = self._look()
        if reading.is_cart:
            self.hands.remembers_cart()
            return
        if not cart.doors(self.hands):
            self.hands.goes_to(self.profile.start_url(self.locale))
            self._look()
        if orderform.shows_no_cart(self.hands.reading):
            self.journal.note(Stage.CART, "the page that sells shows no cart: nothing is in it")
            return
        cart.opens(self.hands)
        self._look()

    def cart_lines(self) -> list[Line]:
        """The lines of the cart as the page shows them now."""
        self._lines = self._look().lines
        return self._lines

    def units_in_cart(self, product: Product) -> int:
        """How many of a product the open cart holds."""
        self._lines = self._look().lines
        return buying.units_in_cart(self.hands.reading, product, self.locale)

    def changes_units(self, product: Product, units: int) -> None:
        """Change how many of a product the cart holds, proved by the cart as the shop shows it afresh."""
        self.opens_cart()
        counting.changes(self.hands, product, units, self.locale)
        self._sees_cart_afresh()
        counting.proves(self.hands.reading, product, units, self.locale)

    def changes_units_quickly(self, product: Product, counts: Sequence[int]) -> None:
        """Change it several times, each before the shop has answered, then look at the cart afresh. Proves nothing:
        what the cart holds in the end is the question."""
        self.opens_cart()
        counting.changes_quickly(self.hands, product, counts, self.locale)
        self._sees_cart_afresh()

    # -- codes --

    def can_enter_code(self) -> bool:
        """Whether there is a field for a code that a shopper can reach now."""
        self._where_codes_go()
        return codes.is_in_reach(self.hands)

    def must_be_able_to_enter_a_code(self) -> None:
        """Prove it by the field, which is there and stays (presence.py), and by an answer to a code that nobody gave.

        Raises ShopFault in the words of what is wrong: absent, nameless, covered, disabled, vanished, without effect.
        """
        self._where_codes_go()
        codes.can_be_entered(self.hands)

    def applies_code(self, code: str) -> CodeAnswer:
        """Apply a code where the shopper stands, or else in the cart. Refusal is an answer, not an error."""
        self._where_codes_go()
        answer = codes.applies(self.hands, code)
        sums.read(self.hands)
        return answer

    def removes_code(self, code: str) -> None:
        """Take a code away again; proved by the page that no longer lists it."""
        self._where_codes_go()
        codes.removes(self.hands, code)

    # -- checkout --

    def starts_checkout(self) -> None:
        """Go from the cart to the checkout; as a guest, with an e-mail, where the shop asks who it is."""
        self.opens_cart()
        self.journal.read_totals(self.hands.reading.totals)
        cart.starts_checkout(self.hands)
        if self._look().stage is Stage.CONTACT:
            contact.says_who(self.hands, self.who)

    def begins_checkout(self) -> None:
        """Go from the open cart to the checkout, and say nothing there yet."""
        cart.starts_checkout(self.hands)
        self._look()

    def tries_as_guest(self, email: str) -> list[str]:
        """Go to the checkout and give an e-mail as a guest, once; what the shop complains about."""
        self.begins_checkout()
        return contact.tries_as_guest(self.hands, replace(self.who, email=email))

    def gives_address(self, address: Address) -> None:
        """Fill in the delivery address, prove every value, and go on."""
        self._wants(journey.Wishes(address=address))
        steps.gives_address(self.hands, address, self.who)

    def writes_note(self, text: str) -> bool:
        """Write into the field for a note to the order; False when this page has none."""
        fields = self._look().fields_for("note")
        for field in fields[:1]:
            self.hands.types(field.control, text, "a note to the order", self.hands.reading.stage, field.why)
        return bool(fields)

    def tries_address(self, address: Address) -> list[str]:
        """Give an address that lacks something; what the shop complains about. Raises ShopFault when it takes it."""
        return steps.tries_address(self.hands, address, self.who)

    def is_asked_for(self, meanings: Sequence[str]) -> bool:
        """Whether the page's address asks for a part of one of these meanings."""
        return any(field.meaning in meanings for field in self._look().address_fields)

    def is_told_of(self, meanings: Sequence[str], told: Sequence[str]) -> bool:
        """Whether what the shop told, or marks on its page, names the address's field of one of these meanings."""
        return steps.names_field(self._look(), meanings, told)

    def missing_from_page(self, address: Address) -> list[str]:
        """The parts of an address that the page's fields no longer hold."""
        return steps.missing_from_page(self._look(), address)

    def country_chosen(self) -> str:
        """The country (ISO 3166-1) that the page's address form has chosen now; empty when it has chosen none."""
        return steps.country_chosen(self._look())

    def delivery_offers(self) -> list[Offer]:
        """The ways of delivery that the page offers, each with its price."""
        return [Offer(name, price) for name, price in steps.delivery_offers(self.hands)]

    def chooses_delivery(self, names: Names) -> None:
        """Choose a way of delivery by its name in the shopper's locale, and go on."""
        self._wants(journey.Wishes(delivery=names))
        steps.chooses(self.hands, Stage.DELIVERY, name_in(names, self.locale))
        going.goes_on_from(self.hands, Stage.DELIVERY)

    def payment_offers(self) -> list[str]:
        """The ways to pay that the page offers, in the shop's words."""
        return paying.offers(self.hands)

    def chooses_payment(self, payment: Payment, card: Card | None = None) -> None:
        """Choose how to pay, by name or else by kind; type the card where the shop asks for it; go on."""
        self._wants(journey.Wishes(payment=payment, card=card))
        bill = paying.Bill(self._wishes.address, self._wishes.billing, self.email)
        paying.chooses(self.hands, payment, name_in(payment.name, self.locale), card, bill)

    def goes_on(self) -> Stage:
        """Press what goes on from here. Raises ShopFault when it has no effect, or when the shop refuses."""
        self._look()
        return going.goes_on(self.hands)

    def walks_to(
        self,
        stage: Stage,
        *,
        address: Address | None = None,
        delivery: Names | None = None,
        payment: Payment | None = None,
        card: Card | None = None,
        billing: Address | None = None,
    ) -> None:
        """Go on, whatever the shop's order of steps is, until `stage` (or a later one) is reached.

        Without a wish, now or before, the shopper takes what the shop has chosen, or offers first. Raises CannotRead
        when a step leads nowhere new.
        """
        self._wants(journey.Wishes(address, delivery, payment, card, billing))
        journey.walks(self, stage, self._wishes)

    # -- the order --

    def places_order(self, how: str = challenge.PASS) -> Order:
        """Place the order and read its number. Raises ShopFault when the shop refuses it."""
        return self.confirmed(self.tries_to_place_order(how))

    def tries_without_terms(self) -> Outcome:
        """Try to place the order with the terms unaccepted. Raises CannotProvide where nobody asks."""
        terms = [field for field in self._look().fields_for("terms") if field.control.tickable]
        if not terms:
            raise CannotProvide(f"needs terms to accept, and the shop shows none at {self.hands.reading.stage}")
        for field in terms:
            if field.control.checked:
                self.hands.unticks(field.control, "the terms", self.hands.reading.stage)
        self.hands.knows(withholds_terms=True)
        try:
            return self.tries_to_place_order()
        finally:
            self.hands.knows(withholds_terms=False)

    def confirmed(self, outcome: Outcome) -> Order:
        """The order of an attempt. Raises ShopFault when the shop refused it."""
        return outcome.confirmed()

    def tries_to_place_order(self, how: str = challenge.PASS) -> Outcome:
        """Press what places the order, and read what came of it. Raises CannotProvide in a guarded production store.

        `how` is what the shopper does where a bank asks him to authenticate: pass, fail, dismiss, or close the page.
        """
        if not self.profile.may_place_orders:
            raise CannotProvide(
                "the shopper stops before it places an order in production; "
                "set 'policies: {place orders in production: true}' in the store profile to allow it"
            )
        self.journal.read_totals(self._look().totals)
        told = " ".join(str(value) for value in vars(self._wishes.address).values()) if self._wishes.address else ""
        self.hands.knows(email=self.email, review=told)
        confirmed = placing.places_order(self.hands, journey.Giver(self, self._wishes), self._wishes.card, how)
        reading, challenged = self.hands.reading, self.hands.progress.challenged
        self.journal.told(reading.stage, reading.told)
        if not confirmed:
            return Outcome(None, reading.told, challenged)
        self._lines = []
        self.journal.read_totals(reading.totals)
        self.journal.order(reading.stage, reading.order_number)
        return Outcome(read_order(reading, self.email, self.locale), reading.told, challenged)

    def goes_back_to_pay(self, payment: Payment) -> None:
        """After a refusal, come back to where this way to pay is chosen. Raises ShopFault when no way leads there."""
        paying.returns_to_choice(self.hands, payment)

    # -- reading and moving --

    def reads_totals(self) -> Totals:
        """The labelled amounts of the page as it is now; also kept in the journal by stage."""
        self._look()
        return sums.read(self.hands)

    def parts_in_order(self) -> list[tuple[str, ...]]:
        """What the amounts of each bill on the page are (items, discount, delivery, tax, total), as one reads them."""
        reading = self._look()
        return totals.parts_in_order(reading.snapshot, reading.language)

    def told(self) -> list[str]:
        """The messages that the shop shows now, in its words."""
        messages = self._look().told
        self.journal.told(self.hands.reading.stage, messages)
        return messages

    def goes_back(self) -> None:
        """Use the browser's back button."""
        self.journal.act(self.hands.goes_back().stage, "went back")

    def reloads(self) -> None:
        """Load the page again."""
        self.page.reload(wait_until="domcontentloaded")
        self.journal.act(self._look().stage, "reloaded the page")

    def leaves_and_comes_back(self) -> None:
        """Leave for an empty page, then come back to the start of the shop."""
        self.page.goto("about:blank")
        self.hands.goes_to(self.profile.start_url(self.locale))
        self.journal.act(Stage.ELSEWHERE, "left the shop and came back")

    def switches_locale(self, locale: str) -> None:
        """Show the same page in another locale; proved by the language that the page states."""
        locales.switches(self.hands, self.profile, self.locale, locale)
        self.speaks(locale)
        self._look()

    # -- inside --

    def _wants(self, wishes: journey.Wishes) -> None:
        """Remember what is wished: a later page may be the one that asks for it."""
        self._wishes = self._wishes.and_then(wishes)
        self.hands.knows(wanted=self._wishes.names(self.locale))

    def _look(self) -> Reading:
        self.hands.look()
        reading = banner.answers(self.hands)
        obstacles.refuses(reading)
        return reading

    def _is_at(self, product: Product) -> None:
        """Open the product's page unless it is open."""
        url = urljoin(self.profile.start_url(self.locale), product.url)
        if urlsplit(self.page.url).path != urlsplit(url).path:
            self.visits(product)
        else:
            self._look()

    def _sees_cart_afresh(self) -> None:
        with suppress(TooSlow):  # a shop that saves in the background may not be done; one that polls never is
            self.page.wait_for_load_state("networkidle", timeout=1000 * self.hands.patience)
        self.page.reload(wait_until="domcontentloaded")
        self.opens_cart()
        self.journal.read_totals(self.hands.reading.totals)

    def _where_codes_go(self) -> None:
        reading = self._look()
        if not reading.is_cart and not reading.parts and not reading.fields_for("coupon"):
            self.opens_cart()
