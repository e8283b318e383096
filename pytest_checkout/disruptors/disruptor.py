"""What a disruptor family declares, and the list of the built-in ones."""

from __future__ import annotations

from dataclasses import dataclass

BUILT_IN = (
    "promotions",
    "gateways",
    "plugins",
    "locales",
    "inventory",
    "shipping",
    "sessions",
    "scripts",
    "security",
    "friction",
    "orders",
    "traffic",
    "people",
)
"""Modules of this folder that are pytest plugins. A new family is one file and one word here."""


@dataclass(frozen=True)
class Disruptor:
    """A family of things that break checkouts.

    `id` is the word in checklists, the Gherkin tag and the marker; `title` is what a report prints; `description`
    is the marker's help text.
    """

    id: str
    title: str
    description: str = ""
