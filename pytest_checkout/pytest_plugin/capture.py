"""Pytest part: what the browser showed and said when a scenario fails, kept as files before the page closes."""

from __future__ import annotations

import hashlib
import itertools
import re
import shutil
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Error, Request, Response, WebError

from pytest_checkout.pytest_plugin.evidence import record
from pytest_checkout.pytest_plugin.options import settings
from pytest_checkout.redaction import redact

FOLDER = "attachments"
_MOST = 200  # the latest lines kept of each kind; a page that complains in a loop must not fill the disk
_SCREENSHOT_MS = 5_000
_REFUSED = "Failed to load resource: "  # how Chromium's console, in every language, tells a refused or failed request


class Watch:
    """The browser contexts of one test, and what went wrong in them."""

    def __init__(self) -> None:
        self._contexts: list[BrowserContext] = []
        self._lines: dict[str, deque[str]] = {
            "console-errors": deque(maxlen=_MOST),
            "failed-requests": deque(maxlen=_MOST),
        }

    def follow(self, context: BrowserContext) -> None:
        self._contexts.append(context)
        context.on("console", self._console)
        context.on("weberror", self._web_error)
        context.on("requestfailed", self._request_failed)
        if context.browser is None or context.browser.browser_type.name != "chromium":
            # Chromium tells refusals on the console; listening to every answer there made pages 5 % dearer.
            context.on("response", self._response)

    def save(self, folder: Path) -> Iterator[Path]:
        """Write what there is to show into `folder`, redacted; gives the files."""
        folder.mkdir(parents=True, exist_ok=True)
        pages = [page for context in self._contexts for page in context.pages]
        for number, page in enumerate(pages, start=1):
            name = "screenshot" if number == 1 else f"screenshot-{number}"
            try:
                page.screenshot(path=folder / f"{name}.png", full_page=True, timeout=_SCREENSHOT_MS)
                yield folder / f"{name}.png"
            except Error as error:  # a crashed or closing page cannot be shown, and the report says so
                yield _write(folder / f"{name}-missing.txt", [f"{page.url}: {error.message}"])
        for name, lines in self._lines.items():
            if lines:
                yield _write(folder / f"{name}.txt", lines)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type != "error":
            return
        url = message.location.get("url", "")
        if message.text.startswith(_REFUSED):
            self._lines["failed-requests"].append(f"{url}: {message.text.removeprefix(_REFUSED)}")
        else:
            place = f"{url}:{message.location.get('lineNumber', '')}"
            self._lines["console-errors"].append(f"{message.text}  ({place})" if url else message.text)

    def _web_error(self, error: WebError) -> None:
        self._lines["console-errors"].append(f"uncaught: {error.error}")

    def _request_failed(self, request: Request) -> None:
        self._lines["failed-requests"].append(f"{request.method} {request.url}: {request.failure or 'failed'}")

    def _response(self, response: Response) -> None:
        if response.status >= 400:
            request = response.request
            self._lines["failed-requests"].append(f"{request.method} {response.url}: {response.status}")


WATCH: Final = pytest.StashKey[Watch]()


def pytest_sessionstart(session: pytest.Session) -> None:
    if not hasattr(session.config, "workerinput"):  # the controller, or a run without workers
        shutil.rmtree(settings(session.config).report / FOLDER, ignore_errors=True)


@pytest.hookimpl(wrapper=True)  # inside evidence.py's, which sends on what is recorded here
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    watch = item.stash.get(WATCH, None)
    if watch is not None and report.failed and call.when != "teardown":  # the pages are still open
        root = settings(item.config).report
        files = list(watch.save(_free(root / FOLDER / _folder_name(item.nodeid))))
        record(item, attachments=[path.relative_to(root).as_posix() for path in files])
    return report


def _free(folder: Path) -> Path:
    """The folder, or one beside it: of several trials, each failure keeps its own pictures."""
    numbers = itertools.count(2)
    free = folder
    while free.exists():
        free = folder.with_name(f"{folder.name}-{next(numbers)}")
    return free


def _folder_name(nodeid: str) -> str:
    """Readable, short, and different for different tests."""
    words = re.sub(r"\W+", "-", nodeid.split("::")[-1]).strip("-").lower()
    return f"{words[:60]}-{hashlib.sha256(nodeid.encode()).hexdigest()[:8]}"


def _write(path: Path, lines: deque[str] | list[str]) -> Path:
    path.write_text("".join(f"{redact(line)}\n" for line in lines), encoding="utf-8")
    return path


def written(item: pytest.Item, name: str, lines: Sequence[str]) -> str:
    """Keep lines beside the pictures of a test; the file's place, seen from the report's directory."""
    root = settings(item.config).report
    folder = root / FOLDER / _folder_name(item.nodeid)
    if (folder / name).exists():
        folder = _free(folder)
    folder.mkdir(parents=True, exist_ok=True)
    return _write(folder / name, list(lines)).relative_to(root).as_posix()
