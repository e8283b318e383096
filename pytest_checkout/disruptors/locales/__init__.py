"""Locales: every shopper reads his own language, written his way, gives his own address, and pays the same."""

from __future__ import annotations

from collections.abc import Sequence

from pytest_checkout.disruptors.disruptor import Disruptor

pytest_plugins = [f"{__name__}.{part}" for part in ("languages", "amounts", "addresses")]


def pytest_checkout_disruptors() -> Sequence[Disruptor]:
    return [Disruptor("locales", "Locales", "languages, number formats, addresses, text direction")]
