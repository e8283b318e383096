"""The search for a Chromium: the user's, Playwright's own, then the PATH."""

from __future__ import annotations

from pathlib import Path

import pytest

from pytest_checkout import chromium
from pytest_checkout.errors import UserError


def nothing(_: str) -> None:
    return None


def only(*names: str):
    return lambda name: f"/usr/bin/{name}" if name in names else None


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Where Playwright would look for its full browser; nothing is there yet."""
    return tmp_path / "ms-playwright" / "chromium-1255" / "chrome-linux64" / "chrome"


def install(own: Path, *, shell: bool, full: bool) -> None:
    if shell:
        folder = own.parents[2] / "chromium_headless_shell-1255"
        folder.mkdir(parents=True)
        (folder / "INSTALLATION_COMPLETE").touch()
    if full:
        own.parent.mkdir(parents=True)
        own.touch()


def test_the_users_choice_comes_first(own: Path) -> None:
    install(own, shell=True, full=True)
    assert chromium.find("brave", own, headless=True, which=only("brave", "chromium")) == Path("/usr/bin/brave")


def test_a_choice_that_does_not_exist_is_an_error_and_not_replaced_by_another(own: Path) -> None:
    install(own, shell=True, full=True)
    with pytest.raises(
        UserError, match=r"'brave' is not a program that can be started.*--checkout-browser.*CHECKOUT_BROWSER"
    ):
        chromium.find("brave", own, headless=True, which=only("chromium"))


@pytest.mark.parametrize(
    ("shell", "full", "headless", "found"),
    [
        (True, True, True, None),
        (True, False, True, None),
        (False, True, True, "own"),
        (False, True, False, None),
        (True, False, False, "/usr/bin/chromium"),
        (False, False, True, "/usr/bin/chromium"),
    ],
)
def test_playwrights_own_comes_before_the_path(
    own: Path, shell: bool, full: bool, headless: bool, found: str | None
) -> None:
    install(own, shell=shell, full=full)
    expected = {"own": own, None: None}.get(found, Path(found or ""))
    assert chromium.find("", own, headless=headless, which=only("chromium", "google-chrome")) == expected


@pytest.mark.parametrize(("headless", "found"), [(True, "chromium-headless-shell"), (False, "chromium")])
def test_the_light_shell_is_taken_where_no_window_is_asked_for(own: Path, headless: bool, found: str) -> None:
    which = only("chromium", "chromium-headless-shell")
    assert chromium.find("", own, headless=headless, which=which) == Path(f"/usr/bin/{found}")


def test_a_half_finished_download_does_not_count(own: Path) -> None:
    (own.parents[2] / "chromium_headless_shell-1255").mkdir(parents=True)
    assert chromium.find("", own, headless=True, which=only("google-chrome")) == Path("/usr/bin/google-chrome")


def test_where_there_is_none_playwright_may_say_so(own: Path) -> None:
    assert chromium.find("", own, headless=True, which=nothing) is None


def test_flags_keep_the_users_and_repeat_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    found = chromium.flags(["--lang=de", "--no-first-run"])
    assert found[:2] == ["--lang=de", "--no-first-run"]
    assert len(found) == len(set(found))
    assert "--no-sandbox" not in found


def test_root_has_no_sandbox(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 0)
    assert "--no-sandbox" in chromium.flags()
