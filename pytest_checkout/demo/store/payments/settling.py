"""What follows from the state of a payment, whoever reports it and however often: the order, its money, its mail."""

from __future__ import annotations

import logging
from decimal import Decimal
from typing import Any

import stripe
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import override
from oscar.apps.order.exceptions import UnableToPlaceOrder
from oscar.apps.payment.exceptions import GatewayError
from oscar.core.loading import get_class, get_model

from pytest_checkout.demo.store import gateway, outbox
from pytest_checkout.demo.store.models import Attempt
from pytest_checkout.demo.store.payments import attempts

AWAITING, PENDING, CANCELLED, REFUNDED = "Awaiting payment", "Pending", "Cancelled", "Refunded"
ACCEPTED = ("succeeded", "requires_capture", "processing")
"""States of a payment that make an order of it; `processing` is a bank's promise to answer."""

logger = logging.getLogger("oscar.checkout")


def settle(attempt: Attempt, intent: stripe.PaymentIntent) -> Any:
    """Do what the state of a payment asks for, once; the order, or None where there is none (yet)."""
    with override(attempt.language), transaction.atomic():
        attempt = Attempt.objects.select_for_update().get(pk=attempt.pk)
        attempt.reference = intent.id
        attempt.save(update_fields=["reference"])
        order = order_of(attempt)
        if order is not None:
            follow(order, attempt, intent)
        elif intent.status in ACCEPTED:
            over = attempt.state in (Attempt.GIVEN_UP, Attempt.GIVEN_BACK)
            if not over and attempts.still_agreed(attempt):
                return place(attempt, intent)
            give_back(attempt, intent)  # it was made all the same, and there is no order to it any more
        elif intent.status in ("requires_payment_method", "canceled"):
            attempts.finish(attempt, Attempt.FAILED)
        return order


def order_of(attempt: Attempt) -> Any:
    """The order that a try was to pay, if there is one by now."""
    return get_model("order", "Order").objects.filter(number=attempt.order_number).first()


def place(attempt: Attempt, intent: stripe.PaymentIntent) -> Any:
    """Place the order of a payment that was accepted, without its shopper: nobody may be there.

    None when somebody else has taken the last unit meanwhile; then the money goes back.
    """
    view = get_class("checkout.views", "PaymentDetailsView")()
    agreed = attempts.read(attempt)
    view.request = HttpRequest()
    view.request.user, view.request.session = agreed["user"], SessionStore()
    view.checkout_session = get_class("checkout.utils", "CheckoutSessionData")(view.request)
    note(view, attempt, intent)
    try:
        view.handle_order_placement(attempt.order_number, **agreed)
    except UnableToPlaceOrder:
        return None
    attempts.finish(attempt, Attempt.DONE)
    return get_model("order", "Order").objects.get(number=attempt.order_number)


def note(view: Any, attempt: Attempt, intent: stripe.PaymentIntent) -> None:
    """Have the money written down with the order that the view is about to place, and how the order stands by it."""
    view.order_status = AWAITING if intent.status == "processing" else PENDING
    kind, _ = get_model("payment", "SourceType").objects.get_or_create(
        code=attempt.method, defaults={"name": attempt.method}
    )
    taken = gateway.taken(intent)
    source = get_model("payment", "Source")(
        source_type=kind,
        currency=attempt.currency,
        amount_allocated=attempt.amount,
        amount_debited=taken,
        reference=intent.id,
        label=attempt.label,
    )
    view.add_payment_source(source)
    if taken:
        view.add_payment_event("Paid", taken, reference=intent.id)


def follow(order: Any, attempt: Attempt, intent: stripe.PaymentIntent) -> None:
    """Bring an order that exists up to date with its payment. Nothing brings back what was refunded or cancelled."""
    source = order.sources.filter(reference=intent.id).first()
    if source is None:  # the order was paid in another way meanwhile
        if intent.status in ("succeeded", "requires_capture"):
            give_back(attempt, intent)
        return
    attempts.finish(attempt, Attempt.DONE)
    if order.status == AWAITING and intent.status == "succeeded":
        order.set_status(PENDING)
        outbox.keep(order)
        view = get_class("checkout.views", "PaymentDetailsView")()
        view.request = HttpRequest()
        view.request.user = order.user or AnonymousUser()
        transaction.on_commit(lambda: view.confirm(order))
    elif order.status == AWAITING and intent.status in ("requires_payment_method", "canceled"):
        cancel(order)
    taken = gateway.taken(intent)
    if not newer(taken, source.amount_debited):
        return
    if order.status == CANCELLED:
        turn_away(attempt, intent)
    elif order.status != REFUNDED:
        source.amount_debited = taken
        source.save(update_fields=["amount_debited"])


def turn_away(attempt: Attempt, intent: stripe.PaymentIntent) -> None:
    """An order that was called off cannot be paid any more: money that comes after that goes back."""
    give_back(attempt, intent)


def do_without_order(order_number: int) -> None:
    """Return what was paid for an order that cannot be placed after all; another try is a new payment."""
    tries = Attempt.objects.filter(order_number=order_number, state__in=(Attempt.OPEN, Attempt.WAITING))
    with transaction.atomic():  # a notification that comes meanwhile waits, and finds the money given back
        for attempt in tries.exclude(reference="").select_for_update():
            try:
                intent = gateway.find(attempt.reference)
            except GatewayError:
                logger.exception("Order #%s: nobody can tell how payment %s stands", order_number, attempt.reference)
                continue
            give_back(attempt, intent)


def newer(taken: Decimal, known: Decimal) -> bool:
    """Whether a report tells more than is known. Reports overtake each other; what was taken never becomes less."""
    return taken > known


def give_back(attempt: Attempt, intent: stripe.PaymentIntent) -> None:
    """Return what a payment took or holds that no order stands against: once, however often it is reported."""
    if attempt.state == Attempt.GIVEN_BACK:
        return
    state = Attempt.GIVEN_UP  # the next report of it tries again
    try:
        if intent.status == "requires_capture":
            gateway.give_up(intent.id)
            state = Attempt.GIVEN_BACK
        elif intent.status == "succeeded":
            gateway.refund(intent.id, attempt.currency)
            state = Attempt.GIVEN_BACK
    except GatewayError:
        logger.exception("Order #%s: payment %s has no order and was not given back", attempt.order_number, intent.id)
    attempts.finish(attempt, state)


def cancel(order: Any) -> None:
    """End an order that will not be paid; what it had reserved can be sold again."""
    order.set_status(CANCELLED)
    sell_again(order)


def sell_again(order: Any) -> None:
    """Put what an order had reserved back on sale."""
    for line in order.lines.select_related("stockrecord"):
        if line.stockrecord is not None and line.stockrecord.num_in_stock is not None:
            line.stockrecord.cancel_allocation(line.quantity)
