"""The stock checklists are good lists: readable, each item proved, ids unique, and the holiday list complete."""

from __future__ import annotations

import re

import pytest

from pytest_checkout.checklist import stock
from pytest_checkout.checklist.model import Attest, Checklist, Phase
from pytest_checkout.disruptors.disruptor import BUILT_IN
from pytest_checkout.readiness import project

PROJECT = project.read([stock.checklists()], [])
BY_NAME = {checklist.name: checklist for checklist in PROJECT.checklists}
SIGNED = [item for item in PROJECT.items.values() if isinstance(item.proof, Attest)]


def test_every_list_is_read_without_a_mistake_and_no_id_is_used_twice() -> None:
    assert PROJECT.problems == ()
    assert {item.disruptor for item in PROJECT.items.values()} <= set(BUILT_IN)


@pytest.mark.parametrize(
    ("name", "phase", "fewest"),
    [
        ("daily", Phase.DAILY, 30),
        ("intermittent", Phase.DAILY, 2),
        ("deploy", Phase.DEPLOY, 12),
        ("code-freeze", Phase.FREEZE, 12),
        ("holiday", Phase.PEAK, 18),
        ("oms", Phase.PEAK, 18),
        ("peak", Phase.PEAK, 15),
    ],
)
def test_the_lists_that_the_season_needs_are_there(name: str, phase: Phase, fewest: int) -> None:
    assert BY_NAME[name].phase is phase
    assert len(BY_NAME[name].items) >= fewest


@pytest.mark.parametrize("checklist", PROJECT.checklists, ids=lambda checklist: checklist.name)
def test_a_machine_tries_what_it_can(checklist: Checklist) -> None:
    automated = [item for item in checklist.items if not isinstance(item.proof, Attest)]
    assert automated, "a list that only people sign would be paper"
    assert any(item.is_blocker for item in automated)
    assert checklist.name != "daily" or len(automated) == len(checklist.items)


def test_every_signature_has_an_end_and_blockers_have_evidence() -> None:
    for item in SIGNED:
        assert isinstance(item.proof, Attest)
        assert item.proof.by, item.id
        assert item.proof.valid is not None, item.id
        if item.is_blocker and item.id != "PEA-15":  # a good morning in the channel leaves nothing to attach
            assert item.proof.evidence_required, item.id


@pytest.mark.parametrize(
    ("name", "topics"),
    [
        (
            "holiday",
            "agree|capacity, contact|called, way up, primary and a backup, signed in|roster, alarm, fire drill, "
            "customer service, freezes, codes, last days",
        ),
        (
            "oms",
            "order system switched off, owner, alarm and a fallback, compared, size of real data, breaking point, "
            "promised day, budget, contract",
        ),
        ("code-freeze", "freeze.yaml, partner, updates, tag manager, expires, emergency, restored, thaw"),
        ("deploy", "way back, switches, deploys"),
        ("peak", "load test, caches, waiting room, switched off, jobs, good morning"),
    ],
)
def test_no_topic_is_missing(name: str, topics: str) -> None:
    titles = "\n".join(item.title for item in BY_NAME[name].items)
    for topic in topics.split(", "):
        assert re.search(topic, titles, re.IGNORECASE), f"{name} says nothing about: {topic}"
