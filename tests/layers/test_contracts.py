"""The import contracts hold, and each of them is seen to break when it is broken on purpose."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
KEPT_BY = {
    "layers": "Imports point down",
    "demo": "Nothing imports the demo store",
    "disruptors": "Disruptor families do not know each other",
    "platforms": "Platforms do not know each other",
    "services": "Services do not know each other",
    "pure": "needs neither pytest nor a browser",
    "private": "Private names of pytest",
}


def lint(project: Path) -> tuple[int, str]:
    run = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as lint; lint()", "--no-cache"]
    done = subprocess.run(
        run, cwd=project, capture_output=True, text=True, check=False, env={"PYTHONPATH": str(project), "PATH": ""}
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """The package's Python files and the contracts, to be broken."""
    shutil.copytree(
        ROOT / "pytest_checkout",
        tmp_path / "pytest_checkout",
        ignore=lambda folder, names: [
            name for name in names if (Path(folder) / name).is_file() and not name.endswith(".py")
        ],
    )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_contracts_hold() -> None:
    status, said = lint(ROOT)
    assert status == 0, said


def test_every_contract_is_broken_below() -> None:
    contracts = [
        line.split('"')[1] for line in (ROOT / "pyproject.toml").read_text().splitlines() if line.startswith("id = ")
    ]
    assert sorted(contracts) == sorted(KEPT_BY)
    assert {contract for contract, _, _ in BREAKS} == set(KEPT_BY)


BREAKS = [
    ("layers", "domain.py", "import pytest_checkout.checks"),
    ("layers", "store/profile/profile.py", "import pytest_checkout.storefront"),
    ("layers", "report/html.py", "import pytest_checkout.pytest_plugin"),
    ("layers", "cli/gate.py", "import pytest_checkout.pytest_plugin"),
    ("layers", "platforms/oscar.py", "import pytest_checkout.conformance"),
    ("layers", "helpful.py", "a module without a layer"),
    ("layers", "demo/server.py", "import pytest_checkout.domain"),
    ("demo", "pytest_plugin/demo_store.py", "import pytest_checkout.demo.server"),
    ("disruptors", "disruptors/promotions/codes.py", "import pytest_checkout.disruptors.gateways"),
    ("platforms", "platforms/woocommerce.py", "import pytest_checkout.platforms.oscar"),
    ("services", "services/gateway.py", "import pytest_checkout.services.mailbox"),
    ("pure", "readiness/gate.py", "import pytest"),
    ("pure", "store/profile/profile.py", "import playwright.sync_api"),
    ("private", "pytest_plugin/evidence.py", "import _pytest.runner"),
]


@pytest.mark.parametrize(("contract", "file", "offence"), BREAKS)
def test_a_broken_contract_is_reported(copied: Path, contract: str, file: str, offence: str) -> None:
    path = copied / "pytest_checkout" / file
    before = path.read_text() if path.exists() else ""
    path.write_text(before + (f"\n{offence}\n" if offence.startswith("import") else f'"""{offence}"""\n'))
    status, said = lint(copied)
    assert status == 1, said
    told = " ".join(said.split())
    if "without" not in offence:
        assert any(KEPT_BY[contract] in line and "BROKEN" in line for line in said.splitlines()), said
    assert path.stem in told
