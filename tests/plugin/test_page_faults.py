"""A fault that nothing met makes its scenario unknown, and a host that the profile does not bind cannot be meant."""

from __future__ import annotations

import json

import pytest

from pytest_checkout.conformance.elsewhere import answering

CHECKLIST = """
checklist: Faults
phase: daily
owner: web
backup: payments
sla: {{detect: 24h, respond: 1h}}
items:
  - id: SCR-01
    title: A script fails
    disruptor: scripts
    severity: blocker
    steps: |
      Given the scripts from {host} will be blocked
      Then the page opens
"""
CONFTEST = """
from pytest_bdd import then

@then("the page opens")
def the_page_opens(page, checkout_store):
    page.goto(checkout_store.url)
"""


@pytest.mark.parametrize(
    ("host", "state", "reason"),
    [
        ("the store", "ready", ""),
        ('"js.example"', "unknown", "no request met the fault that the scripts from js.example are blocked"),
        ("the payment host", "unknown", "needs hosts 'payment' (the payment host), which store.yaml does not give"),
    ],
)
def test_only_a_fault_that_was_met_proves_anything(
    pytester: pytest.Pytester, host: str, state: str, reason: str
) -> None:
    pytester.mkdir("checklists").joinpath("faults.yaml").write_text(CHECKLIST.format(host=host))
    pytester.makeconftest(CONFTEST)
    with answering(200, b"<h1>A shop</h1><script src=/a.js></script>", "text/html") as url:
        profile = f"store: A shop\nurl: {url}\nenvironment: demo\ncurrency: GBP\nlocales: {{default: en-GB}}\n"
        pytester.path.joinpath("store.yaml").write_text(profile)
        pytester.runpytest_subprocess("checklists", timeout=120)

    readiness = json.loads((pytester.path / "checkout-report" / "readiness.json").read_text())
    [item] = readiness["items"]
    assert item["state"] == state, item["reason"]
    assert reason in item["reason"]
