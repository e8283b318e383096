"""Runs inside pretix (`python -m pretix shell`): an event that sells, and a token for its REST API on the last line."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from django.utils.timezone import now
from django_scopes import scopes_disabled
from i18nfield.strings import LazyI18nString
from pretix.base.models import Organizer, Team

LANGUAGES = ["en", "de", "ar"]
BANK = "pretix.plugins.banktransfer"
ACCOUNT = {
    "_enabled": True,
    "ack": True,
    "bank_details_type": "sepa",
    "bank_details_sepa_name": "Harbour Theatre",
    "bank_details_sepa_iban": "DE02120300000000202051",
    "bank_details_sepa_bic": "BYLADEM1001",
    "bank_details_sepa_bank": "A bank",
}
PRODUCTS = [
    ({"en": "Box seat", "de": "Logenplatz", "ar": "مقصورة"}, "120.00", 0),
    ({"en": "Standing place", "de": "Stehplatz", "ar": "مكان للوقوف"}, "40.00", 500),
]

with scopes_disabled():
    theatre = Organizer.objects.create(name="Harbour Theatre", slug="harbour", plugins=BANK)
    theatre.settings.locales, theatre.settings.locale = LANGUAGES, "en"
    festival = theatre.events.create(
        name=LazyI18nString({"en": "Summer Festival", "de": "Sommerfest", "ar": "مهرجان الصيف"}),
        slug="summer",
        currency="EUR",
        date_from=now() + timedelta(days=200),
        live=True,
        plugins=BANK,
    )
    festival.set_defaults()
    festival.settings.locales, festival.settings.locale, festival.settings.timezone = LANGUAGES, "en", "UTC"
    for key, value in ACCOUNT.items():
        festival.settings.set(f"payment_banktransfer_{key}", value)
    tax = festival.tax_rules.create(name="VAT", rate=Decimal("19.00"))
    for name, price, units in PRODUCTS:
        item = festival.items.create(name=LazyI18nString(name), default_price=Decimal(price), tax_rule=tax, active=True)
        festival.quotas.create(name=name["en"], size=units).items.add(item)
    robots = Team.objects.create(
        organizer=theatre,
        name="robots",
        all_events=True,
        all_event_permissions=True,
        all_organizer_permissions=True,
    )
    print(robots.tokens.create(name="conformance").token)
