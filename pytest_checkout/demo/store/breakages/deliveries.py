"""Breakages of delivery, and of what is handed on to the systems behind the shop."""

from __future__ import annotations

import socket
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import cache
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from oscar.apps.order.exceptions import UnableToPlaceOrder
from oscar.core.loading import get_model

from pytest_checkout.demo.store import carrier, inventory, oms, outbox, systems
from pytest_checkout.demo.store.assortment import COUNTRIES, EXPRESS, STANDARD
from pytest_checkout.demo.store.breakages.breakage import breaks
from pytest_checkout.demo.store.forks.checkout import quotes
from pytest_checkout.demo.store.forks.checkout.delivery import ShippingMethodView
from pytest_checkout.demo.store.forks.checkout.views import PaymentDetailsView

Sound = Callable[..., Any]

# -- systems that fail, for those who have no proxy to put before them --

NOBODY = "http://127.0.0.1:9"
"""Nothing listens there: port 9, "discard", which no machine offers any more."""


@cache
def silent() -> socket.socket:
    """A socket that takes connections and never says a word."""
    return socket.create_server(("127.0.0.1", 0))


@breaks(oms, "address", switch="order-management-unreachable")
@breaks(carrier, "address", switch="carrier-unreachable")
def nobody_there(_: Sound) -> str:
    return NOBODY


@breaks(carrier, "address", switch="carrier-silent")
def nobody_speaks(_: Sound) -> str:
    return f"http://127.0.0.1:{silent().getsockname()[1]}"


# -- handing on --


@breaks(oms, "send", switch="order-handed-on-twice")
def under_another_number(sound: Sound, order: dict[str, Any]) -> None:
    """Every order is sent again under a number that the order management system cannot know it by."""
    sound(order)
    sound(order | {"number": f"{order['number']}-1"})


@breaks(outbox, "attempt", switch="refused-order-blocks-outbox")
def wait_for_it(sound: Sound, outgoing: Any) -> bool:
    """An order that is refused is not set aside, and those behind it wait for it."""
    sound(outgoing)
    if outgoing.set_aside:
        outgoing.set_aside = False
        outgoing.save(update_fields=["set_aside"])
    return outgoing.delivered_at is not None


@breaks(outbox, "attempt", switch="handed-on-once-or-never")
def never_again(sound: Sound, outgoing: Any) -> bool:
    """What a system does not take at once is forgotten."""
    sound(outgoing)
    outgoing.delivered_at = outgoing.delivered_at or timezone.now()
    outgoing.save(update_fields=["delivered_at"])
    return True


@breaks(outbox, "waiting", switch="newest-order-handed-on-first")
def from_the_end(sound: Sound, system: str) -> Any:
    """After an outage the orders arrive the wrong way round."""
    return sound(system).order_by("-pk")


@breaks(PaymentDetailsView, "place_order", switch="orders-need-order-management")
def together_or_not_at_all(sound: Sound, view: Any, *args: Any, **order: Any) -> Any:
    """The order is handed on while the shopper waits; without an answer there is none, and the card has paid."""
    placed = sound(view, *args, **order)
    try:
        oms.send(oms.message(placed))
    except systems.Unreachable as error:
        placed.delete()
        raise UnableToPlaceOrder(str(error)) from error
    return placed


# -- delivery prices --


@breaks(quotes, "fallback", switch="carrier-down-means-no-delivery")
def nothing(*_: Any) -> Mapping[str, Any]:
    """Without the carrier there is no price, at home neither."""
    return {}


@breaks(ShippingMethodView, "without_prices", switch="carrier-down-means-no-delivery")
def blame_the_address(_sound: Sound, view: Any) -> Any:
    """What Oscar says where no way of delivery fits an address."""
    messages.warning(view.request, _("Shipping is unavailable for your chosen address - please choose another"))
    return redirect("checkout:shipping-address")


@breaks(systems, "call", switch="carrier-waited-for-without-bound")
def as_long_as_it_takes(sound: Sound, method: str, url: str, body: Any = None, **_: Any) -> Any:
    """The shopper waits for as long as the carrier takes."""
    return sound(method, url, body, timeout=120)


@breaks(quotes, "ask", switch="first-carrier-failure-sticks")
def as_before(sound: Sound, request: Any, address: Any) -> Any:
    """Prices that could not be had are not asked for again."""
    return {} if request.session.get(quotes.KEY) == {} else sound(request, address)


