"""People and partners: agreements, contacts and rehearsals, which no machine can try and a person signs."""

from __future__ import annotations

from collections.abc import Sequence

from pytest_checkout.disruptors.disruptor import Disruptor

# -- declaration --


def pytest_checkout_disruptors() -> Sequence[Disruptor]:
    return [
        Disruptor("people", "People and partners", "agreements, contacts, responders, rehearsals: what people sign")
    ]
