"""Where to begin with red items: what each probably is, whom to call, what it costs, and the dearest first."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

from pytest_checkout.readiness import impact
from pytest_checkout.readiness.failures import Catalogue
from pytest_checkout.readiness.impact import Traffic
from pytest_checkout.readiness.results import ItemResult, State
from pytest_checkout.readiness.roster import Roster


def linked(result: ItemResult, scenarios: Collection[str], catalogue: Catalogue, root: Path) -> ItemResult:
    """A red item with the pattern that fits it, if any. `scenarios` are the names of those that went wrong."""
    stage = next((each.stage for each in result.evidence if each.state is result.state), "")
    pattern = catalogue.pattern_for(result.disruptor, scenarios=scenarios, reason_code=result.reason_code, stage=stage)
    if pattern is None:
        return result
    path = pattern.playbook
    return replace(
        result,
        pattern=pattern.id,
        playbook=(path.relative_to(root) if path.is_relative_to(root) else path).as_posix(),
    )


def priced(result: ItemResult, traffic: Traffic) -> ItemResult:
    """An item that is *not ready* with what it costs: each of its tests is one shopper who tried."""
    failed = sum(each.state is State.NOT_READY for each in result.evidence)
    if not failed:
        return result
    lost = impact.lost(failed, len(result.evidence), traffic)
    least, likely, most = (str(each.amount) for each in lost.money)
    return replace(result, impact=str(lost), lost_per_hour=(least, likely, most))


def called(result: ItemResult, roster: Roster | None, now: datetime) -> ItemResult:
    """An open item with whom to call at `now`: by the roster, else the owner; after the SLA's "respond" the backup."""
    if not result.is_open:
        return replace(result, call="") if result.call else result
    since = datetime.fromisoformat(result.at) if result.at else now
    respond = timedelta.max if result.sla_respond_seconds is None else timedelta(seconds=result.sla_respond_seconds)
    if roster is not None:
        return replace(result, call=str(roster.whom_to_call(result.owner, since, now, respond)))
    if result.backup and now - since >= respond:
        minutes = respond // timedelta(minutes=1)
        return replace(result, call=f"{result.backup}, because {result.owner} had {minutes} minutes")
    return replace(result, call=result.owner)


def dearest_first(results: Iterable[ItemResult]) -> list[ItemResult]:
    """Sorted by what they probably cost in an hour; between equals the order stays."""
    return sorted(results, key=lambda each: Decimal(each.lost_per_hour[1] if each.lost_per_hour else 0), reverse=True)


def told(result: ItemResult) -> Iterator[str]:
    """What is known of a red item beside its reason, a line each."""
    if result.call:
        yield f"call: {result.call}"
    if result.playbook:
        yield f"playbook: {result.playbook} ({result.pattern})"
    if result.impact:
        yield f"lost: {result.impact}"
