"""Scenarios tagged `@pairwise`: their examples list values by column, and each day combines them into other rows.

A column holds the values of one factor, from the top; cells below are blank. Pairs that cannot be stand in a second
table, `Examples: never together`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from pytest_checkout.checklist.pairwise import Factors, Pair
from pytest_checkout.registry import did_you_mean

Node = Mapping[str, Any]
TAG, NEVER = "@pairwise", "never together"


def factors(scenario: Node) -> Factors:
    """What the examples of a scenario combine."""
    columns: dict[str, list[str]] = {}
    for table in _tables(scenario, never=False):
        for name, value in _cells(table):
            known = columns.setdefault(name, [])
            known += [value] if value and value not in known else []
    pairs = [_pair(table, row) for table in _tables(scenario, never=True) for row in table.get("tableBody", ())]
    return Factors(tuple((name, tuple(values)) for name, values in columns.items()), tuple(pairs))


def problems(scenario: Node) -> Iterator[tuple[int, str]]:
    """Mistakes in the examples of such a scenario, each with its line."""
    line, combined = scenario["location"]["line"], factors(scenario)
    columns = dict(combined.values)
    if len(columns) < 2 or not all(columns.values()):
        yield line, f"a scenario tagged {TAG} combines two columns or more, each with a value; add examples"
        return
    wrong = False
    for table in _tables(scenario, never=True):
        for row in table.get("tableBody", ()):
            for number, mistake in _mistakes(table, row, columns):
                wrong = True
                yield number, mistake
    if wrong:
        return
    met = {part for pair in combined.pairs for part in pair}
    for name, values in combined.values:
        for value in values:
            if (name, value) not in met:
                yield line, f"'{value}' of '{name}' would never be tried: what is {NEVER} leaves it no row"


def left_alone(scenario: Node) -> int:
    """The line of a table of what never stands together, in a scenario that combines nothing; 0 without one."""
    return next((int(table["location"]["line"]) for table in _tables(scenario, never=True)), 0)


def turned(document: Node, day: date) -> Node:
    """The syntax tree with the rows of a day in the place of the values."""

    def of(node: Any) -> Any:
        if isinstance(node, list):
            return [of(child) for child in node]
        if not isinstance(node, Mapping):
            return node
        if "steps" in node and any(tag["name"] == TAG for tag in node.get("tags", ())):
            return {**node, "examples": [_table_of_day(node, day)]}
        return {key: of(value) for key, value in node.items()}

    turned_document: Node = of(document)
    return turned_document


def _table_of_day(scenario: Node, day: date) -> Node:
    """One table of examples; its rows stand, for whoever asks, where the first row of values does."""
    table, combined = next(_tables(scenario, never=False)), factors(scenario)
    row, cell = table["tableBody"][0], table["tableBody"][0]["cells"][0]
    header = {**table["tableHeader"], "cells": [{**cell, "value": name} for name, _ in combined.values]}
    body = [
        {**row, "cells": [{**cell, "value": combination[name]} for name, _ in combined.values]}
        for combination in combined.of_day(day)
    ]
    return {**table, "tableHeader": header, "tableBody": body}


def _tables(scenario: Node, *, never: bool) -> Iterator[Node]:
    return (table for table in scenario["examples"] if (table["name"].strip() == NEVER) is never)


def _cells(table: Node) -> Iterator[tuple[str, str]]:
    names = _names(table)
    for row in table.get("tableBody", ()):
        yield from zip(names, (cell["value"] for cell in row["cells"]), strict=True)


def _names(table: Node) -> list[str]:
    return [cell["value"] for cell in table.get("tableHeader", {"cells": ()})["cells"]]


def _pair(table: Node, row: Node) -> Pair:
    values = (cell["value"] for cell in row["cells"])
    return frozenset((name, value) for name, value in zip(_names(table), values, strict=True) if value)


def _mistakes(table: Node, row: Node, columns: Mapping[str, Sequence[str]]) -> Iterator[tuple[int, str]]:
    line, pair = row["location"]["line"], _pair(table, row)
    if len(pair) != 2:
        yield line, f"what is {NEVER} are two values of two columns; leave the other cells blank"
    for name, value in sorted(pair):
        if name not in columns:
            yield line, f"no example gives '{name}'.{did_you_mean(name, columns)}"
        elif value not in columns[name]:
            yield line, f"'{value}' is no value of '{name}'.{did_you_mean(value, columns[name])}"


def worded(pair: Pair) -> str:
    """A pair for a reader: "theme compact x plugin loyalty-badge"; a single value likewise."""
    return " x ".join(f"{name} {value}" for name, value in sorted(pair))
