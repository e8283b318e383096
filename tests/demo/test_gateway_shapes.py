"""What the gateway double answers, held against Stripe's own description of its API.

No package registry ships the OpenAPI description itself. The classes of the official SDK are generated from it, field
by field, and name the version of the API that they are of; so the `stripe` package, pinned for development, stands for
it here. Each answer is walked with them: no field that Stripe does not have, no value of another type or beyond the
listed words. What is left out is not found: the double shows the fields that callers read.
"""

from __future__ import annotations

import importlib
import inspect
import types
import typing
from collections.abc import Callable, Iterator
from typing import Any, Literal, get_args, get_origin

import pytest
import stripe
from stripe._api_version import _ApiVersion

from pytest_checkout.demo.services import shapes
from pytest_checkout.demo.services.calls import Gateway
from pytest_checkout.demo.services.cards import Decline
from pytest_checkout.demo.services.parameters import Parameters

CARD = "payment_method_data[type]=card&payment_method_data[card][exp_month]=12&payment_method_data[card][exp_year]=2040"
PAY = f"amount=1337&currency=gbp&confirm=true&return_url=https://shop.example/back&{CARD}"


class Names(dict[str, Any]):
    """The names of a generated module; those that it imports for type checkers only may be anything."""

    def __missing__(self, name: str) -> Any:
        if hasattr(typing, name) or name in vars(__import__("builtins")):
            raise KeyError(name)
        return Any


def declared(cls: type) -> dict[str, Any]:
    """The fields of a class of the SDK with their types."""
    found: dict[str, Any] = {}
    for base in reversed(cls.__mro__):
        module = vars(importlib.import_module(base.__module__))
        for name, kind in inspect.get_annotations(base).items():
            found[name] = eval(kind, dict(module), Names(vars(base))) if isinstance(kind, str) else kind
    return found


def wrong(value: Any, kind: Any, place: str) -> Iterator[str]:
    """Where a value is not what the description says, in words."""
    origin, inner = get_origin(kind), get_args(kind)
    if kind is Any or isinstance(kind, typing.TypeVar):
        return
    if origin in (typing.Union, types.UnionType):
        if not any(not list(wrong(value, each, place)) for each in inner):
            yield f"{place}: {value!r} is none of {kind}"
    elif origin is Literal:
        if value not in inner:
            yield f"{place}: {value!r} is not one of {inner}"
    elif origin is list:
        for number, each in enumerate(value):
            yield from wrong(each, inner[0], f"{place}[{number}]")
    elif origin is dict:
        for key, each in value.items():
            yield from wrong(each, inner[1], f"{place}.{key}")
    elif inspect.isclass(kind) and issubclass(kind, stripe.StripeObject):
        yield from shape(value, kind, place)
    elif inspect.isclass(kind) and not isinstance(value, kind):
        yield f"{place}: {value!r} is no {kind.__name__}"


def shape(value: Any, cls: type, place: str = "") -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{place}: {value!r} is no object"
        return
    fields = declared(cls)
    for name, each in value.items():
        if name not in fields:
            yield f"{place}.{name}: {cls.__name__} has no such field"
        else:
            yield from wrong(each, fields[name], f"{place}.{name}")


@pytest.fixture
def told() -> list[tuple[str, Any]]:
    return []


@pytest.fixture
def gateway(told: list[tuple[str, Any]]) -> Gateway:
    return Gateway(tell=lambda kind, about: told.append((kind, about)), url="http://gateway.example")


def paid(gateway: Gateway, number: str = "4242424242424242", more: str = "") -> dict[str, Any]:
    return gateway.create("", Parameters(f"{PAY}&payment_method_data[card][number]={number}{more}"))


def test_the_version_of_the_double_is_that_of_the_sdk() -> None:
    assert _ApiVersion.CURRENT == shapes.API_VERSION


STATES: dict[str, Callable[[Gateway], dict[str, Any]]] = {
    "planned": lambda gateway: gateway.create("", Parameters("amount=500&currency=gbp")),
    "paid": paid,
    "paid, expanded": lambda gateway: paid(gateway, more="&expand[]=latest_charge"),
    "held": lambda gateway: paid(gateway, more="&capture_method=manual"),
    "asked": lambda gateway: paid(gateway, "4000002500003155"),
    "debited": lambda gateway: gateway.create(
        "",
        Parameters(
            "amount=500&currency=gbp&confirm=true&payment_method_types[]=bacs_debit&payment_method=pm_bacsDebit_success"
        ),
    ),
}


@pytest.mark.parametrize("state", STATES)
def test_a_payment_has_stripes_shape_in_every_state(gateway: Gateway, state: str) -> None:
    intent = STATES[state](gateway)
    assert list(shape(intent, stripe.PaymentIntent)) == []
    for charge in gateway.list_charges("", Parameters(""))["data"]:
        assert list(shape(charge, stripe.Charge)) == []


def test_a_payment_that_failed_tells_why_in_stripes_shape(gateway: Gateway) -> None:
    asked = gateway.ledger.intents[paid(gateway, "4000002500003155")["id"]]
    gateway.ledger.authenticate(asked, passed=False)
    assert list(shape(shapes.intent(asked), stripe.PaymentIntent)) == []
    decline = Decline("card_declined", "Your card was declined.", "generic_decline")
    assert list(shape(shapes.error(decline), stripe.PaymentIntent.LastPaymentError)) == []


def test_refunds_and_cancelled_payments_have_stripes_shape(gateway: Gateway) -> None:
    refund = gateway.refund("", Parameters(f"payment_intent={paid(gateway)['id']}&amount=300"))
    assert list(shape(refund, stripe.Refund)) == []
    held = paid(gateway, more="&capture_method=manual")
    gone = gateway.cancel(held["id"], Parameters("cancellation_reason=requested_by_customer"))
    assert list(shape(gone, stripe.PaymentIntent)) == []


def test_every_event_has_stripes_shape_and_a_type_of_stripes(gateway: Gateway, told: list[tuple[str, Any]]) -> None:
    gateway.refund("", Parameters(f"payment_intent={paid(gateway)['id']}"))
    gateway.cancel(paid(gateway, more="&capture_method=manual")["id"], Parameters(""))
    asked = gateway.ledger.intents[paid(gateway, "4000002500003155")["id"]]
    gateway.ledger.authenticate(asked, passed=False)
    debited = gateway.ledger.intents[STATES["debited"](gateway)["id"]]
    gateway.ledger.settle(debited, None)
    assert {kind for kind, _ in told} == {
        "payment_intent.succeeded",
        "payment_intent.payment_failed",
        "payment_intent.processing",
        "payment_intent.canceled",
        "payment_intent.amount_capturable_updated",
        "charge.refunded",
    }
    for kind, _ in told:
        assert list(shape(shapes.event("evt_1", kind, {}, 1), stripe.Event)) == []


def test_what_stripe_does_not_have_is_found() -> None:
    good = shapes.event("evt_1", "charge.refunded", {}, 1)
    assert list(shape(good | {"colour": "red"}, stripe.Event)) == [".colour: Event has no such field"]
    assert "is not one of" in next(shape(good | {"type": "charge.vanished"}, stripe.Event))
    assert list(shape(good | {"created": "today"}, stripe.Event)) == [".created: 'today' is no int"]
