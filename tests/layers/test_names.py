"""File names say what is in the file, and private parts of pytest-bdd are touched in one module."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "pytest_checkout"
BANNED = {
    "utils",
    "util",
    "common",
    "misc",
    "base",
    "manager",
    "helpers",
    "helper",
    "tools",
    "stuff",
    "core",
    "shared",
    "general",
}
PUBLIC_OF_PYTEST_BDD = {"pytest_bdd", "pytest_bdd.parsers", "pytest_bdd.parser"}
"""`parser` holds the classes that pytest-bdd's hooks hand over: Feature, Scenario, Step."""


def banned(files: Iterator[Path]) -> list[str]:
    """The files whose own name, or a folder's, says nothing."""
    return [path.as_posix() for path in files if {part.strip("_") for part in path.with_suffix("").parts} & BANNED]


def private_imports(path: Path) -> list[str]:
    """Modules of pytest-bdd that a file imports although they are not public."""
    names = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            names.append(node.module or "")
        elif isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
    return [name for name in names if name.split(".")[0] == "pytest_bdd" and name not in PUBLIC_OF_PYTEST_BDD]


def test_no_file_is_named_after_nothing() -> None:
    files = (
        path.relative_to(ROOT) for folder in ("pytest_checkout", "tests") for path in (ROOT / folder).rglob("*.py")
    )
    assert banned(files) == []


@pytest.mark.parametrize("path", ["a/utils.py", "a/b/_common.py", "helpers/x.py", "base.py"])
def test_a_name_that_says_nothing_is_found_at_any_depth(path: str) -> None:
    assert banned(iter([Path(path), Path("a/gate.py")])) == [path]


def test_only_one_module_touches_private_parts_of_pytest_bdd() -> None:
    found = {path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py") if private_imports(path)}
    assert found == {"pytest_plugin/compat.py"}


def test_modules_are_small_and_open_with_a_sentence() -> None:
    for path in PACKAGE.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert ast.get_docstring(ast.parse(text)), f"{path} does not say what it is"
        assert len(text.splitlines()) <= 400, f"{path} is longer than 400 lines"
