"""Vouchers named in the language of the request, and withdrawn when the merchant says so."""

from __future__ import annotations

from typing import Any

from oscar.apps.voucher import abstract_models as oscar

from pytest_checkout.demo.store.switches import switches
from pytest_checkout.demo.store.translated import translated


class Voucher(oscar.AbstractVoucher):
    name = translated(oscar.AbstractVoucher, "name")

    def is_active(self, test_datetime: Any = None) -> bool:
        return switches.offers("code", self.code) and bool(super().is_active(test_datetime))


from oscar.apps.voucher.models import *  # noqa: E402, F403 - Oscar's order: the models we replace come first
