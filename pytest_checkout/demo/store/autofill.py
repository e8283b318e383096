"""Autofill tokens on form fields (HTML Standard, "Autofill detail tokens"): WCAG 1.3.5 asks shops to have them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

ADDRESS = {
    "first_name": "given-name",
    "last_name": "family-name",
    "line1": "address-line1",
    "line2": "address-line2",
    "line3": "address-line3",
    "line4": "address-level2",
    "state": "address-level1",
    "postcode": "postal-code",
    "country": "country",
    "phone_number": "tel",
}


def offer_autofill(fields: Mapping[str, Any], tokens: Mapping[str, str], section: str = "") -> None:
    """Set `autocomplete` on those of the form's `fields` that `tokens` names; `section` is "shipping" or "billing"."""
    for name, token in tokens.items():
        if name in fields:
            fields[name].widget.attrs["autocomplete"] = f"{section} {token}".strip()
