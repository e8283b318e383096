"""A basket for each channel: its goods have that channel's prices."""

from __future__ import annotations

from django.http import HttpRequest
from oscar.apps.basket import middleware as oscar

from pytest_checkout.demo.store import channels


class BasketMiddleware(oscar.BasketMiddleware):
    def get_cookie_key(self, request: HttpRequest) -> str:
        channel = channels.current()
        key = str(super().get_cookie_key(request))
        return key if channel is channels.HOME else f"{key}_{channel.language}"
