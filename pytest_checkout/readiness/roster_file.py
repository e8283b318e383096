"""Reads roster.yaml: contacts with the day they were confirmed, and each service's shifts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from pytest_checkout import yamlfile
from pytest_checkout.checklist.mapping import Mapping
from pytest_checkout.errors import Problem, ProblemsError
from pytest_checkout.readiness import moments, two_people
from pytest_checkout.readiness.roster import Contact, Once, Roster, Shift, Weekly
from pytest_checkout.registry import did_you_mean, unknown

DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
GOOD_FOR: Final = timedelta(days=30)
_CONTACT: Final = ("name", "reach", "confirmed", "confirm every")
_WEEKLY: Final = ("days", "from", "until", "primary", "backup")
_ONCE: Final = ("from", "until", "primary", "backup")


def load(path: Path) -> Roster:
    """The roster in `path`. Raises ProblemsError with every mistake; a file that is not there is one."""
    file = yamlfile.read(path)
    problems: list[Problem] = []
    top = Mapping(file, (), file.data, problems)
    top.only(("time zone", "confirm every", "contacts", "services"))
    zone = moments.zone(top)
    good_for = moments.duration(top, "confirm every", GOOD_FOR)
    contacts = {contact.id: contact for contact in _contacts(top, good_for, zone)}
    services: dict[str, tuple[Shift, ...]] = {}
    lines: dict[str, int] = {}
    for name in _keys(top, "services"):
        entries = Mapping(file, ("services",), file.data["services"], problems)
        services[name] = tuple(shift for entry in entries.mappings(name) for shift in _shift(entry, zone, contacts))
        lines[name] = entries.line(name)
    if problems:
        raise ProblemsError(problems)
    return Roster(path, zone, contacts, services, lines)


def _keys(top: Mapping, key: str) -> list[str]:
    """The names under a required mapping."""
    if key not in top:
        top.wrong(f"'{key}' is missing.")
    part = top.mapping(key)
    return [str(name) for name in part.data] if part else []


def _contacts(top: Mapping, good_for: timedelta, zone: ZoneInfo) -> Iterator[Contact]:
    for name in _keys(top, "contacts"):
        part = Mapping(top.file, top.at("contacts"), top.data["contacts"], top.problems).mapping(name)
        if part is None:
            continue
        part.only(_CONTACT)
        yield Contact(
            id=name,
            name=part.text("name"),
            reach=part.text("reach"),
            confirmed=moments.beginning(part, "confirmed", zone) if "confirmed" in part else None,
            good_for=moments.duration(part, "confirm every", good_for),
            line=part.line(),
        )


def _shift(entry: Mapping, zone: ZoneInfo, contacts: dict[str, Contact]) -> Iterator[Shift]:
    weekly = "days" in entry
    entry.only(_WEEKLY if weekly else _ONCE)
    primary, backup = _person(entry, "primary", contacts), _person(entry, "backup", contacts)
    if primary and two_people.same(primary, backup):
        entry.wrong(f"'{backup}' cannot be their own backup; 'backup' is somebody else.", "backup")
    if weekly:
        start, end = _clock(entry, "from"), _clock(entry, "until")
        days = frozenset(_days(entry))
        if start is not None and end is not None:
            # "20:00" to "08:00" goes past midnight; "00:00" to "00:00" is the whole day.
            length = (end - start) % moments.DAY or moments.DAY
            yield Weekly(days, (datetime.min + start).time(), length, primary, backup, entry.line())
    else:
        begins, ends = moments.beginning(entry, "from", zone), moments.ending(entry, "until", zone)
        if begins and ends:
            if ends <= begins:
                entry.wrong("'until' is not after 'from'.", "until")
            yield Once(begins, ends, primary, backup, entry.line())


def _person(entry: Mapping, key: str, contacts: dict[str, Contact]) -> str:
    name = entry.text(key)
    if name and name not in contacts:
        entry.wrong(unknown("contact", name, contacts), key)
    return name


def _days(entry: Mapping) -> Iterator[int]:
    known = {word: index for index, day in enumerate(DAYS) for word in (day, day[:3])}
    for name in entry.texts("days"):
        if name.lower() in known:
            yield known[name.lower()]
        else:
            entry.wrong(f"'{name}' is not a weekday.{did_you_mean(name, known)} Known: {', '.join(known)}.", "days")


def _clock(entry: Mapping, key: str) -> timedelta | None:
    """A time of day since midnight; a shift may end at "24:00"."""
    text = entry.text(key)
    if text == "24:00" and key == "until":
        return moments.DAY
    try:
        found = time.fromisoformat(text) if len(text) == len("08:00") else None
    except ValueError:
        found = None
    if found is None:
        if text:
            entry.wrong(f"'{key}': '{text}' is not a time of day; write it in quotes, as in '\"08:00\"'.", key)
        return None
    return timedelta(hours=found.hour, minutes=found.minute)