@breaks(quotes, "ask", switch="delivery-priced-once")
def as_first_told(sound: Sound, request: Any, address: Any) -> Any:
    """The price is asked for once in a session, whatever address is given afterwards."""
    return quotes.kept(request) if request.session.get(quotes.KEY) else sound(request, address)


@breaks(carrier, "rates", switch="delivery-fee-above-promise")
def a_pound_more(sound: Sound, *address: str) -> Any:
    """The carrier has become dearer, and so has the shop, which promises otherwise."""
    return {code: replace(rate, fee=rate.fee + 1) for code, rate in sound(*address).items()}


@breaks(quotes, "ask", switch="no-delivery-abroad")
def at_home_only(sound: Sound, request: Any, address: Any) -> Any:
    """Addresses abroad have no delivery prices any more."""
    return sound(request, address) if address.country.code == COUNTRIES[0] else {}


@breaks(get_model("basket", "Basket"), "is_shipping_required", switch="downloads-ask-for-delivery")
def always(*_: Any) -> bool:
    """A download is asked where it should be delivered."""
    return True


@breaks(get_model("basket", "Basket"), "is_shipping_required", switch="download-drops-delivery")
def not_with_a_download(sound: Sound, basket: Any) -> bool:
    """A basket with a download in it is taken for one of downloads alone: its parcel is sent nowhere."""
    kinds = {line.product.get_product_class().requires_shipping for line in basket.all_lines()}
    return bool(sound(basket)) and False not in kinds


@breaks(ShippingMethodView, "get", switch="no-delivery-is-not-told")
def send_back_in_silence(sound: Sound, view: Any, request: Any, *args: Any, **place: Any) -> Any:
    """Who cannot be delivered to is sent back to the address without a word."""
    response = sound(view, request, *args, **place)
    if response.status_code == HTTPStatus.FOUND:
        list(messages.get_messages(request))  # whoever reads them takes them
    return response


@breaks(PaymentDetailsView, "billing_address", switch="bill-goes-with-the-parcel")
def one_for_both(sound: Sound, view: Any, forms: dict[str, Any], shipping_address: Any) -> Any:
    """The address that the shopper gave for the bill is not looked at."""
    return sound(view, {name: form for name, form in forms.items() if name != "billing_form"}, shipping_address)


# -- the day of arrival --


@breaks(carrier, "rates", switch="arrival-counts-every-day")
def weekends_too(sound: Sound, *address: str) -> Any:
    """The day of arrival is reckoned by the shop, which knows neither weekend nor holiday nor cut-off."""
    today = timezone.now().date()
    days = {delivery.code: timedelta(days=delivery.working_days) for delivery in (STANDARD, EXPRESS)}
    return {code: replace(rate, arrives=today + days[code]) for code, rate in sound(*address).items()}


# -- the inventory system --


@breaks(inventory, "send", switch="sale-told-twice")
def as_another_sale(sound: Sound, sale: dict[str, Any]) -> None:
    """Every sale is told again under a number that the inventory system cannot know it by."""
    sound(sale)
    sound(sale | {"order": f"{sale['order']}-1"})


@breaks(inventory, "is_news", switch="old-stock-counts-believed")
def whatever_comes(*_: Any) -> bool:
    """Every count of the feed is believed, however old it is."""
    return True


@breaks(inventory, "untold", switch="told-sales-taken-off-again")
def both_subtract(sound: Sound, sku: str, _told_of: str) -> Any:
    """A sale that the inventory system has just heard of, and counts, is taken off its count once more."""
    return sound(sku, "")


@breaks(inventory, "can_be_true", switch="any-stock-count-believed")
def why_not(sound: Sound, units: Any, version: Any) -> bool:
    """A negative count is as good as any."""
    return isinstance(units, int) or bool(sound(units, version))


@breaks(inventory, "refuse", switch="bad-stock-count-stops-feed")
def stop(*_: Any) -> None:
    """A count that cannot be read ends the round, and every round after it."""
    raise ValueError("a count that cannot be read")


@breaks(outbox, "attempt", switch="oversold-orders-forgotten")
def look_away(sound: Sound, outgoing: Any) -> bool:
    """What the inventory system refuses counts as told."""
    sound(outgoing)
    if outgoing.system == "inventory" and outgoing.set_aside:
        outgoing.set_aside, outgoing.delivered_at = False, timezone.now()
        outgoing.save(update_fields=["set_aside", "delivered_at"])
    return outgoing.delivered_at is not None or outgoing.set_aside
