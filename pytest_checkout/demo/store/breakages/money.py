"""Breakages of amounts: what is taken off, and what is asked for."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.utils import timezone
from oscar.apps.checkout.calculators import OrderTotalCalculator
from oscar.core.prices import Price

from pytest_checkout.demo.store.breakages.breakage import breaks
from pytest_checkout.demo.store.forks.checkout.views import PaymentDetailsView
from pytest_checkout.demo.store.forks.offer.benefits import RoundedPercentageBenefit
from pytest_checkout.demo.store.forks.voucher.models import Voucher

Sound = Callable[..., Any]


@breaks(RoundedPercentageBenefit, "apply", switch="promotion-takes-wrong-amount")
def one_percent_less(sound: Sound, benefit: Any, *where: Any, **more: Any) -> Any:
    """A "10 %" code takes 9 %, consistently on every page and in the order."""
    return sound(benefit, *where, **more | {"discount_percent": benefit.value - 1})


@breaks(PaymentDetailsView, "submit", switch="voucher-shown-not-taken")
def full_price_after_all(sound: Sound, view: Any, **submission: Any) -> Any:
    """Basket and preview show the discount, but the order and the charge are for the full price."""
    basket, delivery = submission["basket"], submission["shipping_charge"]
    submission["order_total"] = Price(
        basket.currency,
        excl_tax=basket.total_excl_tax_excl_discounts + delivery.excl_tax,
        incl_tax=basket.total_incl_tax_excl_discounts + delivery.incl_tax,
    )
    return sound(view, **submission)


@breaks(OrderTotalCalculator, "calculate", switch="order-total-off-by-a-penny")
def one_penny_more(sound: Sound, *args: Any, **more: Any) -> Any:
    """The order total is a penny more than its parts."""
    total = sound(*args, **more)
    return Price(total.currency, excl_tax=total.excl_tax, incl_tax=total.incl_tax + Decimal("0.01"))


@breaks(Voucher, "is_expired", switch="expired-code-accepted")
def never_expired(*_: Any) -> bool:
    """A code is taken although it has ended; one that has not begun is still refused."""
    return False


@breaks(Voucher, "is_active", switch="expired-code-accepted")
def active_once_begun(_: Sound, voucher: Any, test_datetime: Any = None) -> bool:
    began: bool = voucher.start_datetime <= (test_datetime or timezone.now())
    return began
