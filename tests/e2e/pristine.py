"""What a run may leave behind in a store and what not: the back office before and after, compared piece by piece."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

MOVES_ON = ("orders", "clock.reads")
"""What every purchase adds to and nothing takes away again, and the time; how far a clock is off stays compared."""


def left_behind(before: Any, after: Any, orders: Iterable[Mapping[str, Any]]) -> list[str]:
    """What a run has changed for good, in lines; what its `orders` sold and the codes that they used are no change."""
    sold: Counter[str] = Counter()
    for order in orders:
        for line in order["lines"]:
            sold[line["sku"]] += line["quantity"]
    stock = {each["sku"]: each["available"] for each in before["stock"]}
    for each in after["stock"]:
        was, now = stock.get(each["sku"]), each["available"]
        if was is not None and now is not None and was - sold[each["sku"]] <= now <= was:
            each["available"] = was
    uses = {each["code"]: each["uses"] for each in before["codes"]}
    for each in after["codes"]:
        if each["uses_left"] is None:  # any number of orders may use it
            each["uses"] = uses.get(each["code"], each["uses"])
    return differences(before, after)


def differences(before: Any, after: Any, place: str = "") -> list[str]:
    """Where two snapshots of a back office differ, each in a line: "stock.KIT-TEAPOT.available: 1, then 0"."""
    if isinstance(before, dict) and isinstance(after, dict):
        found = []
        for key in before.keys() | after.keys():
            inside = f"{place}.{key}" if place else str(key)
            if inside not in MOVES_ON:
                found += differences(before.get(key), after.get(key), inside)
        return sorted(found)
    if isinstance(before, list) and isinstance(after, list):
        return differences(_named(before), _named(after), place)
    return [] if before == after else [f"{place}: {before!r}, then {after!r}"]


def _named(entries: list[Any]) -> dict[str, Any]:
    """Entries by what names them, else by their place in the list."""
    return {
        str(next((entry[key] for key in ("sku", "code", "name") if key in entry), number))
        if isinstance(entry, dict)
        else str(number): entry
        for number, entry in enumerate(entries)
    }
