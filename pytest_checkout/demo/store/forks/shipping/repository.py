"""Which deliveries are offered: both, to every country the shop ships to, unless one is withdrawn."""

from __future__ import annotations

from typing import Any

from oscar.apps.shipping import repository as oscar

from pytest_checkout.demo.store.forks.shipping.methods import Express, Standard
from pytest_checkout.demo.store.switches import switches


class Repository(oscar.Repository):
    methods = (Standard(), Express())

    def get_available_shipping_methods(self, *args: Any, **more: Any) -> list[Any]:
        known = super().get_available_shipping_methods(*args, **more)
        return [method for method in known if switches.offers("delivery", method.code)]
