"""Countries named in the language of the request, from CLDR."""

from __future__ import annotations

from babel import Locale
from django.utils.translation import get_language, to_locale
from oscar.apps.address.abstract_models import AbstractCountry


class Country(AbstractCountry):
    def __str__(self) -> str:
        return self.local_name

    @property
    def local_name(self) -> str:
        """"Germany", "Deutschland", "Allemagne", ... by the language of the request."""
        territories = Locale.parse(to_locale(get_language() or "en-gb")).territories
        return str(territories[self.iso_3166_1_a2])


from oscar.apps.address.models import *  # noqa: E402, F403 - Oscar's order: the models we replace come first
