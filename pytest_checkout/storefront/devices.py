"""The devices a shopper shops on: what its browser window is like, and what it calls itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any


@dataclass(frozen=True)
class Device:
    """A kind of device. `options` are Playwright's for a browser context, sizes in CSS pixels.

    On one with a touch screen the shopper taps, and its browser calls itself a telephone's (introduction.py): shops ask
    for that before they ask for the size of the window.
    """

    name: str
    options: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    touch: bool = False


USUAL = Device("the usual device")
"""What the user's own settings of pytest-playwright say."""
DESKTOP = Device("a desktop", MappingProxyType({"viewport": {"width": 1280, "height": 720}}))
SMALL = Device(
    "a small touch screen",
    MappingProxyType(
        {
            "viewport": {"width": 360, "height": 640},  # the narrowest that is still common
            "device_scale_factor": 3,
            "is_mobile": True,
            "has_touch": True,
        }
    ),
    touch=True,
)
BY_NAME = {device.name: device for device in (DESKTOP, SMALL)}
