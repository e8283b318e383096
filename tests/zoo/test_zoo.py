"""The generic shopper in shops that it has never seen; docs/zoo.md has the figures."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from tests.zoo.places import PLACES
from tests.zoo.report import shares, summary, suspects
from tests.zoo.server import Zoo, serving
from tests.zoo.traits import Traits
from tests.zoo.verdict import Verdict
from tests.zoo.walk import Walk, population, walk, walks_beside, without_words


@pytest.fixture(scope="module")
def zoo() -> Iterator[Zoo]:
    with serving() as opened:
        yield opened


@pytest.mark.parametrize("number", range(len(PLACES)), ids=list(PLACES))
def test_the_plainest_shop_is_completed_in_every_place(browser: Browser, zoo: Zoo, number: int) -> None:
    """In its own words, which were not taken from the reader's lists."""
    came = walk(browser, zoo, Traits(place=list(PLACES)[number], wording=number * 7), number)
    assert came.verdict is Verdict.COMPLETED, came.said


GATES = ("login_wall", "captcha", "queue", "geo_block", "not_a_shop", "maintenance", "sold_out")


@pytest.mark.parametrize("gate", GATES)
@pytest.mark.parametrize("place", ["en-GB", "sv-SE"])
def test_what_stands_before_a_shop_is_named_in_any_language(browser: Browser, zoo: Zoo, gate: str, place: str) -> None:
    came = walk(browser, zoo, Traits(place=place, obstacle=gate), len(zoo.shops))  # type: ignore[arg-type]
    assert came.verdict is Verdict.REFUSED_RIGHTLY, came.said


@pytest.mark.parametrize("trap", ["thanks_without_order", "doubles_quantity", "ignores_variant", "declines"])
def test_what_the_shop_really_did_is_noticed(browser: Browser, zoo: Zoo, trap: str) -> None:
    options = "select" if trap == "ignores_variant" else "none"
    came = walk(browser, zoo, Traits(obstacle=trap, options=options), len(zoo.shops))  # type: ignore[arg-type]
    assert came.verdict is Verdict.REFUSED_RIGHTLY, came.said


COMPLETED, REFUSED = 0.95, 0.98
"""What issue 5 asks for: the share of completable shops that are completed, of impossible ones refused rightly."""
FIXED, WORKERS = 31337, 2


def _reaches_the_goal(seed: int, shops: int, record: Callable[[str, object], None]) -> None:
    done = list(walks_beside(list(enumerate(population(seed, shops))), WORKERS))
    figures = f"zoo of {shops} shops, seed {seed}: {summary(done)}"
    record("figures", figures)
    completed, refused = shares(done)
    bad = [came for came in done if came.verdict in (Verdict.WRONG_SUCCESS, Verdict.CRASHED)]
    assert (bad, completed >= COMPLETED, refused >= REFUSED) == ([], True, True), figures


def test_sixty_shops_reach_the_goal(record_property: Callable[[str, object], None]) -> None:
    _reaches_the_goal(FIXED, 60, record_property)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["fixed", "fresh"])
def test_five_hundred_shops_reach_the_goal(kind: str, record_property: Callable[[str, object], None]) -> None:
    """The fresh seed stands in the failure's message, and at the end of the run's output."""
    seed = FIXED if kind == "fixed" else secrets.randbelow(1_000_000)
    _reaches_the_goal(seed, 500, record_property)


@pytest.mark.parametrize("place", ["sv-SE", "pl-PL", "pt-BR", "he-IL"])
def test_a_plain_shop_is_completed_without_a_word_of_its_language(browser: Browser, zoo: Zoo, place: str) -> None:
    """As in the languages that have no list: what is free of language must do."""
    with without_words(place[:2]):
        came = walk(browser, zoo, Traits(place=place), len(zoo.shops))
    assert came.verdict is Verdict.COMPLETED, came.said


def test_the_table_names_the_trait_that_failures_have_in_common() -> None:
    def came(number: int, verdict: Verdict, **traits: str) -> Walk:
        return Walk(number, Traits(**traits), verdict, "no way on", 1.0)  # type: ignore[arg-type]

    done = [
        came(0, Verdict.REFUSED_WRONGLY, shape="accordion"),
        came(1, Verdict.REFUSED_WRONGLY, shape="accordion", late="late"),
        came(2, Verdict.COMPLETED, late="late"),
        came(3, Verdict.COMPLETED),
    ]
    assert suspects(done)[0] == ("shape=accordion", 2, 2, "no way on")
    assert "completed 50.0% of the completable" in summary(done)
