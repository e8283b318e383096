"""Breakages of stock keeping."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from oscar.apps.basket.forms import AddToBasketForm
from oscar.apps.basket.views import BasketView
from oscar.apps.order.utils import OrderCreator
from oscar.apps.partner.availability import Available
from oscar.apps.payment.exceptions import UnableToTakePayment
from oscar.core.loading import get_model

from pytest_checkout.demo.store import claims
from pytest_checkout.demo.store.breakages.breakage import breaks
from pytest_checkout.demo.store.forks.checkout.views import PaymentDetailsView
from pytest_checkout.demo.store.forks.partner.strategy import PriceOnTheTag
from pytest_checkout.demo.store.payments import attempts, settling

QUICK_SECONDS = 30.0
"""What this shop takes for the same change once more: longer than a quick hand takes on a slow connection and a busy
machine."""


@breaks(PriceOnTheTag, "availability_policy", switch="sold-out-can-be-bought")
def sell_it_anyway(sound: Callable[..., Any], *args: Any) -> Any:
    """What is sold out is offered as available."""
    availability = sound(*args)
    return availability if availability.is_available_to_buy else Available()


@breaks(claims, "claim_stock", switch="sold-out-can-be-bought")
def take_none(*_: Any) -> None:
    """Nobody asks the stock when the order is placed either."""


@breaks(OrderCreator, "update_stock_records", switch="stock-not-reduced")
def leave_stock_alone(*_: Any) -> None:
    """Orders take nothing from the stock."""


@breaks(PaymentDetailsView, "handle_payment", switch="declined-payment-keeps-the-hold")
def reserve_and_forget(sound: Callable[..., Any], view: Any, *args: Any, **forms: Any) -> None:
    """The units are reserved for the payment, and a card that is declined does not let them go."""
    try:
        sound(view, *args, **forms)
    except UnableToTakePayment:
        for line in view.request.basket.all_lines():
            line.stockrecord.allocate(line.quantity)
        raise


@breaks(settling, "place", switch="failed-order-keeps-stock")
def step_by_step(sound: Callable[..., Any], attempt: Any, intent: Any) -> Any:
    """The goods are taken one by one, and what was taken stays so when a later one is gone."""
    order = sound(attempt, intent)
    if order is None:
        for line in attempts.read(attempt)["basket"].all_lines():
            if line.stockrecord.net_stock_level >= line.quantity:
                line.stockrecord.allocate(line.quantity)
    return order


@breaks(settling, "do_without_order", switch="money-kept-when-stock-ends")
def keep_the_money(*_: Any) -> None:
    """An order that cannot be placed is not placed, and nobody thinks of what was paid for it."""


@breaks(BasketView, "formset_valid", switch="quick-changes-lost")
def one_at_a_time(sound: Callable[..., Any], view: Any, formset: Any) -> Any:
    """A change that comes right after another one is taken for the same, and dropped."""
    last, now = view.request.session.get("cart_changed", 0.0), time.time()
    view.request.session["cart_changed"] = now
    if now - last < QUICK_SECONDS:
        for form in formset:
            form.instance.quantity = type(form.instance).objects.get(pk=form.instance.pk).quantity
    return sound(view, formset)


@breaks(AddToBasketForm, "clean_quantity", switch="most-units-counted-per-page")
def forget_the_basket(sound: Callable[..., Any], form: Any) -> Any:
    quantity = form.cleaned_data["quantity"]
    return quantity if quantity <= settings.OSCAR_MAX_BASKET_QUANTITY_THRESHOLD else sound(form)


@breaks(get_model("basket", "Basket"), "is_quantity_allowed", switch="most-units-counted-per-page")
def what_is_added_alone(_: Callable[..., Any], __: Any, qty: int, **_line: Any) -> tuple[bool, str | None]:
    """The most that one shopper may buy is asked of what is added, whatever the cart holds already."""
    most = settings.OSCAR_MAX_BASKET_QUANTITY_THRESHOLD
    return (True, None) if qty <= most else (False, f"{most} at most")
