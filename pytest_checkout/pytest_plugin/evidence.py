"""What a test saw, judged when it ends, and sent on with its report: plain data that crosses processes."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Final

import pytest

from pytest_checkout.checklist.plan import Case
from pytest_checkout.errors import CannotProvide, DeclaredLack, UserError
from pytest_checkout.pytest_plugin import compat
from pytest_checkout.readiness.results import Evidence, State
from pytest_checkout.redaction import redact_data

PROPERTY: Final = "checkout"
"""The name under which evidence rides in a report's `user_properties`."""
CASE: Final = pytest.StashKey[Case]()
"""The checklist item that a test proves; absent for all other tests."""


@dataclass
class _Seen:
    """What a test collected so far."""

    facts: list[tuple[str, str, str]] = field(default_factory=list)
    attachments: list[str] = field(default_factory=list)
    stage: str = ""
    shares: list[str] = field(default_factory=list)
    seconds: float = 0.0
    verdict: Evidence | None = None


_SEEN: Final = pytest.StashKey[_Seen]()


def record(
    item: pytest.Item,
    *,
    facts: Iterable[tuple[str, str, str]] = (),
    attachments: Iterable[str] = (),
    stage: str = "",
    shares: Iterable[str] = (),
) -> None:
    """Keep for reports: facts (stage, label, value), files (relative to the report's directory), the stage reached.

    `shares` names what this test has in common with others by our own doing, as "account:jane" or "session:4f2a":
    trials that share something are no independent draws.
    """
    seen = item.stash.setdefault(_SEEN, _Seen())
    seen.facts += [(str(a), str(b), str(c)) for a, b, c in facts]
    seen.attachments += attachments
    seen.stage = stage or seen.stage
    seen.shares += shares


def begin_anew(item: pytest.Item) -> None:
    """The test is about to run once more: what it sees now is evidence of its own."""
    item.stash[_SEEN] = _Seen()


def told(report: pytest.TestReport) -> Evidence | None:
    """The evidence that a report brings along."""
    data = dict(report.user_properties).get(PROPERTY)
    known = Evidence.__dataclass_fields__
    return Evidence.from_json({key: data[key] for key in data if key in known}) if isinstance(data, dict) else None


def tell(report: pytest.TestReport, evidence: Evidence) -> None:
    """Have a report bring other evidence along."""
    before: Any = next((value for name, value in report.user_properties if name == PROPERTY), {})
    others = [each for each in report.user_properties if each[0] != PROPERTY]
    report.user_properties = [*others, (PROPERTY, redact_data({**before, **evidence.to_json()}))]


def went_well(item: pytest.Item) -> bool:
    """Whether nothing has failed in a test so far: for what is only worth saying of a test that passed."""
    verdict = item.stash[_SEEN].verdict if _SEEN in item.stash else None
    return verdict is None or verdict.state is State.READY


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None, None, None]:
    yield from _ending_well(item)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, None, None]:
    yield from _ending_well(item)


def _ending_well(item: pytest.Item) -> Generator[None, None, None]:
    """What no store can provide is a real skip, so that every other report shows it as one.

    A fixture that ends the whole run (`pytest.exit`) asks a worker of pytest-xdist to stop instead: the controller
    takes a worker that is suddenly gone for a fault of its own.
    """
    try:
        return (yield)
    except (CannotProvide, DeclaredLack) as reason:
        raise compat.skip(str(reason)) from reason
    except pytest.exit.Exception as end:
        if not hasattr(item.config, "workerinput"):
            raise
        item.session.shouldstop = str(end)
        raise UserError(str(end)) from None


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if CASE in item.stash or _SEEN in item.stash:
        seen = item.stash.setdefault(_SEEN, _Seen())
        seen.seconds += call.duration
        seen.verdict = _worse(seen.verdict, _judged(item, call, report))
        if seen.verdict is not None:
            evidence = replace(
                seen.verdict,
                seconds=round(seen.seconds, 3),
                facts=tuple(seen.facts),
                attachments=tuple(seen.attachments),
                stage=seen.verdict.stage or seen.stage,
                shares=tuple(seen.shares),
            )
            report.user_properties.append((PROPERTY, {**evidence.to_json(), **_whose(item)}))
    return report


def _whose(item: pytest.Item) -> dict[str, Any]:
    if CASE not in item.stash:
        return {}
    case = item.stash[CASE]
    return {"item": case.item.id, "checklist": str(case.item.path)}


def _worse(before: Evidence | None, now: Evidence | None) -> Evidence | None:
    """The first bad verdict stays; a later phase can spoil a good one."""
    return now if before is None or (before.state is State.READY and now is not None) else before


def _judged(item: pytest.Item, call: pytest.CallInfo[None], report: pytest.TestReport) -> Evidence | None:
    """What one phase of a test says: only a failed assertion in the test itself means that the shop is wrong."""
    error = call.excinfo.value if call.excinfo is not None else None
    if error is None and report.failed:
        return Evidence(item.nodeid, State.UNKNOWN, str(report.longrepr), "unexpected-outcome")
    if error is None:
        return Evidence(item.nodeid, State.READY) if call.when == "call" else None
    state, code = _state(error, call.when)
    cause = error.__cause__ if isinstance(error, pytest.skip.Exception) and error.__cause__ else error
    return Evidence(
        item.nodeid,
        state,
        reason=_words(cause),
        reason_code=getattr(cause, "reason_code", code),
        stage=getattr(cause, "stage", ""),
        looked_for=getattr(cause, "looked_for", ""),
        found=getattr(cause, "found", ""),
    )


def _state(error: BaseException, phase: str) -> tuple[State, str]:
    """The state that an exception means, and a code for it when it has none of its own."""
    if isinstance(error, pytest.skip.Exception):
        if isinstance(error.__cause__, DeclaredLack):
            return State.NOT_APPLICABLE, ""
        return (State.UNKNOWN, "") if isinstance(error.__cause__, CannotProvide) else (State.NOT_RUN, "skipped")
    if isinstance(error, (AssertionError, pytest.fail.Exception)) and phase == "call":
        return State.NOT_READY, "wrong-outcome"
    if isinstance(error, UserError):  # somebody has to put the run right first: nobody has looked at the shop
        return State.NOT_RUN, "not-run"
    return State.UNKNOWN, {"setup": "set-up-failed", "teardown": "clean-up-failed"}.get(phase, "unexpected-error")


def _words(error: BaseException) -> str:
    """The first line of what an exception says, with its kind when it is none of ours."""
    first = next((line.strip() for line in str(error).splitlines() if line.strip()), "")
    in_words = (AssertionError, UserError, pytest.skip.Exception, pytest.fail.Exception)
    if isinstance(error, in_words) or hasattr(error, "reason_code"):
        return first or type(error).__name__
    return f"{type(error).__name__}: {first}" if first else type(error).__name__
