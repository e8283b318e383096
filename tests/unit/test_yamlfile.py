"""Both readers of YAML say the same: the quick one, and the one whose messages are better."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pytest_checkout import yamlfile
from pytest_checkout.checklist import stock
from pytest_checkout.errors import ProblemsError
from tests.unit.readiness.files import mistakes, written

RARE = {
    "merged": "a: &x {b: 1}\nc:\n  <<: *x\n  d: 2\n",
    "alias": "a: &x {b: 1}\nc: *x\n",
    "numbers": "a: 010\nb: 1.10\nc: 0x1f\nd: 1_000\ne: yes\nf: 12:30\ng: ~\nh: .inf\n1: x\n",
    "times": "a: 2026-02-30\nb: 2026-02-20 18:00\nc: 2026-02-20T18:00:00+01:00\nd: 2026-02-20\n",
    "texts": "a: |\n  one\n  two\nb: >\n  folded\n  text\nc: 'it''s'\nd: 😀\n",
    "deep": "a: {b: [1, {c: d}]}\n# c\ne:\n  -\n    f: g\n",
    "directive": "%YAML 1.1\n---\na: yes\n",
}
STOCK = [*stock.checklists().rglob("*.yaml"), stock.failures()]


def _places(data: Any, loc: tuple[int | str, ...] = ()) -> Iterator[tuple[int | str, ...]]:
    yield loc
    for key, value in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        yield from _places(value, (*loc, key))


def both(path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[yamlfile.YamlFile, yamlfile.YamlFile]:
    quick = yamlfile.read(path)

    def rare(*_: object) -> None:
        raise yamlfile._Rare

    monkeypatch.setattr(yamlfile, "_built", rare)
    return quick, yamlfile.read(path)


@pytest.mark.parametrize("name", [*RARE, *(path.name for path in STOCK)])
def test_both_readers_give_the_same_content_at_the_same_lines(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path / "a.yaml", RARE[name]) if name in RARE else next(p for p in STOCK if p.name == name)
    quick, slow = both(path, monkeypatch)
    assert repr(quick.data) == repr(slow.data)
    for loc in _places(quick.data):
        assert quick.line_of(loc) == slow.line_of(loc), loc


def test_the_line_of_a_merged_key_is_that_of_its_part(tmp_path: Path) -> None:
    assert yamlfile.read(written(tmp_path / "a.yaml", RARE["merged"])).line_of(("c", "b")) == 2


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: 1\nb: 2\na: 3\n", "3: not YAML: found duplicate key"),
        ("a: [1\n", "2: not YAML: "),
        ("a: &x [*x]\nb: : c\n", "2: not YAML: "),
        ("# nothing\n", "1: the file is empty"),
        ("- 1\n", "1: the file holds a list"),
        ("x\n", "1: the file holds a single value"),
        ("a: 1\n---\nb: 2\n", "2: not YAML: "),
    ],
)
def test_what_is_no_yaml_is_told_at_its_line(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(ProblemsError) as caught:
        yamlfile.read(written(tmp_path / "a.yaml", text))
    assert mistakes(caught.value)[0].startswith(f"a.yaml:{told}"), str(caught.value)
