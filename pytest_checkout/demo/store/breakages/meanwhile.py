"""Breakages of what changes during a checkout: stock, the shelf, units, what is withdrawn."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from oscar.apps.basket.forms import AddToBasketForm
from oscar.core.loading import get_model

from pytest_checkout.demo.store import claims
from pytest_checkout.demo.store.breakages.breakage import breaks
from pytest_checkout.demo.store.forks.checkout import quotes, views
from pytest_checkout.demo.store.forks.checkout.forms import PAYMENTS
from pytest_checkout.demo.store.forks.checkout.views import PaymentDetailsView, PaymentMethodView
from pytest_checkout.demo.store.forks.partner import strategy
from pytest_checkout.demo.store.forks.shipping.methods import Express, Standard
from pytest_checkout.demo.store.forks.shipping.repository import Repository

Sound = Callable[..., Any]


@breaks(claims, "claim_stock", switch="stock-not-asked-at-the-end")
@breaks(PaymentDetailsView, "check_basket_is_valid", switch="stock-not-asked-at-the-end")
def anything_goes(*_: Any) -> None:
    """Nobody asks at the end whether what is ordered is still there."""


@breaks(strategy, "on_the_shelf", switch="off-the-shelf-still-sold")
def still_there(*_: Any) -> bool:
    """What was taken off the shelf is still sold to who has it in the basket: Oscar as it is."""
    return True


@breaks(Repository, "get_available_shipping_methods", switch="withdrawn-delivery-still-taken")
def every_delivery(*_: Any, request: Any = None, **_more: Any) -> list[Any]:
    """A way of delivery that was withdrawn is offered and taken as before."""
    rates = quotes.kept(request)
    return [method(rates[method.code]) for method in (Standard, Express) if method.code in rates]


@breaks(views, "ways_to_pay", switch="withdrawn-payment-still-taken")
def every_way_to_pay(*_: Any) -> dict[str, Any]:
    """A way to pay that was withdrawn is taken from who had chosen it."""
    return PAYMENTS


@breaks(PaymentMethodView, "render_to_response", switch="no-way-to-pay-is-not-told")
def say_nothing_of_it(sound: Sound, view: Any, *args: Any, **more: Any) -> HttpResponse:
    """Where there is no way to pay, the page says that something went wrong, and not what."""
    response: HttpResponse = sound(view, *args, **more)
    response.add_post_render_callback(_vaguely)
    return response


def _vaguely(response: HttpResponse) -> None:
    text = response.content.decode()
    response.content = re.sub(
        r'(role="alert">).*?(</div>)', r"\1Something went wrong.\2", text, flags=re.DOTALL
    ).encode()


@breaks(PaymentMethodView, "skip_a_single_way_to_pay", switch="single-way-to-pay-is-asked-for")
def ask_all_the_same(*_: Any) -> None:
    """The shopper is asked to choose, though there is but one way to pay."""


@breaks(AddToBasketForm, "clean_quantity", switch="most-units-ignored")
def as_many_as_they_like(_: Sound, form: Any) -> int:
    """More units go into a basket than the shop sells to one shopper."""
    return int(form.cleaned_data["quantity"])


@breaks(get_model("basket", "Basket"), "is_quantity_allowed", switch="most-units-ignored")
def as_many_in_the_basket(*_: Any, **_more: Any) -> tuple[bool, None]:
    return True, None
