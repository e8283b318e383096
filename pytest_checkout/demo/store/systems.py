"""Speaking to the systems behind the shop over HTTP: a bounded wait, and whose fault it is when it fails."""

from __future__ import annotations

from typing import Any

import requests

TIMEOUT_SECONDS = 3.0
"""For one answer. A shopper may be waiting for it, or the messages behind."""


class Unreachable(Exception):
    """No answer in time, or not one that this system gives when it is well: the same call may succeed later."""


class Refusal(Exception):
    """The system is well, and refuses what it was sent; the sentence is its own."""


def call(method: str, url: str, body: Any = None, *, timeout: float = TIMEOUT_SECONDS) -> Any:
    """The JSON of the answer. Raises Unreachable or Refusal."""
    try:
        # requests bounds the wait for each piece of an answer, not the whole; one that drips is rare and also ends
        answer = _session().request(method, url, json=body, timeout=timeout)
    except requests.RequestException as error:
        raise Unreachable(f"no answer from {url}: {type(error).__name__}") from error
    if answer.status_code in (400, 404, 409, 422):
        raise Refusal(f"{url} answered {answer.status_code}: {_sentence(answer)}")
    if not answer.ok:
        raise Unreachable(f"{url} answered {answer.status_code}")
    try:
        return answer.json()
    except ValueError as error:
        raise Unreachable(f"{url} did not answer with JSON") from error


def _session() -> requests.Session:
    # One per call: a connection kept open would be cut by the first restart behind it, and calls are few.
    session = requests.Session()
    session.trust_env = False
    return session


def _sentence(answer: requests.Response) -> str:
    try:
        return str(answer.json()["error"])
    except (ValueError, KeyError, TypeError):
        return answer.text[:200]
