"""readiness.json: what a run learned and decided, written so that no older answer survives (docs/readiness-json.md)."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from pytest_checkout.readiness import waivers
from pytest_checkout.readiness.gate import UNDECIDED, Decision, Rule
from pytest_checkout.readiness.results import Behind, Evidence, ItemResult, State
from pytest_checkout.redaction import redact_data

NAME: Final = "readiness.json"
SCHEMA: Final = 1
NOT_FINISHED: Final = Decision(UNDECIDED, (Rule("the run came to its end", False, "run not finished"),))
"""What the file says while a run goes on, and for ever when the run is killed."""


@dataclass(frozen=True)
class Summary:
    """A whole readiness.json. `run` holds plain facts about the run itself."""

    decision: Decision
    items: tuple[ItemResult, ...]
    run: Mapping[str, Any]


def write(directory: Path, summary: Summary) -> Path:
    """Replace the file in one step: a reader sees the old or the new one, never a part. Raises OSError."""
    directory.mkdir(parents=True, exist_ok=True)
    data = {
        "schema": SCHEMA,
        "decision": summary.decision.to_json(),
        "score": asdict(waivers.score(summary.items)),
        "items": [_item_to_json(item) for item in summary.items],
        "run": dict(summary.run),
    }
    path = directory / NAME
    fresh = directory / f".{NAME}.{os.getpid()}"
    fresh.write_text(json.dumps(redact_data(data), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    fresh.replace(path)
    return path


def read(path: Path) -> Summary:
    """The file's content. Raises OSError, or ValueError in words when it is not a readiness.json of this schema."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"it is not JSON ({error})") from error
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        raise ValueError(f"it is not a readiness.json of schema {SCHEMA}")
    try:
        told = data["decision"]
        rules = tuple(Rule.from_json(rule) for rule in told["rules"])
        decision = Decision(told["word"], rules, tuple(told.get("notes", ())), told.get("policy", ""))
        return Summary(decision, tuple(_item_from_json(item) for item in data["items"]), data["run"])
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"a part of it is missing or misshapen: {error}") from error


def _item_to_json(item: ItemResult) -> dict[str, Any]:
    return {**asdict(item), "state": str(item.state), "evidence": [each.to_json() for each in item.evidence]}


def _item_from_json(data: Mapping[str, Any]) -> ItemResult:
    """What this version knows of an entry; a newer one may have written more."""
    evidence = tuple(Evidence.from_json(each) for each in data["evidence"])
    behind, lost = data.get("behind"), data.get("lost_per_hour")
    return ItemResult(
        **{
            **{key: data[key] for key in data if key in ItemResult.__dataclass_fields__},
            "state": State(data["state"]),
            "evidence": evidence,
            "behind": Behind(**{**behind, "state": State(behind["state"])}) if behind else None,
            "lost_per_hour": tuple(lost) if lost else None,
        }
    )
