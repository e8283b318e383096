"""Breakages of accounts: carts that are lost or doubled at the door, address books that grow by themselves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from oscar.apps.basket.middleware import BasketMiddleware
from oscar.apps.checkout.mixins import OrderPlacementMixin
from oscar.apps.customer.views import AccountAuthView
from oscar.core.loading import get_model

from pytest_checkout.demo.store.breakages.breakage import breaks
from pytest_checkout.demo.store.forks.checkout.forms import GatewayForm

Sound = Callable[..., Any]


@breaks(BasketMiddleware, "merge_baskets", switch="cart-lost-at-sign-in")
def leave_behind(*_: Any) -> None:
    """What somebody put in the cart before signing in is not taken along."""


@breaks(BasketMiddleware, "merge_baskets", switch="merged-carts-add-up")
def add_up(_: Sound, __: Any, master: Any, slave: Any) -> None:
    """The units of both carts are added up, and nobody asks how many there are."""
    master.merge(slave, add_quantities=True)


@breaks(AccountAuthView, "validate_login_form", switch="sign-in-doubles-the-cart")
def merge_with_itself(sound: Sound, view: Any) -> Any:
    """The cart that waits in the account is merged with itself."""
    response = sound(view)
    if view.request.user.is_authenticated:
        for cart in get_model("basket", "Basket").open.filter(owner=view.request.user):
            for line in cart.lines.all():
                line.quantity *= 2
                line.save()
    return response


@breaks(GatewayForm, "clean", switch="known-email-refused-without-a-word")
def say_nothing(sound: Sound, form: Any) -> Any:
    """A guest with the e-mail of an account gets the same page again."""
    given = sound(form)
    if "username" in form.errors and form.data.get("username"):
        form.errors["username"] = form.error_class([" "])
    return given


@breaks(OrderPlacementMixin, "update_address_book", switch="address-book-doubled")
def note_again(sound: Sound, view: Any, user: Any, address: Any) -> None:
    """Each order writes its address down once more, a little different."""
    sound(view, user, address)
    address.line3 = "-"
    sound(view, user, address)
    address.line3 = ""
