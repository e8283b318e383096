"""Who answers (roster.yaml): a primary and a backup for each service and shift; who to call now, and when nobody is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from pytest_checkout.readiness import moments
from pytest_checkout.readiness.findings import Finding, Source, Weight
from pytest_checkout.registry import unknown


@dataclass(frozen=True)
class Contact:
    """Somebody who can be reached, if that was confirmed lately."""

    id: str
    name: str
    reach: str
    """How: a phone number, a mail address, a channel."""
    confirmed: datetime | None
    """The beginning of the day on which they last said so; None: never."""
    good_for: timedelta
    """How long a confirmation counts: the contact's SLA."""
    line: int

    def is_confirmed(self, now: datetime) -> bool:
        """Whether the confirmation counts. One of a day that has not come is none: a clock or a hand slipped."""
        return self.confirmed is not None and self.confirmed <= moments.aware(now) < self.confirmed + self.good_for

    def __str__(self) -> str:
        return f"{self.name} ({self.reach})"


@dataclass(frozen=True)
class Weekly:
    """A shift that comes again on these weekdays (0 is Monday). `until` may be on the next day."""

    days: frozenset[int]
    start: time
    length: timedelta
    """By the clock on the wall, at most a day: a night in which clocks change is an hour longer or shorter."""
    primary: str
    backup: str
    line: int

    def spans(self, start: datetime, end: datetime, zone: ZoneInfo) -> Iterator[tuple[datetime, datetime]]:
        """Its turns that touch the time from `start` to `end`, in UTC."""
        day, last = (start.astimezone(zone) - 2 * moments.DAY).date(), end.astimezone(zone).date()
        while day <= last:
            if day.weekday() in self.days:
                begins = datetime.combine(day, self.start)
                yield moments.starts(begins, zone), moments.starts(begins + self.length, zone)
            day += moments.DAY


@dataclass(frozen=True)
class Once:
    """A shift on certain days: a sales day, a holiday."""

    start: datetime
    end: datetime
    primary: str
    backup: str
    line: int

    def spans(self, *_: object) -> Iterator[tuple[datetime, datetime]]:
        yield self.start, self.end


Shift = Weekly | Once


@dataclass(frozen=True)
class Gap:
    """A time in which nobody answers for a service: `start` is its first minute, `end` the first covered one again."""

    service: str
    start: datetime
    end: datetime

    @property
    def minutes(self) -> int:
        return int((self.end - self.start) / moments.MINUTE)


@dataclass(frozen=True)
class Call:
    """Whom to call, and why it is this person."""

    contact: Contact | None
    reason: str

    def __str__(self) -> str:
        return f"{self.contact}: {self.reason}" if self.contact else self.reason


