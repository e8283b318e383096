"""Which Chromium to start, in what order to look for one, and with which flags."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from pytest_checkout.errors import UserError

ON_THE_PATH = ("chromium", "chromium-browser", "google-chrome")
HEADLESS_ON_THE_PATH = ("chromium-headless-shell", *ON_THE_PATH)
"""Debian's shell first: the same engine without the windows' own pages, a third of the CPU time per context."""
VARIABLE = "CHECKOUT_BROWSER"
MISSING = (
    "No Chromium was found. `pytest-checkout browser` installs one; or name yours with "
    f"--checkout-browser=/path/to/chrome or the environment variable {VARIABLE}."
)


def find(
    chosen: str,
    playwrights_own: Path,
    *,
    headless: bool,
    which: Callable[[str], str | None] = shutil.which,
) -> Path | None:
    """The executable to start; None: leave it to Playwright, which has its own, or will say that there is none.

    `chosen` is what the user asked for (empty: nothing), `playwrights_own` what Playwright says it would start,
    whether or not it is there. Raises UserError when the chosen one is not a program.
    """
    if chosen:
        program = which(chosen)
        if program is None:
            raise UserError(
                f"The browser '{chosen}' is not a program that can be started. It comes from --checkout-browser, the "
                f"ini key checkout_browser or {VARIABLE}: give a path, or a name on the PATH."
            )
        return Path(program)
    if _playwright_has(playwrights_own, headless=headless):
        return None
    if playwrights_own.exists():  # the full browser without the headless shell: it can run headless as well
        return playwrights_own
    return next(on_the_path(which, headless=headless), None)


def on_the_path(which: Callable[[str], str | None] = shutil.which, *, headless: bool = True) -> Iterator[Path]:
    """Every Chromium-like browser on the PATH that can run so, the preferred one first."""
    for name in HEADLESS_ON_THE_PATH if headless else ON_THE_PATH:
        if program := which(name):
            yield Path(program)


def flags(present: Sequence[str] = ()) -> list[str]:
    """`present` and what a robot's browser needs besides: quiet, and without a sandbox where root cannot have one."""
    wanted = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        wanted.append("--no-sandbox")
    return [*present, *(flag for flag in wanted if flag not in present)]


def _playwright_has(full_browser: Path, *, headless: bool) -> bool:
    """Whether a plain launch would work. Headless, Playwright starts another program than `executable_path` names.

    It lies beside the full browser: `chromium-1255/...` has `chromium_headless_shell-1255/...` next to it.
    """
    if not headless:
        return full_browser.exists()
    folder = next((parent for parent in full_browser.parents if parent.name.startswith("chromium-")), None)
    if folder is None:
        return False
    shell = folder.with_name(folder.name.replace("chromium-", "chromium_headless_shell-", 1))
    return (shell / "INSTALLATION_COMPLETE").exists()
