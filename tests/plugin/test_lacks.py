"""A declared lack is not applicable while the store really has no such thing, and not ready once it is seen."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from pytest_checkout.pytest_plugin import demo_store

NO_VOUCHERS = "\nlacks:\n  vouchers: {reason: we run no promotions, owner: marketing}\n"
ITEM = """
checklist: Codes
phase: daily
owner: marketing
backup: growth
sla: {detect: 24h, respond: 1h}
items:
  - id: PRO-01
    title: A live code takes the advertised share off
    disruptor: promotions
    severity: normal
    scenarios: [A live code takes the advertised share off]
"""


@pytest.fixture
def store(tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The profile of a running embedded store, without its codes and with the lack declared."""
    monkeypatch.setenv("CHECKOUT_DEMO_PLUGINS", request.param)
    for secret in ("CHECKOUT_DEMO_TOKEN", "CHECKOUT_DEMO_GATEWAY_KEY"):
        monkeypatch.setenv(secret, "")  # the store's start sets them; this puts them back afterwards
    with demo_store.running(tmp_path / "store") as profile:
        without = re.sub(r"^codes:\n(?:  .*\n)+", "", profile.read_text(encoding="utf-8"), flags=re.MULTILINE)
        own = tmp_path / "store.yaml"
        own.write_text(without + NO_VOUCHERS, encoding="utf-8")
        yield own


@pytest.mark.parametrize(
    ("store", "state", "reason"),
    [
        ("quick-basket", "not applicable", "we run no promotions"),
        ("", "not ready", "declares that the store lacks vouchers, but the cart asks for a code"),
    ],
    indirect=["store"],
)
def test_a_declared_lack(pytester: pytest.Pytester, store: Path, state: str, reason: str) -> None:
    pytester.mkdir("checklists").joinpath("codes.yaml").write_text(ITEM)

    pytester.runpytest_subprocess("checklists", f"--checkout-store={store}")

    readiness = json.loads((pytester.path / "checkout-report" / "readiness.json").read_text())
    [item] = readiness["items"]
    assert item["state"] == state
    assert reason in item["reason"]
