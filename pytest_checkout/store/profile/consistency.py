"""Sections of a profile that contradict each other, though each of them is well formed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pytest_checkout.registry import unknown
from pytest_checkout.store.profile.channels import Channel
from pytest_checkout.store.profile.profile import Environment, StoreProfile, Tls

Place = tuple[str, ...]


def contradictions(profile: StoreProfile) -> Iterator[tuple[Place, str]]:
    """Each of them, with the place of the key that is to be changed."""
    yield from _default_locale(profile)
    yield from _certificate(profile)
    yield from _sales(profile)
    for role, channel in profile.channels.items():
        yield from _channel(profile, role, channel)


def _default_locale(profile: StoreProfile) -> Iterator[tuple[Place, str]]:
    locales = profile.locales
    if locales.urls and locales.default not in locales.urls:
        yield ("locales", "default"), f"'default': {unknown('locale', locales.default, locales.urls)}"


def _certificate(profile: StoreProfile) -> Iterator[tuple[Place, str]]:
    if profile.tls is Tls.ACCEPT and profile.environment is Environment.PRODUCTION:
        yield (
            ("tls",),
            f"'tls: {Tls.ACCEPT}' is for a shop to try things in: say 'environment: staging'. In production every "
            "shopper would be warned, so that a check must be as well",
        )


def _sales(profile: StoreProfile) -> Iterator[tuple[Place, str]]:
    if profile.sales and profile.sales.average_order.currency != profile.currency:
        yield (
            ("sales", "average order"),
            f"'average order' of 'sales' is in {profile.sales.average_order.currency}, not {profile.currency}",
        )


def _channel(profile: StoreProfile, role: str, channel: Channel) -> Iterator[tuple[Place, str]]:
    """It sells what the store has, and all its amounts are in its own currency."""
    named: dict[str, Iterable[str]] = {
        "products": channel.products,
        "delivery": channel.delivery,
        "payments": channel.payments,
    }
    for section, roles in named.items():
        for name in roles:
            if name not in getattr(profile, section):
                wrong = unknown(f"role under '{section}:'", name, getattr(profile, section))
                yield ("channels", role, section), f"channel '{role}': {wrong}"
    for place, amount in channel.amounts().items():
        if amount.currency != channel.currency:
            yield (
                ("channels", role, *place),
                f"channel '{role}' sells in {channel.currency}, and '{place[-1]}' is in {amount.currency}",
            )
