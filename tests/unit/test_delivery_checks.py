"""What the checks of delivery say: honest words, the day of arrival, labels; each once right and once wrong."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time

import pytest

from pytest_checkout.checks import CheckFailed
from pytest_checkout.disruptors.shipping import arrival_day, carrier_prices, labels
from pytest_checkout.store.arrival import MOMENTS, moment, promised
from pytest_checkout.store.profile import Promise
from pytest_checkout.storefront import Offer

FRIDAY, MONDAY = date(2026, 11, 27), date(2026, 11, 30)
HONEST = {
    "en": "We cannot get delivery prices for your address just now. Please try again in a moment.",
    "de": "Im Moment bekommen wir keine Versandpreise für Ihre Adresse. Bitte versuchen Sie es gleich noch einmal.",
    "fr": "Les prix de livraison pour votre adresse sont momentanément indisponibles. Veuillez réessayer.",
    "ar": "تعذّر الحصول على أسعار التوصيل إلى عنوانك في هذه اللحظة. يُرجى المحاولة مرة أخرى بعد قليل.",
}
BLAMING = {
    "en": "Shipping is unavailable for your chosen address - please choose another",
    "de": "Wir liefern nicht nach Österreich.",
    "fr": "Nous ne livrons pas à cette adresse.",
    "ar": "لا نوصل إلى هذا العنوان",
    "es": "No hay métodos de envío para su dirección",
    "it": "Non spediamo in questo paese",
    "ja": "この住所には配送できません",
    "nl": "Wij bezorgen niet in dit land",
}


def offer(text: str) -> Offer:
    return Offer(text, None)


@pytest.mark.parametrize(
    "check",
    [
        *(lambda language=language: carrier_prices.told_honestly([HONEST[language]], language) for language in HONEST),
        lambda: arrival_day.promises_the_day(offer("Express delivery Arrives by 27 November 2026."), [FRIDAY], "en-GB"),
        lambda: arrival_day.promises_the_day(offer("Express, Mo., 30. Nov."), [FRIDAY, MONDAY], "de-DE"),
        lambda: arrival_day.promises_the_day(offer("between 26 and 27 November"), [FRIDAY], "en-GB"),
        lambda: labels.labelled_once(["DC1"], "100042"),
        lambda: carrier_prices.came_in_time(3.2, 25, came=True),
    ],
)
def test_what_is_right_passes(check: Callable[[], None]) -> None:
    check()


@pytest.mark.parametrize(
    ("check", "words"),
    [
        *(
            (lambda lang=lang: carrier_prices.told_honestly(["Sorry.", BLAMING[lang]], lang), "that nothing is")
            for lang in BLAMING
        ),
        (lambda: carrier_prices.told_honestly([], "en"), "telling why there are none, but is without a word"),
        (lambda: arrival_day.promises_the_day(offer("Express delivery"), [FRIDAY], "en-GB"), "but is not named"),
        (
            lambda: arrival_day.promises_the_day(offer("Arrives by 28 November 2026"), [FRIDAY], "en-GB"),
            "should be Friday 27 November 2026, but is Saturday 28 November 2026",
        ),
        (lambda: carrier_prices.came_in_time(61, 25, came=True), "within 25 seconds.*but is there after 61 seconds"),
        (lambda: carrier_prices.came_in_time(31, 25, came=False), "but is not there after 31 seconds"),
        (lambda: labels.labelled_once([], "100042"), "order 100042 should be 1, but is 0. Made: none."),
        (lambda: labels.labelled_once(["DC1", "DC2"], "100042"), "should be 1, but is 2. Made: DC1, DC2."),
    ],
)
def test_what_is_wrong_is_told(check: Callable[[], None], words: str) -> None:
    with pytest.raises(CheckFailed, match=words):
        check()


# -- the moments at which a promise is reckoned in different ways --

PROMISE = Promise(working_days=1, cut_off=time(14), zone="Europe/London", holidays_of="GB-ENG")
NOW = datetime.fromisoformat("2026-11-26T15:50:00+00:00")


@pytest.mark.parametrize(
    ("which", "stands", "arrives"),
    [
        ("before the cut-off", "2026-11-30T13:00:00+00:00", date(2026, 12, 1)),
        ("after the cut-off", "2026-11-30T15:00:00+00:00", date(2026, 12, 2)),
        ("the weekend", "2026-11-28T13:00:00+00:00", date(2026, 12, 1)),
        ("the eve of a holiday", "2026-12-24T13:00:00+00:00", date(2026, 12, 29)),
    ],
)
def test_a_moment_is_the_next_of_its_kind(which: str, stands: str, arrives: date) -> None:
    found = moment(PROMISE, which, NOW)
    assert found == datetime.fromisoformat(stands)
    assert promised(PROMISE, found) == arrives


def test_in_summer_the_cut_off_is_told_by_summer_time() -> None:
    found = moment(PROMISE, "before the cut-off", datetime.fromisoformat("2026-06-10T08:00:00+00:00"))
    assert found == datetime.fromisoformat("2026-06-11T12:00:00+00:00")


def test_without_holidays_there_is_no_eve_of_one() -> None:
    nowhere = PROMISE.model_copy(update={"holidays_of": ""})
    assert moment(nowhere, "the eve of a holiday", NOW) is None
    assert all(moment(nowhere, which, NOW) for which in MOMENTS if "holiday" not in which)
