"""What `pytest-checkout discover` saw when it last looked: it compares with this, and no check depends on it."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from pytest_checkout.store.profile.values import Part


class Discovered(Part):
    on: date
    journey: str
    """The stages in the shop's order: "product > cart > address > payment > review"."""
    pages: int
    fields: int
    clicks: int
    code_fields: dict[str, str] = Field(default={}, alias="code fields")
    """Stage -> what the field for a code is called there."""
