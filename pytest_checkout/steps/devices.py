"""The device that a scenario is shopped on: chosen by its first step, before the browser opens a window for it."""

from __future__ import annotations

from pytest_checkout.errors import UserError
from pytest_checkout.storefront.devices import USUAL, Device


class ChosenDevice:
    """The usual device, unless the scenario says another."""

    def __init__(self) -> None:
        self.device, self._in_use = USUAL, False

    def choose(self, device: Device) -> None:
        """Raises UserError once a window is open: it stays on the device that it was opened on."""
        if self._in_use:
            raise UserError(
                f"'I shop on {device.name}' comes too late: the shopper has a window already. "
                "Make it the first step of the scenario"
            )
        self.device = device

    def opened(self) -> Device:
        """The device, from now on the one of this scenario."""
        self._in_use = True
        return self.device
