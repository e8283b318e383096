"""What a bank holds: records, each the one text that is hashed, chained to the one before it by the same writer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from pytest_checkout.readiness.bank.canonical import canonical, hash_of
from pytest_checkout.readiness.bank.scope import Scope
from pytest_checkout.readiness.trials import Outcome, Trial
from pytest_checkout.redaction import redact

TRIAL, RUN = "trial", "run"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Record:
    """One link of one writer's chain. `text` is all of it; the rest is taken from there.

    `subject` groups what is looked up together: the scope of a trial, the store of a run.
    """

    writer: str
    number: int
    """1 for the first of a chain."""
    previous: str
    """The hash of the record before; empty for the first."""
    kind: str
    subject: str
    at: datetime
    text: str
    content: Mapping[str, Any] = field(compare=False, repr=False)

    @property
    def hash(self) -> str:
        return hash_of(self.text)

    @property
    def microseconds(self) -> int:
        """`at` as a whole number since 1970, for ordering."""
        return microseconds(self.at)

    @classmethod
    def new(
        cls,
        *,
        writer: str,
        number: int,
        previous: str,
        kind: str,
        subject: str,
        at: datetime,
        content: Mapping[str, Any],
    ) -> Record:
        head = {"writer": writer, "number": number, "previous": previous, "kind": kind, "subject": subject}
        text = canonical({**head, "at": at.astimezone(UTC).isoformat(), "content": content})
        return cls(**head, at=at, text=text, content=content)  # type: ignore[arg-type]  # the head is as typed above

    @classmethod
    def read(cls, text: str) -> Record:
        """The record that `text` is. Raises ValueError when it is none."""
        try:
            data = json.loads(text)
            at = datetime.fromisoformat(data.pop("at"))
            record = cls(**data, at=at, text=text)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise ValueError("it is not a record") from error
        if not isinstance(record.number, int) or not isinstance(record.content, dict) or at.tzinfo is None:
            raise ValueError("it is not a record")
        return record


def microseconds(at: datetime) -> int:
    since = at - _EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def from_microseconds(count: int) -> datetime:
    return _EPOCH + timedelta(microseconds=count)


@dataclass(frozen=True)
class TrialRecord:
    """What a record of the kind TRIAL tells."""

    item: str
    scope: Scope
    trial: Trial

    def content(self) -> dict[str, Any]:
        """What is empty is left out: a year of evidence is many lines. The shop's words leave the process redacted."""
        told = {
            name: value for name, value in asdict(self.trial).items() if name != "at" and value not in ("", (), 0.0)
        }
        if self.trial.reason:
            told["reason"] = redact(self.trial.reason)
        told["outcome"] = str(self.trial.outcome)
        return {"item": self.item, "scope": self.scope.to_json(), "trial": told}

    @classmethod
    def of(cls, record: Record) -> TrialRecord:
        """Raises ValueError for a record that tells of no trial."""
        try:
            told = dict(record.content["trial"])
            told.update(outcome=Outcome(told["outcome"]), shares=tuple(told.get("shares", ())))
            return cls(str(record.content["item"]), Scope(**record.content["scope"]), Trial(at=record.at, **told))
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"record {record.number} of {record.writer} tells of no trial") from error
