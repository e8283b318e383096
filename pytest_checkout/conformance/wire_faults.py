"""What every proxy must do that puts faults between a store and a service; its protocol: docs/wire-faults.md."""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import requests

from pytest_checkout.conformance.serving import serving
from pytest_checkout.conformance.suite import Conformance, Sandbox, soon
from pytest_checkout.errors import CannotProvide, ServiceUnavailable, Unproved
from pytest_checkout.wirefaults import Harm, WireFault, WireFaults
from pytest_checkout.wirefaults.client import Session

NAME = "payment gateway"
"""What the proxy must call the service of this suite."""
PATIENCE = 1.0
"""Seconds that the caller of this suite waits for an answer."""
NOTICE = 5.0
"""Seconds within which a proxy must have noticed that a session has ended."""
ANSWER = json.dumps({"paid": True, "why": "because " * 20}).encode()


@dataclass
class Service:
    """A service that takes payments; `heard` has what arrived: the method and the path of each request."""

    url: str = ""
    heard: list[tuple[str, str]] = field(default_factory=list)


@contextlib.contextmanager
def taking_payments() -> Iterator[Service]:
    """The service that the proxy under test must stand before, while the block lasts."""
    service = Service()

    class Answers(BaseHTTPRequestHandler):
        def answer(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            service.heard.append((self.command, self.path))
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(ANSWER)))
            self.end_headers()
            self.wfile.write(ANSWER)

        do_GET = do_POST = answer

        def log_message(self, *_: object) -> None: ...

    with serving(ThreadingHTTPServer(("127.0.0.1", 0), Answers)) as service.url:
        yield service


class WireFaultSandbox(Sandbox):
    """A proxy before `service`: the address of its control, the secret of that, and where the service is found now."""

    def __init__(self, service: Service, *, control: str, token: str, wire: str) -> None:
        self.service, self.control, self.token, self.wire = service, control, token, wire.rstrip("/")

    def put(self, faults: WireFaults, fault: WireFault) -> None:
        faults.put(NAME, fault, control=self.control, token=self.token)

    def standing(self) -> int:
        """How many faults stand before the service, as the control says."""
        headers = {"Authorization": f"Bearer {self.token}"}
        answer = requests.get(f"{self.control.rstrip('/')}/wires", headers=headers, timeout=10)
        return int(answer.json()[NAME]["faults"])

    def pays(self, path: str = "/v1/pay", method: str = "POST") -> str:
        """What a caller sees of one request, in a word."""
        try:
            answer = requests.request(method, self.wire + path, data=b"amount=100", timeout=PATIENCE)
            if not answer.ok:
                return str(answer.status_code)
            return "answered" if answer.content == ANSWER else "nonsense"
        except requests.Timeout:
            return "no answer"
        except requests.exceptions.ChunkedEncodingError:
            return "half"
        except requests.ConnectionError as error:
            # A reset that comes while the body is still being sent is seen as a connection that is simply gone.
            gone = any(words in str(error) for words in ("reset", "RemoteDisconnected"))
            return "reset" if gone else f"broken: {error}"


@dataclass(frozen=True)
class Bite:
    """What a caller sees of a fault, and how often the service heard of its one request."""

    fault: WireFault
    seen: str
    heard: int


BITES = [
    Bite(WireFault(harm=Harm.DOWN), "reset", 0),
    Bite(WireFault(harm=Harm.SILENCE), "no answer", 0),
    Bite(WireFault(harm=Harm.REFUSAL, status=502), "502", 0),
    Bite(WireFault(harm=Harm.LATE, seconds=30), "no answer", 1),
    Bite(WireFault(harm=Harm.LOST), "reset", 1),
    Bite(WireFault(harm=Harm.TWICE), "answered", 2),
    Bite(WireFault(harm=Harm.CUT), "half", 1),
    Bite(WireFault(harm=Harm.GARBLED), "nonsense", 1),
]
"""Every Harm (a test of ours compares)."""
each_fault = pytest.mark.parametrize("bite", BITES, ids=lambda bite: str(bite.fault.harm))
REFUSAL = WireFault(harm=Harm.REFUSAL, status=503)


