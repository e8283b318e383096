"""The readiness table, what needs somebody's attention, and the decision: plain text for terminals and CI logs."""

from __future__ import annotations

import io
import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Protocol

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table

from pytest_checkout.checklist import durations
from pytest_checkout.readiness import freshness, triage, waivers
from pytest_checkout.readiness.results import ItemResult, State

WIDTH = 80
_COLUMNS = (State.READY, State.NOT_READY, State.UNKNOWN, State.NOT_RUN, State.NOT_APPLICABLE, State.WAIVED)
_HEADINGS = {State.NOT_APPLICABLE: "n/a"}
_MANY = 3
"""So many items with the same reason are told together."""
_ATTENTION = (State.NOT_READY, State.UNKNOWN)


class Verdict(Protocol):
    """What the gate decided: one word, and the rules that led to it, each a sentence and what to do, by lines."""

    @property
    def word(self) -> str: ...

    @property
    def rules(self) -> Sequence[str]: ...


def lines(results: Sequence[ItemResult], decision: Verdict) -> list[str]:
    """The whole summary, each line at most 80 cells wide, without colours or box characters (CI logs lose both)."""
    return [
        *table(results),
        *_attention(results),
        *_trials(results),
        *_declared(results),
        *_not_run(results),
        *_decision(decision),
    ]


def beside(results: Sequence[ItemResult], notes: Sequence[str], policy: str = "") -> Iterator[str]:
    """What the files beside the checklists add: by which policy, and the score with and without the waived items."""
    if policy:
        yield from _wrapped(f"Policy: {policy}", hang=2)
    score = waivers.score(results)
    if score.waived:
        yield f"Score: {score}"
    for note in notes:
        yield from _wrapped(f"note: {note}", first=2)


def table(results: Sequence[ItemResult], now: datetime | None = None) -> list[str]:
    """How many items of each disruptor are in which state; with `now`, also how old the oldest evidence is."""
    if not results:
        return []
    grid = Table(box=None, pad_edge=False, padding=(0, 1), header_style="", show_footer=False)
    grid.add_column("disruptor", no_wrap=False, overflow="fold")
    shown = [state for state in _COLUMNS if state is State.READY or any(result.state is state for result in results)]
    for state in shown:
        grid.add_column(_HEADINGS.get(state, str(state)), justify="right", no_wrap=True)
    for heading in ("items", *(("oldest",) if now else ())):
        grid.add_column(heading, justify="right", no_wrap=True)
    by_name: dict[str, list[ItemResult]] = {}
    for result in results:
        by_name.setdefault(result.disruptor, []).append(result)
    for name, of_name in [*by_name.items(), ("all", list(results))]:
        counts = _counts([result.state for result in of_name], shown)
        grid.add_row(name, *counts, str(len(of_name)), *((_oldest(of_name, now),) if now else ()))
    screen = io.StringIO()
    Console(file=screen, width=WIDTH, color_system=None, force_terminal=False, markup=False).print(grid)
    return [*(line.rstrip() for line in screen.getvalue().splitlines()), ""]


def _oldest(results: Sequence[ItemResult], now: datetime) -> str:
    ages = [age for result in results if (age := freshness.age(result, now)) is not None]
    return durations.rough(max(ages)) if ages else "."


def _counts(states: Sequence[State], shown: Sequence[State]) -> Iterator[str]:
    """A dot for zero: what is there stands out."""
    counted = Counter(states)
    yield from (str(counted[state] or ".") for state in shown)


def _attention(results: Sequence[ItemResult]) -> Iterator[str]:
    for state in _ATTENTION:
        by_reason: dict[str, list[ItemResult]] = {}
        for result in triage.dearest_first(results):
            if result.state is state:
                by_reason.setdefault(_one_line(result.reason), []).append(result)
        for same in by_reason.values():
            yield from _alike(same) if len(same) >= _MANY else _each(same)


def _alike(results: Sequence[ItemResult]) -> Iterator[str]:
    """Items that are open for one and the same reason, told once: the store is down, say."""
    first = results[0]
    yield from _wrapped(f"{first.state.upper()}  {', '.join(each.id for each in results)}", hang=2)
    yield from _wrapped(f"all {len(results)}: {_one_line(first.reason) or 'no reason was given'}", first=2, hang=2)
    yield from _wrapped(f"owners: {', '.join(dict.fromkeys(each.owner for each in results))}", first=2)
    for help in dict.fromkeys(help for each in results for help in triage.told(each)):
        yield from _wrapped(help, first=2)
    yield ""


def _each(results: Sequence[ItemResult]) -> Iterator[str]:
    for result in results:
        yield from _wrapped(f"{result.state.upper()}  {result.id} {result.title}", hang=2)
        yield from _wrapped(_one_line(result.reason) or "no reason was given", first=2, hang=2)
        yield from _wrapped(f"{result.file}:{result.line}  {result.severity}, {_people(result)}", first=2)
        if result.runbook:
            yield f"  runbook: {result.runbook}"  # never broken: it is to be clicked
        for help in triage.told(result):
            yield from _wrapped(help, first=2)
        yield ""


def _trials(results: Sequence[ItemResult]) -> Iterator[str]:
    """The items that repeated trials found ready: a failure among them stays in print."""
    decided = [each for each in results if each.state is State.READY and any(seen.trials for seen in each.evidence)]
    if decided:
        yield "Ready after trials:"
        for each in decided:
            yield from _wrapped(f"{each.id}  {_one_line(each.reason)}", first=2)
        yield ""


def _people(result: ItemResult) -> str:
    return f"owner: {result.owner}" + (f", backup: {result.backup}" if result.backup else "")


def _declared(results: Sequence[ItemResult]) -> Iterator[str]:
    declared = [result for result in results if result.state is State.NOT_APPLICABLE]
    if declared:
        yield "Declared not applicable to this store (not counted):"
        for result in declared:
            yield from _wrapped(f"{result.id}  {_one_line(result.reason)}", first=2)
        yield ""


def _not_run(results: Sequence[ItemResult]) -> Iterator[str]:
    missing = [result.id for result in results if result.state is State.NOT_RUN]
    if missing:
        yield from _wrapped(f"Not run: {', '.join(missing)}", hang=2)
        yield ""


def _decision(decision: Verdict) -> Iterator[str]:
    yield f"Decision: {decision.word}"
    for rule in decision.rules:
        yield from _wrapped(f"- {_one_line(rule)}", first=2)
        for more in rule.splitlines()[1:]:
            yield from _wrapped(" ".join(more.split()), first=4)


def _one_line(text: str) -> str:
    return next((" ".join(line.split()) for line in text.splitlines() if line.strip()), "")


def _wrapped(text: str, first: int = 0, hang: int | None = None) -> list[str]:
    """`text` broken at blanks; words that are wider than the line (URLs, paths) stay whole."""
    indent = " " * (first + 2 if hang is None else hang)
    wide = cell_len(text) - len(text)  # characters of two cells: break earlier rather than run over
    return textwrap.wrap(
        text,
        width=WIDTH - wide if wide < WIDTH // 2 else WIDTH // 2,
        initial_indent=" " * first,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
