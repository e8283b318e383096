"""The back office of the shop in memory, broken in each way that its suite must notice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

from pytest_checkout.conformance.suite import Sandbox
from pytest_checkout.domain import Money, Order
from pytest_checkout.store.ports import CodeTerms, OrderPayment, Owed
from tests.adapters.back_office import InMemory, Office, Shop

_KEPT = "test_what_is_set_is_kept_and_put_back"
_SET = "test_what_scenarios_set_is_kept_as_it_was_set"
_ALONE = "test_to_set_one_thing_changes_no_other"
_AGAIN = "test_to_set_what_is_set_already_changes_nothing"
_UNKNOWN = "test_what_there_is_not_is_named_and_nothing_comes_of_it"
_CURRENCY = "test_an_amount_in_another_currency_is_refused_or_kept_in_it"
_ORDER = "test_an_order_is_told_as_the_shopper_was_told_of_it"
_NEWEST = "test_orders_come_newest_first_and_nobody_elses"
_CANCEL = "test_a_cancelled_order_is_and_no_other"
_PAID = "test_an_order_that_was_paid_is_and_can_be_refunded"
_HELD = "test_what_is_held_is_not_taken_until_it_is_captured"
_CANNOT = "test_what_cannot_be_done_about_an_order_is_not_done"
_OWED = "test_what_a_system_refuses_is_told_until_it_was_handed_on_again"
BROKEN: dict[type[Sandbox], str | tuple[str, ...]] = {}


def caught_by(test: str) -> Any:
    """Makes of a broken adapter a sandbox of the same name, which this test of the suite must fail."""

    def named(office: type[Office]) -> type[Sandbox]:
        sandbox = type(office.__name__, (InMemory,), {"office": office, "__module__": __name__})
        BROKEN[sandbox] = test
        return sandbox

    return named


# -- settings --


@caught_by(_KEPT)
class SetsNothing(Office):
    def put(self, kind: str, name: str, value: Any) -> None:
        self.get(kind, name)


@caught_by(_KEPT)
class RemembersItself(Office):
    """What is set is never sent to the shop: the adapter alone knows of it."""

    def __init__(self, shop: Shop) -> None:
        super().__init__(shop)
        self.own: dict[tuple[str, str], Any] = {}

    def get(self, kind: str, name: str) -> Any:
        return self.own.get((kind, name), super().get(kind, name))

    def put(self, kind: str, name: str, value: Any) -> None:
        self.own[kind, name] = value


@caught_by(_KEPT)
class CannotSetTwice(Office):
    """So it cannot be put back."""

    def put(self, kind: str, name: str, value: Any) -> None:
        if not self.shop.orders:
            super().put(kind, name, value)
            self.shop.orders.append(Order("0"))


@caught_by(_AGAIN)
class TogglesWhatItIsTold(Office):
    def offer_payment(self, payment: str, offered: bool) -> None:
        self.put("payment", payment, not self.get("payment", payment))


@caught_by(_AGAIN)
class AddsToTheStock(Office):
    def set_stock(self, sku: str, units: int) -> None:
        self.put("stock", sku, self.stock(sku) + units)


@caught_by(_ALONE)
class SetsOfEveryProduct(Office):
    def set_stock(self, sku: str, units: int) -> None:
        self.shop.kept["stock"] = dict.fromkeys(self.shop.kept["stock"], units)


@caught_by(_ALONE)
class ResetsTheUsesWithTheTerms(Office):
    def set_code_terms(self, code: str, terms: CodeTerms) -> None:
        super().set_code_terms(code, terms)
        self.put("uses", code, 0)


@caught_by(_ALONE)
class OffersADeliveryWithItsFee(Office):
    def set_delivery_fee(self, delivery: str, fee: Money) -> None:
        super().set_delivery_fee(delivery, fee)
        self.put("delivery", delivery, False)


@caught_by(_KEPT)
class SetsWhatElseThereIs(Office):
    """Something that the adapter does not tell: only the shop itself does."""

    def switch_plugin(self, plugin: str, active: bool) -> None:
        super().switch_plugin(plugin, active)
        self.shop.kept["plugin"]["of nobody"] = True


@caught_by(_SET)
class TakesNoughtForNotCounted(Office):
    def set_stock(self, sku: str, units: int) -> None:
        super().set_stock(sku, units or self.stock(sku))


@caught_by(_SET)
class RoundsPrices(Office):
    def set_price(self, sku: str, price: Money) -> None:
        super().set_price(sku, Money(price.amount.quantize(Decimal("0.1")), price.currency))


@caught_by(_SET)
class LosesThousands(Office):
    def price(self, sku: str) -> Money:
        price = super().price(sku)
        return Money(Decimal(f"{price.amount:,}".split(",")[0]), price.currency)


@caught_by(_SET)
class ForgetsWithdrawals(Office):
    def set_code_terms(self, code: str, terms: CodeTerms) -> None:
        super().set_code_terms(code, replace(terms, withdrawn=False))


@caught_by(_SET)
class ConfusesUsesAndShoppers(Office):
    def set_code_terms(self, code: str, terms: CodeTerms) -> None:
        super().set_code_terms(code, replace(terms, uses=terms.uses or terms.uses_per_shopper, uses_per_shopper=None))


@caught_by(_SET)
class MovesTheEndByAZone(Office):
    def code_terms(self, code: str) -> CodeTerms:
        terms = super().code_terms(code)
        return replace(terms, ends=terms.ends and terms.ends - timedelta(hours=1 if terms.ends.month == 3 else 0))


@caught_by(_SET)
class KnowsWholePercentAlone(Office):
    def set_tax_rate(self, kind: str, rate: Decimal) -> None:
        super().set_tax_rate(kind, rate.quantize(Decimal("0.01")))


@caught_by(_SET)
class TellsNoClockBehind(Office):
    def clock_ahead(self) -> timedelta:
        return max(super().clock_ahead(), timedelta(0))


@caught_by(_SET)
class LosesWholeDays(Office):
    def set_clock_ahead(self, ahead: timedelta) -> None:
        super().set_clock_ahead(timedelta(seconds=ahead.seconds))


@caught_by(_SET)
class StripsTemplates(Office):
    def set_mail_template(self, mail: str, text: str) -> None:
        super().set_mail_template(mail, text.strip())


@caught_by(_UNKNOWN)
class MakesWhatThereIsNot(Office):
    def get(self, kind: str, name: str) -> Any:
        kept = self.shop.kept[kind]
        return kept.setdefault(name, next(iter(kept.values())))


@caught_by(_UNKNOWN)
class TracesBack(Office):
    """A KeyError is no word for the owner of a shop."""

    def get(self, kind: str, name: str) -> Any:
        return self.shop.kept[kind][name]


@caught_by(_UNKNOWN)
class IgnoresWhatThereIsNot(Office):
    def put(self, kind: str, name: str, value: Any) -> None:
        if name in self.shop.kept[kind]:
            super().put(kind, name, value)


@caught_by(_CURRENCY)
class TakesYenForPounds(Office):
    def put(self, kind: str, name: str, value: Any) -> None:
        before = self.get(kind, name)
        super().put(kind, name, Money(value.amount, before.currency) if isinstance(before, Money) else value)


@caught_by("test_each_theme_can_be_worn_and_no_other")
class WearsAnything(Office):
    def use_theme(self, theme: str) -> None:
        self.put("shop", "theme", theme)


@caught_by("test_it_has_a_subject_that_can_be_read")
class HasNothing:
    def __init__(self, shop: Shop) -> None: ...


# -- orders --


@caught_by(_ORDER)
class TellsTheTotalWithoutDelivery(Office):
    def orders(self, email: str) -> Sequence[Order]:
        return [replace(order, total=order.total - order.delivery) for order in super().orders(email)]  # type: ignore[operator]


@caught_by(_ORDER)
class TellsNoDiscount(Office):
    def orders(self, email: str) -> Sequence[Order]:
        return [replace(order, discount=None) for order in super().orders(email)]


@caught_by(_ORDER)
class TellsThePriceOfOneAsTheLines(Office):
    def orders(self, email: str) -> Sequence[Order]:
        return [
            replace(order, lines=tuple(replace(line, quantity=1) for line in order.lines))
            for order in super().orders(email)
        ]


@caught_by(_NEWEST)
class OldestFirst(Office):
    def orders(self, email: str) -> Sequence[Order]:
        return super().orders(email)[::-1]


@caught_by(_NEWEST)
class FindsByTheEnd(Office):
    def orders(self, email: str) -> Sequence[Order]:
        name = email.partition("-")[0]
        return [order for order in reversed(self.shop.orders) if order.email.partition("-")[0] in name]


@caught_by("test_an_address_is_the_same_in_capitals")
class MindsCapitals(Office):
    def orders(self, email: str) -> Sequence[Order]:
        return [order for order in super().orders(email) if order.email == email]


@caught_by("test_a_shopper_without_orders_has_none")
class InventsOrders(Office):
    def orders(self, email: str) -> Sequence[Order]:
        return super().orders(email) or [Order("0", email=email)]


@caught_by(_CANCEL)
class CancelsNothing(Office):
    def cancel_order(self, number: str) -> None:
        self.payment(number)


@caught_by(_CANCEL)
class CancelsEveryOrderOfTheShopper(Office):
    def cancel_order(self, number: str) -> None:
        self.payment(number)
        self.shop.orders = [replace(order, status="cancelled") for order in self.shop.orders]


@caught_by("test_an_order_that_there_is_not_is_named")
class CancelsWhatThereIsNot(Office):
    def cancel_order(self, number: str) -> None:
        if number in self.shop.payments:
            super().cancel_order(number)


# -- the money of orders --


@caught_by(_PAID)
class RefundsNothing(Office):
    def refund_order(self, number: str) -> None:
        self.act(number, "refund")


@caught_by(_PAID)
class OffersARefundForEver(Office):
    def refund_order(self, number: str) -> None:
        self.act(number, "refund", state="refunded", refunded=self.payment(number).captured)


@caught_by(_HELD)
class TellsWhatIsHeldAsTaken(Office):
    def order_payment(self, number: str) -> OrderPayment:
        payment = super().order_payment(number)
        return replace(payment, captured=payment.invoiced) if payment.state == "held" else payment


@caught_by("test_a_part_can_be_captured_to_the_penny")
class CapturesAllOfIt(Office):
    def capture_order(self, number: str, part: Money | None = None) -> None:
        super().capture_order(number)


@caught_by("test_a_part_in_another_currency_is_not_captured")
class CapturesYenAsPounds(Office):
    def capture_order(self, number: str, part: Money | None = None) -> None:
        super().capture_order(number, part and Money(part.amount, "GBP"))


@caught_by("test_what_is_voided_was_never_taken")
class CapturesWhatIsVoided(Office):
    def void_order(self, number: str) -> None:
        self.act(number, "void", state="voided", captured=self.payment(number).invoiced, can=())


@caught_by(_CANNOT)
class VoidsWhatWasPaid(Office):
    def void_order(self, number: str) -> None:
        self.shop.payments[number] = replace(self.payment(number), state="voided", can=())


@caught_by("test_the_payment_of_one_order_is_not_anothers")
class RefundsTheShopper(Office):
    def refund_order(self, number: str) -> None:
        self.payment(number)
        for each in self.shop.payments:
            if "refund" in self.payment(each).can:
                super().refund_order(each)


@caught_by("test_an_order_without_a_payment_here_is_named")
class InventsPayments(Office):
    def payment(self, number: str) -> OrderPayment:
        nothing = Money.parse("GBP 0")
        return self.shop.payments.get(number) or OrderPayment("open", nothing, nothing, nothing, ())


# -- the outbox --


@caught_by("test_a_shopper_without_orders_is_owed_nothing")
class OwesEverybody(Office):
    def owed(self, email: str) -> Sequence[Owed]:
        return super().owed(email) or [Owed("0", "oms")]


@caught_by(_OWED)
class TellsNoTrouble(Office):
    def owed(self, email: str) -> Sequence[Owed]:
        return [replace(owed, trouble="") for owed in super().owed(email)]


@caught_by(_OWED)
class TellsWhatIsSetAsideAsWaiting(Office):
    def owed(self, email: str) -> Sequence[Owed]:
        return [replace(owed, set_aside=False) for owed in super().owed(email)]


@caught_by("test_an_order_of_which_nothing_is_owed_here_is_named")
class HandsOnWhatThereIsNot(Office):
    def hand_on_again(self, order_number: str) -> None:
        self.shop.owed.pop(order_number, None)
