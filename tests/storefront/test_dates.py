"""Days are read the way of the locale, and left out where they could mean two."""

from __future__ import annotations

from datetime import date

import pytest

from pytest_checkout.storefront.dates import days_in

NEAR = date(2026, 11, 26)
FIRST = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("Arrives by 1 December 2026.", "en-GB"),
        ("Arrives by Tuesday, December 1, 2026", "en-US"),
        ("Get it Tue, Dec 1st", "en-US"),
        ("Arrives 1st of December", "en-GB"),
        ("Kommt bis 1. Dezember 2026 an.", "de-DE"),
        ("Lieferung: Di., 1. Dez.", "de-DE"),
        ("Arrivée au plus tard le 1 décembre 2026.", "fr-FR"),
        ("Livraison le mardi 1er décembre", "fr-FR"),
        ("llega el 1 de diciembre de 2026", "es-ES"),
        ("يصل في موعد أقصاه 1 ديسمبر 2026.", "ar"),
        ("يصل في موعد أقصاه 1 ديسمبر، 2026.", "ar"),
        ("يصل ١ ديسمبر ٢٠٢٦", "ar"),
        ("delivery 2026-12-01", "en-GB"),
    ],
)
def test_a_day_is_read_as_its_locale_writes_it(text: str, locale: str) -> None:
    assert days_in(text, locale, NEAR) == [FIRST]


def test_several_days_come_in_the_order_of_the_text() -> None:
    assert days_in("between 30 November and 1 December", "en-GB", NEAR) == [date(2026, 11, 30), FIRST]


def test_without_a_year_the_closest_day_is_meant() -> None:
    assert days_in("by 4 January", "en-GB", date(2026, 12, 30)) == [date(2027, 1, 4)]


@pytest.mark.parametrize(
    "text", ["Arrives by 01/12/2026", "in 3 to 5 working days", "31 February 2026", "Standard delivery £4.90", ""]
)
def test_what_is_no_day_or_could_be_two_is_left_out(text: str) -> None:
    assert days_in(text, "en-GB", NEAR) == []
