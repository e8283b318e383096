"""Pairwise rows: a day has every pair that is allowed, the same on every machine, and a bad pair can be named."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import combinations, product
from math import prod

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pytest_checkout.checklist.pairwise import Factors, Row, explain, pairs_of

DAY = date(2026, 11, 26)
STORE = Factors(
    (
        ("theme", ("usual", "another")),
        ("badge", ("active", "inactive")),
        ("locale", ("default", "another", "right-to-left")),
        ("device", ("desktop", "small")),
        ("payment", ("card", "invoice", "debit")),
    )
)


def pair(*parts: str) -> frozenset[tuple[str, str]]:
    """pair("theme another", "badge active")"""
    return frozenset((part.split()[0], part.split()[1]) for part in parts)


@st.composite
def factors(draw: st.DrawFn) -> Factors:
    sizes = draw(st.lists(st.integers(1, 4), min_size=2, max_size=5))
    values = tuple((f"f{n}", tuple(f"v{m}" for m in range(size))) for n, size in enumerate(sizes))
    every = [
        frozenset({(one, a), (other, b)})
        for (one, ours), (other, others) in combinations(values, 2)
        for a, b in product(ours, others)
    ]
    return Factors(values, tuple(draw(st.lists(st.sampled_from(every), max_size=4, unique=True))))


def allowed(given: Factors) -> list[dict[str, str]]:
    """Every row that has nothing which may not stand together, by trying all of them."""
    names = [name for name, _ in given.values]
    rows = (dict(zip(names, row, strict=True)) for row in product(*(values for _, values in given.values)))
    return [row for row in rows if not any(never <= set(row.items()) for never in given.never)]


@settings(deadline=None, max_examples=30)
@given(factors(), st.dates())
def test_a_day_has_every_pair_that_is_allowed_and_none_that_is_not(given: Factors, day: date) -> None:
    possible = {each for row in allowed(given) for each in pairs_of(row)}
    assume(possible)
    rows = given.of_day(day)
    assert {each for row in rows for each in pairs_of(row)} == possible == given.pairs
    assert all(row in allowed(given) for row in rows)
    assert len(rows) == given.count <= len(allowed(given))


@settings(deadline=None, max_examples=30)
@given(factors(), st.dates())
def test_a_bad_pair_is_among_the_suspects_and_no_good_row_has_one(given: Factors, day: date) -> None:
    assume(given.pairs)
    rows = given.of_day(day)
    culprit = sorted(given.pairs, key=sorted)[day.toordinal() % len(given.pairs)]
    bad = [row for row in rows if culprit <= set(row.items())]
    good = [row for row in rows if row not in bad]
    found = explain(good, bad)
    assert found.tried == given.pairs
    assert found.suspects
    assert not any(suspect <= set(row.items()) for suspect in found.suspects for row in good)
    assert (
        culprit in found.suspects
        or any(suspect < culprit for suspect in found.suspects)
        or all(len(suspect) == 1 for suspect in found.suspects)
    )


@settings(deadline=None, max_examples=20)
@given(factors(), st.dates())
def test_no_two_pairs_are_in_the_same_rows_if_any_row_can_part_them(given: Factors, day: date) -> None:
    rows = given.of_day(day) if given.pairs else ()
    every = allowed(given)

    def where(part: frozenset[tuple[str, str]], among: Sequence[Row]) -> list[bool]:
        return [part <= set(row.items()) for row in among]

    for one, other in combinations(sorted(given.pairs, key=sorted), 2):
        if where(one, every) != where(other, every):
            assert where(one, rows) != where(other, rows)


def test_a_store_takes_sixteen_rows_instead_of_seventy_two() -> None:
    assert prod(len(values) for _, values in STORE.values) == 72
    assert (STORE.count, len(STORE.pairs)) == (16, 57)


def test_a_day_is_the_same_everywhere_and_another_day_is_another() -> None:
    again = Factors(STORE.values)
    assert again.of_day(DAY) == STORE.of_day(DAY)
    week = [STORE.of_day(DAY + timedelta(days)) for days in range(7)]
    assert len({tuple(tuple(row.items()) for row in rows) for rows in week}) == 7


def test_a_month_tries_threes_that_a_day_leaves_out() -> None:
    def threes(days: int) -> int:
        rows = [row for day in range(days) for row in STORE.of_day(DAY + timedelta(day))]
        return len({frozenset(three) for row in rows for three in combinations(row.items(), 3)})

    assert threes(1) < threes(30) == 134  # all there are


def test_what_may_not_stand_together_never_does() -> None:
    never = pair("theme another", "payment debit")
    rows = Factors(STORE.values, (never,)).of_day(DAY)
    assert not any(never <= set(row.items()) for row in rows)


@pytest.mark.parametrize("days", range(10))
def test_a_theme_that_a_plugin_breaks_is_named_alone(days: int) -> None:
    broken = pair("theme another", "badge active")
    rows = STORE.of_day(DAY + timedelta(days))
    bad = [row for row in rows if broken <= set(row.items())]
    found = explain([row for row in rows if row not in bad], bad)
    assert found.suspects == (broken,)


def test_a_value_that_is_bad_by_itself_is_named_instead_of_its_pairs() -> None:
    rows = STORE.of_day(DAY)
    bad = [row for row in rows if row["payment"] == "debit"]
    found = explain([row for row in rows if row not in bad], bad)
    assert found.suspects == (pair("payment debit"),)


def test_nothing_bad_has_no_suspects() -> None:
    assert explain(STORE.of_day(DAY), ()).suspects == ()
    assert explain((), ()).tried == frozenset()
