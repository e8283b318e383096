"""Breakages of what differs from one language, country and currency to the next."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils import translation
from django.utils.html import escape
from django.utils.translation import get_language, gettext
from oscar.apps.basket.middleware import BasketMiddleware
from oscar.templatetags import currency_filters

from pytest_checkout.demo.store import channels, gateway
from pytest_checkout.demo.store.breakages.breakage import breaks
from pytest_checkout.demo.store.forks.address.forms import AbstractAddressForm
from pytest_checkout.demo.store.forks.checkout.forms import ShippingAddressForm
from pytest_checkout.demo.store.forks.checkout.views import PaymentDetailsView, PaymentMethodView
from pytest_checkout.demo.store.forks.partner import strategy

Sound = Callable[..., Any]


@breaks(currency_filters, "format_currency", switch="thousands-not-separated")
def bare_thousands(sound: Sound, *amount: Any, **more: Any) -> str:
    """No locale separates thousands, as where amounts are cut to fit a narrow column."""
    text: str = sound(*amount, **more | {"group_separator": False})
    return text


@breaks(currency_filters, "format_currency", switch="yen-with-decimals")
def always_two(sound: Sound, number: Any, **how: Any) -> str:
    """Yen are written with two decimals, like pounds."""
    yen = how["currency"] == "JPY"
    text: str = sound(number, **how | ({"format": "¤#,##0.00", "currency_digits": False} if yen else {}))
    return text


@breaks(BasketMiddleware, "get_cookie_key", switch="cart-per-language")
def one_for_each_language(sound: Sound, middleware: Any, request: Any) -> str:
    """Each language has a cart of its own, as where a language is a shop of its own."""
    return f"{sound(middleware, request)}-{get_language()}"


@breaks(gateway, "charge", switch="charged-in-the-languages-currency")
def in_euros(sound: Sound, card: Any, *, currency: str, **order: Any) -> Any:
    """Who shops in German is charged the same figure in euros."""
    return sound(card, currency="EUR" if get_language() == "de-de" else currency, **order)


@breaks(AbstractAddressForm, "__init__", switch="postcode-asked-everywhere")
def ask_everybody(sound: Sound, form: Any, *args: Any, **more: Any) -> None:
    """The form of the home country is used for all: nobody gets on without a postcode."""
    sound(form, *args, **more)
    form.fields["postcode"].required = True


@breaks(AbstractAddressForm, "clean", switch="postcodes-with-blank-alone")
def as_in_the_directory(sound: Sound, form: Any) -> Any:
    """British postcodes are taken only with a blank and in capitals, as they stand in the directory."""
    given = sound(form)
    postcode = form.data.get("postcode", "")
    if getattr(given.get("country"), "code", "") == "GB" and not re.fullmatch(r"[A-Z\d]+ \d[A-Z]{2}", postcode):
        form.add_error("postcode", gettext("Please enter a valid postcode."))
    return given


@breaks(PaymentDetailsView, "place_order", switch="addresses-in-plain-letters")
def letters_lost(sound: Sound, view: Any, *, shipping_address: Any, **order: Any) -> Any:
    """The order's address goes through an encoding that knows no accents."""
    for part in ("first_name", "last_name", "line1", "line4"):
        if shipping_address is not None:
            setattr(shipping_address, part, getattr(shipping_address, part).encode("ascii", "replace").decode())
    return sound(view, shipping_address=shipping_address, **order)


@breaks(ShippingAddressForm, "adjust_country_field", switch="countries-by-alphabet")
def by_alphabet(sound: Sound, form: Any) -> None:
    """The list of countries is sorted by code, and so begins abroad."""
    sound(form)
    form.fields["country"].queryset = form.fields["country"].queryset.order_by("iso_3166_1_a2")


@breaks(translation, "get_language_from_request", switch="strangers-get-the-last-language")
def the_last_one(sound: Sound, request: Any, check_path: bool = False) -> str:
    """Who asks for a language that the shop does not speak gets the last of the list."""
    found: str = sound(request, check_path)
    asked = request.headers.get("Accept-Language", "").split("-")[0].split(",")[0]
    spoken = {code.split("-")[0] for code, _ in settings.LANGUAGES}
    named = check_path and translation.get_language_from_path(request.path_info)
    return found if named or asked in spoken else "ar"


@breaks(PaymentMethodView, "render_to_response", switch="english-among-german")
def half_translated(sound: Sound, view: Any, *args: Any, **more: Any) -> Any:
    """In German, the question how to pay is asked in English: the catalogue of the last release lacks it."""
    response = sound(view, *args, **more)
    if get_language() == "de-de":
        response.add_post_render_callback(_put_english)
    return response


def _put_english(response: HttpResponse) -> None:
    question = "How would you like to pay?"
    response.content = response.content.decode().replace(escape(gettext(question)), question).encode()


@breaks(channels, "minor", switch="every-currency-has-cents")
def hundredths(_: Sound, amount: Decimal, currency: str) -> int:  # noqa: ARG001 - that is the fault
    """Every amount is sent to the gateway times a hundred: of yen a hundred times too much, of dinars a tenth."""
    return int(amount * 100)


@breaks(channels, "major", switch="every-currency-has-cents")
def from_hundredths(_: Sound, units: int, currency: str) -> Decimal:  # noqa: ARG001 - that is the fault
    """What the gateway tells is read by the same mistake, so that the shop's own books agree."""
    return Decimal(units) / 100


@breaks(strategy, "price_of", switch="pounds-at-yens-rate")
def converted(sound: Sound, stockrecord: Any) -> tuple[Decimal | None, str]:
    """In other channels prices are not those of the list, but reckoned from pounds at some rate."""
    price, currency = sound(stockrecord)
    if stockrecord is None or currency == channels.HOME.currency:
        return price, currency
    return channels.rounded(stockrecord.price * Decimal("191.37"), currency), currency


@breaks(currency_filters, "format_currency", switch="confirmed-in-the-pages-currency")
def in_the_channels(sound: Sound, number: Any, **how: Any) -> str:
    """Amounts are shown in the currency of the page, whatever they were agreed in."""
    text: str = sound(number, **how | {"currency": channels.current().currency})
    return text
