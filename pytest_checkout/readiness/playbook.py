"""A playbook: Markdown that somebody follows at three in the morning, so none of its parts may be missing or empty."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pytest_checkout.errors import Problem
from pytest_checkout.registry import did_you_mean

SECTIONS: Final = {
    "Trigger": 1,
    "Roles": 2,
    "Steps": 4,
    "Success criteria": 2,
    "Rollback": 1,
    "Questions for the caller": 4,
}
"""The parts in their order, and how many list entries each has at least."""
_ENTRY: Final = re.compile(r"(?:-|\d+\.) \S")


@dataclass
class _Section:
    name: str
    line: int
    entries: int = 0


def problems(path: Path, title: str) -> list[Problem]:
    """Everything that is wrong with the playbook of the pattern called `title`."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        return [Problem.at(path, 1, f"cannot be read: {error}")]
    found = [] if lines[:1] == [f"# {title}"] else [Problem.at(path, 1, f"the first line should be '# {title}'.")]
    sections: dict[str, _Section] = {}
    current: _Section | None = None
    for number, line in enumerate(lines, start=1):
        if line.startswith("## "):
            current = _Section(line[3:].strip(), number)
            if current.name not in SECTIONS:
                known = ", ".join(SECTIONS)
                words = f"unknown section '{current.name}'.{did_you_mean(current.name, SECTIONS)} Known: {known}."
                found.append(Problem.at(path, number, words))
            sections.setdefault(current.name, current)
        elif current is not None and _ENTRY.match(line):
            current.entries += 1
    for name, fewest in SECTIONS.items():
        if name not in sections:
            found.append(Problem.at(path, 1, f"the section '## {name}' is missing."))
        elif sections[name].entries < fewest:
            words = f"'{name}' has {sections[name].entries} entries and needs at least {fewest}."
            found.append(Problem.at(path, sections[name].line, words))
    return found
