"""The schema for editors, the loader and the documentation agree, and the stock checklists keep all three."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from pytest_checkout import yamlfile
from pytest_checkout.checklist import durations, loader, stock
from pytest_checkout.checklist.model import Phase, Severity
from pytest_checkout.disruptors.disruptor import BUILT_IN

SCHEMA: dict[str, Any] = json.loads(Path(loader.__file__).with_name("schema.json").read_text(encoding="utf-8"))
ITEM: dict[str, Any] = SCHEMA["$defs"]["item"]
DOCUMENT = (Path(__file__).parents[3] / "docs" / "checklists.md").read_text(encoding="utf-8")


def test_the_schema_knows_the_loaders_keys():
    assert tuple(SCHEMA["properties"]) == loader.CHECKLIST_KEYS
    assert tuple(ITEM["properties"]) == loader.ITEM_KEYS
    assert [each["required"] for each in ITEM["oneOf"]] == [[name] for name in loader.PROOFS]


def test_the_schema_knows_the_loaders_words():
    assert SCHEMA["properties"]["phase"]["enum"] == list(Phase)
    assert ITEM["properties"]["severity"]["enum"] == list(Severity)
    assert ITEM["properties"]["disruptor"]["examples"] == list(BUILT_IN)
    assert ITEM["properties"]["attest"]["properties"]["evidence"]["enum"] == list(loader.Evidence)


@pytest.mark.parametrize("part", ["head", "item", "attest"])
def test_the_documentation_names_every_key(part: str):
    keys = {
        "head": loader.CHECKLIST_KEYS,
        "item": loader.ITEM_KEYS,
        "attest": ITEM["properties"]["attest"]["properties"],
    }
    for key in keys[part]:
        assert f"`{key}`" in DOCUMENT, key


def test_the_documented_example_is_a_checklist(tmp_path: Path):
    example = DOCUMENT.split("```yaml\n")[1].split("```")[0]
    (tmp_path / "daily.yaml").write_text(example, encoding="utf-8")
    assert len(loader.load(tmp_path / "daily.yaml", BUILT_IN).items) == 4
    assert valid(yamlfile.read(tmp_path / "daily.yaml").data)


def test_the_stock_checklists_keep_the_schema():
    paths = sorted(stock.checklists().glob("*.yaml"))
    assert paths
    for path in paths:
        assert loader.load(path, BUILT_IN)
        assert valid(yamlfile.read(path).data), path


HEAD: dict[str, Any] = {
    "checklist": "Daily",
    "phase": "daily",
    "owner": "growth",
    "backup": "payments",
    "sla": {"detect": "24h", "respond": "30m"},
}
GOOD: dict[str, Any] = {
    "id": "PRO-01",
    "title": "Codes work",
    "disruptor": "promotions",
    "severity": "normal",
    "steps": "Given a shop",
}


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": "pro-1"},
        {"severity": "bad"},
        {"sla": {"detect": "soon"}},
        {"examples": []},
        {"examples": [{"a": 7}]},
        {"scenarios": ["A"]},
        {"titel": "x"},
        {"title": " "},
        {"owner": 7},
        {"steps": ""},
    ],
)
def test_what_the_loader_refuses_the_schema_refuses_too(wrong: dict[str, Any], tmp_path: Path):
    assert valid({**HEAD, "items": [GOOD]})
    data = {**HEAD, "items": [{**GOOD, **wrong}]}
    assert not valid(data)
    (tmp_path / "daily.yaml").write_text(json.dumps(data))  # JSON is YAML
    assert loader.read(tmp_path / "daily.yaml", BUILT_IN)[1]


@pytest.mark.parametrize(("text", "seconds"), [("45s", 45), ("30m", 1800), ("24 h", 86400), ("7d", 604800)])
def test_durations(text: str, seconds: int):
    assert durations.parse(text) == timedelta(seconds=seconds)


@pytest.mark.parametrize("text", ["", "0m", "-5m", "1.5h", "5", "m", "5w", "99999d", "1" * 30 + "d", "½h", "24h 30m"])
def test_what_is_no_duration(text: str):
    with pytest.raises(ValueError, match="write a number and s, m, h or d"):
        durations.parse(text)


def valid(data: object) -> bool:
    validators = pytest.importorskip("jsonschema", reason="jsonschema is not installed").validators
    return bool(validators.Draft202012Validator(SCHEMA).is_valid(data))
