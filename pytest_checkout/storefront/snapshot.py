"""One reading of a page: what its frames state, taken by one script per frame, as plain data."""

from __future__ import annotations

import functools
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Frame

from pytest_checkout.storefront import words


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
