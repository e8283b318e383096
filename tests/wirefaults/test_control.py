"""The control refuses what it cannot do, in words, and keeps two runs out of each other's way."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import requests

from pytest_checkout.errors import CannotProvide, ServiceUnavailable, Unproved
from pytest_checkout.wirefaults import Harm, WireFault, WireFaults
from tests.wirefaults.running import TOKEN, Running, control, proxy, service


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    with service() as behind, proxy(behind.url, "mail server=smtp://127.0.0.1:9") as found:
        yield found


@pytest.fixture
def faults() -> Iterator[WireFaults]:
    faults = WireFaults()
    yield faults
    faults.undo()


DOWN = WireFault(harm=Harm.DOWN)


def test_without_the_secret_nothing_is_told_or_done(running: Running, faults: WireFaults) -> None:
    assert requests.get(f"{running.control}/wires", timeout=10).status_code == 401
    with pytest.raises(ServiceUnavailable, match="answered 401: the control needs the header 'Authorization"):
        faults.put("payment gateway", DOWN, control=running.control, token="another")


def test_a_service_that_it_does_not_serve_is_answered_with_the_nearest(running: Running, faults: WireFaults) -> None:
    with pytest.raises(CannotProvide, match="no wire named 'payment gatewy'. Did you mean 'payment gateway'?"):
        faults.put("payment gatewy", DOWN, control=running.control, token=TOKEN)


def test_what_needs_http_is_refused_before_a_mail_server(running: Running, faults: WireFaults) -> None:
    with pytest.raises(
        CannotProvide,
        match="'twice' needs HTTP; the mail server speaks smtp, of which only cut, down",
    ):
        faults.put("mail server", WireFault(harm=Harm.TWICE), control=running.control, token=TOKEN)


def test_a_fault_that_is_none_is_refused_with_what_is_wrong(running: Running) -> None:
    headers = {"Authorization": f"Bearer {TOKEN}"}
    with requests.get(f"{running.control}/session", headers=headers, stream=True, timeout=10) as stream:
        session = next(iter(stream.iter_lines(chunk_size=1)))
        assert session
    answer = requests.post(
        f"{running.control}/wires/payment gateway/faults",
        params={"session": "long gone"},
        json={"harm": "down"},
        headers=headers,
        timeout=10,
    )
    assert (answer.status_code, answer.json()["error"]) == (
        409,
        "the session has ended; a fault needs one that is open",
    )


def test_a_second_run_waits_for_nobody_and_knows_why(running: Running, faults: WireFaults) -> None:
    faults.put("payment gateway", DOWN, control=running.control, token=TOKEN)
    another = WireFaults()
    with pytest.raises(Unproved, match="a fault of another run or worker stands before the payment gateway"):
        another.put("payment gateway", DOWN, control=running.control, token=TOKEN)
    another.undo()

    assert control(running)["payment gateway"]["faults"] == 1


def test_a_service_that_is_down_by_itself_gets_no_fault_and_is_named(running: Running, faults: WireFaults) -> None:
    with pytest.raises(
        ServiceUnavailable, match=r"the mail server itself cannot be reached \(127.0.0.1:9, .*\): a fault"
    ):
        faults.put("mail server", DOWN, control=running.control, token=TOKEN)
    assert control(running)["mail server"]["faults"] == 0


def test_faults_of_one_scenario_work_together(running: Running, faults: WireFaults) -> None:
    late = WireFault(harm=Harm.LATE, seconds=0.3)
    for fault in (late, WireFault(harm=Harm.REFUSAL, status=500)):
        faults.put("payment gateway", fault, control=running.control, token=TOKEN)

    answer = requests.get(running.wires["payment gateway"], timeout=10)

    assert answer.status_code == 500
    assert answer.elapsed.total_seconds() > 0.25
    faults.lift("payment gateway")
    assert [fault.strikes for fault in faults.declared] == [1, 1]
    assert requests.get(running.wires["payment gateway"], timeout=10).ok, "recovered, while the scenario goes on"


def test_a_control_that_is_none_is_told(faults: WireFaults) -> None:
    with service() as behind, pytest.raises(ServiceUnavailable, match="does not speak as one"):
        faults.put("payment gateway", DOWN, control=behind.url, token=TOKEN)
    with pytest.raises(ServiceUnavailable, match="does not answer .*: is 'pytest-checkout proxy' running there?"):
        faults.put("payment gateway", DOWN, control="http://127.0.0.1:9", token=TOKEN)
