"""The library of scenarios on the embedded store: all ready when it is healthy, each seen red by a fault of its own.

Several faults are switched on in one run. They are put together so that none stands in the way of another; the reason
that the run gives for a red item tells which fault it saw. With CHECKOUT_RECORD=FILE the runs write down what they
saw, for docs/coverage.md.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.recording import record
from tests.e2e.trial import run_trial

FINDINGS = {
    "SES-08": "The total of the order should be GBP 44.90, but is GBP 58.27",
    "FRI-05": "color-contrast (serious): .step2",
}
"""What django-oscar itself fails: an order from an old review takes the cart as it is by then, and the steps ahead are
written in a grey that is too light."""

RUNS: dict[str, dict[str, dict[str, str]]] = {
    "pages": {
        "card-form-needs-script": dict.fromkeys(("SCR-01", "SCR-03", "SCR-07"), "'Continue' is disabled"),
        "place-order-needs-inline-script": {"SCR-05": "'Place order' is disabled"},
        "discount-rounded-per-unit": {"ORD-01": "is GBP 4.02, and code LIVE10 promises GBP 4.01"},
        "full-tax-on-reduced-goods": {"ORD-02": "the declared rates give"},
        "free-delivery-charged": {"ORD-03": "the total differs"},
        "free-delivery-counts-before-discounts": {"ORD-04": "should cost GBP 4.90"},
        "session-expiry-empties-cart": {"SES-04": ""},
        "code-forgotten-on-return": {"SES-05": "The total should be"},
        "address-of-the-last-shopper": {"SES-06": "without another shopper's details"},
        "pages-kept-by-caches": {"SES-07": "kept by shared caches"},
        "total-from-the-request": {"SEC-01": "GBP 1.00"},
        "thank-you-shows-last-order": {"SEC-02": "without the order, but is showing"},
        "button-out-of-tab-order": {"FRI-04": "out of reach: 'Continue to payment'"},
    },
    "orders": {
        "cart-never-closes": dict.fromkeys(("ORD-06", "ORD-07"), "The number of orders in the back office"),
        "trusts-device-clock": {"SCR-08": "'Place order' is disabled"},
        "card-kept-in-storage": {"SEC-03": "nowhere in the browser, but is in its storage"},
        "address-not-escaped": {"SEC-04": "run by the browser"},
        "policy-forbids-payment-script": {"SCR-06": "refuses of the pages' own"},
    },
}
"""Faults of one run -> the items that each turns red, with words of the reason."""


UNKNOWN = {"orders": {"SCR-01", "SCR-02", "SCR-03"}}
"""Where the policy of the pages keeps the payment script away, no fault can meet it any more: nobody has looked."""


@pytest.mark.slow
def test_the_library_is_ready_on_the_healthy_store(tmp_path: Path) -> None:
    run = run_trial(tmp_path / "report", checklist="library")

    everything = {item["id"] for item in run.readiness["items"]}
    assert run.ids("not ready") == set(FINDINGS), run.reasons("not ready", "unknown")
    assert run.ids("ready") == everything - set(FINDINGS), run.reasons("not ready", "unknown")
    for item, words in FINDINGS.items():
        assert words in run.reason(item)
    record(run, healthy=True)


@pytest.mark.slow
@pytest.mark.parametrize("name", RUNS)
def test_each_fault_turns_its_items_red_and_no_others(name: str, tmp_path: Path) -> None:
    faults = RUNS[name]

    run = run_trial(tmp_path / "report", checklist="library", breakages=",".join(faults))

    expected = {item: words for items in faults.values() for item, words in items.items()}
    assert run.ids("not ready") == expected.keys() | FINDINGS.keys(), run.reasons("not ready", "unknown")
    assert run.ids("unknown") == UNKNOWN.get(name, set()), run.reasons("unknown")
    assert run.ids("not run") == set()
    for item, words in expected.items():
        assert words in run.reason(item)
    record(run, red={item: fault for fault, items in faults.items() for item in items})
