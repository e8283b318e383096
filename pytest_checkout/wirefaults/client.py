"""The faults of one scenario, put through the controls of the proxies that its store profile names."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import requests

from pytest_checkout.errors import CannotProvide, NotPutBack, ServiceUnavailable, Unproved
from pytest_checkout.strikes import Fault, must_all_have_struck
from pytest_checkout.wirefaults.faults import WireFault

TIMEOUT = 10.0
"""Seconds; a control only keeps lists, and answers at once."""


class WireFaults:
    """Faults between a store and its services. `undo` takes all of them back, whatever the scenario did.

    Each control is held by a session that is opened before the first fault: when this process dies, the session ends
    and takes its faults along.
    """

    def __init__(self) -> None:
        self.declared: list[Fault] = []
        self._sessions: dict[str, Session] = {}
        self._standing: list[_Put] = []

    def put(self, service: str, fault: WireFault, *, control: str, token: str) -> Fault:
        """Put a fault before a service. Raises ServiceUnavailable when the control does not answer, CannotProvide for a
        fault that this wire cannot have, Unproved while another run has a fault there."""
        if control not in self._sessions:
            self._sessions[control] = Session(control, token)
        session = self._sessions[control]
        declared = Fault(f"the {service} {fault}")
        self._standing.append(_Put(service, session, session.put(service, fault), declared))
        self.declared.append(declared)
        return declared

    def lift(self, service: str) -> None:
        """Take back every fault of one service. Raises NotPutBack."""
        self._lift([put for put in self._standing if put.service == service])

    def undo(self) -> None:
        """Take back every fault. Raises NotPutBack, naming those that may still stand; called again, it tries them."""
        try:
            self._lift(list(self._standing))
        finally:
            for session in self._sessions.values():
                session.close()
            self._sessions.clear()

    def must_all_have_struck(self) -> None:
        """Raises Unproved naming every fault that nothing met."""
        must_all_have_struck(self.declared)

    def _lift(self, puts: list[_Put]) -> None:
        left = []
        for put in puts:
            try:
                put.declared.strikes += put.session.lift(put.id)
                self._standing.remove(put)
            except ServiceUnavailable as error:
                left.append(f"that {put.declared.what} ({error})")
        if left:
            raise NotPutBack(
                f"a fault could not be taken back: {'; '.join(left)}. Start the proxy again, which then has no faults, "
                "or lead the store straight to its service; until then the store sells without it",
                looked_for="every fault taken back",
                found="; ".join(left),
            )


@dataclass(frozen=True)
class _Put:
    """A fault that stands: before which service, in which session, under which name, and what it counts."""

    service: str
    session: Session
    id: str
    declared: Fault


@dataclass
class Session:
    """A control that is held open: all faults that were put through it end with it."""

    control: str
    token: str = field(repr=False)

    def __post_init__(self) -> None:
        self._http = requests.Session()
        self._http.trust_env = False  # a proxy of the machine is not the way to ours
        self._http.headers["Authorization"] = f"Bearer {self.token}"
        self._stream = self._ask("GET", "session", stream=True)
        self._lines = self._stream.iter_lines(chunk_size=1)  # kept: the stream ends with its iterator
        try:
            self._id = str(json.loads(next(self._lines))["session"])
        except (ValueError, KeyError, TypeError, StopIteration, requests.RequestException) as error:
            raise ServiceUnavailable(
                f"the proxy's control at {self.control} does not speak as one: {error!r}"
            ) from error

    def put(self, service: str, fault: WireFault) -> str:
        """Put a fault; gives its id."""
        sent = fault.model_dump(mode="json")
        answer = self._ask("POST", f"wires/{quote(service)}/faults", params={"session": self._id}, json=sent)
        return str(answer.json()["fault"])

    def lift(self, id: str) -> int:
        """Take a fault back; gives how many requests met it: none when it was gone already, with all that it saw."""
        answer = self._ask("DELETE", f"faults/{id}", may_be=404)
        return int(answer.json().get("strikes", 0))

    def close(self) -> None:
        """Let the control go, and with it every fault that still stands."""
        self._stream.close()
        self._http.close()

    def _ask(self, method: str, path: str, may_be: int = 0, **arguments: Any) -> requests.Response:
        where = f"the proxy's control at {self.control}"
        try:
            answer = self._http.request(method, f"{self.control.rstrip('/')}/{path}", timeout=TIMEOUT, **arguments)
        except requests.RequestException as error:
            raise ServiceUnavailable(
                f"{where} does not answer ({type(error).__name__}): is 'pytest-checkout proxy' running there?"
            ) from error
        if answer.ok or answer.status_code == may_be:
            return answer
        why = _reason(answer)
        if answer.status_code in (400, 404, 422):
            raise CannotProvide(f"{where} refuses the fault: {why}")
        if answer.status_code == 502:
            raise ServiceUnavailable(f"{why}; so says {where}")
        if answer.status_code == 423:
            raise Unproved(f"{why}: run items with faults on services one at a time")
        raise ServiceUnavailable(f"{where} answered {answer.status_code}: {why}")


def _reason(answer: requests.Response) -> str:
    try:
        return str(answer.json()["error"])
    except (ValueError, KeyError, TypeError):
        return answer.reason or "without a reason"