@dataclass(frozen=True)
class Roster:
    """The whole file. Services are called like the owners in the checklists."""

    path: Path
    zone: ZoneInfo
    contacts: Mapping[str, Contact]
    services: Mapping[str, tuple[Shift, ...]]
    lines: Mapping[str, int]
    """Where each service stands in the file."""

    def uncovered(self, service: str, start: datetime, end: datetime) -> list[Gap]:
        """Every time between `start` and `end` in which no shift of the service runs, in order and joined.

        Raises KeyError, with the nearest right name, for a service that the roster does not have.
        """
        start, end = moments.aware(start), moments.aware(end)
        gaps, free = [], start
        for begins, ends in sorted(self._spans(service, start, end)):
            if free < min(begins, end):
                gaps.append(Gap(service, free, min(begins, end)))
            free = max(free, ends)
        if free < end:
            gaps.append(Gap(service, free, end))
        return gaps

    def on_call(self, service: str, now: datetime) -> list[tuple[Contact, Contact]]:
        """The primary and the backup of every shift that runs now; shifts for certain days come first."""
        now = moments.aware(now)
        running = [
            shift
            for shift in self._shifts(service)
            if any(begins <= now < ends for begins, ends in shift.spans(now, now, self.zone))
        ]
        running.sort(key=lambda shift: isinstance(shift, Weekly))
        return [(self.contacts[shift.primary], self.contacts[shift.backup]) for shift in running]

    def whom_to_call(self, service: str, since: datetime, now: datetime, respond: timedelta) -> Call:
        """The primary; the backup when `respond` has gone by since the fault was seen, or nobody confirmed the primary.

        A service that the roster does not have, or that nobody answers for now, gives a Call without a contact.
        """
        if service not in self.services:
            return Call(None, f"{service} (not in {self.path.name})")
        shifts = self.on_call(service, now)
        if not shifts:
            return Call(None, f"{service}: nobody is on call now")
        primary, backup = shifts[0]
        late = moments.aware(now) - moments.aware(since) >= respond
        if late and backup.is_confirmed(now):
            return Call(backup, f"backup of {service}, because {primary.name} had {respond // moments.MINUTE} minutes")
        if not primary.is_confirmed(now) and backup.is_confirmed(now):
            return Call(backup, f"backup of {service}, because nobody confirmed that {primary.name} can be reached")
        doubt = "" if primary.is_confirmed(now) else "; nobody confirmed that either of the two can be reached"
        return Call(primary, f"primary of {service}{doubt}")

    def confirmed_until(self, now: datetime) -> tuple[Contact, datetime] | None:
        """Whose confirmation ends first, and when; None when none counts."""
        counting = [each for each in self._used() if each.confirmed and each.is_confirmed(now)]
        ends = [(each.confirmed + each.good_for, each) for each in counting if each.confirmed]
        return next(((each, end) for end, each in sorted(ends, key=lambda pair: pair[0])), None)

    def findings(self, start: datetime, end: datetime, owners: Iterable[str] = ()) -> Iterator[Finding]:
        """What the gate has to know of the time from `start` (now) to `end`.

        Uncovered minutes, contacts that nobody confirmed, and `owners` of items for whom the roster has no service:
        each is *not run*, so that the decision is UNDECIDED.
        """
        for service, line in self.lines.items():
            for gap in self.uncovered(service, start, end):
                words = f"nobody is on call {self._told(gap)}"
                turn = f"put somebody on call for {service} in {self.path.name}"
                yield Finding(Source.ROSTER, Weight.UNDECIDED, service, words, self.path, line, service, turn)
        for contact in self._used():
            if not contact.is_confirmed(start):
                yield Finding(
                    Source.ROSTER,
                    Weight.UNDECIDED,
                    contact.name,
                    self._unconfirmed(contact),
                    self.path,
                    contact.line,
                    str(contact),
                    f"call {contact.name}, and write today's date under 'confirmed' in {self.path.name}",
                )
        for owner in sorted(set(owners) - set(self.services)):
            words = f"owns items and is not in the roster: {unknown('service', owner, self.services)}"
            turn = f"give {owner} shifts under 'services' in {self.path.name}"
            yield Finding(Source.ROSTER, Weight.UNDECIDED, owner, words, self.path, 1, owner, turn)

    def _unconfirmed(self, contact: Contact) -> str:
        if contact.confirmed is None:
            return "not run: nobody ever confirmed that this contact can be reached"
        last = contact.confirmed.astimezone(self.zone).date()
        return f"not run: last confirmed on {last}, which is good for {contact.good_for.days} days"

    def _told(self, gap: Gap) -> str:
        return (
            f"from {moments.told(gap.start, self.zone)} to {moments.told(gap.end, self.zone)} ({gap.minutes} minutes)"
        )

    def _used(self) -> list[Contact]:
        """The contacts of any shift, in the order of the file: one who is on no shift need not be reachable."""
        names = {
            name for shifts in self.services.values() for shift in shifts for name in (shift.primary, shift.backup)
        }
        return [contact for contact in self.contacts.values() if contact.id in names]

    def _shifts(self, service: str) -> tuple[Shift, ...]:
        if service not in self.services:
            raise KeyError(unknown("service", service, self.services))
        return self.services[service]

    def _spans(self, service: str, start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
        for shift in self._shifts(service):
            for begins, ends in shift.spans(start, end, self.zone):
                if begins < end and start < ends and begins < ends:  # a shift in the skipped hour is empty
                    yield begins, ends
