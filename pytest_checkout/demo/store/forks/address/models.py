"""Countries named in the language of the request."""

from __future__ import annotations

from oscar.apps.address import abstract_models as oscar

from pytest_checkout.demo.store.translated import translated


class Country(oscar.AbstractCountry):
    printable_name = translated(oscar.AbstractCountry, "printable_name")


from oscar.apps.address.models import *  # noqa: E402, F403 - Oscar's order: the models we replace come first
