"""A page as a shopper understands it: its fields, choices, totals and messages, all from one snapshot."""

from __future__ import annotations

import functools
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from pytest_checkout.domain import Line, Money, Stage, Totals
from pytest_checkout.errors import CannotRead
from pytest_checkout.storefront import (
    acts,
    brands,
    cardform,
    challenge,
    choices,
    confirmation,
    doors,
    fields,
    money,
    stages,
    totals,
    ways,
)
from pytest_checkout.storefront.acts import Act
from pytest_checkout.storefront.choices import Choice, Group
from pytest_checkout.storefront.fields import Field
from pytest_checkout.storefront.snapshot import Control, Snapshot
from pytest_checkout.storefront.words import CODE, lexicon, normal, tokens

_CALLS = 80
"""How far a button differs from its page (of 441) when the page calls upon the shopper to press it."""


@dataclass(frozen=True)
class Progress:
    """How far the shopper has come: the same page means one thing before the checkout and another in it."""

    in_checkout: bool = False
    addressed: bool = False
    ordering: bool = False
    """Whether what places the order has been pressed."""
    shop: str = ""
    """The host of the page on which it was pressed: what is elsewhere may be a bank."""
    challenged: bool = False
    """Whether a bank has asked the shopper to authenticate since then."""
    review: str = ""
    """What the pages before the order said and what the shopper told them: nothing of it is a number of the order."""
    due: Money | None = None
    """What was to pay on that page."""
    email: str = ""
    given: frozenset[Stage] = frozenset()
    """The steps whose choice has been made: a page that shows it only as text wants it no more."""
    wanted: tuple[tuple[str, str], ...] = ()
    """(delivery or payment, the name of the way that the shopper wants): the shop's own words for it."""
    account: bool = False
    """Whether a password for a new account was typed: no shop gets a second one."""
    withholds_terms: bool = False
    """Whether the shopper leaves the terms unaccepted on purpose."""
    card_due: bool = False
    """Whether payment by card was chosen and no page has asked for the card yet: some ask on a page of their own."""


