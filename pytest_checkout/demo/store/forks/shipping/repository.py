"""Which deliveries are offered: those with a price to the shopper's address, unless one is withdrawn.

To some countries nothing is delivered: the delivery step then says so in Oscar's own words.
"""

from __future__ import annotations

from typing import Any

from oscar.apps.shipping import repository as oscar

from pytest_checkout.demo.store.assortment import NOT_DELIVERED_TO
from pytest_checkout.demo.store.forks.checkout import quotes
from pytest_checkout.demo.store.forks.shipping.methods import Express, Standard
from pytest_checkout.demo.store.switches import switches


class Repository(oscar.Repository):
    def get_available_shipping_methods(
        self, *_: Any, shipping_addr: Any = None, request: Any = None, **__: Any
    ) -> list[Any]:
        if shipping_addr is not None and shipping_addr.country_id in NOT_DELIVERED_TO:
            return []
        rates = quotes.kept(request)
        priced = [method(rates[method.code]) for method in (Standard, Express) if method.code in rates]
        return [method for method in priced if switches.offers("delivery", method.code)]
