"""Reads and writes checklists.lock: YAML with one line per item, so that a review sees what a change is about."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field

from pytest_checkout import yamlfile
from pytest_checkout.errors import ProblemsError
from pytest_checkout.readiness.lock import Change, Lock, Place

NAME: Final = "checklists.lock"
SCHEMA: Final = 1
_HEAD: Final = """\
# What every checklist item demanded when it was last agreed on. Written by
#   pytest-checkout lock --by NAME --reason TEXT
# Whoever edits it by hand, or resolves a merge in it, runs that command afterwards.
"""


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    version: int = Field(alias="schema")
    items: dict[str, Place]
    history: tuple[Change, ...] = ()


def load(path: Path) -> Lock:
    """The lock in `path`. Raises ProblemsError with every mistake; a file that is not there is one."""
    file = yamlfile.read(path)
    version = file.data.get("schema")
    if isinstance(version, int) and version > SCHEMA:
        newer = f"'schema' {version} is from a newer version, and this one knows {SCHEMA}: update pytest-checkout."
        raise ProblemsError([file.problem(("schema",), newer)])
    found = yamlfile.check(file, _File)
    return Lock(path, found.items, found.history)


def write(lock: Lock) -> None:
    """Replace the file in one step: raises OSError, and then the old file is whole."""
    fresh = lock.path.with_name(f".{lock.path.name}.{os.getpid()}")
    try:
        fresh.write_text(_written(lock), encoding="utf-8")
        fresh.replace(lock.path)
    finally:
        fresh.unlink(missing_ok=True)


def _written(lock: Lock) -> str:
    lines = [f"schema: {SCHEMA}", "items:" if lock.items else "items: {}"]
    lines += [f"  {_text(name)}: {_text(_entry(place))}" for name, place in lock.items.items()]
    lines.append("history:" if lock.history else "history: []")
    for change in lock.history:
        lines.append(f"  - at: {_text(change.at.isoformat())}")
        lines += [f"    {key}: {_text(getattr(change, key))}" for key in ("by", "reason", "recorded")]
        lines.append("    differences:" if change.differences else "    differences: []")
        lines += [f"      - {_text(words)}" for words in change.differences]
    return _HEAD + "\n".join(lines) + "\n"


def _entry(place: Place) -> dict[str, Any]:
    return {"file": place.file, "demand": asdict(place.demand)}


def _text(value: Any) -> str:
    """As JSON, which is YAML too, and needs no rules about what to quote."""
    return json.dumps(value, ensure_ascii=False, default=dict)