@dataclass(frozen=True)
class Reading:
    """One snapshot and what it means. `locale` is the shopper's; the language that the page states comes first."""

    snapshot: Snapshot
    locale: str
    currency: str
    tax_included: bool = True
    progress: Progress = Progress()
    alerts: tuple[str, ...] = ()
    news: tuple[str, ...] = ()
    """What it says that the page before did not, where an act came to nothing."""

    @functools.cached_property
    def page_locale(self) -> str:
        return money.page_locale(self.snapshot.lang, self.locale)

    @property
    def language(self) -> str:
        return self.page_locale.split("-")[0]

    # -- what is there --

    @functools.cached_property
    def fields(self) -> tuple[Field, ...]:
        """What the shopper may fill in here; the shop's search, newsletter and language fields are none of it."""
        ignored = ("search", "newsletter", "language")
        read = cardform.completes(fields.read_fields(self.snapshot, self.language), self.snapshot)
        return tuple(
            field for field in read if field.meaning not in ignored and field.control.region not in ("nav", "footer")
        )

    @functools.cached_property
    def groups(self) -> tuple[Group, ...]:
        asked = [f.control for f in self.fields_for("email", *fields.ADDRESS) if f.control.frame == 0]
        person = min((control.index for control in asked if control.overlay < 0), default=None)
        person = None if self.progress.addressed else person  # a bill's address may stand below the ways to pay
        known = choices.Hints(self.progress.in_checkout, person, self.progress.wanted)
        found = choices.read_groups(self.snapshot, self.language, known)
        return tuple(replace(g, kind=brands.KIND) if self.card_fields and brands.lists(g) else g for g in found)

    def group(self, kind: str) -> Group | None:
        """The choices of one kind; of several the largest."""
        return max((g for g in self.groups if g.kind == kind), key=lambda g: len(g.choices), default=None)

    def fields_for(self, *meanings: str) -> list[Field]:
        return [field for field in self.fields if field.meaning in meanings]

    @functools.cached_property
    def address_fields(self) -> list[Field]:
        """The fields of the delivery address, if the page asks for one.

        Many shops ask for the address of the bill and deliver there: before any address was given, that one is it.
        """
        asked = fields.to_write_in(self.fields_for(*fields.ADDRESS))
        delivery = [field for field in asked if not field.billing]
        frame = next((f.control.frame for f in delivery if f.meaning in ("line1", "city", "postcode")), 0)
        delivery = [field for field in delivery if field.control.frame == frame]
        if fields.tell_an_address(delivery):
            return delivery
        bill_only = not self.progress.addressed and not self.card_fields and fields.tell_an_address(asked)
        return asked if bill_only else []

    @functools.cached_property
    def card_fields(self) -> list[Field]:
        asked = self.fields_for(*fields.CARD)
        return asked if any(field.meaning == "card_number" for field in asked) else []

    @functools.cached_property
    def contact_fields(self) -> list[Field]:
        """The fields for an e-mail that belong to the order: none in the page's head, none in a popup of the shop."""
        asked = [field for field in fields.to_write_in(self.fields_for("email")) if field.control.region != "header"]
        return [field for field in asked if field.control.overlay < 0 or self.progress.in_checkout]

    def acts(self, name: str, **options: object) -> list[Act]:
        return acts.find(self.snapshot, name, self.language, **options)  # type: ignore[arg-type]

    # -- where am I, and what leads on --

    @functools.cached_property
    def parts(self) -> tuple[Stage, ...]:
        return stages.parts(self)

    def part_controls(self, stage: Stage) -> list[Control]:
        return stages.part_controls(self, stage)

    def unfinished(self, stage: Stage) -> bool:
        return stages.unfinished(self, stage)

    @functools.cached_property
    def stage(self) -> Stage:
        return stages.stage(self)

    @functools.cached_property
    def thanks(self) -> int:
        """How strongly the page's own words say that an order was placed (confirmation.py)."""
        return confirmation.thanks(self.snapshot, self.language)

    @functools.cached_property
    def is_confirmation(self) -> bool:
        points = self.thanks
        if self.progress.ordering:
            points += self._settles()
        return points >= 3

    def _settles(self) -> int:
        """What beside its words makes a page the answer to an order: it repeats the order, and asks no more."""
        shown = [c for c in self.snapshot.controls if c.shown and c.region not in ("header", "nav", "footer")]
        calls = any(c.tag == "button" and c.loud > _CALLS and not c.field for c in shown)
        if self.complaints or any(field.control in shown for field in self.fields_for(*fields.ADDRESS)):
            return 0
        review = self.progress.review
        new = not self.order_number and bool(confirmation.new_numbers(self.snapshot, review))
        new = new or confirmation.new_mark(self.snapshot, review)
        moved = urlsplit(self.snapshot.url).path not in review
        asks = any(control.field or acts.submits(control) for control in shown)
        if not new and not self.thanks and (asks or calls):
            return 0  # a review says all that too, and has a button that orders
        return new + (moved and not asks) + self._repeats_email + self._repeats_due

    @property
    def repeats_the_order(self) -> bool:
        """Whether the page says whose order it is, or what was to pay for it."""
        return self._repeats_email or self._repeats_due

    @functools.cached_property
    def _repeats_email(self) -> bool:
        return bool(self.progress.email) and self.progress.email in self.snapshot.text

    @functools.cached_property
    def _repeats_due(self) -> bool:
        due = self.progress.due
        content = [amount for amount in self.snapshot.amounts if amount.region not in ("header", "nav", "footer")]
        return due is not None and any(self._is(amount.text, due) for amount in content)

    def _is(self, text: str, amount: Money) -> bool:
        try:
            return self.money(text) == amount
        except CannotRead:
            return False

    @functools.cached_property
    def is_challenge(self) -> bool:
        """Whether a bank asks the shopper here to authenticate."""
        return challenge.recognises(self)

    @functools.cached_property
    def is_cart(self) -> bool:
        return stages.is_cart(self)

    @functools.cached_property
    def own_add_buttons(self) -> list[Act]:
        return ways.add_to_cart(self)

    @functools.cached_property
    def cart_acts(self) -> list[Act]:
        return ways.to_cart(self)

    @functools.cached_property
    def checkout_acts(self) -> list[Act]:
        return ways.to_checkout(self)

    @functools.cached_property
    def guest_acts(self) -> list[Act]:
        return ways.as_guest(self)

    @functools.cached_property
    def place_order_acts(self) -> list[Act]:
        return ways.to_order(self)

    @functools.cached_property
    def doors(self) -> tuple[Control, ...]:
        return doors.quiet(self) if self.progress.in_checkout else ()

    def continue_acts(self, stage: Stage) -> list[Act]:
        return ways.onward(self, stage)

    # -- what it says --

    def money(self, text: str) -> Money:
        return money.read(text, locale=self.page_locale, currency=self.currency)

    @functools.cached_property
    def totals(self) -> Totals:
        return totals.read_totals(self.snapshot, self.stage, self.language, self.money, tax_included=self.tax_included)

    @functools.cached_property
    def lines(self) -> list[Line]:
        return totals.read_lines(self.snapshot, self.money, self.currency)

    @functools.cached_property
    def asked(self) -> frozenset[str]:
        """What the page asks for, each with the name that its field has."""
        return frozenset(f"{field.meaning} {field.control.code or field.control.called}" for field in self.fields)

    @functools.cached_property
    def told(self) -> list[str]:
        """What the shop tells now: alerts, field errors, toasts, the browser's own word on a refused field."""
        texts = [message.text for message in self.snapshot.messages]
        texts += [text for text in self.snapshot.told if text not in texts]
        texts += [f"{entry['field']}: {entry['text']}" for entry in self.snapshot.refused]
        texts += [text for text in self.news if not any(text in other for other in texts)]
        texts += self.alerts
        return list(dict.fromkeys(" ".join(text.split()) for text in texts))

    @functools.cached_property
    def complaints(self) -> list[str]:
        """Of all that is told, what stops the shopper."""
        bad = [
            message.text
            for message in self.snapshot.messages
            if lexicon(CODE).says("signs", "bad", tokens(message.classes))
            or (message.role == "alert" and not lexicon(CODE).says("signs", "good", tokens(message.classes)))
        ]
        native = [f"{entry['field']}: {entry['text']}" for entry in self.snapshot.refused]
        return list(dict.fromkeys([*bad, *native, *self.alerts]))

    @functools.cached_property
    def order_number(self) -> str:
        named = confirmation.order_number(self.snapshot, self.language)
        new = confirmation.new_numbers(self.snapshot, self.progress.review) if self.progress.ordering else []
        return named or (new[0] if len(new) == 1 else "")

    def pick(self, group: Group, name: str) -> list[Choice]:
        """The choices whose card names `name`; those that say nothing else, but perhaps a price, first."""
        wanted = normal(name)
        exact = [choice for choice in group.choices if wanted in self._names(choice)]
        return exact or [choice for choice in group.choices if wanted in normal(choice.text)]

    def _names(self, choice: Choice) -> set[str]:
        whole = {normal(line) for line in choice.lines}
        return whole | {normal(choices.without_price(line, choice, self.snapshot)) for line in choice.lines}
