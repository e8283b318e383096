"""What every wire fault must do: bite a real caller, be counted, be gone once undone, and be gone after a crash.

A new harm that has no case here fails the first test.
"""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
import requests

from pytest_checkout.wirefaults import Harm, WireFault, WireFaults
from tests.wirefaults.running import TOKEN, Running, Service, control, proxy, service

PATIENCE = 1.0
"""Seconds that the caller of these tests waits for an answer."""


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
each_fault = pytest.mark.parametrize("bite", BITES, ids=lambda bite: str(bite.fault.harm))


@pytest.fixture(scope="module")
def behind() -> Iterator[Service]:
    with service() as found:
        yield found


@pytest.fixture(scope="module")
def running(behind: Service) -> Iterator[Running]:
    with proxy(behind.url) as found:
        yield found


@pytest.fixture
def faults() -> Iterator[WireFaults]:
    faults = WireFaults()
    yield faults
    faults.undo()


def put(faults: WireFaults, running: Running, fault: WireFault) -> None:
    faults.put("payment gateway", fault, control=running.control, token=TOKEN)


def pay(running: Running, path: str = "/v1/pay") -> str:
    """What a caller sees of one payment, in a word."""
    url = running.wires["payment gateway"] + path
    try:
        answer = requests.post(url, data=b"amount=100", timeout=PATIENCE)
        if not answer.ok:
            return str(answer.status_code)
        return "answered" if answer.json()["paid"] else "unpaid"
    except requests.Timeout:
        return "no answer"
    except requests.exceptions.ChunkedEncodingError:
        return "half"
    except requests.exceptions.JSONDecodeError:
        return "nonsense"
    except requests.ConnectionError as error:
        # A reset that comes while the body is still being sent is seen as a connection that is simply gone.
        gone = any(words in str(error) for words in ("reset", "RemoteDisconnected"))
        return "reset" if gone else f"broken: {error}"


def test_every_harm_is_tried_here() -> None:
    assert {bite.fault.harm for bite in BITES} == set(Harm)


@each_fault
def test_it_bites_and_is_counted(bite: Bite, faults: WireFaults, running: Running, behind: Service) -> None:
    behind.got.clear()
    put(faults, running, bite.fault)

    assert pay(running) == bite.seen
    assert len(behind.got) == bite.heard
    faults.undo()
    assert faults.declared[0].strikes == 1


@each_fault
def test_it_is_gone_once_undone(bite: Bite, faults: WireFaults, running: Running, behind: Service) -> None:
    put(faults, running, bite.fault)
    faults.undo()
    behind.got.clear()

    assert pay(running) == "answered"
    assert len(behind.got) == 1
    assert faults.declared[0].strikes == 0


CRASH = """
import os, sys
from pytest_checkout.wirefaults import WireFault, WireFaults
faults = WireFaults()
faults.put("payment gateway", WireFault.model_validate_json(sys.argv[3]), control=sys.argv[1], token=sys.argv[2])
print("put", flush=True)
sys.stdin.read()
"""


@each_fault
def test_it_is_gone_after_a_crash_of_the_test(bite: Bite, running: Running) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", CRASH, running.control, TOKEN, bite.fault.model_dump_json()],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as test:
        assert test.stdout is not None
        assert test.stdout.readline() == b"put\n"
        assert standing(running) == 1
        test.kill()
    assert soon(lambda: standing(running) == 0)
    assert pay(running) == "answered"


def standing(running: Running) -> int:
    """How many faults stand, as the control says."""
    return int(control(running)["payment gateway"]["faults"])


@pytest.mark.parametrize("harm", [Harm.DOWN, Harm.LOST])
def test_a_reset_is_a_true_one(harm: Harm, faults: WireFaults, running: Running) -> None:
    put(faults, running, WireFault(harm=harm))
    host, _, port = running.wires["payment gateway"].removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), timeout=10) as caller:
        caller.sendall(b"GET / HTTP/1.1\r\nHost: gateway\r\n\r\n")
        with pytest.raises(ConnectionResetError):
            caller.recv(1)


def soon(holds: Callable[[], bool]) -> bool:
    until = time.monotonic() + 5
    while not holds() and time.monotonic() < until:
        time.sleep(0.02)
    return holds()
