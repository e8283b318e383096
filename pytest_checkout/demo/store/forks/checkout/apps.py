"""Registers this fork in the place of Oscar's checkout app, with the page that shoppers come back to from a bank."""

from __future__ import annotations

from typing import Any

from django.urls import path
from oscar.apps.checkout import apps


class CheckoutConfig(apps.CheckoutConfig):
    name = "pytest_checkout.demo.store.forks.checkout"

    def get_urls(self) -> list[Any]:
        from pytest_checkout.demo.store.payments.returning import PaymentReturnView  # models exist only now

        back = path("payment-return/", PaymentReturnView.as_view(), name="payment-return")
        return [*super().get_urls(), *self.post_process_urls([back])]
