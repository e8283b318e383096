"""Standard and express delivery; fees include tax at the standard rate."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _
from oscar.apps.shipping import methods as oscar
from oscar.core.prices import Price

from pytest_checkout.demo.store.assortment import EXPRESS, STANDARD, Delivery
from pytest_checkout.demo.store.forks.partner.strategy import rate, without_tax
from pytest_checkout.demo.store.switches import switches

# Oscar looks for its other methods here as well.
from oscar.apps.shipping.methods import (  # noqa: F401  isort: skip
    FixedPrice,
    Free,
    NoShippingRequired,
    TaxExclusiveOfferDiscount,
    TaxInclusiveOfferDiscount,
)


class Standard(oscar.Base):
    """Free from a basket total, counted after discounts."""

    code = STANDARD.code
    name = _("Standard delivery")
    description = _("Arrives in three to five working days.")

    def calculate(self, basket: Any) -> Price:
        free = basket.total_incl_tax >= STANDARD.free_from
        return _price(basket.currency, Decimal("0.00") if free else fee_of(STANDARD))


class Express(oscar.Base):
    code = EXPRESS.code
    name = _("Express delivery")
    description = _("Arrives on the next working day.")

    def calculate(self, basket: Any) -> Price:
        return _price(basket.currency, fee_of(EXPRESS))


def fee_of(delivery: Delivery) -> Decimal:
    """What a delivery costs now, with tax."""
    return switches.fees.get(delivery.code, delivery.fee)


def _price(currency: str, fee: Decimal) -> Price:
    return Price(currency=currency, excl_tax=without_tax(fee, rate("standard")), incl_tax=fee)
