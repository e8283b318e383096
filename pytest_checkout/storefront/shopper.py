"""The shopper: a robot customer with a few verbs, each one proved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pytest_checkout.domain import Address, Card, Order, Stage
from pytest_checkout.errors import CannotProvide
from pytest_checkout.store.profile import Names, Payment, name_in
from pytest_checkout.storefront import (
    account,
    addressing,
    cart,
    challenge,
    choosing,
    contact,
    going,
    journey,
    paying,
    placing,
)
from pytest_checkout.storefront.buyer import Buyer
from pytest_checkout.storefront.outcomes import Offer, Outcome, read_order


class Shopper(Buyer):
    """A customer with a browser page of its own, in one locale, reading and using a store it has no script for.

    Every verb proves what it did and writes it into the journal. Raises ShopFault when the shop lacks, covers or
    kills what the verb needs; CannotRead when the robot does not understand the page; StoreUnreachable when no page
    comes. `identity` makes its e-mail address unique; `device` is what its page was opened on.
    """

    @property
    def who(self) -> contact.Who:
        """What the shopper says of itself."""
        return contact.Who(self.email, self.password, self._wishes.address)

    def opens_tab(self) -> Shopper:
        """The same person in another tab of the same browser, with a journal of its own."""
        return Shopper(self.page.context.new_page(), self.profile, locale=self.locale)

    # -- account --

    def signs_up(self, address: Address) -> None:
        """Make an account with the shopper's e-mail and password. Raises CannotProvide in a shop that has none."""
        self._wants(journey.Wishes(address=address))
        account.signs_up(self.hands, self.profile.start_url(self.locale), self.who)

    def signs_in(self) -> None:
        account.signs_in(self.hands, self.profile.start_url(self.locale), self.who)

    def signs_out(self) -> None:
        account.signs_out(self.hands, self.profile.start_url(self.locale))

    # -- the way to the order --

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
        addressing.gives_address(self.hands, address, self.who)

    def writes_note(self, text: str) -> bool:
        """Write into the field for a note to the order; False when this page has none."""
        fields = self._look().fields_for("note")
        for field in fields[:1]:
            self.hands.types(field.control, text, "a note to the order", self.hands.reading.stage, field.why)
        return bool(fields)

    def tries_address(self, address: Address) -> list[str]:
        """Give an address that lacks something; what the shop complains about. Raises ShopFault when it takes it."""
        return addressing.tries_address(self.hands, address, self.who)

    def is_asked_for(self, meanings: Sequence[str]) -> bool:
        """Whether the page's address asks for a part of one of these meanings."""
        return any(field.meaning in meanings for field in self._look().address_fields)

    def is_told_of(self, meanings: Sequence[str], told: Sequence[str]) -> bool:
        """Whether what the shop told, or marks on its page, names the address's field of one of these meanings."""
        return addressing.names_field(self._look(), meanings, told)

    def missing_from_page(self, address: Address) -> list[str]:
        """The parts of an address that the page's fields no longer hold."""
        return addressing.missing_from_page(self._look(), address)

    def country_chosen(self) -> str:
        """The country (ISO 3166-1) that the page's address form has chosen now; empty when it has chosen none."""
        return addressing.country_chosen(self._look())

    def delivery_offers(self) -> list[Offer]:
        """The ways of delivery that the page offers, each with its price."""
        return [Offer(name, price) for name, price in choosing.delivery_offers(self.hands)]

    def chooses_delivery(self, names: Names) -> None:
        """Choose a way of delivery by its name in the shopper's locale, and go on."""
        self._wants(journey.Wishes(delivery=names))
        choosing.chooses(self.hands, Stage.DELIVERY, name_in(names, self.locale))
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
        self._look()
        journey.catches_up(self, self._wishes)
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

    # -- inside --

    def _wants(self, wishes: journey.Wishes) -> None:
        """Remember what is wished: a later page may be the one that asks for it."""
        before = self._wishes
        self._wishes = before.and_then(wishes)
        anew = {Stage.DELIVERY} if self._wishes.delivery != before.delivery else set()
        anew |= {Stage.PAYMENT} if self._wishes.payment != before.payment else set()
        given = self.hands.progress.given - anew
        self.hands.knows(wanted=self._wishes.names(self.locale), given=given)
