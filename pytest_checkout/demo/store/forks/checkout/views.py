"""Checkout pages: Oscar's, with a choice of payment, the card form, and a charge at the payment gateway."""

from __future__ import annotations

import logging
from decimal import Decimal
from typing import Any, ClassVar

from django.conf import settings
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.generic import FormView
from oscar.apps.checkout import exceptions
from oscar.apps.checkout import views as oscar
from oscar.apps.order.exceptions import UnableToPlaceOrder
from oscar.apps.payment.exceptions import RedirectRequired, UnableToTakePayment
from oscar.core.loading import get_class, get_model

from pytest_checkout.demo.store import claims, confirmation, gateway, outbox
from pytest_checkout.demo.store.forks.checkout import reviewed
from pytest_checkout.demo.store.forks.checkout.delivery import ShippingMethodView  # noqa: F401  Oscar looks for it here
from pytest_checkout.demo.store.forks.checkout.forms import (
    CARD,
    INVOICE,
    PAYMENTS,
    BillingChoiceForm,
    PaymentMethodForm,
    ways_to_pay,
)
from pytest_checkout.demo.store.models import Attempt
from pytest_checkout.demo.store.payments import attempts, returning, settling, tries
from pytest_checkout.demo.store.switches import TERMS_BOX, switches

Applicator = get_class("offer.applicator", "Applicator")
BankcardForm = get_class("payment.forms", "BankcardForm")
BillingAddressForm = get_class("payment.forms", "BillingAddressForm")
BillingAddress = get_model("order", "BillingAddress")
Order = get_model("order", "Order")
Source = get_model("payment", "Source")
SourceType = get_model("payment", "SourceType")

LOCALE_NOTE = "Locale"
"""Kind of the order note that says in which locale the shopper ordered."""

logger = logging.getLogger("oscar.checkout")


class NotSure(UnableToTakePayment):
    """Whether the shopper paid is not known, and that is what he is told."""


class PaymentMethodView(oscar.CheckoutSessionMixin, FormView):
    template_name = "oscar/checkout/payment_method.html"
    form_class = PaymentMethodForm
    success_url = reverse_lazy("checkout:payment-details")
    pre_conditions = oscar.PaymentMethodView.pre_conditions
    skip_conditions: ClassVar = [*oscar.PaymentMethodView.skip_conditions, "skip_a_single_way_to_pay"]

    def skip_a_single_way_to_pay(self, _: HttpRequest) -> None:
        """Nobody is asked to choose between one."""
        ways = list(ways_to_pay())
        if len(ways) == 1:
            self.checkout_session.pay_by(ways[0])
            raise exceptions.PassedSkipCondition(url=self.success_url)

    def get_initial(self) -> dict[str, Any]:
        chosen = self.checkout_session.payment_method()
        return {"payment_method": chosen} if chosen else {}

    def form_valid(self, form: PaymentMethodForm) -> HttpResponse:
        self.checkout_session.pay_by(form.cleaned_data["payment_method"])
        return super().form_valid(form)


