"""Same key, same call: same answer. Same key, other call: refused.

Answers that did no work (401, and 400 for bad parameters) are not kept, so that the corrected call may use the key.
Source: https://docs.stripe.com/api/idempotent_requests.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass

from pytest_checkout.demo.services.api_error import ApiError


@dataclass(frozen=True)
class Answer:
    """What was answered to a call: HTTP status and JSON body."""

    status: int
    body: bytes


class Replays:
    """Answers by idempotency key, for as long as the gateway runs."""

    def __init__(self) -> None:
        self._answers: dict[str, tuple[str, bytes, Answer]] = {}
        self._salt = secrets.token_bytes(32)

    def find(self, key: str, path: str, body: bytes) -> Answer | None:
        """The answer given before to this call, or None. Raises ApiError when the key was used for another call."""
        if key not in self._answers:
            return None
        first_path, first_body, answer = self._answers[key]
        if path != first_path:
            raise _misused(
                f"for the same endpoint they were first used for ('{first_path}' vs '{path}'). "
                f"Try using a key other than '{key}'."
            )
        if not hmac.compare_digest(first_body, self._mark(body)):
            raise _misused(
                "with the same parameters they were first used with. "
                f"Try using a key other than '{key}' if you meant to execute a different request."
            )
        return answer

    def keep(self, key: str, path: str, body: bytes, answer: Answer) -> None:
        """Remember an answer, if the call did anything."""
        if answer.status not in (400, 401):
            self._answers[key] = path, self._mark(body), answer

    def _mark(self, body: bytes) -> bytes:
        # Keyed with a secret of this process: from a plain hash the card number in the body could be found by trying.
        return hmac.digest(self._salt, body, hashlib.sha256)


def _misused(how: str) -> ApiError:
    return ApiError(400, type="idempotency_error", message=f"Keys for idempotent requests can only be used {how}")
