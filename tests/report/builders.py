"""Item results for tests of reports: everything has a sensible default, a test names what it is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pytest_checkout.readiness.results import ItemResult, State


@dataclass(frozen=True)
class Decided:
    """A decision as the gate makes it."""

    word: str
    rules: tuple[str, ...] = ()


def a_result(id: str = "PRO-01", state: State = State.READY, **changes: Any) -> ItemResult:
    values: dict[str, Any] = {
        "id": id,
        "title": "A live code takes the advertised discount off",
        "checklist": "Daily checkout trial",
        "disruptor": "promotions",
        "severity": "blocker",
        "owner": "growth",
        "backup": "payments",
        "state": state,
        "reason": "",
        "reason_code": "",
        "file": "checklists/daily.yaml",
        "line": 14,
    }
    return ItemResult(**{**values, **changes})
