"""The card and billing forms as browsers and password managers can fill them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from oscar.apps.payment import forms as oscar
from oscar.core.loading import get_model

from pytest_checkout.demo.store.autofill import ADDRESS, offer_autofill


class HiddenMonth(oscar.BankcardMonthWidget):
    """Month and year as two hidden inputs; Django would hide both in one that it cannot read back."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__([forms.HiddenInput, forms.HiddenInput], attrs)


class ExpiryMonthField(oscar.BankcardExpiryMonthField):
    num_years = 20
    hidden_widget = HiddenMonth


class BankcardForm(oscar.BankcardForm):
    """Oscar's card form with the holder's name, and without the "valid from" that no card has carried for years."""

    name = forms.CharField(label=_("Name on card"), max_length=255)
    start_month = None
    expiry_month = ExpiryMonthField()

    class Meta(oscar.BankcardForm.Meta):
        fields = ("name", "number", "expiry_month", "ccv")

    def __init__(self, *args: Any, **keywords: Any) -> None:
        super().__init__(*args, **keywords)
        offer_autofill(self.fields, {"name": "cc-name", "number": "cc-number", "ccv": "cc-csc"})
        self.fields["number"].widget.attrs["inputmode"] = "numeric"
        self.fields["ccv"].widget.attrs["inputmode"] = "numeric"
        month, year = self.fields["expiry_month"].widget.widgets
        month.attrs |= {"autocomplete": "cc-exp-month", "aria-label": _("Expiry month")}
        year.attrs |= {"autocomplete": "cc-exp-year", "aria-label": _("Expiry year")}

    @property
    def bankcard(self) -> Any:
        """The card that was entered, as an unsaved Oscar model."""
        given = self.cleaned_data
        Bankcard = get_model("payment", "Bankcard")
        return Bankcard(name=given["name"], number=given["number"], expiry_date=given["expiry_month"], ccv=given["ccv"])


class BillingAddressForm(oscar.BillingAddressForm):
    def __init__(self, *args: Any, **keywords: Any) -> None:
        super().__init__(*args, **keywords)
        offer_autofill(self.fields, ADDRESS, "billing")
