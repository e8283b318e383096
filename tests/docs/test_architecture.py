"""The map is true: every place that it names exists, and every top-level module is on it."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "pytest_checkout"
PAGE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")


def test_every_place_on_the_map_exists() -> None:
    named = re.findall(r"`((?:[a-z_]+/)*[a-z_]+(?:/|\.py))`", PAGE)

    assert len(named) > 20
    named = [place for place in named if place != "conftest.py"]  # the user's
    assert [place for place in named if not ((PACKAGE / place).exists() or (ROOT / place).exists())] == []


def test_every_top_level_module_is_on_the_map() -> None:
    modules = [path for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()]
    names = {path.name for path in modules if not path.name.startswith("__")}

    missing = {name for name in names if not re.search(rf"`{re.escape(name)}[`/]", PAGE)}
    assert missing == set()


def test_the_layers_are_those_that_the_linter_checks() -> None:
    pyproject = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    checked = re.search(r"^layers = \[\n(.*?)^\]", pyproject, re.DOTALL | re.MULTILINE)
    assert checked is not None
    layers = re.findall(r'"(.+)"', checked[1])

    drawn = PAGE.split("## Layers")[1].split("```")[1].strip().splitlines()
    assert [line.split("  ")[0].strip() for line in drawn] == layers
