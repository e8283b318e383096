"""A browser window for a command: found and started like a checklist's, and closed at the end."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Error, sync_playwright

from pytest_checkout import chromium
from pytest_checkout.errors import UserError

SIZE: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}}
"""CSS pixels, as an option of a context: a usual laptop, so that a shop shows its full layout."""


@contextlib.contextmanager
def opened() -> Iterator[Browser]:
    """A Chromium without windows. Raises UserError when none can be started."""
    with sync_playwright() as playwright:
        own = Path(playwright.chromium.executable_path)
        chosen = chromium.find(os.environ.get(chromium.VARIABLE, ""), own, headless=True)
        try:
            browser = playwright.chromium.launch(executable_path=chosen, args=chromium.flags())
        except Error as error:
            raise UserError(chromium.MISSING) from error
        with browser:
            yield browser
