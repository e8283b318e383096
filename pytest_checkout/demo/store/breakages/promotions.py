"""Breakages of discount codes: who may use them, when, how often, and what becomes of them afterwards."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from oscar.apps.basket import views as basket_views
from oscar.apps.basket.forms import BasketVoucherForm
from oscar.apps.basket.middleware import BasketMiddleware
from oscar.apps.basket.utils import LineOfferConsumer
from oscar.apps.checkout.calculators import OrderTotalCalculator
from oscar.apps.offer.applicator import Applicator
from oscar.apps.offer.benefits import AbsoluteDiscountBenefit
from oscar.apps.offer.conditions import ValueCondition
from oscar.core.loading import get_model
from oscar.core.prices import Price

from pytest_checkout.demo.store.breakages.breakage import breaks
from pytest_checkout.demo.store.forks.checkout.views import PaymentDetailsView
from pytest_checkout.demo.store.forks.offer.benefits import RoundedPercentageBenefit
from pytest_checkout.demo.store.forks.voucher.models import Voucher
from pytest_checkout.demo.store.switches import switches

Sound = Callable[..., Any]
Order = get_model("order", "Order")


@breaks(Voucher, "is_active", switch="codes-keep-time-by-utc")
def by_the_wrong_clock(_: Sound, voucher: Any, test_datetime: Any = None) -> bool:
    """The dates of a code are the shop's, and are compared as if they were UTC."""
    starts, ends = _as_utc(voucher.start_datetime), _as_utc(voucher.end_datetime)
    now = test_datetime or timezone.now()
    return bool(switches.offers("code", voucher.code) and starts <= now <= ends)


@breaks(Voucher, "is_expired", switch="codes-keep-time-by-utc")
def ends_by_the_wrong_clock(_: Sound, voucher: Any) -> bool:
    return bool(_as_utc(voucher.end_datetime) < timezone.now())


def _as_utc(moment: datetime) -> datetime:
    return moment.astimezone(ZoneInfo(settings.SHOP_ZONE)).replace(tzinfo=UTC)


@breaks(Voucher, "is_active", switch="upcoming-code-accepted")
def active_until_it_ends(_: Sound, voucher: Any, *_when: Any) -> bool:
    """A code is taken although it has not begun."""
    return switches.offers("code", voucher.code) and not voucher.is_expired()


@breaks(Voucher, "is_available_to_user", switch="code-limits-ignored")
def for_everybody(*_: Any, **_more: Any) -> tuple[bool, str]:
    """A code for one use is taken again and again."""
    return True, ""


@breaks(Voucher, "save", switch="placed-orders-follow-codes")
def rewrite_orders(sound: Sound, voucher: Any, *args: Any, **more: Any) -> None:
    """Whoever touches a code rewrites the orders that were placed with it, at the full price."""
    sound(voucher, *args, **more)
    for application in voucher.applications.select_related("order"):
        for line in application.order.lines.all():
            line.line_price_incl_tax = line.line_price_before_discounts_incl_tax
            line.save()


@breaks(PaymentDetailsView, "render_payment_details", switch="code-used-by-declined-payment")
def use_it_up(sound: Sound, view: Any, request: Any, **more: Any) -> Any:
    """A declined card uses the codes of the basket up, for an order that never was."""
    if "error" in more:
        nothing = dict.fromkeys(("total_incl_tax", "total_excl_tax", "shipping_incl_tax", "shipping_excl_tax"), 0)
        order = Order.objects.create(number=f"declined-{secrets.token_hex(4)}", **nothing)
        for voucher in request.basket.vouchers.all():
            voucher.applications.create(voucher=voucher, order=order)
    return sound(view, request, **more)


@breaks(BasketMiddleware, "get_basket", switch="codes-forgotten-at-the-door")
def forget_at_the_door(sound: Sound, middleware: Any, request: Any) -> Any:
    """Who comes in by the front door has lost the codes of the cart."""
    basket = sound(middleware, request)
    if request.path.endswith("/catalogue/") and basket.pk:
        basket.vouchers.clear()
    return basket


@breaks(Order, "set_status", switch="code-given-back-on-cancelling")
def give_back(sound: Sound, order: Any, status: str) -> None:
    """Cancelling an order gives the use of its code back, which this shop declares not to do."""
    sound(order, status)
    if status == "Cancelled":
        get_model("voucher", "VoucherApplication").objects.filter(order=order).delete()


@breaks(BasketVoucherForm, "clean_code", switch="codes-mind-capitals")
def as_typed(_: Sound, form: Any) -> str:
    """A code counts only as it is written, capital by capital."""
    return str(form.cleaned_data["code"]).strip()


@breaks(OrderTotalCalculator, "calculate", switch="discount-beyond-the-goods")
def take_it_all(sound: Sound, calculator: Any, basket: Any, *args: Any, **more: Any) -> Any:
    """A code for an amount takes all of it off the total, also where the goods cost less."""
    total = sound(calculator, basket, *args, **more)
    beyond = sum(
        (
            discount["offer"].benefit.value - discount["discount"]
            for discount in basket.voucher_discounts
            if isinstance(discount["offer"].benefit.proxy(), AbsoluteDiscountBenefit)
        ),
        Decimal(0),
    )
    return Price(total.currency, excl_tax=total.excl_tax, incl_tax=total.incl_tax - max(beyond, Decimal(0)))


