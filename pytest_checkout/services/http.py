"""Asking a service over HTTP: a clear word when it does not answer, or answers nonsense."""

from __future__ import annotations

import contextlib
import warnings
from collections.abc import Iterator
from typing import Any

import requests
from urllib3.exceptions import InsecureRequestWarning

from pytest_checkout.errors import ServiceUnavailable
from pytest_checkout.store.unreachable import why

_REFUSALS = {
    401: ": it needs other credentials than those of the store profile",
    403: ": its credentials in the store profile do not allow that",
    429: ": it was asked too often, and wants to be left alone for a while",
}
"""What an owner can do about it. Source: RFC 9110, sections 15.5.2 and 15.5.4; RFC 6585, section 4."""
TIMEOUT = 10.0
"""Seconds; a record that takes longer to look up is as good as unreachable for a check."""


@contextlib.contextmanager
def quiet(verify: bool) -> Iterator[None]:
    """Requests without a warning about each certificate that was accepted on purpose."""
    with warnings.catch_warnings():
        if not verify:
            warnings.simplefilter("ignore", InsecureRequestWarning)
        yield


class JsonService:
    """A JSON API with one base URL. `name` is what a reader calls it ("the payment gateway").

    It is asked with a bearer `token`, or with user and password (`login`). Its certificate is not looked at when
    `verify` is off.
    """

    def __init__(
        self, name: str, url: str, *, token: str = "", login: tuple[str, str] | None = None, verify: bool = True
    ) -> None:
        self.name, self.url = name, url.rstrip("/") + "/"
        self._session = requests.Session()
        self._session.trust_env = False  # a proxy of the machine is not the way to the store's own services
        self._session.headers["User-Agent"] = "pytest-checkout"
        self._session.auth = login
        self._session.verify = verify
        if token:
            self._session.headers["Authorization"] = f"Bearer {token}"

    def get(self, path: str, **query: Any) -> Any:
        """The JSON answer of GET. Raises ServiceUnavailable, naming the service."""
        return self._ask("GET", path, params=query)

    def find(self, path: str) -> Any | None:
        """As `get`, and None for what the service does not know (404)."""
        return self._ask("GET", path, missing=True)

    def post(self, path: str, body: dict[str, Any]) -> Any:
        """The JSON answer of POST with a JSON body. Raises ServiceUnavailable, naming the service."""
        return self._ask("POST", path, json=body)

    def delete(self, path: str) -> Any:
        """The JSON answer of DELETE. Raises ServiceUnavailable, naming the service."""
        return self._ask("DELETE", path)

    def put(self, path: str, body: dict[str, Any]) -> Any:
        """The JSON answer of PUT with a JSON body. Raises ServiceUnavailable, naming the service."""
        return self._ask("PUT", path, json=body)

    def close(self) -> None:
        self._session.close()

    def _ask(self, method: str, path: str, *, missing: bool = False, **arguments: Any) -> Any:
        try:
            with quiet(self._session.verify is True):
                answer = self._session.request(method, self.url + path, timeout=TIMEOUT, **arguments)
        except requests.exceptions.SSLError as error:
            reason = why(str(error)) or "its certificate is not valid, or it speaks no TLS"
            raise ServiceUnavailable(f"{self.name} at {self.url} cannot be trusted: {reason}") from error
        except requests.RequestException as error:
            raise ServiceUnavailable(f"{self.name} at {self.url} does not answer: {type(error).__name__}") from error
        if missing and answer.status_code == 404:
            return None
        if not answer.ok:
            advice = _REFUSALS.get(answer.status_code, "")
            raise ServiceUnavailable(f"{self.name} answered {answer.status_code} to {method} {path}{advice}")
        try:
            return answer.json()
        except ValueError as error:
            raise ServiceUnavailable(f"{self.name} did not answer {method} {path} with JSON") from error

    def nonsense(self, path: str, error: Exception) -> ServiceUnavailable:
        """The error for an answer that is JSON, but not of the promised form."""
        return ServiceUnavailable(f"{self.name} answered {path} in a form that cannot be read: {error!r}")