class WireFaultConformance(Conformance):
    Sandbox = WireFaultSandbox

    @pytest.fixture
    def faults(self, sandbox: WireFaultSandbox) -> Iterator[WireFaults]:
        sandbox.service.heard.clear()
        faults = WireFaults()
        yield faults
        faults.undo()

    def test_without_a_fault_all_passes(self, sandbox: WireFaultSandbox, faults: WireFaults) -> None:
        assert sandbox.pays("/v1/pay?amount=100") == "answered"
        assert sandbox.service.heard == [("POST", "/v1/pay?amount=100")]

    @each_fault
    def test_it_bites_and_is_counted(self, bite: Bite, sandbox: WireFaultSandbox, faults: WireFaults) -> None:
        sandbox.put(faults, bite.fault)
        assert sandbox.pays() == bite.seen
        assert len(sandbox.service.heard) == bite.heard
        faults.undo()
        assert [fault.strikes for fault in faults.declared] == [1]

    @each_fault
    def test_it_is_gone_once_undone(self, bite: Bite, sandbox: WireFaultSandbox, faults: WireFaults) -> None:
        sandbox.put(faults, bite.fault)
        faults.undo()
        assert sandbox.pays() == "answered"
        assert len(sandbox.service.heard) == 1
        assert [fault.strikes for fault in faults.declared] == [0]

    @each_fault
    def test_it_is_gone_when_its_session_ends(self, bite: Bite, sandbox: WireFaultSandbox, faults: WireFaults) -> None:
        """As when the process of the test dies: nobody takes the fault back."""
        session = Session(sandbox.control, sandbox.token)
        session.put(NAME, bite.fault)
        assert sandbox.standing() == 1
        session.close()
        soon(lambda: not sandbox.standing(), NOTICE)
        assert sandbox.pays() == "answered"
        assert len(sandbox.service.heard) == 1

    def test_it_concerns_the_requests_of_its_route_alone(self, sandbox: WireFaultSandbox, faults: WireFaults) -> None:
        sandbox.put(faults, REFUSAL.model_copy(update={"method": "POST", "path": "/v1/refunds*"}))
        asked = (("POST", "/v1/refunds?x=1"), ("POST", "/v1/refunds/7"), ("GET", "/v1/refunds"), ("POST", "/v1/pay"))
        assert [sandbox.pays(path, method) for method, path in asked] == ["503", "503", "answered", "answered"]
        faults.undo()
        assert faults.declared[0].strikes == 2

    def test_so_many_requests_meet_it_and_no_more(self, sandbox: WireFaultSandbox, faults: WireFaults) -> None:
        sandbox.put(faults, REFUSAL.model_copy(update={"times": 2}))
        assert [sandbox.pays() for _ in range(4)] == ["503", "503", "answered", "answered"]
        faults.undo()
        assert faults.declared[0].strikes == 2

    def test_a_share_of_requests_meets_it_the_same_ones_with_the_same_seed(
        self, sandbox: WireFaultSandbox, faults: WireFaults
    ) -> None:
        drawn = []
        for seed in (7, 7, 8):
            sandbox.put(faults, REFUSAL.model_copy(update={"share": 0.5, "seed": seed}))
            drawn.append([sandbox.pays() for _ in range(32)])
            faults.undo()
        assert set(drawn[0]) == {"503", "answered"}
        assert drawn[0] == drawn[1]
        assert drawn[0] != drawn[2]
        assert [fault.strikes for fault in faults.declared] == [each.count("503") for each in drawn]

    def test_two_faults_work_together(self, sandbox: WireFaultSandbox, faults: WireFaults) -> None:
        sandbox.put(faults, WireFault(harm=Harm.LATE, seconds=0.3))
        sandbox.put(faults, REFUSAL)
        began = time.monotonic()
        assert sandbox.pays() == "503"
        assert time.monotonic() - began >= 0.25
        faults.undo()
        assert [fault.strikes for fault in faults.declared] == [1, 1]

    def test_a_wire_serves_the_faults_of_one_session_at_a_time(
        self, sandbox: WireFaultSandbox, faults: WireFaults
    ) -> None:
        sandbox.put(faults, REFUSAL)
        another = WireFaults()
        with pytest.raises(Unproved):
            sandbox.put(another, REFUSAL)
        another.undo()
        assert sandbox.pays() == "503"

    def test_what_it_cannot_do_it_refuses(self, sandbox: WireFaultSandbox, faults: WireFaults) -> None:
        with pytest.raises(CannotProvide, match="no-such-wire"):
            faults.put("no-such-wire", REFUSAL, control=sandbox.control, token=sandbox.token)
        with pytest.raises(ServiceUnavailable):
            WireFaults().put(NAME, REFUSAL, control=sandbox.control, token=f"{sandbox.token}-wrong")
        assert sandbox.pays() == "answered"
