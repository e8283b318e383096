"""Pairwise combinations: every two values of different factors meet in some row, in far fewer rows than all products.

Most faults that need a combination need two things of it (Kuhn, Wallace, Gallo 2004), so rows in which every pair
occurs find them; what is not allowed together never is. And no two pairs are in the same rows, so that a bad pair is
known by the rows that are bad (a locating array; Colbourn, McClary 2008). The rows of a day are one of several such
sets, so that threes that one day leaves out meet on another.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import combinations, islice, permutations, product

Row = Mapping[str, str]
Rows = tuple[tuple[tuple[str, str], ...], ...]
"""Rows as they can be compared: (factor, value) in the order of the factors."""
Pair = frozenset[tuple[str, str]]
"""Two (factor, value), of different factors."""
_SETS, _ROUNDS = 8, 12
"""How many sets of rows are made, and how often the shortest is changed round: all as short take turns by the day."""
_TRIES = 40
"""How many rows are compared when another is needed to tell pairs apart."""


@dataclass(frozen=True)
class Factors:
    """What is combined: the values of each factor, and what may never stand in one row."""

    values: tuple[tuple[str, tuple[str, ...]], ...]
    never: tuple[Pair, ...] = ()

    @cached_property
    def pairs(self) -> frozenset[Pair]:
        """Every pair that a row may have."""
        return frozenset(
            frozenset({(one, mine), (other, theirs)})
            for (one, ours), (other, others) in combinations(self.values, 2)
            for mine, theirs in product(ours, others)
            if self._completed({one: mine, other: theirs}) is not None
        )

    def of_day(self, day: date) -> tuple[Row, ...]:
        """The rows of a day, always as many: they have every pair that may be, no two of them in the same rows."""
        return self._turns[day.toordinal() % len(self._turns)]

    @cached_property
    def count(self) -> int:
        """How many rows a day has."""
        return len(self._turns[0])

    @cached_property
    def _turns(self) -> tuple[tuple[Row, ...], ...]:
        """The shortest sets of rows, and the first of them with its values changed round, where that is whole too."""
        found = dict.fromkeys(self._rows(f"{turn}") for turn in range(_SETS))
        shortest = min(map(len, found))
        best = [rows for rows in found if len(rows) == shortest]
        others = (self._changed_round(best[0], f"{turn}") for turn in range(_ROUNDS))
        turns = dict.fromkeys([*best, *(rows for rows in others if self._is_whole(rows))])
        return tuple(tuple(map(dict, rows)) for rows in turns)

    def _changed_round(self, rows: Rows, salt: str) -> Rows:
        """The same rows with the values of each factor in one another's place."""
        others = {
            (name, value): other
            for name, values in self.values
            for value, other in zip(values, sorted(values, key=lambda each: _hash(each, name, salt)), strict=True)
        }
        return tuple(tuple((name, others[name, value]) for name, value in row) for row in rows)

    def _is_whole(self, rows: Rows) -> bool:
        """Whether rows have every pair that may be and no other, and tell them all apart."""
        as_rows = [dict(row) for row in rows]
        whole = {pair for row in as_rows for pair in pairs_of(row)} == self.pairs
        return whole and self._telling_apart(sorted(self.pairs, key=sorted), as_rows) is None

    def _rows(self, salt: str) -> Rows:
        """Rows with every pair, then as many more as tell all pairs apart."""
        order = sorted(self.pairs, key=lambda pair: _hash(sorted(pair), salt))
        factors = sorted(self.values, key=lambda factor: _hash(factor[0], salt))
        rows: list[Row] = []
        left = dict.fromkeys(order)
        while left:  # each row begins with a pair that is still open and takes in as many others as it can
            row = dict(next(iter(left)))
            for name, values in factors:
                if name not in row:
                    fitting = [value for value in values if self._completed({**row, name: value}) is not None]
                    row[name] = max(fitting, key=lambda value: self._news(row, name, value, left))
            rows.append(row)
            for pair in pairs_of(row):
                left.pop(pair, None)
        while (more := self._telling_apart(order, rows)) is not None:
            rows.append(more)
        return tuple(tuple((name, row[name]) for name, _ in self.values) for row in rows)

    def _telling_apart(self, order: Sequence[Pair], rows: Sequence[Row]) -> Row | None:
        """A row that parts the most pairs which have been in the same rows so far; None when no row can."""
        alike: dict[tuple[bool, ...], list[Pair]] = {}
        for pair in order:
            alike.setdefault(tuple(pair <= set(row.items()) for row in rows), []).append(pair)
        several = [group for group in alike.values() if len(group) > 1]
        tries = (
            whole
            for group in several
            for one, other in permutations(group, 2)
            if (whole := self._completed(dict(one), (*self.never, other))) is not None
        )
        return max(islice(tries, _TRIES), key=lambda row: _parted(several, row), default=None)

    def _news(self, row: Row, name: str, value: str, left: Mapping[Pair, None]) -> int:
        """How many open pairs a value would bring into a row."""
        return sum(frozenset({(name, value), other}) in left for other in row.items())

    def _completed(self, row: Row, never: Sequence[Pair] | None = None) -> Row | None:
        """A whole row with these values; None when every one would have what may never stand together."""
        never = self.never if never is None else never
        if any(pair <= set(row.items()) for pair in never):
            return None
        name, values = next(((name, values) for name, values in self.values if name not in row), ("", ()))
        if not name:
            return row
        return next((whole for value in values if (whole := self._completed({**row, name: value}, never))), None)


def _hash(*what: object) -> str:
    """The same on every machine and in every version of Python, unlike a shuffle."""
    return hashlib.sha256(repr(what).encode()).hexdigest()


def _parted(several: Sequence[Sequence[Pair]], row: Row) -> int:
    """How many of the pairs that were alike so far a row has, or leaves behind: the smaller half of each group."""
    having = ((sum(pair <= set(row.items()) for pair in group), len(group)) for group in several)
    return sum(min(has, size - has) for has, size in having)


def pairs_of(row: Row) -> frozenset[Pair]:
    """Every pair of a row."""
    return frozenset(map(frozenset, combinations(row.items(), 2)))


@dataclass(frozen=True)
class Explained:
    """What some rows showed. `suspects` are the pairs, or single values, that were in a bad row and in no good one."""

    tried: frozenset[Pair]
    suspects: tuple[Pair, ...]


def explain(good: Sequence[Row], bad: Sequence[Row]) -> Explained:
    """Which pairs were tried, and which of them tell the bad rows from the good ones, the likeliest first.

    Where one value, or else one pair, is in every bad row and in no good one, it alone is named.
    """
    tried = frozenset(pair for row in (*good, *bad) for pair in pairs_of(row))
    if not bad:
        return Explained(tried, ())
    sound = {part for row in good for part in (*pairs_of(row), *map(_alone, row.items()))}
    values = [part for part in map(_alone, bad[0].items()) if part not in sound and _in_all(part, bad)]
    pairs = sorted({pair for row in bad for pair in pairs_of(row)} - sound, key=sorted)
    in_all = [pair for pair in pairs if _in_all(pair, bad)]
    return Explained(tried, tuple(values or in_all or pairs))


def _alone(value: tuple[str, str]) -> Pair:
    return frozenset({value})


def _in_all(part: Pair, rows: Sequence[Row]) -> bool:
    return all(part <= set(row.items()) for row in rows)
