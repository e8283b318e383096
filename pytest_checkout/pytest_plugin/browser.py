"""Fixtures in place of pytest-playwright's: start a Chromium that is there, tell when none is, watch every context.

Not listed among the plugin's parts: late.py registers it. A user's conftest.py overrides these fixtures as always.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Playwright

from pytest_checkout import chromium
from pytest_checkout.errors import UserError
from pytest_checkout.pytest_plugin.capture import WATCH, Watch
from pytest_checkout.pytest_plugin.options import store_path
from pytest_checkout.steps.devices import ChosenDevice
from pytest_checkout.store import profile as profiles
from pytest_checkout.storefront.entrance import context_options


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, Any],
    browser_name: str,
    playwright: Playwright,
    connect_options: dict[str, Any] | None,
    pytestconfig: pytest.Config,
) -> dict[str, Any]:
    """How Chromium is started: which one (see chromium.find) and with which flags. Others are left alone."""
    args = dict(browser_type_launch_args)
    if browser_name != "chromium" or connect_options:
        return args
    args["args"] = chromium.flags(args.get("args", ()))
    if "channel" not in args and "executable_path" not in args:
        own = Path(playwright.chromium.executable_path)
        found = chromium.find(_chosen(pytestconfig), own, headless=args.get("headless", True))
        if found is not None:
            args["executable_path"] = str(found)
    return args


@pytest.fixture(scope="session")
def launch_browser(launch_browser: Callable[..., Browser], browser_name: str) -> Callable[..., Browser]:
    """Starts the browser. Raises UserError, one sentence that says what to do, when it is not there."""

    def launch(**options: Any) -> Browser:
        try:
            return launch_browser(**options)
        except Error as error:
            if "Executable doesn't exist" not in error.message:
                raise
            raise UserError(_missing(browser_name)) from None

    return launch


@pytest.fixture
def _checkout_device_options(checkout_device: ChosenDevice, request: pytest.FixtureRequest) -> None:
    """Hands the scenario's device to pytest-playwright, by the marker that it reads when it opens the first context."""
    if options := checkout_device.opened().options:
        given = request.node.get_closest_marker("browser_context_args")
        asked = {**(given.kwargs if given else {}), **options}
        request.node.add_marker(pytest.mark.browser_context_args(**asked), append=False)


@pytest.fixture
def new_context(
    _checkout_device_options: None,
    new_context: Callable[..., BrowserContext],
    request: pytest.FixtureRequest,
) -> Callable[..., BrowserContext]:
    """Opens a browser context, as pytest-playwright's does, that is on the scenario's device and let into the store of
    the profile, and remembers what goes wrong in it.
    """
    entrance = _entrance(request.config)
    watch = request.node.stash.setdefault(WATCH, Watch())

    def create(**options: Any) -> BrowserContext:
        context = new_context(**{**entrance, **options})
        watch.follow(context)
        return context

    return create


def _entrance(config: pytest.Config) -> dict[str, Any]:
    """What the profile says that a browser needs; nothing for the embedded store, or for a run without a profile.

    It is read here, and not asked of the fixture `checkout_store`: a test's page may be opened before its store.
    """
    path = store_path(config)
    if path is None or not path.exists():
        return {}
    profile = profiles.load(path)
    address = config.getoption("base_url", None)
    return context_options(profile.at(address) if address else profile)


def _chosen(config: pytest.Config) -> str:
    """The user's browser: the option, else the ini key, else the environment variable, else empty."""
    return str(
        config.getoption("checkout_browser")
        or config.getini("checkout_browser")
        or os.environ.get(chromium.VARIABLE, "")
    )


def _missing(browser_name: str) -> str:
    if browser_name == "chromium":
        return chromium.MISSING
    return f"Playwright's {browser_name} is not installed: `playwright install {browser_name}` installs it."
