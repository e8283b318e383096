"""Builders for the files that people write, and for the moments at which they are read."""

from __future__ import annotations

import textwrap
from datetime import UTC, datetime
from pathlib import Path


def utc(text: str) -> datetime:
    """ "2026-11-20 18:00" as an instant."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def written(path: Path, text: str) -> Path:
    """`path`, holding the dedented text."""
    path.write_text(textwrap.dedent(text).lstrip(), encoding="utf-8")
    return path


def mistakes(error: BaseException) -> list[str]:
    """The lines of a ProblemsError, each without the folder of its file."""
    parts = [line.split(":", 1) for line in str(error).splitlines()]
    return [f"{Path(path).name}:{rest}" for path, rest in parts]
