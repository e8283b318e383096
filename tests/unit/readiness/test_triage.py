"""A red item says what it probably is, whom to call and what it costs; the dearest comes first."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

from pytest_checkout.checklist import stock
from pytest_checkout.domain import Money
from pytest_checkout.readiness import failures, triage
from pytest_checkout.readiness.impact import Traffic
from pytest_checkout.readiness.results import Evidence, State
from tests.report.builders import a_result
from tests.unit.readiness.files import utc

SEEN = utc("2026-11-20 09:00")
WRONG = Evidence("daily.yaml::PRO-01 Codes", State.NOT_READY, stage="cart", reason_code="wrong-amount")
RED = a_result(
    state=State.NOT_READY,
    reason="GBP 3.60",
    reason_code="wrong-amount",
    at=SEEN.isoformat(),
    sla_respond_seconds=1800,
    evidence=(WRONG,),
)
CATALOGUE = failures.load(stock.failures())


def test_the_stock_playbook_that_fits_is_linked() -> None:
    pattern = next(each for each in CATALOGUE.patterns if each.disruptor == "promotions")
    found = triage.linked(RED, pattern.scenarios[:1], CATALOGUE, stock.failures().parent)
    assert found.pattern.startswith("promotions.")
    assert found.playbook == f"playbooks/{found.pattern}.md"
    elsewhere = triage.linked(RED, pattern.scenarios[:1], CATALOGUE, Path("/elsewhere"))
    assert Path(elsewhere.playbook).is_absolute()
    assert Path(elsewhere.playbook).is_file()


def test_nothing_is_linked_when_nothing_fits() -> None:
    assert triage.linked(replace(RED, disruptor="loyalty"), (), CATALOGUE, Path()).playbook == ""


def test_the_owner_is_called_and_the_backup_when_the_owner_had_their_time() -> None:
    assert triage.called(RED, None, SEEN + timedelta(minutes=29)).call == "growth"
    assert triage.called(RED, None, SEEN + timedelta(minutes=30)).call == "payments, because growth had 30 minutes"
    assert triage.called(replace(RED, backup=""), None, SEEN + timedelta(days=1)).call == "growth"
    assert triage.called(replace(RED, sla_respond_seconds=None), None, SEEN + timedelta(days=1)).call == "growth"


def test_nobody_is_called_about_what_is_not_red_any_more() -> None:
    assert triage.called(replace(RED, state=State.READY, call="growth"), None, SEEN).call == ""


def test_the_dearest_comes_first_and_what_has_no_price_last() -> None:
    traffic = Traffic(Decimal(100), Money(Decimal(80), "GBP"), Decimal("0.01"))
    cheap = triage.priced(replace(RED, id="A"), traffic)
    dear = triage.priced(replace(RED, id="B"), replace(traffic, share=Decimal("0.3")))
    unknown = triage.priced(replace(RED, id="C", evidence=(replace(WRONG, state=State.UNKNOWN),)), traffic)
    assert dear.lost_per_hour == ("495.72", "2400.00", "2400.00")
    assert unknown.impact == ""
    assert [each.id for each in triage.dearest_first([unknown, cheap, dear])] == ["B", "A", "C"]


def test_what_is_known_is_told_a_line_each() -> None:
    full = replace(RED, call="growth", pattern="promotions.x", playbook="playbooks/promotions.x.md", impact="much")
    assert list(triage.told(full)) == [
        "call: growth",
        "playbook: playbooks/promotions.x.md (promotions.x)",
        "lost: much",
    ]
    assert list(triage.told(RED)) == []
