"""Our proxy, broken in each way that the suite of all proxies must notice: a process of its own, patched at its start.

An honest proxy that shares nothing with ours would be a second proxy; these show what the suite sees all the same.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from random import SystemRandom
from types import SimpleNamespace
from typing import Any

from pytest_checkout.cli import main
from pytest_checkout.conformance.wire_faults import WireFaultSandbox, taking_payments
from pytest_checkout.wirefaults import Harm, control, faults, http, wire
from tests.wirefaults.running import TOKEN, proxy

ROOT = Path(__file__).parents[2]
Patch = Callable[[], None]
BROKEN: dict[str, tuple[Patch, str]] = {}


def caught_by(test: str) -> Callable[[Patch], Patch]:
    def named(patch: Patch) -> Patch:
        BROKEN[patch.__name__] = patch, test
        return patch

    return named


def aims(change: Callable[[faults.WireFault], dict[str, Any]]) -> None:
    """Have every fault aim otherwise than it was put."""
    honest = wire.Wire.put
    wire.Wire.put = lambda self, name, fault, owner: honest(self, name, fault.model_copy(update=change(fault)), owner)


@caught_by("test_without_a_fault_all_passes")
def loses_the_query() -> None:
    http.URL = lambda text, **more: _URL(text.partition("?")[0], **more)


_URL = http.URL


@caught_by("test_it_bites_and_is_counted[down]")
def counts_nothing() -> None:
    honest = wire.Wire.lift
    wire.Wire.lift = lambda self, name: 0 * honest(self, name)


@caught_by("test_it_bites_and_is_counted[down]")
def harms_nothing() -> None:
    http._harmed = lambda _, __, go_on: go_on


@caught_by("test_it_bites_and_is_counted[down]")
def has_the_service_hear_what_should_not_reach_it() -> None:
    aims(lambda fault: {"harm": Harm.LOST} if fault.harm is Harm.DOWN else {})


@caught_by("test_it_is_gone_once_undone[down]")
def takes_nothing_back() -> None:
    wire.Wire.lift = lambda self, name: self.standing[name].aim.strikes


@caught_by("test_it_is_gone_when_its_session_ends[down]")
def outlives_its_session() -> None:
    honest = wire.Wire.put
    wire.Wire.put = lambda self, name, fault, owner: honest(self, name, fault, f"{owner}-for-good")


@caught_by("test_it_concerns_the_requests_of_its_route_alone")
def minds_no_method() -> None:
    aims(lambda _: {"method": "*"})


@caught_by("test_it_concerns_the_requests_of_its_route_alone")
def minds_no_path() -> None:
    aims(lambda _: {"path": "*"})


@caught_by("test_it_concerns_the_requests_of_its_route_alone")
def knows_no_patterns() -> None:
    faults.fnmatchcase = lambda name, pattern: pattern in ("*", name)


@caught_by("test_so_many_requests_meet_it_and_no_more")
def never_has_enough() -> None:
    aims(lambda _: {"times": None})


@caught_by("test_a_share_of_requests_meets_it_the_same_ones_with_the_same_seed")
def hits_everybody() -> None:
    aims(lambda _: {"share": 1.0})


@caught_by("test_a_share_of_requests_meets_it_the_same_ones_with_the_same_seed")
def draws_anew() -> None:
    faults.Random = lambda _: SystemRandom()


@caught_by("test_a_share_of_requests_meets_it_the_same_ones_with_the_same_seed")
def knows_one_seed() -> None:
    aims(lambda _: {"seed": 1})


@caught_by("test_two_faults_work_together")
def keeps_the_last_fault_alone() -> None:
    honest = wire.Wire.put

    def put(self: wire.Wire, name: str, fault: faults.WireFault, owner: str) -> None:
        for each in self.standing.values():
            each.aim.hits = lambda *_: False
        honest(self, name, fault, owner)

    wire.Wire.put = put


@caught_by("test_a_wire_serves_the_faults_of_one_session_at_a_time")
def serves_every_session_at_once() -> None:
    class Anyone(str):
        __hash__ = str.__hash__

        def __eq__(self, _: object) -> bool:
            return True

        def __ne__(self, _: object) -> bool:
            return False

    honest = wire.Wire.put
    wire.Wire.put = lambda self, name, fault, owner: honest(self, name, fault, Anyone(owner))


@caught_by("test_what_it_cannot_do_it_refuses")
def lets_everybody_in() -> None:
    control.hmac = SimpleNamespace(compare_digest=lambda *_: True)


@contextlib.contextmanager
def running(broken: str = "") -> Iterator[WireFaultSandbox]:
    """Our proxy before the service of the suite; broken, if that is wanted."""
    start = [sys.executable, "-m", "tests.adapters.wire_faults", broken, "proxy", "--json", "--with-parent"]
    with taking_payments() as service, proxy(service.url, start=start, PYTHONPATH=str(ROOT)) as found:
        yield WireFaultSandbox(service, control=found.control, token=TOKEN, wire=found.wires["payment gateway"])


if __name__ == "__main__":
    name, *arguments = sys.argv[1:]
    if name:
        BROKEN[name][0]()
    sys.exit(main(arguments))
