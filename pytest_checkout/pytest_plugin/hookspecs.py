"""Hooks that a user's conftest.py may implement. The built-in families use these and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pytest_checkout.disruptors.disruptor import Disruptor
    from pytest_checkout.readiness.results import Evidence
    from pytest_checkout.services.kind import ServiceKind


def pytest_checkout_disruptors() -> Sequence[Disruptor]:
    """Return disruptor families. Their ids become words of checklists, Gherkin tags and markers."""
    return ()


def pytest_checkout_services() -> Sequence[ServiceKind]:
    """Return kinds of services: how systems of your own are asked. The profile names them by kind.

    One of the service "backoffice" is a platform, which the profile names under `platform:`.
    """
    return ()


def pytest_checkout_trial(item: pytest.Item, evidence: Evidence) -> None:
    """One of several trials of a test has ended; `evidence` is what it alone saw."""


def pytest_checkout_trials_decided(item: pytest.Item, evidence: Evidence, shown: int) -> None:
    """The trials of a test are over: `evidence` says what they came to; number `shown`, from 0, stands for them."""
