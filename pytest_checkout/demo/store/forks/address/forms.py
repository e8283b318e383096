"""Address rules: a postcode where the country has postcodes, a state where it has states."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from oscar.apps.address import forms as oscar

from pytest_checkout.demo.store.assortment import COUNTRIES_WITH_STATES


class AbstractAddressForm(oscar.AbstractAddressForm):
    def __init__(self, *args: Any, **keywords: Any) -> None:
        super().__init__(*args, **keywords)
        # Not by the form: whether one is needed depends on the country, and the address model knows.
        self.fields["postcode"].required = False

    def clean(self) -> Any:
        given = super().clean()
        country = given.get("country")
        if country and country.code in COUNTRIES_WITH_STATES and not given.get("state"):
            self.add_error("state", _("Addresses in %(country)s need a state.") % {"country": country})
        return given
