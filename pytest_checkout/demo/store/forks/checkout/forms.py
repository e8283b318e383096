"""Forms of the checkout: who, where to, and how to pay."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from oscar.apps.checkout import forms as oscar

from pytest_checkout.demo.store import channels
from pytest_checkout.demo.store.autofill import ADDRESS, offer_autofill
from pytest_checkout.demo.store.switches import switches

CARD, INVOICE, DEBIT = "card", "invoice", "direct-debit"
PAYMENTS = {CARD: _("Credit or debit card"), INVOICE: _("Invoice"), DEBIT: _("Direct debit")}


def ways_to_pay() -> dict[str, Any]:
    """The names of the ways to pay that are offered now, by code: a British direct debit takes pounds alone."""
    here = channels.current().payments
    return {code: name for code, name in PAYMENTS.items() if code in here and switches.offers("payment", code)}


class GatewayForm(oscar.GatewayForm):
    use_required_attribute = False
    """Oscar asks guests for a password too unless its script runs first; the server knows who needs one."""

    def __init__(self, *args: Any, **keywords: Any) -> None:
        super().__init__(*args, **keywords)
        offer_autofill(self.fields, {"username": "email"})


class ShippingAddressForm(oscar.ShippingAddressForm):
    def __init__(self, *args: Any, **keywords: Any) -> None:
        super().__init__(*args, **keywords)
        offer_autofill(self.fields, ADDRESS, "shipping")


class ShippingMethodForm(oscar.ShippingMethodForm):
    """Oscar's form; the page shows it as radio buttons."""


class PaymentMethodForm(forms.Form):
    payment_method = forms.ChoiceField(
        label=_("How would you like to pay?"),
        choices=lambda: list(ways_to_pay().items()),
        initial=CARD,
        widget=forms.RadioSelect,
    )


class BillingChoiceForm(forms.Form):
    """Whether the bill goes where the parcel goes."""

    same_as_shipping = forms.BooleanField(
        label=_("Billing address is the same as the delivery address"), required=False, initial=True
    )
