"""The vocabulary page says what the step definitions say, and the stock files use nothing else."""

from __future__ import annotations

import importlib.util
import pkgutil
import re
from pathlib import Path
from types import ModuleType

import pytest

from pytest_checkout import disruptors, steps

ROOT = Path(__file__).parents[2]
STEP = re.compile(r"pytestbdd_stepdef_(given|when|then|\*)_")


def test_the_page_is_up_to_date() -> None:
    spec = importlib.util.spec_from_file_location("vocabulary", ROOT / "scripts" / "vocabulary.py")
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)

    assert (ROOT / "docs" / "vocabulary.md").read_text(encoding="utf-8") == script.page(), (
        "run: python scripts/vocabulary.py"
    )


@pytest.mark.parametrize("folder", [steps, disruptors])
def test_no_phrase_is_left_out(folder: ModuleType) -> None:
    page = (ROOT / "docs" / "vocabulary.md").read_text(encoding="utf-8")
    modules = [each.name for each in pkgutil.walk_packages(folder.__path__, f"{folder.__name__}.")]
    steps_of = [name for module in modules for name in vars(importlib.import_module(module)) if STEP.match(name)]

    assert steps_of
    assert [name for name in steps_of if f"| {STEP.sub('', name)} |" not in page] == []
