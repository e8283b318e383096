"""Traffic: many shoppers at once, and room for them. People sign for load tests, which no scenario replaces."""

from __future__ import annotations

from collections.abc import Sequence

from pytest_checkout.disruptors.disruptor import Disruptor

# -- declaration --


def pytest_checkout_disruptors() -> Sequence[Disruptor]:
    return [Disruptor("traffic", "Traffic", "many shoppers at once, and room for them")]
