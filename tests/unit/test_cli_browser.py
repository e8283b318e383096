"""`pytest-checkout browser` trusts only a browser that starts, tries what it may, and says so when nothing helps."""

from __future__ import annotations

import argparse
import os
import select
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pytest_checkout.cli import browser
from pytest_checkout.errors import UserError

ONLY_LOOK = argparse.Namespace(check=True)
INSTALL = argparse.Namespace(check=False)


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A machine without a browser; the words that are put into the list are those that start from then on."""
    working: list[str] = []
    monkeypatch.setattr(browser, "starts", lambda _: working[0] if working else "")
    monkeypatch.setattr(browser, "installers", lambda: iter(()))
    return working


def test_a_browser_that_starts_is_named(machine: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    machine.append("/usr/bin/chromium (156.0)")
    assert browser.run(ONLY_LOOK) == 0
    assert capsys.readouterr().out == "/usr/bin/chromium (156.0)\n"


@pytest.mark.usefixtures("machine")
def test_only_looking_installs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser, "installers", lambda: pytest.fail("must not install"))
    with pytest.raises(UserError, match="`pytest-checkout browser` installs one"):
        browser.run(ONLY_LOOK)


def test_installers_are_tried_until_a_browser_starts(
    machine: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    steps = [("one", lambda: None), ("two", lambda: machine.append("it")), ("three", lambda: pytest.fail("not needed"))]
    monkeypatch.setattr(browser, "installers", lambda: iter(steps))
    assert browser.run(INSTALL) == 0
    assert capsys.readouterr().out == "one ...\ntwo ...\nit\n"


@pytest.mark.usefixtures("machine")
def test_when_nothing_helps_one_sentence_says_what_to_install() -> None:
    with pytest.raises(UserError, match="Install Chromium or Google Chrome with the system's own tool"):
        browser.run(INSTALL)


def test_a_file_that_does_not_start_is_not_a_browser(tmp_path: Path) -> None:
    stub = tmp_path / "chromium"
    stub.write_text("#!/bin/sh\necho 'Command requires the chromium snap to be installed.' >&2\nexit 1\n")
    stub.chmod(0o755)
    # In a thread of its own: Playwright starts once per thread, and other tests may keep theirs for the session.
    with ThreadPoolExecutor(1) as alone:
        assert alone.submit(browser.starts, stub).result(60) == ""


def test_an_attempt_is_bounded_in_time_with_all_that_it_started(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    begun = time.monotonic()
    browser._attempt(["sh", "-c", f"sleep 30 > {pipe} & sleep 30"], 1)
    assert time.monotonic() - begun < 10
    assert "gave up after 1 s" in capsys.readouterr().out
    # The end of the pipe is reached when its last writer, the grandchild, is gone.
    assert select.select([reader], [], [], 5)[0]
    assert os.read(reader, 1) == b""
    os.close(reader)


def test_a_failed_attempt_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    browser._attempt(["sh", "-c", "exit 3"], 5)
    browser._attempt(["no-such-program"], 5)
    assert capsys.readouterr().out == (
        "  did not work (exit 3): sh -c exit 3\n  cannot run no-such-program: No such file or directory\n"
    )
