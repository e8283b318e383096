"""Breakages of amounts: what is taken off, and what is asked for."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils import timezone
from oscar.apps.checkout.calculators import OrderTotalCalculator
from oscar.core.prices import Price

from pytest_checkout.demo.store.assortment import STANDARD, STANDARD_RATE
from pytest_checkout.demo.store.breakages.breakage import breaks
from pytest_checkout.demo.store.forks.checkout.views import PaymentDetailsView
from pytest_checkout.demo.store.forks.offer.benefits import RoundedPercentageBenefit
from pytest_checkout.demo.store.forks.partner import strategy
from pytest_checkout.demo.store.forks.shipping.methods import Standard
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


@breaks(RoundedPercentageBenefit, "apply", switch="discount-rounded-per-unit")
def round_each_unit(sound: Sound, benefit: Any, basket: Any, condition: Any, offer: Any, **more: Any) -> Any:
    """Each unit's discount is rounded by itself; the shop promises to round once for the whole basket."""
    lines = benefit.get_applicable_lines(offer, basket)
    once = sum((price * line.quantity_without_offer_discount(offer) for price, line in lines), Decimal(0))
    each = sum(
        (_penny(price * benefit.value / 100) * line.quantity_without_offer_discount(offer) for price, line in lines),
        Decimal(0),
    )
    return sound(benefit, basket, condition, offer, **more | {"discount_percent": each / once * 100 if once else 0})


def _penny(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal("0.01"), ROUND_HALF_UP)


@breaks(Standard, "calculate", switch="free-delivery-counts-before-discounts")
def before_discounts(sound: Sound, method: Any, basket: Any) -> Any:
    """The threshold is met by what the goods cost before the discount."""
    return sound(method, basket) if basket.total_incl_tax_excl_discounts < STANDARD.free_from else _free(basket)


def _free(basket: Any) -> Price:
    return Price(basket.currency, excl_tax=Decimal(0), incl_tax=Decimal(0))


@breaks(strategy, "rate_of", switch="full-tax-on-reduced-goods")
def full_rate(*_: Any) -> Decimal:
    """Books are taxed like everything else."""
    return STANDARD_RATE


@breaks(PaymentDetailsView, "submit", switch="free-delivery-charged")
def charge_delivery_after_all(sound: Sound, view: Any, **submission: Any) -> Any:
    """Above the threshold every page says that delivery is free, and the order takes the fee."""
    if submission["basket"].total_incl_tax >= STANDARD.free_from:
        total = submission["order_total"]
        submission["order_total"] = Price(
            total.currency, excl_tax=total.excl_tax, incl_tax=total.incl_tax + STANDARD.fee
        )
    return sound(view, **submission)


@breaks(Voucher, "is_expired", switch="expired-code-accepted")
def never_expired(*_: Any) -> bool:
    """A code is taken although it has ended; one that has not begun is still refused."""
    return False


@breaks(Voucher, "is_active", switch="expired-code-accepted")
def active_once_begun(_: Sound, voucher: Any, test_datetime: Any = None) -> bool:
    began: bool = voucher.start_datetime <= (test_datetime or timezone.now())
    return began
