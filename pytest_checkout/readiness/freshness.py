"""Evidence ages: until when what is known of an item counts, and that it is *not run* from then on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from pytest_checkout.checklist import durations
from pytest_checkout.readiness import moments
from pytest_checkout.readiness.policy import Policy
from pytest_checkout.readiness.results import ItemResult, State

TOO_OLD: Final = "too-old"
"""Reason code of an item whose evidence does not count any more."""
_CAN_GROW_OLD: Final = (State.READY, State.NOT_APPLICABLE)
"""What was seen broken stays so until somebody looks again: time repairs nothing."""


def counts_until(result: ItemResult, policy: Policy) -> datetime | None:
    """The first instant at which what is known of the item counts no more; None: it has no end.

    A signature counts as long as it says, everything else as long as the SLA allows a fault to go unseen, and no
    longer than the policy's `max age`.
    """
    if result.valid_until:
        return datetime.fromisoformat(result.valid_until)
    if not result.at:
        return None
    sla = [] if result.sla_detect_seconds is None else [timedelta(seconds=result.sla_detect_seconds)]
    longest = [*sla, *([policy.max_age] if policy.max_age is not None else [])]
    return datetime.fromisoformat(result.at) + min(longest) if longest else None


def aged(results: Iterable[ItemResult], now: datetime, policy: Policy) -> list[ItemResult]:
    """The results as they stand at `now`: what was ready and is known for too long is *not run*."""
    now = moments.aware(now)
    return [_aged(result, now, policy) for result in results]


def _aged(result: ItemResult, now: datetime, policy: Policy) -> ItemResult:
    until = counts_until(result, policy) if result.state in _CAN_GROW_OLD else None
    if until is None or now < until:
        return result
    if result.valid_until:
        reason = f"the signature counted until {_told(until)}"
    else:
        seen = datetime.fromisoformat(result.at)
        reason = f"last looked at {_told(seen)}, {durations.rough(now - seen)} ago; that counts for " + (
            durations.told(until - seen)
        )
    return replace(result, state=State.NOT_RUN, reason=reason, reason_code=TOO_OLD, tried=False)


def age(result: ItemResult, now: datetime) -> timedelta | None:
    """How long ago the item was looked at, or signed; None when it was not."""
    return moments.aware(now) - datetime.fromisoformat(result.at) if result.at else None


def from_the_future(results: Iterable[ItemResult], now: datetime) -> list[ItemResult]:
    """Those that were looked at later than `now`: a clock went back, and no age can be trusted."""
    latest = moments.aware(now) + moments.CLOCK_TOLERANCE
    return [result for result in results if result.at and datetime.fromisoformat(result.at) > latest]


def _told(moment: datetime) -> str:
    return f"{moments.aware(moment):%Y-%m-%d %H:%M} UTC"
