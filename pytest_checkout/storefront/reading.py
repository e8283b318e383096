"""A page as a shopper understands it: its fields, choices, totals and messages, all from one snapshot."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from pytest_checkout.domain import Line, Money, Stage, Totals
from pytest_checkout.storefront import acts, choices, confirmation, fields, money, stages, totals, ways
from pytest_checkout.storefront.acts import Act
from pytest_checkout.storefront.choices import Choice, Group
from pytest_checkout.storefront.fields import Field
from pytest_checkout.storefront.snapshot import Control, Snapshot
from pytest_checkout.storefront.words import CODE, lexicon, normal, tokens


@dataclass(frozen=True)
class Progress:
    """How far the shopper has come: the same page means one thing before the checkout and another in it."""

    in_checkout: bool = False
    addressed: bool = False
    ordering: bool = False
    """Whether what places the order has been pressed."""


@dataclass(frozen=True)
class Reading:
    """One snapshot and what it means. `locale` is the shopper's; the language that the page states comes first."""

    snapshot: Snapshot
    locale: str
    currency: str
    tax_included: bool = True
    progress: Progress = Progress()
    alerts: tuple[str, ...] = ()

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
        read = fields.read_fields(self.snapshot, self.language)
        return tuple(
            field for field in read if field.meaning not in ignored and field.control.region not in ("nav", "footer")
        )

    @functools.cached_property
    def groups(self) -> tuple[Group, ...]:
        return choices.read_groups(self.snapshot, self.language)

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
        asked = self.fields_for(*fields.ADDRESS)
        delivery = [field for field in asked if not field.billing]
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
        return [field for field in self.fields_for("email") if field.control.region != "header"]

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
    def is_confirmation(self) -> bool:
        return confirmation.thanks(self.snapshot, self.language) >= 3

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
    def told(self) -> list[str]:
        """What the shop tells now: alerts, field errors, toasts, the browser's own word on a refused field."""
        texts = [message.text for message in self.snapshot.messages]
        texts += [text for text in self.snapshot.told if text not in texts]
        texts += [f"{entry['field']}: {entry['text']}" for entry in self.snapshot.refused]
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
        return confirmation.order_number(self.snapshot, self.language)

    def pick(self, group: Group, name: str) -> list[Choice]:
        """The choices whose card names `name`; those that say nothing else first."""
        wanted = normal(name)
        exact = [choice for choice in group.choices if any(normal(line) == wanted for line in choice.lines)]
        return exact or [choice for choice in group.choices if wanted in normal(choice.text)]
