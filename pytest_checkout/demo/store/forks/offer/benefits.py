"""The percentage discount of the shop: rounded once for the whole basket, half a penny up."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from oscar.apps.offer import benefits as oscar

from pytest_checkout.demo.store import channels


class RoundedPercentageBenefit(oscar.PercentageDiscountBenefit):
    """Takes the percentage off the sum of the lines and spreads the rounded amount over them.

    Oscar's own takes unrounded amounts off the lines and announces a sum rounded down: the bill would not add up.
    """

    class Meta:
        app_label = "offer"
        proxy = True

    def apply(
        self,
        basket: Any,
        condition: Any,
        offer: Any,
        discount_percent: Decimal | None = None,
        max_total_discount: Decimal | None = None,
        **more: Any,
    ) -> Any:
        percent = min(self.value if discount_percent is None else discount_percent, Decimal(100))
        lines = self.get_applicable_lines(offer, basket)
        undiscounted = sum((price * line.quantity_without_offer_discount(offer) for price, line in lines), Decimal(0))
        amount = channels.rounded(undiscounted * percent / 100, basket.currency)
        return oscar.AbsoluteDiscountBenefit.apply(
            self, basket, condition, offer, discount_amount=amount, max_total_discount=max_total_discount, **more
        )


# Oscar asks this module for the class by this name.
PercentageDiscountBenefit = RoundedPercentageBenefit
