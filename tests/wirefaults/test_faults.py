"""Our proxy: the suite of all proxies, the crash of a test, and resets that are true ones."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest

from pytest_checkout.conformance import WireFaultConformance, WireFaultSandbox, taking_payments
from pytest_checkout.conformance.suite import soon
from pytest_checkout.conformance.wire_faults import BITES, NOTICE, Bite, each_fault
from pytest_checkout.wirefaults import Harm, WireFault, WireFaults
from tests.wirefaults.running import TOKEN, Running, proxy


@pytest.fixture(scope="module")
def ours() -> Iterator[tuple[Running, WireFaultSandbox]]:
    with taking_payments() as service, proxy(service.url) as found:
        wire = found.wires["payment gateway"]
        yield found, WireFaultSandbox(service, control=found.control, token=TOKEN, wire=wire)


@pytest.fixture(scope="module")
def running(ours: tuple[Running, WireFaultSandbox]) -> Running:
    return ours[0]


@pytest.fixture(scope="module")
def sandbox(ours: tuple[Running, WireFaultSandbox]) -> WireFaultSandbox:
    return ours[1]


class TestProxy(WireFaultConformance): ...


def test_every_harm_is_tried_by_the_suite() -> None:
    assert {bite.fault.harm for bite in BITES} == set(Harm)


CRASH = """
import os, sys
from pytest_checkout.wirefaults import WireFault, WireFaults
faults = WireFaults()
faults.put("payment gateway", WireFault.model_validate_json(sys.argv[3]), control=sys.argv[1], token=sys.argv[2])
print("put", flush=True)
sys.stdin.read()
"""


@each_fault
def test_it_is_gone_after_a_crash_of_the_test(bite: Bite, running: Running, sandbox: WireFaultSandbox) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", CRASH, running.control, TOKEN, bite.fault.model_dump_json()],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as test:
        assert test.stdout is not None
        assert test.stdout.readline() == b"put\n"
        assert sandbox.standing() == 1
        test.kill()
    assert soon(lambda: sandbox.standing() == 0, NOTICE)
    assert sandbox.pays() == "answered"


@pytest.mark.parametrize("harm", [Harm.DOWN, Harm.LOST])
def test_a_reset_is_a_true_one(harm: Harm, running: Running, sandbox: WireFaultSandbox) -> None:
    faults = WireFaults()
    sandbox.put(faults, WireFault(harm=harm))
    host, _, port = running.wires["payment gateway"].removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), timeout=10) as caller:
        caller.sendall(b"GET / HTTP/1.1\r\nHost: gateway\r\n\r\n")
        with pytest.raises(ConnectionResetError):
            caller.recv(1)
    faults.undo()
