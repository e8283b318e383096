"""Taking a reading of a page: one script per frame states everything, and it becomes a snapshot."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from dataclasses import replace
from importlib import resources
from typing import Any

from playwright.sync_api import Error as BrowserError
from playwright.sync_api import Frame, Page

from pytest_checkout.errors import CannotRead
from pytest_checkout.store.profile import Override
from pytest_checkout.storefront import named, words
from pytest_checkout.storefront.asking import asks, first_line
from pytest_checkout.storefront.snapshot import Amount, Control, Form, Heading, Message, Option, Overlay, Row, Snapshot


class TooLarge(CannotRead):
    """A page so large that nobody would wait for its reading."""


MOST = 60_000
"""Elements of a page that is still read; a large list of products has ten thousand."""


@functools.cache
def script(name: str) -> str:
    """The text of one of the scripts beside this module."""
    return (resources.files(__package__) / name).read_text(encoding="utf-8")


def take(page: Page, *, currencies: tuple[str, ...], overrides: Mapping[str, Override], currency: str = "") -> Snapshot:
    """Read the page and its visible frames. Raises CannotRead when the page cannot be read at all.

    `currency` is that of bare numbers in the rows of a cart; without one they are no amounts.
    """
    selectors = {name: override.selector or "*" for name, override in overrides.items()}
    ask: dict[str, Any] = {
        "most": MOST,
        "currencies": list(currencies),
        "currency": currency,
        "overrides": selectors,
        "quantity": _quantity(),
    }
    try:
        raw = _read(page.main_frame, ask)
    except CannotRead as error:
        named.refuse_selector(error, overrides)
        raise
    frames = [page.main_frame]
    for frame in page.frames[1:] if raw["frames"] else ():
        inner = _read_inner(frame, ask)
        if inner is not None:
            _joins(raw, inner, len(frames))
            frames.append(frame)
    return Snapshot(
        **{
            key: raw[key]
            for key in (
                "url",
                "whole",
                "lang",
                "dir",
                "title",
                "status",
                "token",
                "subject",
                "text",
                "marks",
                "reloads",
                "kind",
            )
        },
        headings=tuple(Heading(**item) for item in raw["headings"]),
        controls=tuple(_named(item, overrides) for item in raw["controls"]),
        amounts=tuple(Amount(**item) for item in raw["amounts"]),
        rows=tuple(
            Row(**item | {"amounts": tuple(item["amounts"]), "lines": tuple(item["lines"])}) for item in raw["rows"]
        ),
        messages=tuple(Message(**item) for item in raw["messages"]),
        told=tuple(raw["told"]),
        refused=tuple(raw["refused"]),
        overlays=tuple(Overlay(**item) for item in raw["overlays"]),
        forms=tuple(Form(**item | {"hidden": tuple(item["hidden"])}) for item in raw["forms"]),
        structured=tuple(raw["structured"]),
        frames=tuple(frames),
    )


_LARGE = 400, 300
"""Width and height in pixels from which on a frame is a page of its own: what it says is read too."""


def _joins(raw: dict[str, Any], inner: dict[str, Any], frame: int) -> None:
    """Add what an inner frame holds. A small one is a field of a payment provider; a large one may be the checkout."""
    forms, amounts = len(raw["forms"]), len(raw["amounts"])
    whole = all(size >= least for size, least in zip(inner["size"], _LARGE, strict=True))

    def moved(item: dict[str, Any]) -> dict[str, Any]:
        priced = [index + amounts for index in item["priced"]] if whole else []
        form = item["form"] + forms if item["form"] >= 0 else -1
        return item | {"frame": frame, "form": form, "priced": priced, "overlay": -1}

    raw["controls"] += [moved(item) for item in inner["controls"]]
    raw["forms"] += inner["forms"]
    raw["messages"] += inner["messages"]
    raw["told"] += inner["told"]
    raw["refused"] += inner["refused"]
    if whole:
        raw["rows"] += [
            row
            | {
                "amounts": [index + amounts for index in row["amounts"]],
                "form": row["form"] + forms if row["form"] >= 0 else -1,
            }
            for row in inner["rows"]
        ]
        raw["amounts"] += [amount | {"index": amount["index"] + amounts} for amount in inner["amounts"]]
        raw["headings"] += inner["headings"]
        raw["text"] += "\n" + inner["text"]


_PARTS = ("watch", "text", "messages", "subject", "amounts", "lists", "controls", "rows", "still", "answer")


@functools.cache
def whole() -> str:
    """The one script that reads a frame, put together from its parts in `page/`: one round trip, not one per part.

    It gives JSON as text: Playwright hands over a text as it is, and looks at each value of anything else in turn.
    """
    parts = "\n".join(script(f"page/{part}.js") for part in _PARTS)
    return f"(ask) => JSON.stringify((() => {{\n{parts}\n}})(), (_, value) => value ?? null)"


@functools.cache
def _quantity() -> str:
    languages = (words.CODE, *words.languages())
    return "|".join(
        phrase.strip("*") for language in languages for phrase in words.phrases(language, "fields", "quantity")
    )


def _read(frame: Frame, ask: Mapping[str, object]) -> dict[str, Any]:
    try:
        raw: dict[str, Any] = json.loads(asks(frame, whole(), ask))
    except BrowserError as error:
        reason = first_line(error)
        raise CannotRead(f"the page at {frame.url} could not be read: {reason}", found=reason) from error
    if size := raw.get("large"):
        raise TooLarge(
            f"the page at {frame.url} is too large to be read: {size:,} elements, and {MOST:,} are read at most",
            looked_for=f"a page of at most {MOST:,} elements",
            found=f"{size:,} elements",
        )
    return raw


def _read_inner(frame: Frame, ask: Mapping[str, object]) -> dict[str, Any] | None:
    """An inner frame may go away while it is read; then it is not on the page any more."""
    try:
        return _read(frame, ask)
    except CannotRead:
        if frame.is_detached():
            return None
        raise


def _named(item: dict[str, Any], overrides: Mapping[str, Override]) -> Control:
    """A control with those overrides whose text and role fit it too; the page's script looked at the selectors."""
    control = _control(item)
    if not control.overrides:
        return control
    shown = {words.normal(text) for text in (control.text, control.label, control.aria, control.placeholder)}
    fitting = [
        name
        for name in control.overrides
        if named.fits(control.tag, control.type, control.role, shown, overrides[name])
    ]
    return replace(control, overrides=tuple(fitting))


def _control(item: dict[str, Any]) -> Control:
    return Control(
        **item
        | {
            "box": tuple(item["box"]),
            "options": tuple(Option(**option) for option in item["options"]),
            "overrides": tuple(item["overrides"]),
            "card": tuple(item["card"]),
            "priced": tuple(item["priced"]),
        }
    )
