"""Whose requests a fault is about: the store's own, those of one named host, or those of every other host."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

_DATA = "css|png|jpe?g|gif|svg|webp|avif|ico|woff2?|ttf|mp4"
"""Names that end so are neither scripts nor pages: they are not held up by asking what they are."""


def _but(endings: str) -> str:
    return rf"(?![^?#]*\.(?:{endings})(?:[?#]|$))"


@dataclass(frozen=True)
class Hosts:
    """`origin` is the part of a pattern that its addresses begin with; `words` name the hosts to a reader."""

    words: str
    origin: str

    @property
    def everything(self) -> re.Pattern[str]:
        return re.compile(self.origin)

    @property
    def scripts(self) -> re.Pattern[str]:
        """Addresses that may be scripts: many are served without a name that ends in ".js"."""
        return re.compile(self.origin + _but(_DATA))

    @property
    def pages(self) -> re.Pattern[str]:
        return re.compile(self.origin + _but(_DATA + "|js|mjs"))


def of_store(url: str) -> Hosts:
    """The store itself: scheme, host and port of `url`."""
    return Hosts("the store", f"^{_origin(url)}/")


def every_other(url: str) -> Hosts:
    """Every host but the store's."""
    return Hosts("every other host", f"^https?://(?!{re.escape(urlsplit(url).netloc)}/)")


def named(host: str) -> Hosts:
    """A host by name ("js.stripe.com", its subdomains too) or by address ("https://js.stripe.com")."""
    if "://" in host:
        return Hosts(host, f"^{_origin(host)}(?:/|$)")
    return Hosts(host, rf"^https?://(?:[^/]+\.)?{re.escape(host)}(?:[:/]|$)")


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return re.escape(f"{parts.scheme}://{parts.netloc}")
