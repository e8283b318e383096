"""`pytest-checkout attest`: sign a checklist item that a person has to look at."""

from __future__ import annotations

import argparse
import hashlib
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from pytest_checkout.checklist import durations
from pytest_checkout.checklist.model import Attest, Item
from pytest_checkout.cli import _whole_project
from pytest_checkout.errors import UserError
from pytest_checkout.readiness import attestations, signer
from pytest_checkout.readiness.attestations import Attestation, Kept
from pytest_checkout.redaction import redact
from pytest_checkout.registry import did_you_mean

HELP = "sign a checklist item that a person has to look at"
LARGEST: Final = 20_000_000
"""Bytes of an evidence file: it is copied beside the signatures, into version control."""


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("item", metavar="ITEM", help="the item's id, as in HOL-01")
    parser.add_argument("--evidence", metavar="FILE-OR-URL", help="what was looked at; a file is copied")
    parser.add_argument(
        "--by", metavar="NAME", help="who signs, as the checklist names them (default: git's user.name)"
    )
    parser.add_argument("--valid", metavar="TIME", help="how long it counts, as in 7d (default: what the item allows)")
    parser.add_argument("--withdraw", metavar="REASON", help="take back what was signed for the item, and say why")
    parser.add_argument(
        "--file",
        type=Path,
        default=Path(attestations.NAME),
        help=f"where signatures are kept (default: {attestations.NAME})",
    )
    _whole_project.configure(parser)


def run(arguments: argparse.Namespace) -> int:
    """Append one signature and print it. Raises UserError when it would not count, ProblemsError for broken files."""
    path: Path = arguments.file
    attestations.load(path)  # nothing is added to a file that cannot be read
    item, proof = _item(arguments)
    by = _signer(arguments.by, path.parent, item, proof)
    now = datetime.now(UTC)
    valid = _valid(arguments.valid, item)
    evidence = None if arguments.withdraw else _evidence(arguments.evidence, path.parent, item, proof)
    signature = Attestation(
        item=item.id,
        by=by,
        at=now,
        until=now + valid,
        content_hash=item.content_hash,
        evidence=evidence,
        withdrawn=" ".join((arguments.withdraw or "").split()),
        recorded=signer.recorded(path.parent),
    )
    try:
        attestations.append(path, signature)
    except OSError as error:
        raise UserError(f"cannot write {path}: {error.strerror or error}") from None
    found = attestations.standing(item, attestations.load(path), path.parent, now)
    print(f"{item.id} {item.title}: {found.reason}")
    return 0


def _item(arguments: argparse.Namespace) -> tuple[Item, Attest]:
    try:
        item = _whole_project.read(arguments).item(arguments.item)
    except KeyError as error:
        raise UserError(error.args[0]) from None
    if not isinstance(item.proof, Attest):
        raise UserError(f"{item.id} is proved by {type(item.proof).__name__.lower()} and is not signed by people")
    return item, item.proof


def _signer(given: str | None, folder: Path, item: Item, proof: Attest) -> str:
    name = " ".join((given or signer.git_name(folder)).split())
    may = ", ".join(proof.by)
    if not name:
        raise UserError(f"Say who signs: --by NAME. {item.id} may be signed by: {may}")
    known = {each.casefold(): each for each in proof.by}
    if name.casefold() not in known:
        raise UserError(f"'{name}' may not sign {item.id}.{did_you_mean(name, proof.by)} It may be signed by: {may}")
    return known[name.casefold()]


def _valid(given: str | None, item: Item) -> timedelta:
    longest = attestations.longest(item)
    if given is None:
        return longest
    try:
        wanted = durations.parse(given)
    except ValueError as error:
        raise UserError(f"--valid: {error}") from None
    if wanted > longest:
        raise UserError(f"--valid {given}: a signature for {item.id} counts for at most {_told(longest)}")
    return wanted


def _evidence(given: str | None, folder: Path, item: Item, proof: Attest) -> Kept | None:
    if not given:
        if proof.evidence_required:
            raise UserError(f"{item.id} needs evidence: --evidence FILE-OR-URL")
        return None
    if redact(given) != given:
        raise UserError(f"--evidence: this address holds a secret, and the file is for everybody: {redact(given)}")
    if given.startswith(("https://", "http://")):
        return Kept(where=given)
    return _copied(Path(given), folder)


def _copied(file: Path, folder: Path) -> Kept:
    """A copy below `folder`, named by its content: what was signed stays what it was."""
    try:
        if file.stat().st_size > LARGEST:
            raise UserError(f"{file} is larger than {LARGEST // 1_000_000} MB: keep it elsewhere and give its address")
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
        where = Path(attestations.NAME).with_suffix("") / f"{digest[:12]}-{file.name}"
        (folder / where).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, folder / where)
    except OSError as error:
        raise UserError(f"cannot keep {file}: {error.strerror or error}") from None
    return Kept(where=where.as_posix(), sha256=digest)


def _told(duration: timedelta) -> str:
    return f"{duration.days} days" if duration.days > 1 else f"{duration.total_seconds() / 3600:g} hours"
