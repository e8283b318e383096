"""`pytest-checkout browser`: find a Chromium that really starts, or install one."""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from playwright.sync_api import Error, sync_playwright

from pytest_checkout import chromium
from pytest_checkout.errors import UserError

HELP = "find a Chromium that starts, or install one"
NO_WAY = (
    "No Chromium could be started or installed. Install Chromium or Google Chrome with the system's own tool and put "
    f"it on the PATH, or give its path in the environment variable {chromium.VARIABLE}."
)
_DOWNLOAD_SECONDS = 300
_SYSTEM_SECONDS = 600


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--check", action="store_true", help="only look; install nothing")


def run(arguments: argparse.Namespace) -> int:
    """Prints the browser that checklists will use and returns 0. Raises UserError when there is none."""
    found = first_that_starts(candidates(), starts)
    if found is None and not arguments.check:
        for words, install in installers():
            print(f"{words} ...", flush=True)
            install()
            found = first_that_starts(candidates(), starts)
            if found is not None:
                break
    if found is None:
        raise UserError(chromium.MISSING if arguments.check else NO_WAY)
    print(found)
    return 0


def candidates() -> Iterator[Path | None]:
    """What a run would start, in its order; None stands for Playwright's own."""
    if chosen := os.environ.get(chromium.VARIABLE):
        yield Path(chosen)
        return
    yield None
    yield from chromium.on_the_path()


def first_that_starts(found: Iterator[Path | None], starts: Callable[[Path | None], str]) -> str | None:
    """The words of `starts` for the first browser that it starts (empty: it does not)."""
    return next((words for each in found if (words := starts(each))), None)


def starts(executable: Path | None) -> str:
    """ "path (version)" when the browser starts and answers, else empty.

    A file that is there proves nothing: Playwright's own may lack system libraries, and Ubuntu's chromium-browser
    is a script that asks for a snap.
    """
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=executable, args=chromium.flags(), timeout=30_000)
        except Error:
            return ""
        words = f"{executable or playwright.chromium.executable_path} ({browser.version})"
        browser.close()
        return words


def installers() -> Iterator[tuple[str, Callable[[], None]]]:
    """What can be tried on this machine, the least intrusive first."""
    playwright = [sys.executable, "-m", "playwright"]
    yield (
        f"downloading Playwright's Chromium (at most {_DOWNLOAD_SECONDS // 60} minutes)",
        lambda: _attempt([*playwright, "install", "chromium"], _DOWNLOAD_SECONDS),
    )
    if shutil.which("apt-get") and os.geteuid() == 0:
        yield (
            "installing what Playwright's Chromium needs from the system",
            lambda: _attempt([*playwright, "install-deps", "chromium"], _SYSTEM_SECONDS),
        )
        yield "installing the system's Chromium with apt-get", _install_from_apt


def _install_from_apt() -> None:
    _attempt(["apt-get", "update", "-qq"], _SYSTEM_SECONDS)
    for package in ("chromium", "chromium-headless-shell"):  # the second is Debian's alone, and a third of the cost
        _attempt(["apt-get", "install", "-y", "-qq", "--no-install-recommends", package], _SYSTEM_SECONDS)


def _attempt(command: Sequence[str], seconds: int) -> None:
    """Run a command for at most `seconds`. Failing is told in a line: what counts is whether a browser starts then."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        # A group of its own: the download runs in a grandchild, which must not outlive the time either.
        process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, start_new_session=True)
    except OSError as error:
        print(f"  cannot run {command[0]}: {error.strerror}", flush=True)
        return
    try:
        if process.wait(timeout=seconds):
            print(f"  did not work (exit {process.returncode}): {' '.join(command)}", flush=True)
    except subprocess.TimeoutExpired:
        print(f"  gave up after {seconds} s: {' '.join(command)}", flush=True)
    finally:
        if process.poll() is None:  # also on Ctrl-C
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
