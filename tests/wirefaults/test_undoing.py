"""A scenario's faults, as its author meets them: undone, counted, refused in words, and never left standing."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from tests.wirefaults.running import TOKEN, Running, Service, proxy, service

STORE = """\
store: Lamps
url: {url}/
environment: {environment}
currency: GBP
locales: {{default: en-GB}}
proxies:
  payment gateway: {{control: '{control}', token: {{env: CHECKOUT_PROXY_TOKEN}}}}
lacks:
  tax service: {{reason: we sell gifts, owner: finance}}
"""
CHECKLIST = """\
checklist: Outages
phase: daily
owner: payments
backup: operations
sla: {detect: 24h, respond: 30m}
items:
  - {id: GAT-01, title: One, disruptor: gateways, severity: blocker, steps: "%s"}
  - {id: GAT-02, title: Two, disruptor: gateways, severity: blocker, steps: "Given I pay"}
"""
CONFTEST = """\
import os, signal
import pytest, requests
from pytest_bdd import given

@given("I pay")
def i_pay():
    try:
        requests.post(os.environ["THE_GATEWAY"], timeout=10)
    except requests.ConnectionError:
        return

@given("the proxy dies")
def the_proxy_dies():
    os.kill(int(os.environ["THE_PROXY"]), signal.SIGKILL)
"""


@pytest.fixture
def behind() -> Iterator[Service]:
    with service() as found:
        yield found


@pytest.fixture
def running(behind: Service) -> Iterator[Running]:
    with proxy(behind.url) as found:
        yield found


class Trial:
    """A project with two items; the first has the steps that a test gives it."""

    def __init__(self, pytester: pytest.Pytester, behind: Service, running: Running) -> None:
        self._pytester, self._behind, self._running = pytester, behind, running
        self.environment = "staging"

    def of(self, *steps: str, options: tuple[str, ...] = ("-p", "no:randomly")) -> dict[str, str]:
        """Run it; the state and the reason of each item, and what was said."""
        told = STORE.format(url=self._behind.url, environment=self.environment, control=self._running.control)
        (self._pytester.path / "store.yaml").write_text(told)
        (self._pytester.path / "conftest.py").write_text(CONFTEST)
        folder = self._pytester.mkdir("checklists")
        (folder / "outages.yaml").write_text(CHECKLIST % r"\n".join(steps))
        self.result = self._pytester.runpytest_subprocess("checklists/outages.yaml", "-q", *options)
        found = json.loads((self._pytester.path / "checkout-report/readiness.json").read_text())
        return {item["id"]: f"{item['state']}: {item['reason']}" for item in found["items"]}


@pytest.fixture
def trial(pytester: pytest.Pytester, behind: Service, running: Running, monkeypatch: pytest.MonkeyPatch) -> Trial:
    monkeypatch.setenv("CHECKOUT_PROXY_TOKEN", TOKEN)
    monkeypatch.setenv("THE_GATEWAY", running.wires["payment gateway"])
    monkeypatch.setenv("THE_PROXY", str(running.process.pid))
    return Trial(pytester, behind, running)


def test_a_fault_that_was_met_leaves_the_item_ready_and_is_gone_for_the_next(trial: Trial, behind: Service) -> None:
    states = trial.of("Given the payment gateway is down", "And I pay")

    assert set(states.values()) == {"ready: "}
    assert len(behind.got) == 1 + VISITS, "the second item's payment alone arrived"


VISITS = 1
"""Before a run the store's start page is asked for once; this service stands for the store, too."""


def test_a_fault_that_nothing_met_makes_the_item_unknown(trial: Trial) -> None:
    states = trial.of("Given the payment gateway is down")

    assert states["GAT-01"] == (
        "unknown: no request met the fault that the payment gateway is down: what the scenario saw was the store "
        "without it"
    )
    assert states["GAT-02"] == "ready: "


def test_a_fault_that_cannot_be_undone_stops_the_run_and_says_what_to_restore(trial: Trial) -> None:
    states = trial.of("Given the payment gateway will answer after 2 seconds", "And I pay", "And the proxy dies")

    assert states["GAT-01"].startswith(
        "unknown: a fault could not be taken back: that the payment gateway answers 2 s late (the proxy's control at"
    )
    assert "Start the proxy again, which then has no faults, or lead the store straight" in states["GAT-01"]
    assert states["GAT-02"].startswith("not run"), "what would come after it would meet it too"
    assert trial.result.ret == pytest.ExitCode.INTERRUPTED
    trial.result.stdout.fnmatch_lines(["*a fault could not be taken back: that the payment gateway*"])


@pytest.mark.parametrize("workers", ["-n2"])
def test_it_stops_every_worker(trial: Trial, workers: str) -> None:
    states = trial.of("Given the payment gateway is down", "And I pay", "And the proxy dies", options=(workers,))

    assert states["GAT-01"].startswith("unknown: a fault could not be taken back")
    assert trial.result.ret != pytest.ExitCode.OK


def test_a_service_that_recovers_in_the_middle_takes_requests_again(trial: Trial, behind: Service) -> None:
    trial.of("Given the payment gateway is down", "And I pay", "And the payment gateway recovers", "And I pay")

    assert len(behind.got) == 2 + VISITS


def test_without_a_proxy_the_item_says_what_to_add(trial: Trial) -> None:
    states = trial.of("Given the carrier is down", "And I pay")

    assert states["GAT-01"] == (
        "unknown: needs a proxy between the store and the carrier: start 'pytest-checkout proxy --to \"carrier=URL\"', "
        "lead the store through it, and add what it says under 'proxies:' of store.yaml"
    )


def test_a_service_that_the_store_declares_to_lack_is_not_applicable(trial: Trial) -> None:
    states = trial.of("Given the tax service is down", "And I pay")

    assert states["GAT-01"].startswith("not applicable: the store has no tax service: we sell gifts")


def test_no_fault_is_put_before_a_service_of_production(trial: Trial, behind: Service) -> None:
    trial.environment = "production"
    states = trial.of("Given the payment gateway is down", "And I pay")

    assert states["GAT-01"].startswith("unknown: puts no fault before the payment gateway of a store in production")
    assert len(behind.got) == 1 + VISITS
