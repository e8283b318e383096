"""Which deliveries are offered: those with a price to the shopper's address, unless one is withdrawn."""

from __future__ import annotations

from typing import Any

from oscar.apps.shipping import repository as oscar

from pytest_checkout.demo.store.forks.checkout import quotes
from pytest_checkout.demo.store.forks.shipping.methods import Express, Standard
from pytest_checkout.demo.store.switches import switches


class Repository(oscar.Repository):
    def get_available_shipping_methods(self, *_: Any, request: Any = None, **__: Any) -> list[Any]:
        rates = quotes.kept(request)
        priced = [method(rates[method.code]) for method in (Standard, Express) if method.code in rates]
        return [method for method in priced if switches.offers("delivery", method.code)]