class PaymentDetailsView(oscar.PaymentDetailsView):
    """Card details and billing address, then the preview, then the order.

    The card travels in the preview's hidden fields and is never written down; that is Oscar's own practice.
    """

    order_status: str | None = None
    """The status of the order that is placed, where its payment asks for another than the first."""

    def get_pre_conditions(self, request: HttpRequest) -> list[str]:
        return [*super().get_pre_conditions(request), "check_payment_method_is_chosen"]

    def check_payment_method_is_chosen(self, _request: HttpRequest) -> None:
        chosen = self.checkout_session.payment_method()
        if not self.payment_is_due() or chosen in ways_to_pay():
            return
        word = _("Payment by %s is no longer possible. Please choose another way to pay.")
        told = [word % PAYMENTS[chosen]] if chosen in PAYMENTS else []
        raise exceptions.FailedPreCondition(url=reverse("checkout:payment-method"), messages=told)

    def check_payment_data_is_captured(self, request: HttpRequest) -> None:
        # A card is known only for the length of one POST, so a preview asked for by GET has none.
        if self.payment_is_due() and request.method != "POST":
            raise exceptions.FailedPreCondition(url=reverse("checkout:payment-details"))

    def payment_is_due(self) -> bool:
        """False for an order that costs nothing, or that cannot be priced yet."""
        total = self.build_submission()["order_total"]
        return total is not None and total.incl_tax > Decimal(0)

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**given)
        method = self.checkout_session.payment_method()
        context["payment_method"], context["payment_name"] = method, PAYMENTS.get(method)
        context["payment_is_due"] = context["order_total"] is not None and context["order_total"].incl_tax > 0
        if self.preview:
            context["reviewed"] = reviewed.shown(context)
        for name, form in self.unbound_forms().items():
            context.setdefault(name, form)
        return context

    def unbound_forms(self) -> dict[str, Any]:
        forms = {"billing_choice": BillingChoiceForm(), "billing_form": BillingAddressForm(prefix="billing")}
        return forms | ({"bankcard_form": BankcardForm()} if self.checkout_session.payment_method() == CARD else {})

    def submitted_forms(self) -> tuple[bool, dict[str, Any]]:
        """The forms as the shopper sent them, and whether all that matter are valid."""
        if not self.payment_is_due():
            return True, {}
        sent = self.request.POST
        choice, billing = BillingChoiceForm(sent), BillingAddressForm(sent, prefix="billing")
        forms: dict[str, Any] = {"billing_choice": choice, "billing_form": billing}
        same = choice.is_valid() and choice.cleaned_data["same_as_shipping"]
        if same or not self.request.basket.is_shipping_required():
            forms["billing_form"] = BillingAddressForm(prefix="billing")
            valid = True
        else:
            valid = billing.is_valid()
        if self.checkout_session.payment_method() == CARD:
            forms["bankcard_form"] = BankcardForm(sent)
            valid = forms["bankcard_form"].is_valid() and valid
        return valid, forms

    def handle_payment_details_submission(self, request: HttpRequest) -> HttpResponse:
        valid, forms = self.submitted_forms()
        return self.render_preview(request, **forms) if valid else self.render_payment_details(request, **forms)

    def handle_place_order_submission(self, request: HttpRequest) -> HttpResponse:
        valid, forms = self.submitted_forms()
        if not valid:
            return self.render_payment_details(request, **forms)
        if self.terms_are_missing():
            messages.warning(request, _("Please accept the terms and conditions before you place your order."))
            return self.render_preview(request, **forms)
        submission = self.build_submission()
        if changes := reviewed.changes(request.POST.get("reviewed", ""), submission):
            for change in changes:
                messages.warning(request, change)
            return self.render_preview(request, **forms)
        submission["payment_kwargs"] = forms
        submission["billing_address"] = self.billing_address(forms, submission["shipping_address"])
        return self.submit(**submission)

    def terms_are_missing(self) -> bool:
        """Whether the shopper is asked to accept the terms, and has not."""
        return TERMS_BOX in switches.plugins and not self.request.POST.get("terms")

    def billing_address(self, forms: dict[str, Any], shipping_address: Any) -> Any:
        """The address for the bill: the one given for it, else the delivery's, else none (downloads)."""
        if "billing_form" in forms and forms["billing_form"].is_bound:
            return forms["billing_form"].save(commit=False)
        if shipping_address is None:
            return None
        address = BillingAddress()
        shipping_address.populate_alternative_model(address)
        return address

    def submit(self, **submission: Any) -> HttpResponse:
        self.submission = submission  # what `handle_payment` writes down, so that the order can be placed without us
        return super().submit(**submission)

    def handle_payment(self, order_number: int, total: Any, **forms: Any) -> None:
        """Charge the card, debit the account, or note the invoice.

        Raises Oscar's RedirectRequired when the bank wants to see the shopper first, UnableToTakePayment when the
        payment is declined (shown to the shopper), PaymentError when the gateway fails.
        """
        attempts.give_up_others(order_number)
        if total.incl_tax <= Decimal(0):
            return
        method = self.checkout_session.payment_method()
        if method == INVOICE:
            attempts.abandon(order_number)
            source_type, _ = SourceType.objects.get_or_create(code=method, defaults={"name": str(PAYMENTS[method])})
            self.add_payment_source(
                Source(source_type=source_type, currency=total.currency, amount_allocated=total.incl_tax)
            )
            return
        card = forms["bankcard_form"].bankcard if method == CARD else None
        if card:
            tries.refuse_too_many(order_number)
        attempt = attempts.opened(order_number, method, self.submission, card.obfuscated_number if card else "")
        try:
            payment = self.pay(attempt, card)
        except UnableToTakePayment:
            attempts.finish(attempt, Attempt.FAILED)
            tries.count_declined(order_number)
            raise
        except gateway.Silent as silence:
            logger.exception("Order #%s: the gateway did not say whether it was paid", order_number)
            returning.ask_first(self.request, attempt)
            raise NotSure(str(returning.UNSURE)) from silence
        attempt.reference = payment.id
        if payment.status == "requires_action":
            returning.wait(self.request, attempt)
            raise RedirectRequired(payment.next_action.redirect_to_url.url)
        if payment.status not in settling.ACCEPTED:
            attempts.finish(attempt, Attempt.FAILED)
            raise UnableToTakePayment(str(gateway.CONFIRMATION))
        attempt.save(update_fields=["reference"])
        settling.note(self, attempt, payment)

    def pay(self, attempt: Attempt, card: Any) -> Any:
        """The gateway's payment of this try, by card or else by debit."""
        order = {
            "amount": attempt.amount,
            "currency": attempt.currency,
            "key": attempts.key(attempt),
            "metadata": attempts.metadata(attempt, self.buyer_email()),
        }
        if card is None:
            return gateway.debit(**order)
        back = f"{settings.URL.rstrip('/')}{reverse('checkout:payment-return')}"
        return gateway.charge(card, return_url=back, **order)

    def get_initial_order_status(self, basket: Any) -> str | None:
        return self.order_status or super().get_initial_order_status(basket)

    def handle_order_placement(self, order_number: int, *args: Any, **order: Any) -> HttpResponse:
        """Oscar's, except that the second click of a double click ends at the order of the first.

        What cannot be placed is not paid for either: somebody else may have bought the last unit meanwhile.
        """
        try:
            return super().handle_order_placement(order_number, *args, **order)
        except (IntegrityError, ValueError, UnableToPlaceOrder):  # the database says so, or Oscar, or the stock
            first = Order.objects.filter(number=order_number).first()
            if first is None:
                settling.do_without_order(order_number)
                raise
            self.checkout_session.flush()
            self.request.session["checkout_order_id"] = first.id
            return redirect("checkout:thank-you")

    def render_preview(self, request: HttpRequest, **given: Any) -> HttpResponse:
        """Oscar's; after a refusal priced anew, for somebody who was faster may have used a code up."""
        if "error" in given:
            user, basket = request.user, request.basket
            basket.vouchers.remove(*[code for code in basket.vouchers.all() if not code.is_available_to_user(user)[0]])
            basket.reset_offer_applications()
            Applicator().apply(basket, user, request)
        return super().render_preview(request, **given)

    def place_order(self, *, user: Any, basket: Any, **order: Any) -> Any:
        """The order, its goods, its payment and what the systems behind the shop must learn are written together.

        Those systems learn of an order that waits for a bank when it is paid.
        """
        with transaction.atomic():
            claims.claim_stock(basket)
            claims.claim_codes(basket, user)
            placed = super().place_order(user=user, basket=basket, **order)
            placed.notes.create(note_type=LOCALE_NOTE, message=get_language())
            if placed.status != settling.AWAITING:
                outbox.keep(placed)
        return placed

    def send_order_placed_email(self, order: Any) -> None:
        """Confirm an order that is paid or accepted without; one that waits for a bank is confirmed when it paid."""
        if order.status != settling.AWAITING:
            transaction.on_commit(lambda: self.confirm(order))

    def confirm(self, order: Any) -> None:
        """An order that is paid is placed, whether or not its mail can be written and sent; it follows when it can."""
        try:
            super().send_order_placed_email(order)
        except confirmation.FAILURES:
            logger.exception("Order #%s: the confirmation mail could not be sent", order.number)
            outbox.keep_mail(order, get_language())

    def buyer_email(self) -> str:
        user = self.request.user
        return str(user.email if user.is_authenticated else self.checkout_session.get_guest_email())
