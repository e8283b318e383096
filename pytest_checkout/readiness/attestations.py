"""Signatures of people (attestations.jsonl): who looked at what, with which evidence, and until when that counts.

The file only grows: one line per signature or withdrawal. It is a record and no authentication: whoever may write to
the file may write any name into it, and what tells is its history in version control.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from pytest_checkout.checklist.model import Attest, Item
from pytest_checkout.errors import Problem, ProblemsError
from pytest_checkout.readiness import moments
from pytest_checkout.readiness.results import State

NAME: Final = "attestations.jsonl"
SCHEMA: Final = 1


class Kept(BaseModel):
    """What a signature points at: a web address, or a copy of a file beside the signatures, with its SHA-256."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    where: str
    sha256: str = ""

    def trouble(self, folder: Path) -> str:
        """Why the copy is no evidence any more, in words; empty when it is, and for a web address."""
        if not self.sha256:
            return ""
        path = folder / self.where
        if not path.is_file():
            return f"its evidence {self.where} is gone"
        if hashlib.sha256(path.read_bytes()).hexdigest() != self.sha256:
            return f"its evidence {self.where} was changed afterwards"
        return ""


class Attestation(BaseModel):
    """One line of the file. With `withdrawn` (a reason) it takes back every earlier signature for the item."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: int = Field(default=SCHEMA, alias="schema")
    item: str
    by: str
    at: AwareDatetime
    until: AwareDatetime
    content_hash: str
    """Of the item as it was when it was signed: a signature is for what was read then."""
    evidence: Kept | None = None
    withdrawn: str = ""
    recorded: dict[str, str] = {}
    """What the machine says of who it was (signer.py)."""


@dataclass(frozen=True)
class Standing:
    """What the signatures say of one item now: *ready*, or *not run* and why not."""

    state: State
    reason: str
    signature: Attestation | None = None


def load(path: Path) -> tuple[Attestation, ...]:
    """Every line of the file, none when there is no such file. Raises ProblemsError with every broken line."""
    if not path.exists():
        return ()
    try:
        text = path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ProblemsError([Problem.at(path, 1, f"cannot be read: {error}")]) from error
    problems: list[Problem] = []
    found: list[Attestation] = []
    for number, line in enumerate(text.splitlines(), start=1):
        try:
            found.append(Attestation.model_validate_json(line))
        except ValidationError as error:
            problems.append(Problem.at(path, number, _wrong(error)))
            continue
        if found[-1].version > SCHEMA:
            newer = f"schema {found[-1].version} is from a newer version, and this one knows {SCHEMA}"
            problems.append(Problem.at(path, number, f"{newer}: update pytest-checkout."))
    if text and not text.endswith("\n"):
        problems.append(Problem.at(path, len(text.splitlines()), "the last line is cut off; remove it and sign again."))
    if problems:
        raise ProblemsError(problems)
    return tuple(found)


def append(path: Path, attestation: Attestation) -> None:
    """Add one line. Raises OSError; what was there is never touched."""
    with path.open("ab", buffering=0) as file:  # one write, so that two people who sign at once do not mix
        file.write(attestation.model_dump_json(by_alias=True).encode() + b"\n")


def longest(item: Item) -> timedelta:
    """How long a signature for the item counts at most."""
    assert isinstance(item.proof, Attest)
    return item.proof.valid or (item.sla.detect if item.sla else moments.DAY)


def standing(item: Item, attestations: Iterable[Attestation], folder: Path, now: datetime) -> Standing:
    """Whether somebody's signature for `item` counts now; `folder` is where the file and its evidence lie.

    The newest signature that counts is taken; when none does, the reason is that of the newest.
    """
    assert isinstance(item.proof, Attest)
    signers = " or ".join(item.proof.by)
    mine = [each for each in attestations if each.item == item.id]
    mine = sorted(mine, key=lambda each: each.at)[::-1]  # of two at one instant, the later line is the newer
    reason = f"nobody has signed; {signers} may, with: pytest-checkout attest {item.id}"
    for position, each in enumerate(mine):
        if each.withdrawn:
            told = f"{each.by} withdrew what was signed, on {_day(each.at)}: {each.withdrawn}"
            return Standing(State.NOT_RUN, reason if position else told)
        trouble = _trouble(item, item.proof, each, folder, moments.aware(now))
        if not trouble:
            words = f"signed by {each.by} on {_day(each.at)}, counts until {until(item, each):%Y-%m-%d %H:%M} UTC"
            return Standing(State.READY, words, each)
        if not position:
            reason = f"{each.by} signed on {_day(each.at)}, and {trouble}; {signers} may sign again"
    return Standing(State.NOT_RUN, reason)


def _trouble(item: Item, proof: Attest, each: Attestation, folder: Path, now: datetime) -> str:
    """Why a signature does not count, in words; empty when it does."""
    if each.at > now:
        return "that is in the future: a clock is wrong"
    if each.by not in proof.by:
        return "may not sign this item"
    if each.content_hash != item.content_hash:
        return "the item has changed since"
    if proof.evidence_required and each.evidence is None:
        return "gave no evidence"
    if (expiry := until(item, each)) <= now:
        return f"that expired at {expiry:%Y-%m-%d %H:%M} UTC"
    return each.evidence.trouble(folder) if each.evidence else ""


def until(item: Item, each: Attestation) -> datetime:
    """When a signature ends, in UTC; a line that promises more than the checklist allows gets what is allowed."""
    return moments.aware(min(each.until, each.at + longest(item)))


def _day(at: datetime) -> str:
    return f"{moments.aware(at):%Y-%m-%d}"


def _wrong(error: ValidationError) -> str:
    detail = error.errors()[0]
    key = ".".join(map(str, detail["loc"]))
    words = "is missing" if detail["type"] == "missing" else detail["msg"]
    return f"'{key}': {words}." if key else f"not a signature: {words}."
