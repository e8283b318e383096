"""Pages without a browser: controls, amounts and snapshots with only what a test cares about."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from pytest_checkout.storefront.snapshot import Amount, Control, Form, Heading, Message, Option, Row, Snapshot

_EMPTY: dict[str, Any] = {"str": "", "bool": False, "int": -1, "float": 0.0}


def _built(kind: type, given: dict[str, Any]) -> Any:
    blank = {
        part.name: (() if str(part.type).startswith("tuple") else _EMPTY.get(str(part.type), ""))
        for part in fields(kind)
        if part.init and part.name not in given
    }
    return kind(**blank, **given)


def a_field(**given: Any) -> Control:
    """A visible text field."""
    return _built(Control, {"tag": "input", "type": "text", "field": True, "shown": True, "frame": 0, **given})


def a_button(**given: Any) -> Control:
    """A visible button in the page's own part."""
    return _built(
        Control, {"tag": "button", "type": "submit", "shown": True, "frame": 0, "box": (0, 0, 80, 30), **given}
    )


def a_link(text: str, path: str, **given: Any) -> Control:
    return a_button(tag="a", type="", text=text, path=path, href=path, **given)


def options(*pairs: tuple[str, str]) -> tuple[Option, ...]:
    return tuple(Option(value, text, False, False) for value, text in pairs)


def an_amount(text: str, label: str, heading: str = "", **given: Any) -> Amount:
    """An amount that stands alone in the page's own part."""
    return _built(Amount, {"text": text, "sentence": text, "label": label, "heading": heading, "size": 16.0, **given})


def a_row(title: str, quantity: str, *amounts: int, path: str = "") -> Row:
    return Row(title, path, quantity, amounts, True)


def a_form(action: str = "/", *hidden: str, tokens: str = "") -> Form:
    return Form(action, "post", tokens, hidden)


def a_page(**given: Any) -> Snapshot:
    """A page in English; amounts are numbered as they are listed."""
    amounts = [_numbered(amount, index) for index, amount in enumerate(given.pop("amounts", ()))]
    controls = [_numbered(control, index) for index, control in enumerate(given.pop("controls", ()))]
    headings = tuple(Heading(level, text) for level, text in given.pop("headings", ()))
    defaults: dict[str, Any] = {"url": "http://shop.test/", "lang": "en-GB", "status": 200, "token": 1.0}
    return _built(
        Snapshot, {**defaults, "amounts": tuple(amounts), "controls": tuple(controls), "headings": headings, **given}
    )


def _numbered(part: Any, index: int) -> Any:
    return type(part)(**{**{f.name: getattr(part, f.name) for f in fields(part)}, "index": index})


def told(text: str, classes: str = "", role: str = "") -> Message:
    return Message(text, role, classes)
