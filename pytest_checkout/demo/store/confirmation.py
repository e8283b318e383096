"""The confirmation mail: sent with the order, and where the mail server does not take it, again until it does."""

from __future__ import annotations

from smtplib import SMTPException
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.template import TemplateSyntaxError
from django.utils.translation import override
from oscar.core.loading import get_class, get_model

from pytest_checkout.demo.store.systems import Unreachable

FAILURES = (SMTPException, OSError, TemplateSyntaxError)
"""What may go wrong with a mail and not with its order."""


def message(_: Any) -> None:
    """Nothing: a mail leaves at once, and only one that could not is put into the outbox."""


def send(mail: dict[str, Any]) -> None:
    """Send the mail of an order in the language it was placed in. Raises Unreachable."""
    order = get_model("order", "Order").objects.get(number=mail["number"])
    desk = get_class("checkout.mixins", "OrderPlacementMixin")()
    desk.request = HttpRequest()
    desk.request.user = order.user or AnonymousUser()
    try:
        with override(mail["language"]):
            desk.send_order_placed_email(order)
    except TemplateSyntaxError as error:
        raise Unreachable(f"its template is broken: {error}") from error
    except (SMTPException, OSError) as error:
        raise Unreachable(f"the mail server did not take it: {type(error).__name__}") from error
