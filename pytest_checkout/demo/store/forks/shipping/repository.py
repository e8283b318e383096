"""Which deliveries are offered: both, to every country the shop ships to."""

from __future__ import annotations

from oscar.apps.shipping import repository as oscar

from pytest_checkout.demo.store.forks.shipping.methods import Express, Standard


class Repository(oscar.Repository):
    methods = (Standard(), Express())
