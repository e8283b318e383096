"""Registers this fork in the place of Oscar's voucher app."""

from oscar.apps.voucher import apps


class VoucherConfig(apps.VoucherConfig):
    name = "pytest_checkout.demo.store.forks.voucher"
