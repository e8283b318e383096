"""Pages of a list, newest first, filtered and walked by cursors as https://docs.stripe.com/api/pagination says."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from pytest_checkout.demo.services.api_error import ApiError
from pytest_checkout.demo.services.ledger import Charge, Intent, Refund
from pytest_checkout.demo.services.parameters import Parameters
from pytest_checkout.demo.services.shapes import Json

Entry = TypeVar("Entry", Intent, Charge, Refund)
OWN = ("limit", "starting_after", "ending_before", "created")
"""The parameters of every list."""
COMPARISONS = {"gt": int.__gt__, "gte": int.__ge__, "lt": int.__lt__, "lte": int.__le__}


def page(
    url: str, entries: Mapping[str, Entry], given: Parameters, show: Callable[[Entry], Json], *filters: str
) -> Json:
    """The list object of the page asked for. `filters` name fields whose value the caller may ask for."""
    limit = given.optional_integer("limit") or 10
    if limit > 100:
        raise ApiError.invalid("This value must be less than or equal to 100.", "parameter_invalid_integer", "limit")
    wanted = {name: value for name in filters if (value := given.text(name))}
    in_time = _created(given)
    shown = [show(entry) for entry in reversed(list(entries.values())) if in_time(entry.created)]
    shown = [item for item in shown if wanted.items() <= item.items()]
    if after := given.text("starting_after"):
        shown = shown[_place(shown, after, "starting_after") + 1 :]
    if before := given.text("ending_before"):
        shown = shown[: _place(shown, before, "ending_before")]
    nearest = shown[-limit:] if before else shown[:limit]
    return {"object": "list", "url": url, "has_more": len(shown) > limit, "data": nearest}


def _created(given: Parameters) -> Callable[[int], bool]:
    """Whether a time of creation is wanted: `created` is a second, or has bounds such as `created[gte]`."""
    created = given.form.get("created", {})
    if isinstance(created, str):
        second = given.integer("created", created)
        return lambda time: time == second
    bounds = {name: given.integer("created", text) for name, text in given.table("created").items()}
    for name in bounds:
        if name not in COMPARISONS:
            raise ApiError.invalid(
                f"Received unknown parameter: created[{name}]", "parameter_unknown", f"created[{name}]"
            )
    return lambda time: all(COMPARISONS[name](time, second) for name, second in bounds.items())


def _place(shown: list[Json], id: str, param: str) -> int:
    place = next((place for place, item in enumerate(shown) if item["id"] == id), None)
    if place is None:
        raise ApiError.missing("object", id, param)
    return place
