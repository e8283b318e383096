"""One browser for all walks of a run."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from pytest_checkout import chromium


@contextmanager
def browsing() -> Iterator[Browser]:
    """The Chromium that the plugin itself would start."""
    with sync_playwright() as playwright:
        found = chromium.find("", Path(playwright.chromium.executable_path), headless=True)
        browser = playwright.chromium.launch(executable_path=found and str(found), args=chromium.flags())
        try:
            yield browser
        finally:
            browser.close()
