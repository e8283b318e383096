"""`pytest-checkout demo`: a store to look at, until Ctrl-C."""

from __future__ import annotations

import re
import signal
import subprocess
import sys

import pytest
import requests

COMMAND = [sys.executable, "-m", "pytest_checkout.cli", "demo"]


def test_it_serves_says_how_to_shop_and_ends_with_ctrl_c() -> None:
    with subprocess.Popen(
        [*COMMAND, "--plugin", "consent-banner"],
        stdout=subprocess.PIPE,
        text=True,
        # A parent in the background ignores Ctrl-C, and its children with it; a person's shell does not.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - no threads here yet
    ) as process:
        assert process.stdout is not None
        said = "".join(iter(process.stdout.readline, "Ctrl-C ends it.\n"))
        found = dict(re.findall(r"^(store|profile|back office|gateway|mailbox) +(\S+)$", said, re.MULTILINE))
        page = requests.get(found["store"], timeout=30)
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0

    assert page.ok
    assert "consent" in page.text
    assert f"pytest checklists/daily.yaml --checkout-store={found['profile']}" in said
    assert re.search(r"export CHECKOUT_DEMO_TOKEN=\S{20}", said)
    with pytest.raises(requests.ConnectionError):
        requests.get(found["store"], timeout=5)


def test_a_misspelt_breakage_is_told_in_words() -> None:
    done = subprocess.run([*COMMAND, "--breakage", "charge-twise"], capture_output=True, text=True, check=False)

    assert done.returncode == 2
    assert "no breakage 'charge-twise'. Did you mean 'charge-twice'?" in done.stderr
    assert "Traceback" not in done.stderr
