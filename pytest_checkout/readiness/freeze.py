"""Freezes (freeze.yaml): when nobody may deploy, for our own sales days or a partner's, and who may yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from pytest_checkout.readiness import moments
from pytest_checkout.readiness.calendars import Calendar
from pytest_checkout.readiness.findings import Finding, Source, Weight

_HORIZON: Final = timedelta(days=400)
"""How far ahead a free moment is looked for: a whole year, and a bit."""


@dataclass(frozen=True)
class Span:
    """One stretch of time without deploys, in UTC: `start` is the first frozen instant, `end` the first free one."""

    name: str
    who: str
    start: datetime
    end: datetime
    zone: ZoneInfo
    line: int

    def __str__(self) -> str:
        return f"{self.name} ({self.who}) until {moments.told(self.end, self.zone)}"


@dataclass(frozen=True)
class Yearly:
    """A window around a holiday, in every year: whole days in its own time zone."""

    name: str
    who: str
    zone: ZoneInfo
    line: int
    holiday: str
    calendar: Calendar
    before: timedelta
    after: timedelta

    def spans(self, start: datetime, end: datetime) -> Iterator[Span]:
        """Those that touch the time from `start` to `end`."""
        for year in range(start.year - 1, end.year + 2):
            for day in self.calendar.days(self.holiday, year):
                first = moments.midnight(day - self.before, self.zone)
                thaw = moments.midnight(day + self.after + moments.DAY, self.zone)
                if first < end and start < thaw:
                    yield Span(self.name, self.who, first, thaw, self.zone, self.line)


@dataclass(frozen=True)
class Emergency:
    """A deploy that two people want in spite of the windows that it names."""

    windows: tuple[str, ...]
    owner: str
    approver: str
    reason: str
    start: datetime
    expiry: datetime
    line: int

    def holds(self, now: datetime) -> bool:
        return self.start <= now < self.expiry


@dataclass(frozen=True)
class Freeze:
    """The whole file."""

    path: Path
    fixed: tuple[Span, ...] = ()
    yearly: tuple[Yearly, ...] = ()
    emergencies: tuple[Emergency, ...] = ()

    def spans(self, start: datetime, end: datetime) -> list[Span]:
        """Every window that touches the time from `start` to `end`, the earliest first."""
        start, end = moments.aware(start), moments.aware(end)
        fixed = [span for span in self.fixed if span.start < end and start < span.end]
        yearly = [span for window in self.yearly for span in window.spans(start, end)]
        return sorted([*fixed, *yearly], key=lambda span: (span.start, span.end, span.name))

    def at(self, now: datetime) -> list[Span]:
        """The windows that `now` lies in, whatever emergencies allow."""
        now = moments.aware(now)
        return self.spans(now, now + timedelta.resolution)

    def closed(self, now: datetime) -> list[Span]:
        """The windows that forbid a deploy now: those that no emergency opens."""
        opened = {name for each in self.emergencies if each.holds(moments.aware(now)) for name in each.windows}
        return [span for span in self.at(now) if span.name not in opened]

    def thaw(self, now: datetime) -> datetime | None:
        """The next instant at which no window holds; `now` itself when none does, None when there is none in a year.

        Windows that overlap or touch count as one.
        """
        now = until = moments.aware(now)
        while spans := self.at(until):
            until = max(span.end for span in spans)
            if until > now + _HORIZON:
                return None
        return until

    def next(self, now: datetime) -> Span | None:
        """The window that begins next, within a year; None when there is none."""
        now = moments.aware(now)
        return next((span for span in self.spans(now, now + _HORIZON) if span.start > now), None)

    def findings(self, now: datetime) -> Iterator[Finding]:
        """What the phase *deploy* has to know: NO-GO inside a window, and a note for each emergency used."""
        now = moments.aware(now)
        closed = self.closed(now)
        thaw = self.thaw(now)
        for span in closed:
            free = f"the next free moment is {moments.told(thaw, span.zone)}" if thaw else "no free moment in a year"
            words = f"no deploys: {span}; {free}"
            yield Finding(
                Source.FREEZE,
                Weight.NO_GO,
                "freeze",
                words,
                self.path,
                span.line,
                span.who,
                turn=f"wait, or enter an emergency with two names in {self.path.name}",
                seconds=(thaw - now).total_seconds() if thaw else None,
            )
        for span in self.at(now):
            if span not in closed:
                words = self._opened(span, now)
                yield Finding(Source.FREEZE, Weight.NOTE, "freeze", words, self.path, span.line, span.who)

    def _opened(self, span: Span, now: datetime) -> str:
        by = next(each for each in self.emergencies if each.holds(now) and span.name in each.windows)
        return (
            f"{span} is open for an emergency until {moments.told(by.expiry, span.zone)}: "
            f"{by.reason} ({by.owner}, approved by {by.approver})"
        )
