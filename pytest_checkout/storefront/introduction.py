"""How the browser says what it is. A headless Chromium calls itself so, and some shops let none of that name in."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import CDPSession, Page
from playwright.sync_api import Error as BrowserError

from pytest_checkout.storefront.asking import NoAnswer, asks

DEFAULT, ORDINARY = "default", "ordinary"
"""What a profile says under `user agent`."""
_ASKED = """() => ({agent: navigator.userAgent, brands: navigator.userAgentData?.brands ?? [],
  platform: navigator.userAgentData?.platform ?? 'Linux'})"""


class Introduction:
    """The user agent of one page and of the windows that it opens: the browser's default one, or an ordinary one."""

    def __init__(self, page: Page, wanted: str = DEFAULT, *, telephone: bool = False) -> None:
        self.page, self.wanted, self.telephone = page, wanted, telephone
        self.refused = ""
        """How the default one was refused; empty when it was not, or was never tried."""
        self._said: dict[str, Any] = {}
        self._sessions: list[CDPSession] = []

    @property
    def is_ordinary(self) -> bool:
        return bool(self._sessions)

    def as_wanted(self) -> None:
        """Before the first page is opened: take the user agent that the profile names, or that of the device."""
        if (self.wanted == ORDINARY or self.telephone) and not self.is_ordinary:
            self._becomes_ordinary()

    def tries_ordinary(self, refused: str) -> bool:
        """Take the ordinary one, because the other was refused in this way; False when there is nothing left to try."""
        if self.is_ordinary or not self._becomes_ordinary():
            return False
        self.refused = refused
        return True

    def goes_back(self) -> None:
        """Take the default one again: the ordinary one was refused as well."""
        for session in self._sessions:
            session.detach()
        self._sessions, self._said, self.refused = [], {}, ""

    def _becomes_ordinary(self) -> bool:
        try:
            asked = asks(self.page, _ASKED)
            said = a_telephones(asked) if self.telephone else ordinary(asked)
            if said is None:
                return False
            self._said = said
            self.of(self.page)
            self.page.context.on("page", self.of)
        except (BrowserError, NoAnswer):  # only Chromium can be told
            return False
        return True

    def of(self, page: Page) -> None:
        """Have another window of the same shopper call itself the same."""
        if self._said:
            session = page.context.new_cdp_session(page)
            session.send("Emulation.setUserAgentOverride", self._said)
            self._sessions.append(session)


def ordinary(asked: dict[str, Any]) -> dict[str, Any] | None:
    """What the same Chromium would say with a window; None when it says that already.

    The version is the real one, written as Chromium writes it since it reduces its user agent: 156.0.0.0.
    """
    agent = str(asked["agent"])
    if "HeadlessChrome/" not in agent:
        return None
    before, _, rest = agent.partition("HeadlessChrome/")
    version, _, after = rest.partition(" ")
    major = version.split(".")[0]
    said = f"{before}Chrome/{major}.0.0.0 {after}"
    return {"userAgent": said, "userAgentMetadata": _hints(asked, major, asked["platform"], "x86", mobile=False)}


def a_telephones(asked: dict[str, Any]) -> dict[str, Any] | None:
    """What the Chromium of this version says on a telephone; None when the browser is no Chromium."""
    found = re.search(r"Chrome/(\d+)", str(asked["agent"]))
    if found is None:
        return None
    said = (
        "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) "
        f"Chrome/{found[1]}.0.0.0 Mobile Safari/537.36"  # "Android 10; K" is what all of them say since Chrome 110
    )
    return {"userAgent": said, "userAgentMetadata": _hints(asked, found[1], "Android", "", mobile=True)}


def _hints(asked: dict[str, Any], major: str, platform: str, architecture: str, *, mobile: bool) -> dict[str, Any]:
    """The client hints that go with a user agent."""
    brands = [brand for brand in asked["brands"] if "Headless" not in brand["brand"]]
    return {
        "brands": brands or [{"brand": "Chromium", "version": major}],
        "platform": platform,
        "platformVersion": "",
        "architecture": architecture,
        "model": "",
        "mobile": mobile,
    }
