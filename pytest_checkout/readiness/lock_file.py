"""Reads and writes checklists.lock: JSON with one line per item, so that a review sees what a change is about."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field

from pytest_checkout import yamlfile
from pytest_checkout.checklist.model import Severity
from pytest_checkout.errors import ProblemsError
from pytest_checkout.readiness.lock import Change, Lock, Place
from pytest_checkout.readiness.policy import BUILT_IN, Meaning

NAME: Final = "checklists.lock"
SCHEMA: Final = 1
_ABOUT: Final = (
    "What every checklist item demanded when it was last agreed on. Written by: pytest-checkout lock --by NAME "
    "--reason TEXT. Whoever resolves a merge in it runs that command afterwards."
)


class _Policy(BaseModel):
    """The rules of one phase, as policy.py writes them."""

    model_config = ConfigDict(extra="forbid")

    blocking: list[Severity]
    unknown: dict[Severity, Meaning]
    coverage: dict[str, Decimal]
    max_age: int | None = Field(alias="max age")


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    about: str = ""
    version: int = Field(alias="schema", le=SCHEMA)
    items: dict[str, Place]
    policy: dict[str, _Policy] | None = None
    """None: it was locked under the rules that are built in."""
    history: tuple[Change, ...] = ()


def load(path: Path) -> Lock:
    """The lock in `path`. Raises ProblemsError with every mistake; a file that is not there is one."""
    try:
        found = _File.model_validate(json.loads(path.read_bytes(), object_pairs_hook=_each_once))
    except (OSError, ValueError):
        found = _read_slowly(path)
    rules = {phase: each.model_dump(mode="json", by_alias=True) for phase, each in (found.policy or {}).items()}
    return Lock(path, found.items, found.history, rules or BUILT_IN.to_json())


def write(lock: Lock) -> None:
    """Replace the file in one step: raises OSError, and then the old file is whole."""
    fresh = lock.path.with_name(f".{lock.path.name}.{os.getpid()}")
    try:
        fresh.write_text(_written(lock), encoding="utf-8")
        fresh.replace(lock.path)
    finally:
        fresh.unlink(missing_ok=True)


def _read_slowly(path: Path) -> _File:
    """JSON is YAML, and the reader of YAML knows the line of every mistake; for a thousand items it takes seconds."""
    file = yamlfile.read(path)
    version = file.data.get("schema")
    if isinstance(version, int) and version > SCHEMA:
        newer = f"'schema' {version} is from a newer version, and this one knows {SCHEMA}: update pytest-checkout."
        raise ProblemsError([file.problem(("schema",), newer)])
    return yamlfile.check(file, _File)


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A merge may leave an item twice, of which JSON would silently take the last."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands there twice")
    return found


def _written(lock: Lock) -> str:
    items = [f"    {_text(name)}: {_text(_entry(place))}" for name, place in lock.items.items()]
    parts = [
        f'  "about": {_text(_ABOUT)}',
        f'  "schema": {SCHEMA}',
        '  "items": ' + _block("{}", items),
        '  "policy": ' + _block("{}", [f"    {_text(phase)}: {_text(each)}" for phase, each in lock.policy.items()]),
        '  "history": ' + _block("[]", [_change(change) for change in lock.history]),
    ]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _change(change: Change) -> str:
    facts = {"at": change.at.isoformat(), "by": change.by, "reason": change.reason, "recorded": dict(change.recorded)}
    lines = [f'      "{key}": {_text(value)}' for key, value in facts.items()]
    differences = [f"        {_text(words)}" for words in change.differences]
    lines.append('      "differences": ' + _block("[]", differences, "      "))
    return "    {\n" + ",\n".join(lines) + "\n    }"


def _block(brackets: str, lines: list[str], indent: str = "  ") -> str:
    """One line for each entry between two brackets."""
    return brackets[0] + "\n" + ",\n".join(lines) + f"\n{indent}" + brackets[1] if lines else brackets


def _entry(place: Place) -> dict[str, Any]:
    return {"file": place.file, "demand": asdict(place.demand)}


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
