"""Vouchers named in the language of the request."""

from __future__ import annotations

from oscar.apps.voucher import abstract_models as oscar

from pytest_checkout.demo.store.translated import translated


class Voucher(oscar.AbstractVoucher):
    name = translated(oscar.AbstractVoucher, "name")


from oscar.apps.voucher.models import *  # noqa: E402, F403 - Oscar's order: the models we replace come first
