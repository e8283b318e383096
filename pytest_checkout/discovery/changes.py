"""What has changed in a shop since its profile was written, and how the profile would have to say it now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from pytest_checkout.discovery import draft
from pytest_checkout.discovery.findings import Findings, Method
from pytest_checkout.store.profile import StoreProfile, name_in

_GONE = object()


@dataclass(frozen=True)
class Change:
    """One difference, in words; `keys` lead to what the profile says of it, `now` is what it would say.

    Without keys it is for the owner to decide: that a product is sold out today does not make it another role.
    """

    words: str
    keys: tuple[str, ...] = ()
    now: Any = _GONE


def since(profile: StoreProfile, found: Findings) -> list[Change]:
    """Every difference between what a profile says and what was found on another look."""
    changes = [*_products(profile, found)]
    if found.locale not in found.journeys:
        return changes
    if found.journey.stopped:
        changes.append(Change(f"the way to the order stops: {found.journey.stopped}"))
    changes += _methods(profile, found, "delivery", found.journey.delivery)
    changes += _methods(profile, found, "payments", found.journey.payments)
    changes += _way(profile, found)
    return changes


def _products(profile: StoreProfile, found: Findings) -> Iterator[Change]:
    for role, entry in profile.products.items():
        seen = found.products.get(role)
        if seen is None:
            yield Change(f"the product '{role}' is gone: {entry.url} is no product's page now", ("products", role))
            continue
        if seen.buyable == (role == "sold out"):
            yield Change(f"the product '{role}' can{'' if seen.buyable else 'not'} be bought now: {seen.how}")
        if entry.price is not None and seen.price is not None and entry.price != seen.price:
            words = f"the product '{role}' costs {seen.price}, and cost {entry.price}"
            yield Change(words, ("products", role, "price"), str(seen.price))


def _methods(profile: StoreProfile, found: Findings, section: str, seen: list[Method]) -> Iterator[Change]:
    """Ways that are gone, new, or cost something else. Where the walk came to none, only that is told."""
    what = {"delivery": "way of delivery", "payments": "way to pay"}[section]
    known = {role: name_in(entry.name, found.locale) for role, entry in getattr(profile, section).items()}
    if not seen and found.journey.stopped:
        return
    by_name = {method.name: method for method in seen}
    for role, name in known.items():
        if name and name not in by_name:
            yield Change(f"the {what} '{name}' ({role}) is gone", (section, role))
        fee = getattr(getattr(profile, section)[role], "fee", None)
        price = by_name[name].price if name in by_name else None
        if fee is not None and price is not None and fee != price:
            yield Change(f"the {what} '{name}' costs {price}, and cost {fee}", (section, role, "fee"), str(price))
    taken = set(known)
    for method in seen:
        if method.name not in known.values():
            role = draft.slug(method.name)
            entry = draft.delivery_entry(method) if section == "delivery" else draft.payment_entry(method)
            yield Change(
                f"the {what} '{method.name}' is new", (section, role if role not in taken else f"new {role}"), entry
            )


def _way(profile: StoreProfile, found: Findings) -> Iterator[Change]:
    """What the way to the order costs now: its shape, its figures, where a code can be entered."""
    before, journey = profile.discovered, found.journey
    if before is None or journey.stopped:
        return
    if journey.shape != before.journey:
        yield Change(f"the way is {journey.shape}, and was {before.journey}", ("discovered", "journey"), journey.shape)
    for name in ("pages", "fields", "clicks"):
        was, now = getattr(before, name), getattr(journey, name)
        if was != now:
            words = f"the way needs {now} {name}, {abs(now - was)} {'more' if now > was else 'fewer'} than before"
            yield Change(words, ("discovered", name), now)
    fields = {str(stage): called for stage, called in journey.code_fields}
    for stage, called in before.code_fields.items():
        if stage not in fields:
            yield Change(f"the field for a code at {stage} ('{called}') is gone", ("discovered", "code fields", stage))
    for stage, called in fields.items():
        if stage not in before.code_fields:
            words = f"a code can be entered at {stage} ('{called}') now"
            yield Change(words, ("discovered", "code fields", stage), called)


def written(path: Path, changes: list[Change], today: date) -> str:
    """The text of the profile with every change that has its place, and all else as its owner wrote it."""
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 1000
    tree = yaml.load(path.read_text(encoding="utf-8"))
    for change in changes:
        if change.keys:
            _apply(tree, change)
    if "discovered" in tree:
        tree["discovered"]["on"] = today
    out = StringIO()
    yaml.dump(tree, out)
    return out.getvalue()


def _apply(tree: Any, change: Change) -> None:
    *above, last = change.keys
    for key in above:
        tree = tree.setdefault(key, {})
    if change.now is _GONE:
        tree.pop(last, None)
    else:
        tree[last] = change.now
