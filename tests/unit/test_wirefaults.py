"""Which requests a fault hits: by route, by number, by a share that is drawn the same way each time. Pure."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from pytest_checkout.wirefaults import Harm, WireFault
from pytest_checkout.wirefaults.faults import Aim
from pytest_checkout.wirefaults.wire import Wire


def hits(fault: WireFault, *requests: tuple[str, str]) -> list[bool]:
    aim = Aim(fault)
    return [aim.hits(*each) for each in requests]


def test_a_fault_concerns_the_requests_of_its_route() -> None:
    fault = WireFault(harm=Harm.DOWN, method="POST", path="/v1/refunds*")
    asked = [("POST", "/v1/refunds"), ("POST", "/v1/refunds/re_1"), ("GET", "/v1/refunds"), ("POST", "/v1/charges")]

    assert hits(fault, *asked) == [True, True, False, False]


def test_a_fault_for_the_next_two_lets_the_third_pass() -> None:
    fault = WireFault(harm=Harm.REFUSAL, path="/pay", times=2)

    assert hits(fault, ("GET", "/pay"), ("GET", "/else"), ("GET", "/pay"), ("GET", "/pay")) == [
        True,
        False,
        True,
        False,
    ]


def test_a_share_is_drawn_the_same_way_with_the_same_seed() -> None:
    asked = [("GET", "/")] * 1000
    drawn = hits(WireFault(harm=Harm.REFUSAL, share=0.3, seed=7), *asked)

    assert drawn == hits(WireFault(harm=Harm.REFUSAL, share=0.3, seed=7), *asked)
    assert drawn != hits(WireFault(harm=Harm.REFUSAL, share=0.3, seed=8), *asked)
    assert 250 < sum(drawn) < 350


def test_what_a_fault_keeps_to_itself_hits_no_later_one() -> None:
    wire = Wire("payment gateway", "http://service")
    wire.put("late", WireFault(harm=Harm.LATE, seconds=1), "me")
    wire.put("down", WireFault(harm=Harm.DOWN), "me")
    wire.put("twice", WireFault(harm=Harm.TWICE), "me")

    assert [each.aim.fault.harm for each in wire.meet("POST", "/")] == [Harm.LATE, Harm.DOWN]
    assert [wire.lift(name) for name in ("late", "down", "twice")] == [1, 1, 0]


def test_late_says_how_late_and_nothing_else_does() -> None:
    with pytest.raises(ValidationError, match="'seconds' says how late"):
        WireFault(harm=Harm.LATE)
    with pytest.raises(ValidationError, match="'seconds' says how late"):
        WireFault(harm=Harm.DOWN, seconds=1)


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (WireFault(harm=Harm.DOWN), "is down"),
        (WireFault(harm=Harm.LATE, seconds=2.5), "answers 2.5 s late"),
        (WireFault(harm=Harm.REFUSAL, status=500, times=2), "answers 500, 2 times"),
        (WireFault(harm=Harm.REFUSAL, share=0.3, seed=7), "answers 503, 30% of the time with seed 7"),
        (
            WireFault(harm=Harm.LOST, method="POST", path="/v1/*"),
            "does its work and its answer is lost (POST /v1/*)",
        ),
    ],
)
def test_a_fault_is_told_in_words(fault: WireFault, words: str) -> None:
    assert str(fault) == words
