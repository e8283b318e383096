"""Pytest part: makes pytest-playwright start a Chromium that is there, and tells in a sentence when none is."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, Playwright

from pytest_checkout import chromium
from pytest_checkout.errors import UserError


def pytest_addoption(parser: pytest.Parser) -> None:
    help = "Chromium to start: a path or a name on the PATH (default: Playwright's own, else one of the machine)."
    parser.getgroup("checkout").addoption("--checkout-browser", metavar="PROGRAM", help=help)
    parser.addini("checkout_browser", help, default="")


def pytest_configure(config: pytest.Config) -> None:
    # Of two plugins' fixtures of one name the later registered wins, and the order in which entry points load is
    # that of folders on the disk. Registered here, ours come after pytest-playwright's on every machine.
    config.pluginmanager.register(LaunchFixtures(), "checkout-launch-fixtures")


class LaunchFixtures:
    """pytest-playwright's fixtures of the same names, completed. A user's conftest.py overrides them as always."""

    @pytest.fixture(scope="session")
    def browser_type_launch_args(
        self,
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
    def launch_browser(self, launch_browser: Callable[..., Browser], browser_name: str) -> Callable[..., Browser]:
        """Starts the browser. Raises UserError, one sentence that says what to do, when it is not there."""

        def launch(**options: Any) -> Browser:
            try:
                return launch_browser(**options)
            except Error as error:
                if "Executable doesn't exist" not in error.message:
                    raise
                raise UserError(_missing(browser_name)) from None

        return launch


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
