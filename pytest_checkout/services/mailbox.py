"""The mailbox: which messages really left the store, asked of an SMTP sink over HTTP."""

from __future__ import annotations

from collections.abc import Sequence

from pytest_checkout.services.http import JsonService
from pytest_checkout.store.ports import Mail


class HttpMailbox:
    """A sink that lists its messages as JSON: GET messages?to=ADDRESS."""

    def __init__(self, url: str, *, verify: bool = True) -> None:
        self._api = JsonService("the mailbox", url, verify=verify)

    def messages(self, to: str) -> Sequence[Mail]:
        """Messages to this address, oldest first. Raises ServiceUnavailable."""
        answer = self._api.get("messages", to=to)
        try:
            return [
                Mail(
                    to=to,
                    subject=str(message["subject"]),
                    text=str(message["text"]),
                    language=str(message.get("language") or ""),
                )
                for message in answer
            ]
        except (KeyError, TypeError, AttributeError) as error:
            raise self._api.nonsense("messages", error) from error
