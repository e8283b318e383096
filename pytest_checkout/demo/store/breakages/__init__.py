"""Deliberate faults of the shop, each a switch."""

NAMES: tuple[str, ...] = ()


def install() -> None:
    """Put every fault in place, switched off."""
