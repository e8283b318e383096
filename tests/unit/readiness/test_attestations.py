"""A signature counts for what was read, by who may sign, with its evidence, and not a minute longer."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta
from pathlib import Path

import pytest

from pytest_checkout.checklist.model import Attest, Item, Severity, Sla
from pytest_checkout.errors import ProblemsError
from pytest_checkout.readiness import attestations
from pytest_checkout.readiness.attestations import Attestation, Kept
from pytest_checkout.readiness.results import State
from tests.unit.readiness.files import mistakes, utc

SIGNED = utc("2026-11-20 12:00")
NOW = utc("2026-11-22 12:00")


def item(*, by: tuple[str, ...] = ("operations lead",), evidence: bool = False, title: str = "Contacts") -> Item:
    proof = Attest(by, evidence, timedelta(days=7))
    sla = Sla(timedelta(hours=24), timedelta(minutes=30))
    return Item("HOL-01", title, "people", Severity.BLOCKER, "operations", sla, "", proof, Path("holiday.yaml"), 9)


def signed(of: Item | None = None, **changes: object) -> Attestation:
    of = of or item()
    facts = {
        "item": of.id,
        "by": "operations lead",
        "at": SIGNED,
        "until": SIGNED + timedelta(days=7),
        "content_hash": of.content_hash,
    }
    return Attestation.model_validate(facts | changes)


def told(of: Item, *signatures: Attestation, folder: Path = Path("nowhere"), now: str = "2026-11-22 12:00") -> str:
    found = attestations.standing(of, signatures, folder, utc(now))
    return f"{found.state}: {found.reason}"


def test_a_signature_makes_its_item_ready() -> None:
    assert told(item(), signed()) == (
        "ready: signed by operations lead on 2026-11-20, counts until 2026-11-27 12:00 UTC"
    )


def test_without_one_it_is_not_run_and_the_way_to_sign_is_told() -> None:
    assert told(item(by=("operations lead", "head of payments"))) == (
        "not run: nobody has signed; operations lead or head of payments may, with: pytest-checkout attest HOL-01"
    )


def test_the_signature_of_another_item_is_none() -> None:
    assert told(item(), signed(item="HOL-02")).startswith("not run: nobody has signed")


@pytest.mark.parametrize(
    ("signature", "why"),
    [
        (signed(until=SIGNED + timedelta(days=1)), "that expired at 2026-11-21 12:00 UTC"),
        (
            signed(at=NOW + timedelta(seconds=1), until=NOW + timedelta(days=1)),
            "that is in the future: a clock is wrong",
        ),
        (signed(by="an intern"), "may not sign this item"),
        (signed(item(title="All contacts")), "the item has changed since"),
    ],
    ids=["expired", "future", "stranger", "changed"],
)
def test_a_signature_that_does_not_count_says_why(signature: Attestation, why: str) -> None:
    day = f"{signature.at:%Y-%m-%d}"
    assert told(item(), signature) == (
        f"not run: {signature.by} signed on {day}, and {why}; operations lead may sign again"
    )


def test_it_expires_to_the_second() -> None:
    assert told(item(), signed(), now="2026-11-27 11:59").startswith("ready")
    assert told(item(), signed(), now="2026-11-27 12:00").startswith("not run")


def test_a_line_that_promises_more_than_the_checklist_allows_gets_what_is_allowed() -> None:
    generous = signed(until=SIGNED + timedelta(days=400))
    assert "counts until 2026-11-27 12:00 UTC" in told(item(), generous)
    assert told(item(), generous, now="2026-11-27 12:00").startswith("not run")


def test_an_earlier_signature_counts_when_a_later_one_does_not() -> None:
    assert told(item(), signed(), signed(by="an intern", at=NOW)).startswith("ready")


def test_a_withdrawal_takes_back_what_came_before_it() -> None:
    withdrawn = signed(at=SIGNED + timedelta(hours=1), withdrawn="two numbers were wrong")
    assert told(item(), signed(), withdrawn) == (
        "not run: operations lead withdrew what was signed, on 2026-11-20: two numbers were wrong"
    )
    assert told(item(), signed(), withdrawn, signed(at=SIGNED + timedelta(hours=2))).startswith("ready")


def test_of_two_lines_at_one_instant_the_later_is_the_newer() -> None:
    withdrawn = signed(withdrawn="a mistake")
    assert told(item(), signed(), withdrawn).startswith("not run")
    assert told(item(), withdrawn, signed()).startswith("ready")


# -- evidence --


def kept(folder: Path) -> Kept:
    (folder / "report.txt").write_text("all answered", encoding="utf-8")
    return Kept(where="report.txt", sha256=hashlib.sha256(b"all answered").hexdigest())


def test_evidence_is_asked_for_where_it_is_required(tmp_path: Path) -> None:
    of = item(evidence=True)
    assert "and gave no evidence;" in told(of, signed(of))
    assert told(of, signed(of, evidence=kept(tmp_path)), folder=tmp_path).startswith("ready")
    assert told(of, signed(of, evidence=Kept(where="https://wiki.example/1"))).startswith("ready")


def test_evidence_that_was_changed_or_removed_is_none(tmp_path: Path) -> None:
    signature = signed(evidence=kept(tmp_path))
    (tmp_path / "report.txt").write_text("nobody answered", encoding="utf-8")
    assert "its evidence report.txt was changed afterwards" in told(item(), signature, folder=tmp_path)
    (tmp_path / "report.txt").unlink()
    assert "its evidence report.txt is gone" in told(item(), signature, folder=tmp_path)


# -- the file --


def test_the_file_only_grows(tmp_path: Path) -> None:
    path = tmp_path / "attestations.jsonl"
    assert attestations.load(path) == ()
    attestations.append(path, signed())
    first = path.read_bytes()
    attestations.append(path, signed(withdrawn="a mistake"))
    assert path.read_bytes().startswith(first)
    assert attestations.load(path) == (signed(), signed(withdrawn="a mistake"))


def test_every_broken_line_is_told(tmp_path: Path) -> None:
    path = tmp_path / "attestations.jsonl"
    good = signed().model_dump(mode="json", by_alias=True)
    lines = [
        json.dumps(good),
        "<<<<<<< HEAD",
        json.dumps({key: value for key, value in good.items() if key != "by"}),
        json.dumps(good | {"at": "2026-11-20T12:00:00"}),
        json.dumps(good | {"schema": 2}),
        json.dumps(good | {"unti": "x"}),
    ]
    path.write_text("\n".join(lines) + '\n{"item":', encoding="utf-8")
    with pytest.raises(ProblemsError) as caught:
        attestations.load(path)
    found = mistakes(caught.value)
    assert [line.split(": ")[0] for line in found] == [
        f"attestations.jsonl:{number}" for number in (2, 3, 4, 5, 6, 7, 7)
    ]
    assert found[0].startswith("attestations.jsonl:2: not a signature: Invalid JSON")
    assert found[1] == "attestations.jsonl:3: 'by': is missing."
    assert found[2] == "attestations.jsonl:4: 'at': Input should have timezone info."
    assert found[3] == (
        "attestations.jsonl:5: schema 2 is from a newer version, and this one knows 1: update pytest-checkout."
    )
    assert found[4].startswith("attestations.jsonl:6: 'unti': ")
    assert "attestations.jsonl:7: the last line is cut off; remove it and sign again." in found


def test_a_standing_is_the_same_whatever_the_order_of_the_lines() -> None:
    signatures = [signed(), signed(at=SIGNED + timedelta(hours=1), withdrawn="no"), signed(at=NOW)]
    states = {attestations.standing(item(), order, Path(), NOW).state for order in (signatures, signatures[::-1])}
    assert states == {State.READY}
