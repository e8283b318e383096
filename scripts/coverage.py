"""Writes docs/coverage.md: for each line of the catalogue its scenarios, what runs saw of them, and what is missing.

The lines stand in docs/catalogue.yaml, the scenarios carry them as tags, and docs/coverage.json holds what runs of
tests/e2e recorded. A record counts as long as its scenario reads as it did then.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from pytest_checkout.checklist import stock
from pytest_checkout.checklist.features import Scene
from pytest_checkout.readiness import project

DOCS = Path(__file__).parents[1] / "docs"
PAGE, CATALOGUE, RECORD = DOCS / "coverage.md", DOCS / "catalogue.yaml", DOCS / "coverage.json"
LINE = re.compile(r"@([A-Z]{2}\d{2})")
REASONS = {
    "writable": "can be written with what is there, and is not yet",
    "services": "needs faults of outside services (gateway, carrier, order system, mail) that the demo store has not",
    "promotions": "needs a back office that changes promotions, prices or orders meanwhile",
    "payments": "needs a back office that switches ways to pay",
    "store": "the demo store has no such feature",
    "clock": "needs a store whose clock can be moved",
    "load": "needs a load generator",
}
DEMO_ONLY = {
    *("PL06", "PL07", "PL10"),  # a gateway's script, a content security policy
    *("GW22", "PR06", "PR07", "PR08", "IN13", "SH04"),  # an order that is compared with what its review showed
    *("IN04", "PR11"),  # claimed under a lock, and paid back to who comes second
    *("GW23", "GW24", "GW26"),  # a choice of ways to pay
    *("GW03", "SH14"),  # words for each cause of a decline; a form for the bill's own address
    *("GW08", "GW18", "GW19"),  # a gateway that is asked what became of a payment, and idempotency keys
    *("SH05", "SH06"),  # prices that a carrier is asked for
    *("OM02", "OM03", "OM05"),  # an outbox for the systems behind it
    *("GW04", "GW05", "GW06", "GW29", "GW32", "GW33"),  # the way to a bank and back
    *("GW07", "GW13", "GW14", "GW15", "GW16", "GW17", "GW28", "SC07"),  # notifications of a payment gateway
    *("IN11", "OM06", "OM09", "PL18"),  # paid back, sold again, and a mail that cannot be written
    *("GW20", "GW21", "GW37"),  # money that is held; an access to the gateway that is wrong
    *("SE07", "SC04", "UX07"),  # old forms shown again; a bound for declined cards; terms
    *("LO11", "LO12", "LO13"),  # channels with a currency and a price list
    *("LO04", "LO22", "GW35"),  # texts that Oscar's translations lack; countries without postcodes; ways to pay
    "IN03",  # what is off the shelf is not sold to who has it in the basket
}
"""Lines whose behaviour the demo store had to add to django-oscar."""
FINDINGS = {
    "A code that the cart drops is announced in the cart": (
        "django-oscar drops a code that no longer holds from the cart without a word"
    ),
    "The page that tells a mistake is accessible": "the steps ahead are written in too light a grey (WCAG 2.2, 1.4.3)",
}
"""What django-oscar itself fails, by scenario; kept as it is and not bent until it passes."""
HEAD = """\
# What the scenarios cover

Written by `scripts/coverage.py` from the tags of the scenarios and from what runs recorded (`coverage.json`); a test
fails when it is out of date. A line **counts** when one of its scenarios was ready on the healthy demo store and a
deliberate fault of the store turned that scenario red in a test.
"""


def digest(scene: Scene) -> str:
    """Changes when a step of the scenario does."""
    parts = [(node["keyword"], node["text"]) for node in (*scene.background, *scene.node["steps"])]
    parts += [("|", json.dumps(rows, sort_keys=True, default=str)) for rows in map(_cells, scene.node["examples"])]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:12]


def _cells(examples: Mapping[str, Any]) -> list[list[str]]:
    rows = [examples.get("tableHeader"), *examples.get("tableBody", ())]
    return [[cell["value"] for cell in row["cells"]] for row in rows if row]


def scenes() -> tuple[Scene, ...]:
    return project.read([stock.checklists()], []).library.scenes


def catalogue() -> dict[str, tuple[str, str]]:
    """Wording and reason by id."""
    read = YAML(typ="safe").load(CATALOGUE.read_text(encoding="utf-8"))
    return {line: (words, reason) for line, (words, reason) in read.items()}


def stale(record: Mapping[str, Any], library: Iterable[Scene]) -> list[str]:
    """Recorded scenarios that are gone or read otherwise now."""
    now = {scene.name: digest(scene) for scene in library}
    return sorted(name for name, entry in record.items() if now.get(name) != entry["digest"])


def page(record: Mapping[str, Any], library: Iterable[Scene]) -> str:
    lines = catalogue()
    by_line: dict[str, list[Scene]] = {}
    for scene in library:
        for tag in scene.tags:
            if found := LINE.fullmatch(tag):
                by_line.setdefault(found[1], []).append(scene)
    rows = {line: _row(line, by_line.get(line, []), record, *lines[line]) for line in lines}
    counted = [line for line, (counts, _) in rows.items() if counts]
    tried = [line for line in lines if by_line.get(line)]
    demo = [line for line in counted if line in DEMO_ONLY]
    summary = (
        f"{len(lines)} lines; {len(tried)} have a scenario; **{len(counted)} count**, {len(demo)} of them for what the "
        f"demo store added itself (*demo-only*). {len(FINDINGS)} findings about django-oscar are kept:"
        + "".join(f"\n\n- *{name}*: {words}" for name, words in FINDINGS.items())
    )
    table = "\n".join(text for _, text in rows.values())
    why = "\n".join(f"- **{name}**: {words}" for name, words in REASONS.items())
    return (
        f"{HEAD}\n{summary}\n\n| line | what must hold | scenario | healthy | turned red by |\n|---|---|---|---|---|\n"
        f"{table}\n\n## Why a line is not covered\n\n{why}\n"
    )


def _row(line: str, found: list[Scene], record: Mapping[str, Any], words: str, reason: str) -> tuple[bool, str]:
    if not found:
        return False, f"| {line} | {words} | not covered: {reason} | | |"
    entries = sorted(((scene.name, record.get(scene.name, {})) for scene in found), key=_strength)
    name, entry = entries[0]
    more = f" (+{len(found) - 1})" if len(found) > 1 else ""
    healthy, red = entry.get("healthy", "not recorded"), entry.get("red by", "")
    counts = healthy == "ready" and bool(red)
    note = " *demo-only*" if line in DEMO_ONLY else ""
    healthy = f"finding: {FINDINGS[name]}" if name in FINDINGS and healthy == "not ready" else healthy
    return counts, f"| {line} | {words}{note} | {name}{more} | {healthy} | {f'`{red}`' if red else 'not yet'} |"


def _strength(seen: tuple[str, Mapping[str, Any]]) -> tuple[bool, bool, str]:
    name, entry = seen
    return (not entry.get("red by"), entry.get("healthy") != "ready", name)


def recorded() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(RECORD.read_text(encoding="utf-8")) if RECORD.exists() else {}
    return found


if __name__ == "__main__":
    library = scenes()
    PAGE.write_text(page(recorded(), library), encoding="utf-8")
    print("\n".join(f"stale record: {name}" for name in stale(recorded(), library)) or "every record is fresh")
