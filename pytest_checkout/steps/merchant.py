"""Steps that change the store while a shopper is in it: codes, prices, stock, ways to pay and to deliver, theme, clock.

All of it is put back when the scenario ends; what the store's back office cannot set, skips the scenario at once.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from pytest_bdd import given, step

from pytest_checkout.domain import Money
from pytest_checkout.errors import CannotProvide
from pytest_checkout.steps.phrases import Phrase
from pytest_checkout.store.changes import Settable
from pytest_checkout.store.ports import CodeTerms
from pytest_checkout.store.profile import Gives, StoreProfile
from pytest_checkout.store.roles import Literal, Role

_A_SECOND = timedelta(seconds=1)
_BROKEN = "\n{% no such tag %} {{ and no end"
"""Breaks a template of Django, Jinja, Twig, Liquid and Handlebars."""

# -- codes --


@step(Phrase("the store has withdrawn {code:code}"))
def the_store_has_withdrawn(
    code: Role | Literal, checkout_store: StoreProfile, checkout_code_terms: Settable[CodeTerms]
) -> None:
    text = checkout_store.entry(code).code
    checkout_code_terms.set(replace(checkout_code_terms.now(text), withdrawn=True), text)


@step(Phrase("the store has ended {code:code}"))
def the_store_has_ended(
    code: Role | Literal, checkout_store: StoreProfile, checkout_code_terms: Settable[CodeTerms]
) -> None:
    text = checkout_store.entry(code).code
    checkout_code_terms.set(replace(checkout_code_terms.now(text), ends=datetime.now(UTC) - _A_SECOND), text)


@given(Phrase("{code:code} ends {left:duration} from now"))
def the_code_ends_in(
    code: Role | Literal, left: float, checkout_store: StoreProfile, checkout_code_terms: Settable[CodeTerms]
) -> None:
    text = checkout_store.entry(code).code
    checkout_code_terms.set(
        replace(checkout_code_terms.now(text), ends=datetime.now(UTC) + timedelta(seconds=left)), text
    )


@given(Phrase("{code:code} starts at midnight of the store's time zone, in summer"))
def the_code_starts_at_midnight(
    code: Role | Literal, checkout_store: StoreProfile, checkout_code_terms: Settable[CodeTerms]
) -> None:
    text, midnight = checkout_store.entry(code).code, _midnight_in_summer(checkout_store)
    terms = checkout_code_terms.now(text)
    checkout_code_terms.set(replace(terms, starts=midnight, ends=midnight + timedelta(days=30)), text)


@given(Phrase("{code:code} ends at midnight of the store's time zone, in summer"))
def the_code_ends_at_midnight(
    code: Role | Literal, checkout_store: StoreProfile, checkout_code_terms: Settable[CodeTerms]
) -> None:
    text = checkout_store.entry(code).code
    terms = replace(checkout_code_terms.now(text), ends=_midnight_in_summer(checkout_store))
    checkout_code_terms.set(terms, text)


def _midnight_in_summer(store: StoreProfile) -> datetime:
    """The end of the next 30th of June where the store is: most clocks there are another than in winter."""
    if not store.policies.time_zone:
        raise CannotProvide(
            f"needs the store's time zone: add 'time zone:' to 'policies:' in {store.path.name}, as in Europe/London"
        )
    zone = ZoneInfo(store.policies.time_zone)
    now = datetime.now(zone)
    this_year = datetime(now.year, 7, 1, tzinfo=zone)
    return this_year if this_year > now + timedelta(days=1) else datetime(now.year + 1, 7, 1, tzinfo=zone)


@given(Phrase("each shopper may use {code:code} {times:count} time"))
@given(Phrase("each shopper may use {code:code} {times:count} times"))
def each_shopper_may_use_the_code(
    code: Role | Literal, times: int, checkout_store: StoreProfile, checkout_code_terms: Settable[CodeTerms]
) -> None:
    text = checkout_store.entry(code).code
    checkout_code_terms.set(replace(checkout_code_terms.now(text), uses=None, uses_per_shopper=times), text)


# -- products --


@step(Phrase("the store has doubled the price of {product:product}"))
def the_store_has_doubled_the_price(
    product: Role | Literal, checkout_store: StoreProfile, checkout_prices: Settable[Money]
) -> None:
    sku = checkout_store.sku(product)
    checkout_prices.set(checkout_prices.now(sku) * 2, sku)


@given(Phrase("{product:product} costs less than {code:code} takes off"))
def the_product_costs_less_than_the_code_takes_off(
    product: Role | Literal, code: Role | Literal, checkout_store: StoreProfile, checkout_prices: Settable[Money]
) -> None:
    gives: Gives | None = checkout_store.entry(code).gives
    if gives is None or gives.amount is None:
        raise CannotProvide(f"needs {code} to take off an amount: add 'gives:' to it in {checkout_store.path.name}")
    checkout_prices.set(
        Money.from_minor(max(1, gives.amount.minor * 3 // 5), gives.amount.currency), checkout_store.sku(product)
    )


@step(Phrase("the store has taken {product:product} off sale"))
def the_store_has_taken_off_sale(
    product: Role | Literal, checkout_store: StoreProfile, checkout_shelf: Settable[bool]
) -> None:
    checkout_shelf.set(False, checkout_store.sku(product))


# -- ways to deliver and to pay --


@step(Phrase("the store has doubled the fee of {delivery:delivery}"))
def the_store_has_doubled_the_fee(
    delivery: Role | Literal, checkout_store: StoreProfile, checkout_delivery_fees: Settable[Money]
) -> None:
    name = _id_of(delivery, checkout_store)
    checkout_delivery_fees.set(checkout_delivery_fees.now(name) * 2, name)


@step(Phrase("the store no longer delivers by {delivery:delivery}"))
def the_store_no_longer_delivers_by(
    delivery: Role | Literal, checkout_store: StoreProfile, checkout_deliveries: Settable[bool]
) -> None:
    checkout_deliveries.set(False, _id_of(delivery, checkout_store))


@step(Phrase("the store no longer takes payment by {payment:payment}"))
def the_store_no_longer_takes_payment_by(
    payment: Role | Literal, checkout_store: StoreProfile, checkout_payments: Settable[bool]
) -> None:
    checkout_payments.set(False, _id_of(payment, checkout_store))


@step(Phrase("the store takes payment by {payment:payment} alone"))
def the_store_takes_payment_by_one(
    payment: Role | Literal, checkout_store: StoreProfile, checkout_payments: Settable[bool]
) -> None:
    for name in _every_payment(checkout_store):
        checkout_payments.set(name == _id_of(payment, checkout_store), name)


@step(Phrase("the store takes no payment at all"))
def the_store_takes_no_payment(checkout_store: StoreProfile, checkout_payments: Settable[bool]) -> None:
    for name in _every_payment(checkout_store):
        checkout_payments.set(False, name)


def _every_payment(store: StoreProfile) -> list[str]:
    return [_id_of(Role("payments", key, f"payment by {key}"), store) for key in store.payments]


def _id_of(role: Role | Literal, store: StoreProfile) -> str:
    entry: Any = store.entry(role)
    if not entry.id:
        raise CannotProvide(
            f"needs the back office's name of {role}: add 'id:' to it under '{role.kind}:' in {store.path.name}"
        )
    return str(entry.id)


# -- the store as a whole --


@step(Phrase("the store uses {theme:theme}"))
def the_store_uses_the_theme(
    theme: Role | Literal, checkout_store: StoreProfile, checkout_theme: Settable[str]
) -> None:
    checkout_theme.set(theme.name if isinstance(theme, Literal) else checkout_store.entry(theme))


@step(Phrase("the template of the confirmation mail is broken"))
def the_template_is_broken(checkout_mail_templates: Settable[str]) -> None:
    """With what no language of templates takes: a tag that is unknown, and one that does not end."""
    checkout_mail_templates.set(checkout_mail_templates.now("confirmation") + _BROKEN, "confirmation")


@step(Phrase("the store's clock reads {date:date} at {time:time} in {zone:zone}"))
def the_stores_clock_reads(
    date: datetime, time: timedelta, zone: ZoneInfo, checkout_store: StoreProfile, checkout_clock: Settable[timedelta]
) -> None:
    _set_clock((date + time).replace(tzinfo=zone), checkout_store, checkout_clock)


@step(Phrase("the store's clock reads {distance:duration} {side:side} {code:code} {edge:edge}"))
def the_stores_clock_reads_near_an_edge(
    distance: float,
    side: int,
    code: Role | Literal,
    edge: str,
    checkout_store: StoreProfile,
    checkout_code_terms: Settable[CodeTerms],
    checkout_clock: Settable[timedelta],
) -> None:
    moment: datetime | None = getattr(checkout_code_terms.now(checkout_store.entry(code).code), edge)
    if moment is None:
        raise CannotProvide(f"needs {code} to have a bound, and it never {edge}")
    _set_clock(moment + side * timedelta(seconds=distance), checkout_store, checkout_clock)


def _set_clock(moment: datetime, store: StoreProfile, clock: Settable[timedelta]) -> None:
    """Raises CannotProvide in production: a shop that people buy in keeps its time."""
    if store.environment == "production":
        raise CannotProvide("needs to move the store's clock, which is for the demo store and for staging only")
    clock.set(moment - datetime.now(UTC))