@breaks(basket_views.VoucherAddView, "form_valid", switch="code-counts-twice")
def remember_twice(sound: Sound, view: Any, form: Any) -> Any:
    """Entering a code a second time doubles what it takes off."""
    if view.request.basket.id and view.request.basket.contains_voucher(form.cleaned_data["code"]):
        view.request.session["code_twice"] = True
    return sound(view, form)


@breaks(Applicator, "apply", switch="code-counts-twice")
def mark_the_basket(sound: Sound, applicator: Any, basket: Any, user: Any = None, request: Any = None) -> Any:
    basket.code_twice = request is not None and request.session.get("code_twice", False)
    return sound(applicator, basket, user, request)


@breaks(RoundedPercentageBenefit, "apply", switch="code-counts-twice")
def take_it_twice(sound: Sound, benefit: Any, basket: Any, *where: Any, **more: Any) -> Any:
    twice = {"discount_percent": benefit.value * 2} if getattr(basket, "code_twice", False) else {}
    return sound(benefit, basket, *where, **more | twice)


@breaks(RoundedPercentageBenefit, "apply", switch="everything-free-leaves-a-rest")
def leave_a_rest(sound: Sound, benefit: Any, *where: Any, **more: Any) -> Any:
    """A code for everything leaves a hundredth to pay."""
    return sound(benefit, *where, **more | ({"discount_percent": Decimal(99)} if benefit.value == 100 else {}))


@breaks(ValueCondition, "is_satisfied", switch="minimum-spend-ignored")
def satisfied_by_anything(*where: Any) -> bool:
    """A code with a minimum spend is taken from the first penny."""
    return bool(where[-1].num_items)


@breaks(AbsoluteDiscountBenefit, "apply", switch="fixed-code-takes-a-penny-less")
def a_penny_less(sound: Sound, benefit: Any, *where: Any, **more: Any) -> Any:
    """A code for an amount takes a penny less than it says."""
    if "discount_amount" in more:  # a percentage, which is made an amount first
        return sound(benefit, *where, **more)
    return sound(benefit, *where, **more | {"discount_amount": benefit.value - Decimal("0.01")})


@breaks(basket_views.VoucherAddView, "form_valid", switch="unknown-code-accepted")
def take_any_word(sound: Sound, view: Any, form: Any) -> Any:
    """A code that does not exist gives what the first one does."""
    if not Voucher.objects.filter(code=form.cleaned_data["code"]).exists():
        form.cleaned_data["code"] = Voucher.objects.order_by("pk").first().code
    return sound(view, form)


@breaks(basket_views.VoucherRemoveView, "post", switch="removed-code-takes-the-field-along")
def remember_removal(sound: Sound, view: Any, request: Any, *args: Any, **more: Any) -> Any:
    """Who has removed a code finds no field for another."""
    request.session["code_removed"] = True
    return sound(view, request, *args, **more)


@breaks(basket_views.BasketView, "get_context_data", switch="removed-code-takes-the-field-along")
def without_the_field(sound: Sound, view: Any, **more: Any) -> Any:
    context = sound(view, **more)
    if view.request.session.get("code_removed"):
        context.pop("voucher_form", None)
    return context


@breaks(Applicator, "apply", switch="discount-of-the-fullest-cart")
def remember_the_fullest(sound: Sound, applicator: Any, basket: Any, user: Any = None, request: Any = None) -> Any:
    """A discount is reckoned from what the cart held at most since the code was entered."""
    if request is not None and basket.id and basket.vouchers.exists():
        most = max(request.session.get("most_units", 0), basket.num_items)
        request.session["most_units"] = most
        basket.times_fuller = Decimal(most) / max(1, basket.num_items)
    return sound(applicator, basket, user, request)


@breaks(RoundedPercentageBenefit, "apply", switch="discount-of-the-fullest-cart")
def as_of_the_fullest(sound: Sound, benefit: Any, basket: Any, *where: Any, **more: Any) -> Any:
    share = min(Decimal(100), benefit.value * getattr(basket, "times_fuller", 1))
    return sound(benefit, basket, *where, **more | {"discount_percent": share})


@breaks(get_model("offer", "Range"), "contains_product", switch="code-for-some-taken-off-all")
def everything_belongs(*_: Any) -> bool:
    """A code for some products is for whatever is in the basket."""
    return True


@breaks(get_model("offer", "Range"), "contains_product", switch="reduced-goods-reduced-again")
def nothing_is_left_out(sound: Sound, chosen: Any, product: Any) -> bool:
    """What a code leaves out is forgotten: reduced goods get cheaper still."""
    return bool(chosen.includes_all_products or sound(chosen, product))


@breaks(LineOfferConsumer, "available", switch="codes-add-up")
def as_if_there_were_no_other(_: Sound, consumer: Any, offer: Any = None) -> int:
    """Codes that exclude each other are both taken off the same goods."""
    return int(consumer._line.quantity - consumer.num_consumed(offer))
