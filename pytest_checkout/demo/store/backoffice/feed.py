"""How far the shop has listened to the inventory system, and what it did not believe."""

from __future__ import annotations

from pytest_checkout.demo.store import inventory
from pytest_checkout.demo.store.backoffice.access import Json


def shown() -> Json:
    heard = inventory.feed
    return {"after": heard.after, "trouble": heard.trouble, "refused": heard.refused}
