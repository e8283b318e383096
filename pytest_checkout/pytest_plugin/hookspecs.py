"""Hooks that a user's conftest.py may implement. The built-in families use these and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pytest_checkout.disruptors.disruptor import Disruptor


def pytest_checkout_disruptors() -> Sequence[Disruptor]:
    """Return disruptor families. Their ids become words of checklists, Gherkin tags and markers."""
    return ()
