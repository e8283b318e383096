"""The delivery step: Oscar's, with the carrier's prices, and a word when they cannot be had."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from oscar.apps.checkout import views as oscar

from pytest_checkout.demo.store.forks.checkout import quotes


class ShippingMethodView(oscar.ShippingMethodView):
    def get(self, request: HttpRequest, *args: Any, **place: Any) -> HttpResponse:
        """Ask the carrier, each time that the step is opened."""
        if request.basket.is_shipping_required() and self.checkout_session.is_shipping_address_set():
            address = self.get_shipping_address(request.basket)
            if not quotes.ask(request, address):
                return self.without_prices()
        return super().get(request, *args, **place)

    def without_prices(self) -> HttpResponse:
        """Tell that no prices can be had just now, which is not the same as "we do not deliver there"."""
        self._methods: list[Any] = []
        return self.render_to_response(self.get_context_data(no_prices=True))
