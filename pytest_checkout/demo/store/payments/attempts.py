"""Tries to pay an order: opened before the gateway is asked, given up when the shopper turns to something else."""

from __future__ import annotations

import logging
from decimal import Decimal
from typing import Any

import stripe
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.forms.models import model_to_dict
from django.utils.translation import get_language
from oscar.apps.payment.exceptions import GatewayError
from oscar.core.loading import get_class, get_model
from oscar.core.prices import Price

from pytest_checkout.demo.store import gateway
from pytest_checkout.demo.store.models import Attempt

logger = logging.getLogger("oscar.checkout")


def opened(order_number: int, method: str, submission: dict[str, Any], label: str = "") -> Attempt:
    """The try that a submission of the checkout is: the open one of this order, else the next."""
    earlier = Attempt.objects.filter(order_number=order_number)
    number = earlier.exclude(state=Attempt.OPEN).count() + 1
    total = submission["order_total"]
    attempt: Attempt
    attempt, _ = Attempt.objects.update_or_create(
        order_number=order_number,
        number=number,
        defaults={
            "method": method,
            "label": label,
            "amount": total.incl_tax,
            "currency": total.currency,
            "language": get_language(),
            "submission": written(submission),
        },
    )
    return attempt


def key(attempt: Attempt) -> str:
    """The idempotency key: a double click pays once, a second card after a decline is tried."""
    return f"order-{attempt.order_number}-attempt-{attempt.number}"


def metadata(attempt: Attempt, email: str) -> dict[str, str]:
    """What the gateway is told to remember: whose payment of what this is."""
    return {"order_number": str(attempt.order_number), "attempt": str(attempt.number), "email": email}


def of_intent(intent: stripe.PaymentIntent) -> Attempt | None:
    """The try that the gateway speaks of, by its own name or the one that the shop gave it; None for a stranger's."""
    known: Attempt | None = Attempt.objects.filter(reference=intent.id).first()
    if known:
        return known
    given = intent.metadata.to_dict() if intent.metadata else {}
    number, order_number = (str(given.get(name, "")) for name in ("attempt", "order_number"))
    if not (number.isdecimal() and order_number.isdecimal()):
        return None
    named: Attempt | None = Attempt.objects.filter(
        order_number=int(order_number), number=int(number), reference=""
    ).first()
    return named


def give_up_others(order_number: int, keep: int | None = None) -> None:
    """Cancel what is unfinished of this order at the gateway, and nothing else: the shopper pays in another way now."""
    for attempt in Attempt.objects.filter(order_number=order_number, state=Attempt.WAITING).exclude(pk=keep):
        give_up(attempt)


def abandon(order_number: int) -> None:
    """The shopper pays in another way: what the gateway may still make of an unanswered try will be given back."""
    for attempt in Attempt.objects.filter(order_number=order_number, state=Attempt.OPEN):
        finish(attempt, Attempt.GIVEN_UP)


def give_up(attempt: Attempt) -> bool:
    """Cancel a payment that waits for its payer; False when the gateway did not let us: it may still be paid."""
    try:
        gateway.give_up(attempt.reference)
    except GatewayError:
        logger.exception("Order #%s: payment %s could not be cancelled", attempt.order_number, attempt.reference)
        return False
    finish(attempt, Attempt.GIVEN_UP)
    return True


def finish(attempt: Attempt, state: str) -> None:
    """Nothing more is expected of this try."""
    Attempt.objects.filter(pk=attempt.pk).exclude(state=Attempt.DONE).update(state=state)
    attempt.refresh_from_db()


def written(submission: dict[str, Any]) -> dict[str, Any]:
    """What was agreed in the checkout, as JSON: who buys which basket, where to, how, at which price."""
    user, charge, total = submission["user"], submission["shipping_charge"], submission["order_total"]
    return {
        "user": user.pk if user and user.is_authenticated else None,
        "basket": submission["basket"].pk,
        "lines": _lines(submission["basket"]),
        "guest_email": submission["order_kwargs"].get("guest_email"),
        "shipping_address": _address(submission["shipping_address"]),
        "billing_address": _address(submission["billing_address"]),
        "delivery": submission["shipping_method"].code,
        "delivery_charge": _price(charge),
        "total": _price(total),
    }


def read(attempt: Attempt) -> dict[str, Any]:
    """What was agreed, as the shop's own objects again: the arguments of Oscar's `handle_order_placement`."""
    agreed = attempt.submission
    user = get_user_model().objects.filter(pk=agreed["user"]).first() or AnonymousUser()
    basket = get_model("basket", "Basket").objects.get(pk=agreed["basket"])
    basket.strategy = get_class("partner.strategy", "Selector")().strategy(user=user)
    get_class("offer.applicator", "Applicator")().apply(basket, user)
    to, bill = agreed["shipping_address"], agreed["billing_address"]
    address = get_model("order", "ShippingAddress")(**to) if to else None
    methods = get_class("shipping.repository", "Repository")().get_shipping_methods(
        basket=basket, user=user, shipping_addr=address
    )
    order = {"guest_email": agreed["guest_email"]} if agreed["guest_email"] else {}
    return {
        "user": user,
        "basket": basket,
        "shipping_address": address,
        "shipping_method": next(method for method in methods if method.code == agreed["delivery"]),
        "shipping_charge": _price_again(agreed["delivery_charge"]),
        "billing_address": get_model("order", "BillingAddress")(**bill) if bill else None,
        "order_total": _price_again(agreed["total"]),
        **order,
    }


def still_agreed(attempt: Attempt) -> bool:
    """Whether the basket holds what the shopper agreed to pay: it may have been given back and changed meanwhile."""
    basket = get_model("basket", "Basket").objects.get(pk=attempt.submission["basket"])
    return bool(_lines(basket) == attempt.submission["lines"])


def _lines(basket: Any) -> dict[str, int]:
    return dict(basket.lines.order_by("line_reference").values_list("line_reference", "quantity"))


def _address(address: Any) -> dict[str, Any] | None:
    if address is None:
        return None
    fields = model_to_dict(address, exclude=("id", "country"))
    return {name: str(value) for name, value in fields.items() if value} | {"country_id": address.country_id}


def _price(price: Any) -> dict[str, str]:
    return {"currency": price.currency, "excl_tax": str(price.excl_tax), "incl_tax": str(price.incl_tax)}


def _price_again(kept: dict[str, str]) -> Price:
    return Price(kept["currency"], excl_tax=Decimal(kept["excl_tax"]), incl_tax=Decimal(kept["incl_tax"]))
