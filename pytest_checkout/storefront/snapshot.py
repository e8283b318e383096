"""One reading of a page: what its frames state, taken by one script per frame, as plain data."""

from __future__ import annotations

import functools
import json
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, replace
from importlib import resources
from typing import Any

from playwright.sync_api import Error as BrowserError
from playwright.sync_api import Frame, Page

from pytest_checkout.errors import CannotRead
from pytest_checkout.store.profile import Override
from pytest_checkout.storefront import named, words
from pytest_checkout.storefront.asking import asks


class TooLarge(CannotRead):
    """A page so large that nobody would wait for its reading."""


@dataclass(frozen=True)
class Option:
    """One entry of a select."""

    value: str
    text: str
    selected: bool
    disabled: bool


@dataclass(frozen=True)
class Control:
    """Something a shopper can use, with all the evidence for what it is. `index` finds it again in its frame."""

    index: int
    tag: str
    type: str
    role: str
    field: bool
    list: bool
    faced: bool
    name: str
    id: str
    classes: str
    autocomplete: str
    inputmode: str
    label: str
    aria: str
    placeholder: str
    title: str
    text: str
    near: str
    group: str
    heading: str
    value: str
    checked: bool
    disabled: bool
    readonly: bool
    required: bool
    invalid: bool
    shown: bool
    covered: str
    form: int
    region: str
    href: str
    path: str
    expands: str
    controls: str
    box: tuple[int, int, int, int]
    painted: bool
    loud: int
    options: tuple[Option, ...]
    overrides: tuple[str, ...]
    overlay: int
    owner: str
    kin: int
    card: tuple[str, ...]
    priced: tuple[int, ...]
    maxlength: int
    min: str
    toggles: bool
    """Whether it says of itself that it is chosen or not: a tab, a pressed button."""
    serves: int = -1
    """The index of the one field to type into that a button stands beside; -1 for a button of more, or of none."""
    frame: int = 0

    @property
    def called(self) -> str:
        """What a person would call it in a report."""
        return self.label or self.aria or self.text or self.placeholder or self.near or self.name or self.id or self.tag

    @property
    def tickable(self) -> bool:
        return self.type in ("radio", "checkbox") or self.role in ("radio", "checkbox", "switch", "menuitemradio")

    @property
    def choosable(self) -> bool:
        """Whether one of its options is to be chosen: a select, or a list box of the shop's own."""
        return self.tag == "select" or (self.list and self.tag != "input")

    @property
    def chosen(self) -> str:
        """The text of the selected option of a select, else its value."""
        return next((option.text for option in self.options if option.selected), self.value)

    @functools.cached_property
    def code(self) -> str:
        """Words of its name and id, as programmers gave them."""
        return words.tokens(f"{self.name} {self.id}")


@dataclass(frozen=True)
class Form:
    """A form: where it leads and what it sends unseen ("action=place_order")."""

    action: str
    method: str
    tokens: str
    hidden: tuple[str, ...]

    @functools.cached_property
    def code(self) -> str:
        return words.tokens(f"{self.action} {self.tokens} {' '.join(self.hidden)}")


@dataclass(frozen=True)
class Amount:
    """An amount of money on the page, as text, with the words that label it."""

    index: int
    text: str
    sentence: str
    label: str
    heading: str
    region: str
    struck: bool
    size: float
    clickable: bool
    message: bool
    rowTag: str
    tokens: str
    block: int
    noted: bool
    """Whether its words follow it, as a note does: "£40.00 incl. VAT"."""


@dataclass(frozen=True)
class Row:
    """A row of a cart or an order: a product, how many of it, its amounts in reading order."""

    title: str
    path: str
    quantity: str
    amounts: tuple[int, ...]
    image: bool
    lines: tuple[str, ...] = ()
    region: str = ""
    form: int = -1
    """That of the control in which the quantity can be changed; -1 where none is."""


@dataclass(frozen=True)
class Message:
    """Something the shop tells the shopper: an alert, a field's error, a toast."""

    text: str
    role: str = ""
    classes: str = ""
    field: str = ""


@dataclass(frozen=True)
class Heading:
    level: int
    text: str


@dataclass(frozen=True)
class Overlay:
    """A part that floats above the page: a banner, a dialogue, a sticky bar."""

    text: str
    tokens: str


@dataclass(frozen=True)
class Snapshot:
    """All frames of a page as they were at one moment; the controls of inner frames follow those of the page."""

    url: str
    whole: bool
    """Whether the page had come to its end; half of one may lack anything."""
    lang: str
    dir: str
    title: str
    status: int
    token: float
    subject: str
    text: str
    headings: tuple[Heading, ...]
    controls: tuple[Control, ...]
    amounts: tuple[Amount, ...]
    rows: tuple[Row, ...]
    messages: tuple[Message, ...]
    told: tuple[str, ...]
    refused: tuple[Mapping[str, str], ...]
    overlays: tuple[Overlay, ...]
    forms: tuple[Form, ...]
    structured: tuple[str, ...]
    frames: tuple[Frame, ...] = field(default=(), repr=False, compare=False)
    marks: str = ""
    """Names and addresses of frames, and of parts that test for robots."""
    reloads: bool = False
    """Whether the page says that it will load itself again."""
    kind: str = ""
    """What the address gave: "text/html" for a page; a browser shows data and pictures too."""

    worked_out: dict[Hashable, Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What was worked out of it already: a reading asks the same of each control many times."""

    @property
    def is_page(self) -> bool:
        """Whether it is a page, and not data, a picture or a text that the browser shows as it came."""
        return self.kind in ("", "text/html", "application/xhtml+xml")

    def form_of(self, control: Control) -> Form | None:
        """The form that a control belongs to."""
        inside = 0 <= control.form < len(self.forms)
        return self.forms[control.form] if inside else None


MOST = 60_000
"""Elements of a page that is still read; a large list of products has ten thousand."""


@functools.cache
def script(name: str) -> str:
    """The text of one of the scripts beside this module."""
    return (resources.files(__package__) / name).read_text(encoding="utf-8")


def take(page: Page, *, currencies: tuple[str, ...], overrides: Mapping[str, Override]) -> Snapshot:
    """Read the page and its visible frames. Raises CannotRead when the page cannot be read at all."""
    selectors = {name: override.selector or "*" for name, override in overrides.items()}
    ask: dict[str, Any] = {
        "most": MOST,
        "currencies": list(currencies),
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


_PARTS = ("watch", "text", "messages", "subject", "amounts", "lists", "controls", "rows", "answer")


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
        reason = error.message.splitlines()[0]
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
