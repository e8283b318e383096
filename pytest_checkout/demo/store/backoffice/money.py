"""The money of an order: what is held, taken, given back and invoiced; and the terms on which the shop takes any."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from oscar.apps.payment.exceptions import GatewayError
from oscar.core.loading import get_model

from pytest_checkout.demo.store import gateway
from pytest_checkout.demo.store.backoffice.access import Json, Refused, amount_of, only
from pytest_checkout.demo.store.backoffice.orders import amount
from pytest_checkout.demo.store.models import Attempt
from pytest_checkout.demo.store.payments import settling
from pytest_checkout.demo.store.payments.terms import CAPTURES, MISTAKES, terms

ACTS = ("capture", "refund", "void")


def shown(number: str) -> Json:
    """The payment of an order: its state, its amounts, and what can be done about it."""
    order = _order(number)
    source = order.sources.first()
    state = state_of(order, source)
    held = source.amount_allocated if state in ("held", "capture refused") else Decimal(0)
    return {
        "state": state,
        "currency": order.currency,
        "held": amount(held),
        "captured": amount(source.amount_debited if source else 0),
        "refunded": amount(source.amount_refunded if source else 0),
        "invoiced": amount(invoiced(order)),
        "can": {"held": ["capture", "void"], "capture refused": ["capture", "void"], "paid": ["refund"]}.get(state, []),
    }


def changed(number: str, wanted: dict[str, Any]) -> Json:
    """Do an `act`: "capture" what is held or an `amount` of it, "void" it, "refund" what was taken.

    A capture that the gateway refuses is told in the state, and can be tried again.
    """
    only(wanted, act=str, amount=str)
    order, act = _order(number), wanted.get("act")
    if act not in ACTS:
        raise Refused(f"'act' is one of {', '.join(ACTS)}, not {act!r}.")
    possible = shown(number)
    assert isinstance(possible, dict)
    if act not in possible["can"]:
        raise Refused(f"A payment that is {possible['state']} cannot be changed so: {act}.")
    part = amount_of("amount", wanted["amount"]) if "amount" in wanted else None
    source = order.sources.first()
    try:
        {"capture": capture, "refund": refund, "void": void}[act](order, source, part)
    except GatewayError as error:
        raise Refused(f"The gateway refuses: {error}", 502) from error
    return shown(number)


def state_of(order: Any, source: Any) -> str:
    """How the payment of an order stands, in a word."""
    if source is None or not source.reference:
        return "open"
    if source.amount_refunded:
        return "refunded"
    if order.status == settling.CANCELLED:
        return "voided"
    if order.status == settling.AWAITING:
        return "awaiting"
    if source.amount_debited:
        return "paid"
    refused = Attempt.objects.filter(reference=source.reference).exclude(capture_refused="").exists()
    return "capture refused" if refused else "held"


def capture(_: Any, source: Any, part: Decimal | None) -> None:
    """Take what is held. A refusal is kept with the payment: nothing is paid then, and it can be tried again."""
    attempt = Attempt.objects.filter(reference=source.reference)
    try:
        taken = gateway.taken(gateway.capture(source.reference, source.currency, part))
    except GatewayError as error:
        attempt.update(capture_refused=str(error)[:200])
        return
    attempt.update(capture_refused="")
    source.amount_debited = taken
    source.save(update_fields=["amount_debited"])


def refund(order: Any, source: Any, part: Decimal | None) -> None:
    """Give back what was taken; an order whose money is all back is refunded for good, and its goods are sold again."""
    source.amount_refunded += gateway.refund(source.reference, source.currency, part)
    source.save(update_fields=["amount_refunded"])
    if source.amount_refunded >= source.amount_debited:
        order.set_status(settling.REFUNDED)
        settling.sell_again(order)


def void(order: Any, source: Any, _: Decimal | None) -> None:
    """Let go what is held, and end the order."""
    gateway.give_up(source.reference)
    settling.cancel(order)


def invoiced(order: Any) -> Decimal:
    """What the invoice says: its lines and the delivery, added up by themselves."""
    lines = sum((line.line_price_incl_tax for line in order.lines.all()), Decimal(0))
    return lines + Decimal(order.shipping_incl_tax)


def terms_shown() -> Json:
    return {"capture": terms.capture, "mistake": terms.mistake}


def terms_changed(wanted: dict[str, Any]) -> Json:
    """Set when money is taken (`capture`), or what is wrong with the access to the gateway (`mistake`, "": nothing)."""
    only(wanted, capture=str, mistake=str)
    for key, possible in (("capture", CAPTURES), ("mistake", MISTAKES)):
        if wanted.get(key, possible[0]) not in possible:
            raise Refused(f"'{key}' is one of {', '.join(repr(each) for each in possible)}, not {wanted[key]!r}.")
    terms.capture, terms.mistake = wanted.get("capture", terms.capture), wanted.get("mistake", terms.mistake)
    return terms_shown()


def _order(number: str) -> Any:
    order = get_model("order", "Order").objects.filter(number=number).first()
    if order is None:
        raise Refused(f"There is no order '{number}'.", 404)
    return order
