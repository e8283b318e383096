"""What all suites share: a sandbox that the adapter's author gives, and what it cannot do as a skip with its reason."""

from __future__ import annotations

import contextlib
import secrets
import time
from abc import ABC
from collections.abc import Callable, Iterator
from typing import Any, ClassVar

import pytest

from pytest_checkout.errors import CannotProvide

_LOOK_AGAIN = 0.02
"""Seconds between two looks at what another process does."""


class Sandbox(ABC):
    """A system for tests, with the adapter under test over it, and what others do there: the store, a shopper, a bank.

    What the system cannot do raises CannotProvide, saying why: the tests that need it are skipped with that.
    """

    adapter: Any

    lies: tuple[bytes, ...] = ()
    """Answers of HTTP 200 in the system's own form which cannot be true: a negative amount, a currency that is none."""

    def at(self, url: str) -> Any:
        """The adapter once more, over another address of HTTP."""
        raise CannotProvide(f"what it makes of nonsense: {type(self).__name__} has no at(url)")


class Conformance:
    """A suite. Subclass it as Test..., beside a fixture `sandbox` that gives an object of its `Sandbox`."""

    Sandbox: ClassVar[type[Sandbox]] = Sandbox

    @pytest.fixture(autouse=True)
    def _has_a_sandbox(self, request: pytest.FixtureRequest) -> None:
        wanted = f"{self.Sandbox.__module__}.{self.Sandbox.__qualname__}"
        try:
            given = request.getfixturevalue("sandbox")
        except pytest.FixtureLookupError as error:
            if error.argname != "sandbox":
                raise
            pytest.fail(f"{type(self).__name__} needs a fixture 'sandbox' that gives a {wanted}", pytrace=False)
        if not isinstance(given, self.Sandbox):
            pytest.fail(f"the fixture 'sandbox' must give a {wanted}, not {given!r}", pytrace=False)


@contextlib.contextmanager
def where_it_can() -> Iterator[None]:
    """What a system rightly cannot do ends the test as skipped, with its reason."""
    try:
        yield
    except CannotProvide as error:
        pytest.skip(str(error))


def soon(holds: Callable[[], bool], seconds: float) -> bool:
    """Whether something that another process does comes to hold within so many seconds."""
    until = time.monotonic() + seconds
    while not holds() and time.monotonic() < until:
        time.sleep(_LOOK_AGAIN)
    return holds()


def somebody(who: str = "ada") -> str:
    """The e-mail address of a shopper who has never been here: a system may keep what earlier runs left."""
    return f"{who}-{secrets.token_hex(5)}@example.com"


def a_number(first: str = "1") -> str:
    """The number of an order that was never placed, as many digits as a system may have to sort."""
    return f"{first}{secrets.randbelow(10**9):09d}"
