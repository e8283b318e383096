"""Which kinds of services and back offices a run knows: ours, and those of the user's conftest.py."""

from __future__ import annotations

import pytest

from pytest_checkout.platforms import platform


def service_kinds(config: pytest.Config) -> platform.Kinds:
    """The kinds that we know, then those of the user's conftest.py, which so go before ours."""
    return [*platform.BUILT_IN, *(kind for kinds in config.hook.pytest_checkout_services() for kind in kinds)]
