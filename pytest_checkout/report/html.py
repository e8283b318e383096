"""Builds the single-file Allure 3 report from the results of a run: one HTML file that opens from disk."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from pytest_checkout.errors import UserError
from pytest_checkout.readiness.results import State
from pytest_checkout.report import node

CATEGORIES = (
    {"name": "The store is wrong", "matchers": {"statuses": ["failed"]}},
    {"name": "We could not look", "matchers": {"statuses": ["broken"]}},
    {
        "name": "This store cannot provide it",
        "matchers": {"statuses": ["skipped"], "message": "^Cannot be provided"},
    },
    {"name": "Declared not applicable", "matchers": {"statuses": ["skipped"], "message": "^Not applicable"}},
    {"name": "Not run", "matchers": {"statuses": ["skipped"]}},
)
"""Whose turn it is. Allure 3 reads categories from its configuration only; a file among the results is ignored."""
_COUNTER = re.compile(
    r"<script async src=\"https://www\.googletagmanager\.com/[^>]*></script>\s*<script>.*?gtag\('config'.*?</script>",
    re.DOTALL,
)
_PLACE_FOR_DATA = "<script>window.allureReportData = {};</script>"
_MACHINERY = ("host", "thread", "framework", "language", "package", "suite", "parentSuite", "subSuite", "tag")


def build(
    results: Path,
    output: Path,
    *,
    readiness: Path,
    cache: Path | None = None,
    say: Callable[[str], None] = print,
) -> Path:
    """Write the report of the Allure results in `results` to the file `output`, and give its absolute path.

    `readiness` is the run's readiness.json, whose decision becomes the title; it may be missing. Raises UserError,
    in words for the person at the keyboard, when there are no results, no Node.js, or the renderer fails.
    """
    if not any(results.glob("*-result.json")):
        raise UserError(f"no Allure results in {results}: run `pytest --alluredir={results} ...` first")
    found = node.find()
    script = node.allure(found, cache or node.cache_folder(), say)
    output = output.absolute()
    output.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="checkout-report-") as folder:
        config = Path(folder) / "allurerc.json"
        config.write_text(json.dumps(allurerc(_readiness(readiness), Path(folder) / "made")), encoding="utf-8")
        found.run(str(script), "generate", "--config", str(config), str(results.absolute()), cwd=Path(folder))
        made = Path(folder) / "made" / "index.html"
        if not made.exists():
            raise UserError(f"the renderer wrote no report for {results}; allure {node.ALLURE} was expected to")
        unfinished = output.with_name(output.name + ".unfinished")
        unfinished.write_text(fit_to_send(made.read_text(encoding="utf-8")), encoding="utf-8")
        unfinished.replace(output)
    return output


def fit_to_send(page: str) -> str:
    """The renderer's page, changed in two places (seen in allure 3.18.0).

    Without the visitor counter that it puts into every report and has no switch for: a report about somebody's shop
    calls nobody. And with a place for the data before the program that reads it: without, a browser that is busy
    may start the program first, which then looks for files that a single-file report has not, and hangs.
    """
    page = _COUNTER.sub("", page, count=1)
    return page.replace("<head>", f"<head>{_PLACE_FOR_DATA}", 1)


def allurerc(readiness: Mapping[str, Any], output: Path) -> dict[str, Any]:
    """The renderer's configuration: the decision in the title, and what is wrong by whose turn it is."""
    word = readiness.get("decision", {}).get("word")
    title = f"Checkout readiness: {word}" if word else "Checkout readiness"
    options = {
        "singleFile": True,
        "reportName": title,
        "reportLanguage": "en",
        "groupBy": ["epic", "feature"],
        "defaultSortBy": "status,asc",
    }
    return {
        "name": title,
        "output": str(output),
        "variables": _summary(readiness),
        "hideLabels": list(_MACHINERY),
        "categories": [{"groupBy": ["owner"], "groupByMessage": False, "expand": True, **rule} for rule in CATEGORIES],
        "plugins": {"awesome": {"options": options}},
    }


def _summary(readiness: Mapping[str, Any]) -> dict[str, str]:
    """Short lines below the title; the renderer cuts long ones."""
    items = readiness.get("items", [])
    if not items:
        return {}
    counted = [item for item in items if item["state"] != State.NOT_APPLICABLE]
    ready = [item for item in counted if item["state"] == State.READY]
    lines = {"Decision": readiness["decision"]["word"], "Ready": f"{len(ready)} of {len(counted)}"}
    for state in (State.NOT_READY, State.UNKNOWN, State.NOT_RUN):
        if ids := [item["id"] for item in items if item["state"] == state]:
            lines[str(state).capitalize()] = ", ".join(ids[:6]) + (f" and {len(ids) - 6} more" if len(ids) > 6 else "")
    return lines


def _readiness(path: Path) -> Mapping[str, Any]:
    """What the run found; empty when there is no such file, or it is not a readiness.json."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    whole = isinstance(found, dict) and isinstance(found.get("decision"), dict) and isinstance(found.get("items"), list)
    return found if whole else {}
