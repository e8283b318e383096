"""Checkout pages: Oscar's, with a choice of payment, the card form, and a charge at the payment gateway."""

from __future__ import annotations

import logging
from decimal import Decimal
from smtplib import SMTPException
from typing import Any

from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils.translation import get_language
from django.views.generic import FormView
from oscar.apps.checkout import exceptions
from oscar.apps.checkout import views as oscar
from oscar.apps.payment.exceptions import UnableToTakePayment
from oscar.core.loading import get_class, get_model

from pytest_checkout.demo.store import gateway
from pytest_checkout.demo.store.forks.checkout.forms import (
    CARD,
    PAYMENTS,
    BillingChoiceForm,
    PaymentMethodForm,
)

BankcardForm = get_class("payment.forms", "BankcardForm")
BillingAddressForm = get_class("payment.forms", "BillingAddressForm")
BillingAddress = get_model("order", "BillingAddress")
Order = get_model("order", "Order")
Source = get_model("payment", "Source")
SourceType = get_model("payment", "SourceType")

LOCALE_NOTE = "Locale"
"""Kind of the order note that says in which locale the shopper ordered."""

logger = logging.getLogger("oscar.checkout")


class PaymentMethodView(oscar.CheckoutSessionMixin, FormView):
    template_name = "oscar/checkout/payment_method.html"
    form_class = PaymentMethodForm
    success_url = reverse_lazy("checkout:payment-details")
    pre_conditions = oscar.PaymentMethodView.pre_conditions
    skip_conditions = oscar.PaymentMethodView.skip_conditions

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

    def get_pre_conditions(self, request: HttpRequest) -> list[str]:
        return [*super().get_pre_conditions(request), "check_payment_method_is_chosen"]

    def check_payment_method_is_chosen(self, _: HttpRequest) -> None:
        if self.payment_is_due() and self.checkout_session.payment_method() not in PAYMENTS:
            raise exceptions.FailedPreCondition(url=reverse("checkout:payment-method"))

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
        submission = self.build_submission()
        submission["payment_kwargs"] = forms
        submission["billing_address"] = self.billing_address(forms, submission["shipping_address"])
        return self.submit(**submission)

    def billing_address(self, forms: dict[str, Any], shipping_address: Any) -> Any:
        """The address for the bill: the one given for it, else the delivery's, else none (downloads)."""
        if "billing_form" in forms and forms["billing_form"].is_bound:
            return forms["billing_form"].save(commit=False)
        if shipping_address is None:
            return None
        address = BillingAddress()
        shipping_address.populate_alternative_model(address)
        return address

    def handle_payment(self, order_number: int, total: Any, **forms: Any) -> None:
        """Charge the card, or note the invoice.

        Raises Oscar's UnableToTakePayment when the card is declined (shown to the shopper), PaymentError when the
        gateway fails.
        """
        if total.incl_tax <= Decimal(0):
            return
        method = self.checkout_session.payment_method()
        source_type, _ = SourceType.objects.get_or_create(code=method, defaults={"name": str(PAYMENTS[method])})
        source = Source(source_type=source_type, currency=total.currency, amount_allocated=total.incl_tax)
        if method == CARD:
            card = forms["bankcard_form"].bankcard
            source.reference = self.charge(card, order_number, total)
            source.label = card.obfuscated_number
            source.amount_debited = total.incl_tax
            self.add_payment_event("Paid", total.incl_tax, reference=source.reference)
        self.add_payment_source(source)

    def charge(self, card: Any, order_number: int, total: Any) -> str:
        """The gateway's id of a successful charge.

        One idempotency key per order and attempt: a double click pays once, a second card after a decline is tried.
        """
        attempts = self.request.session.setdefault("payment_attempts", {})
        attempt = attempts.get(str(order_number), 1)
        try:
            return gateway.charge(
                card,
                amount=total.incl_tax,
                currency=total.currency,
                key=f"order-{order_number}-attempt-{attempt}",
                metadata={"order_number": str(order_number), "email": self.buyer_email()},
            )
        except UnableToTakePayment:
            self.request.session["payment_attempts"] = {str(order_number): attempt + 1}
            raise

    def handle_order_placement(self, order_number: int, *args: Any, **order: Any) -> HttpResponse:
        """Oscar's, except that the second click of a double click ends at the order of the first."""
        try:
            return super().handle_order_placement(order_number, *args, **order)
        except (IntegrityError, ValueError):  # the database says so, or Oscar, whichever looks first
            first = Order.objects.filter(number=order_number).first()
            if first is None:
                raise
            self.request.session["checkout_order_id"] = first.id
            return redirect("checkout:thank-you")

    def place_order(self, *args: Any, **order: Any) -> Any:
        placed = super().place_order(*args, **order)
        placed.notes.create(note_type=LOCALE_NOTE, message=get_language())
        return placed

    def send_order_placed_email(self, order: Any) -> None:
        """An order that is paid is placed, whether or not the mail server is up; the log has the failure."""
        try:
            super().send_order_placed_email(order)
        except (SMTPException, OSError):
            logger.exception("Order #%s: the confirmation mail could not be sent", order.number)

    def buyer_email(self) -> str:
        user = self.request.user
        return str(user.email if user.is_authenticated else self.checkout_session.get_guest_email())
