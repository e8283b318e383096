"""A page as a shopper understands it: its stage, fields, choices, totals and messages, all from one snapshot."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from pytest_checkout.domain import Line, Money, Stage, Totals
from pytest_checkout.storefront import acts, choices, confirmation, fields, money, totals
from pytest_checkout.storefront.acts import Act
from pytest_checkout.storefront.choices import Choice, Group
from pytest_checkout.storefront.fields import Field
from pytest_checkout.storefront.snapshot import Control, Snapshot
from pytest_checkout.storefront.words import CODE, lexicon, normal, speaks, tokens

_AWAY = ("header", "nav", "footer")
SENDS_STEP = "sends the form of this step"
"""Why a control goes on, when neither its words nor its code say so."""


@dataclass(frozen=True)
class Reading:
    """One snapshot and what it means. `locale` is the shopper's; the language that the page states comes first."""

    snapshot: Snapshot
    locale: str
    currency: str
    tax_included: bool = True

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
        """The fields of the delivery address, if the page asks for one."""
        asked = [field for field in self.fields_for(*fields.ADDRESS) if not field.billing]
        telling = {field.meaning for field in asked}
        return asked if telling & {"line1", "postcode", "city"} and len(telling) > 1 else []

    @functools.cached_property
    def card_fields(self) -> list[Field]:
        asked = self.fields_for(*fields.CARD)
        return asked if any(field.meaning == "card_number" for field in asked) else []

    @functools.cached_property
    def contact_fields(self) -> list[Field]:
        return [field for field in self.fields_for("email") if field.control.region != "header"]

    def acts(self, name: str, **options: object) -> list[Act]:
        return acts.find(self.snapshot, name, self.language, **options)  # type: ignore[arg-type]

    # -- where am I --

    @functools.cached_property
    def parts(self) -> tuple[Stage, ...]:
        """The steps that this page asks the shopper to take, in the order of a checkout."""
        found = []
        product = bool(self.own_add_buttons)
        if self.address_fields:
            found.append(Stage.ADDRESS)
        elif not product and (self.group("guest") or (self.contact_fields and not self.card_fields)):
            found.append(Stage.CONTACT)
        if self.group("delivery") and not product:
            found.append(Stage.DELIVERY)
        bill = [field for field in self.fields if field.billing or field.meaning == "same_address"]
        if self.card_fields or ((self.group("payment") or bill) and not product):
            found.append(Stage.PAYMENT)
        return tuple(found) or self._part_by_name()

    def _part_by_name(self) -> tuple[Stage, ...]:
        """A step that asks for nothing more is known by what its heading says and by having a way on."""
        if self.is_cart or self.own_add_buttons or self.place_order_acts or self.is_confirmation:
            return ()
        headings = " ".join(heading.text for heading in self.snapshot.headings if heading.level == 1)
        for stage in (Stage.PAYMENT, Stage.DELIVERY):
            if speaks("signs", str(stage), headings, self.language) and self.continue_acts(stage):
                return (stage,)
        return ()

    def part_controls(self, stage: Stage) -> list[Control]:
        """The controls that make up one step of this page."""
        if stage is Stage.ADDRESS:
            return [field.control for field in self.address_fields]
        if stage is Stage.CONTACT:
            guest = self.group("guest")
            return [f.control for f in self.contact_fields] + [c.control for c in (guest.choices if guest else ())]
        group = self.group(str(stage))
        chosen = [choice.control for choice in group.choices] if group else []
        return [*chosen, *(field.control for field in self.card_fields if stage is Stage.PAYMENT)]

    def unfinished(self, stage: Stage) -> bool:
        """Whether a step still wants something that is not given."""
        if stage is Stage.ADDRESS:
            needed = [
                f for f in self.address_fields if f.control.required or f.meaning in ("line1", "city", "last_name")
            ]
            return any(not field.control.value.strip() for field in needed)
        if stage is Stage.CONTACT:
            return any(not field.control.value.strip() for field in self.contact_fields)
        if any(
            not f.control.value.strip() for f in self.card_fields if stage is Stage.PAYMENT and f.control.frame == 0
        ):
            return True
        group = self.group(str(stage))
        return bool(group and not group.chosen)

    @functools.cached_property
    def stage(self) -> Stage:
        """Where the shopper stands, from what the page holds; its address is weak evidence."""
        if self.snapshot.status >= 400:
            return Stage.ERROR
        if self.parts:
            undone = [part for part in self.parts if self.unfinished(part)]
            if undone:
                return undone[0]
            return Stage.REVIEW if len(self.parts) > 1 and self.place_order_acts else self.parts[-1]
        if self.own_add_buttons:
            return Stage.PRODUCT
        if self.is_cart:
            return Stage.CART
        if self.place_order_acts:
            return Stage.REVIEW
        return Stage.CONFIRMATION if self.is_confirmation else Stage.ELSEWHERE

    @functools.cached_property
    def is_confirmation(self) -> bool:
        return confirmation.thanks(self.snapshot, self.language) >= 3

    @functools.cached_property
    def is_cart(self) -> bool:
        counters = any(
            field.meaning == "quantity" and field.control.region not in _AWAY for field in self.fields
        ) and bool(self.snapshot.rows)
        if counters and self.checkout_acts:
            return True
        path = tokens(self.snapshot.url.split("?")[0].rstrip("/").rpartition("/")[2])
        named = lexicon(CODE).says("acts", "cart", path)
        empty = speaks("signs", "empty cart", self.snapshot.text, self.language)
        return counters or (named and (empty or bool(self.checkout_acts)))

    @functools.cached_property
    def own_add_buttons(self) -> list[Act]:
        """The add button of this page's product: never one that stands on the card of another product."""
        return self.acts("add to cart", among=lambda control: control.owner == "own" and control.region not in _AWAY)

    @functools.cached_property
    def cart_acts(self) -> list[Act]:
        return self.acts("cart", among=lambda control: not acts.submits(control))

    @functools.cached_property
    def checkout_acts(self) -> list[Act]:
        return self.acts("checkout", among=lambda control: control.region not in ("footer", "nav"))

    @functools.cached_property
    def place_order_acts(self) -> list[Act]:
        return self.acts(
            "place order",
            among=lambda control: control.region not in _AWAY and not control.href.strip() and self._orders(control),
            enough=55.0,
        )

    def _orders(self, control: Control) -> bool:
        """Whether a control rather places the order than goes on: it is only pressed by who means to order."""
        rated = acts.scores(control, self.snapshot.form_of(control), self.language)
        ordering, going = (rated.get(act, (0.0, ""))[0] for act in ("place order", "continue"))
        return "place order" in control.overrides or ordering > going

    def continue_acts(self, stage: Stage) -> list[Act]:
        """What goes on from a step: by its words, or because it sends the form that holds the step's fields."""
        mine = {(control.frame, control.form) for control in self.part_controls(stage) if control.form >= 0}

        def sends_the_step(control: Control) -> tuple[float, str]:
            fits = acts.submits(control) and (control.frame, control.form) in mine
            return (45.0, SENDS_STEP) if fits else (0.0, "")

        def ahead(control: Control) -> bool:
            if control.region in _AWAY or control.owner.startswith("/") or self._orders(control):
                return False
            rated = acts.scores(control, self.snapshot.form_of(control), self.language)
            own = rated.get("continue", (0.0, ""))[0] + sends_the_step(control)[0]
            return all(rated.get(name, (0.0, ""))[0] <= own for name in ("back", "remove", "update", "apply code"))

        return self.acts(
            "continue", among=ahead, bonus=sends_the_step, allow=("login",) if stage is Stage.CONTACT else ()
        )

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
        return list(dict.fromkeys([*bad, *(f"{entry['field']}: {entry['text']}" for entry in self.snapshot.refused)]))

    @functools.cached_property
    def order_number(self) -> str:
        return confirmation.order_number(self.snapshot, self.language)

    def pick(self, group: Group, name: str) -> list[Choice]:
        """The choices whose card names `name`; those that say nothing else first."""
        wanted = normal(name)
        exact = [choice for choice in group.choices if any(normal(line) == wanted for line in choice.lines)]
        return exact or [choice for choice in group.choices if wanted in normal(choice.text)]
