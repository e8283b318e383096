"""Breakages of a way that is not straight: sessions that end, pages that are opened again, orders sent twice."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

from oscar.apps.checkout.utils import CheckoutSessionData
from oscar.apps.order.utils import OrderNumberGenerator
from oscar.core.loading import get_model
from oscar.core.prices import Price

from pytest_checkout.demo.store.breakages.breakage import breaks
from pytest_checkout.demo.store.forks.catalogue.views import CatalogueView
from pytest_checkout.demo.store.forks.checkout import reviewed
from pytest_checkout.demo.store.forks.checkout.views import PaymentDetailsView

Sound = Callable[..., Any]


@breaks(PaymentDetailsView, "dispatch", switch="session-expiry-empties-cart")
def empty(sound: Sound, view: Any, request: Any, *args: Any, **more: Any) -> Any:
    """An order that comes after the session has ended throws the cart away."""
    if request.method == "POST" and "checkout_data" not in request.session:
        request.basket.flush()
    return sound(view, request, *args, **more)


@breaks(PaymentDetailsView, "get", switch="code-forgotten-on-return")
def forget(sound: Sound, view: Any, request: Any, *args: Any, **more: Any) -> Any:
    """Who comes back to the card form loses the codes."""
    if request.session.get("card_form_seen"):
        request.basket.vouchers.clear()
    request.session["card_form_seen"] = True
    return sound(view, request, *args, **more)


@breaks(get_model("basket", "Basket"), "freeze", switch="cart-never-closes")
@breaks(get_model("basket", "Basket"), "submit", switch="cart-never-closes")
def leave_open(*_: Any) -> None:
    """The cart stays open after the order, and every further request orders it again under a new number."""


@breaks(CheckoutSessionData, "flush", switch="cart-never-closes")
def remember(*_: Any) -> None:
    """What the shopper said is remembered, so that the next request has all that it needs."""


@breaks(OrderNumberGenerator, "order_number", switch="cart-never-closes")
def new_each_time(sound: Sound, *args: Any) -> Any:
    return sound(*args) + 1_000_000 * (1 + secrets.randbelow(1000))


@breaks(reviewed, "changes", switch="order-not-as-reviewed")
def nothing_to_tell(*_: Any) -> list[str]:
    """An order from an old review takes the basket as it is by then, without a word: Oscar as it is."""
    return []


@breaks(CatalogueView, "dispatch", switch="cart-lost-at-the-front-door")
def begin_anew(sound: Sound, view: Any, request: Any, *args: Any, **more: Any) -> Any:
    """Who comes to the start of the shop from elsewhere, and has not begun to check out, gets a cart of his own."""
    elsewhere = "Referer" not in request.headers and "checkout_data" not in request.session
    if elsewhere and request.basket.id:  # one without goods was never written down
        request.basket.flush()
    return sound(view, request, *args, **more)


@breaks(PaymentDetailsView, "get_context_data", switch="delivery-twice-after-reload")
def reckon_again(sound: Sound, view: Any, **given: Any) -> Any:
    """A review that is asked for with the same form again adds the delivery once more."""
    context = sound(view, **given)
    form = sorted(view.request.POST.items())
    if view.preview and form and view.request.session.get("reviewed_form") == [list(entry) for entry in form]:
        total, charge = context["order_total"], context["shipping_charge"]
        context["order_total"] = Price(
            total.currency, excl_tax=total.excl_tax + charge.excl_tax, incl_tax=total.incl_tax + charge.incl_tax
        )
    view.request.session["reviewed_form"] = form
    return context
