"""Breakages of what is whose: pages, orders, requests and headers that trust too much or tell too much."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from oscar.apps.basket import views as basket
from oscar.apps.basket.middleware import BasketMiddleware
from oscar.apps.checkout.views import ThankYouView
from oscar.core.loading import get_model
from oscar.core.prices import Price

from pytest_checkout.demo.store import headers
from pytest_checkout.demo.store.breakages.breakage import breaks
from pytest_checkout.demo.store.forks.checkout.views import PaymentDetailsView, PaymentMethodView

Sound = Callable[..., Any]

_last_address: list[Any] = []


@breaks(headers, "put", switch="pages-kept-by-caches")
def keep(sound: Sound, response: Any) -> None:
    """Every page may be kept by a cache that all shoppers share, whatever their cookies."""
    sound(response)
    response["Cache-Control"] = "public"
    del response["Vary"]


@breaks(headers, "script_hosts", switch="policy-forbids-payment-script")
def own_only(_: Sound) -> list[str]:
    """The policy was copied from a page without payment."""
    return []


@breaks(PaymentDetailsView, "get_context_data", switch="address-of-the-last-shopper")
def of_the_last(sound: Sound, view: Any, **given: Any) -> Any:
    """The review shows the address of whoever was there before, as from a cache that forgot whose it is."""
    context = sound(view, **given)
    if view.preview and context.get("shipping_address"):
        _last_address.append(context["shipping_address"])
        context["shipping_address"] = _last_address[-2:][0]
    return context


@breaks(ThankYouView, "get_object", switch="thank-you-shows-last-order")
def anybodys_order(sound: Sound, view: Any, *args: Any) -> Any:
    """Who has no order of his own sees the latest of all."""
    return sound(view, *args) or get_model("order", "Order").objects.order_by("pk").last()


@breaks(PaymentDetailsView, "submit", switch="total-from-the-request")
def believe_the_browser(sound: Sound, view: Any, **submission: Any) -> Any:
    """A total that comes with the form is the total of the order."""
    if told := view.request.POST.get("total"):
        total = submission["order_total"]
        submission["order_total"] = Price(total.currency, excl_tax=Decimal(told), incl_tax=Decimal(told))
    return sound(view, **submission)


@breaks(BasketMiddleware, "get_cookie_basket", switch="cart-by-its-number")
def whichever_it_says(_: Sound, __: Any, cookie: str, request: Any, ___: Any) -> Any:
    """The number in the cookie opens the cart, whoever signed it."""
    number = request.COOKIES.get(cookie, "").partition(":")[0]
    carts = get_model("basket", "Basket").open
    return carts.filter(pk=number, owner=None).first() if number.isdecimal() else None


@breaks(PaymentMethodView, "check_pre_conditions", switch="payment-asks-for-nothing-before")
def let_everybody_in(*_: Any) -> None:
    """Who knows the address of the payment step needs no goods and no address."""


@breaks(basket, "url_has_allowed_host_and_scheme", switch="return-address-believed")
def any_address(*_: Any) -> bool:
    """Whoever puts something in the cart is led wherever the form says."""
    return True
