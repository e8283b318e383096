"""Standard and express delivery; fees include tax at the standard rate."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from oscar.apps.shipping import methods as oscar
from oscar.core.prices import Price

from pytest_checkout.demo.store import channels
from pytest_checkout.demo.store.assortment import EXPRESS, STANDARD, Delivery
from pytest_checkout.demo.store.carrier import Rate
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


class Quoted(oscar.Base):
    """A way of delivery at the price, and for the day, that the shopper was told."""

    in_working_days: Any
    """What is said of the arrival when no day is promised."""

    def __init__(self, rate: Rate) -> None:
        self.rate = rate

    @property
    def description(self) -> Any:
        if self.rate.arrives is None:
            return self.in_working_days
        day = format_html(
            '<time datetime="{}">{}</time>', self.rate.arrives.isoformat(), date_format(self.rate.arrives)
        )
        return format_html(_("Arrives by {}."), day)

    def calculate(self, basket: Any) -> Price:
        """At home at the carrier's price, unless the back office has set another; else at the channel's."""
        channel = channels.current()
        fee = switches.fees.get(self.code, self.rate.fee) if channel is channels.HOME else channel.fees[self.code]
        return _price(basket.currency, fee)


class Standard(Quoted):
    """Free from a basket total, counted after discounts."""

    code = STANDARD.code
    name = _("Standard delivery")
    in_working_days = _("Arrives in three to five working days.")

    def calculate(self, basket: Any) -> Price:
        free = basket.total_incl_tax >= channels.current().free_from
        return _price(basket.currency, Decimal("0.00")) if free else super().calculate(basket)


class Express(Quoted):
    code = EXPRESS.code
    name = _("Express delivery")
    in_working_days = _("Arrives on the next working day.")


def fee_of(delivery: Delivery) -> Decimal:
    """What the shop itself charges for a delivery now, with tax."""
    return switches.fees.get(delivery.code, delivery.fee)


def _price(currency: str, fee: Decimal) -> Price:
    return Price(currency=currency, excl_tax=without_tax(fee, rate("standard"), currency), incl_tax=fee)
