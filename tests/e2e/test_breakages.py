"""Each breakage of the embedded store turns exactly the items red that its fault touches, and none of them unknown.

The lists were written before the runs, from what each item does. A list that has to change says that an item looks
at something else than its title promises: change the item, or say here why.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.recording import record
from tests.e2e.trial import run_trial

EVERY_CODE = {f"PRO-{n:02}" for n in range(1, 11)}
BY_CARD = {"PRO-04", "GAT-01", "GAT-02", "GAT-04", "PLU-03", "LOC-03", "LOC-04", "INV-02", "SES-03"}
"""Items whose order is paid with a good card: it is what a shopper takes who is not told otherwise."""
BEYOND_DELIVERY = BY_CARD | {
    *("PRO-06", "GAT-03", "GAT-05", "GAT-06", "GAT-07", "PLU-04", "PLU-05", "LOC-01", "LOC-06"),
    *("SHI-01", "SHI-02", "FRI-01", "FRI-02", "INV-04"),
}
"""Items that go on from the delivery step. A digital product (SHI-03) has none."""

BREAKAGES = {
    "the plugin that takes the code field away": ({"plugins": "quick-basket"}, EVERY_CODE | {"PLU-01", "PLU-02"}),
    "a gateway that declines everything": ({"breakages": "gateway-declines-everything"}, BY_CARD),
    "a promotion that takes the wrong amount": (
        {"breakages": "promotion-takes-wrong-amount"},
        {"PRO-01", "PRO-03", "PRO-04", "PRO-05"},
    ),
    "raw translation keys on one page of one locale": ({"breakages": "raw-translation-keys-on-payment"}, {"LOC-01"}),
    "a sold-out product that can be bought": ({"breakages": "sold-out-can-be-bought"}, {"INV-01", "INV-02"}),
    "a dead button to the payment": ({"breakages": "dead-proceed-to-payment"}, BEYOND_DELIVERY),
}


IN_EVERY_RUN = ("the plugin that takes the code field away", "a dead button to the payment")
"""A run of the whole list takes minutes: these two are in `make test`, all of them in `make full`."""


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=() if name in IN_EVERY_RUN else pytest.mark.slow) for name in BREAKAGES]
)
def test_a_breakage_turns_its_items_red_and_no_others(name: str, tmp_path: Path) -> None:
    switches, expected = BREAKAGES[name]

    run = run_trial(tmp_path / "report", **switches)

    assert run.ids("not ready") == expected, run.reasons("not ready", "unknown")
    assert run.ids("unknown") == set(), run.reasons("unknown")
    assert run.ids("not run") == set()
    assert run.exit_code == 1
    record(run, red={", ".join(switches.values()): dict.fromkeys(expected, "")})
