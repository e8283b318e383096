"""What the shopper did and read, in order, as plain data for a report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from pytest_checkout.domain import Stage, Totals


@dataclass(frozen=True)
class Entry:
    """One fact: `kind` is page, act, totals, message, order or note; `text` is a sentence for a reader, `why` the
    evidence for what the shopper decided.
    """

    kind: str
    stage: str
    text: str
    why: str = ""


@dataclass(frozen=True)
class SeenPage:
    """A page as it was last read: where it stands on the way, what it said, what it asked to fill in.

    `token` is the same for as long as the page is not loaded again: a page may be several steps, one after the other.
    """

    stage: Stage
    url: str
    locale: str
    direction: str
    text: str
    fields: frozenset[str]
    token: float = 0.0


@dataclass
class Journal:
    """The facts of one shopper. `totals` keeps the last reading of each stage."""

    entries: list[Entry] = field(default_factory=list)
    totals: dict[Stage, Totals] = field(default_factory=dict)
    messages: list[str] = field(default_factory=list)
    order_number: str = ""
    pages: list[SeenPage] = field(default_factory=list)

    def saw(self, page: SeenPage) -> None:
        """Keep a page; a new reading of the same page takes the place of the last one."""
        last = self.pages[-1] if self.pages else None
        if last and (last.stage, last.url, last.locale) == (page.stage, page.url, page.locale):
            self.pages.pop()
        self.pages.append(page)

    def asked_in_checkout(self) -> list[frozenset[str]]:
        """What each page between the cart and the order asked to fill in, each page and each of its fields once.

        A page that is several steps counts once; a step that is loaded again is the same page.
        """
        first: dict[float, Stage] = {}
        asked: dict[tuple[str, Stage], frozenset[str]] = {}
        for page in self.pages:
            if Stage.CART.order < page.stage.order < Stage.CONFIRMATION.order:
                known = (page.url, first.setdefault(page.token, page.stage))
                asked[known] = asked.get(known, frozenset()) | page.fields
        return list(asked.values())

    def facts(self) -> list[tuple[str, str, str]]:
        """(stage, label, value) rows for reports: the totals by stage, what the shop told, the order number."""
        rows = [(str(stage), name, amount) for stage, totals in self.totals.items() for name, amount in totals.rows()]
        rows += [(entry.stage, "told", entry.text) for entry in self.entries if entry.kind == "message"]
        return rows + ([(str(Stage.CONFIRMATION), "order number", self.order_number)] if self.order_number else [])

    def met(self, stage: Stage, url: str, why: Callable[[], str]) -> None:
        """For which step the page at `url` is taken, and why; the same again is one fact."""
        text = f"this is {stage}: {url}"
        last = next((each for each in reversed(self.entries) if each.kind == "page"), None)
        if last is None or last.text != text:
            self.entries.append(Entry("page", str(stage), text, why()))

    def act(self, stage: Stage, text: str, why: str = "") -> None:
        self.entries.append(Entry("act", str(stage), text, why))

    def note(self, stage: Stage, text: str) -> None:
        self.entries.append(Entry("note", str(stage), text))

    def told(self, stage: Stage, messages: list[str]) -> None:
        """What the shop said; the same words twice in a row are one fact."""
        for text in messages:
            if self.messages[-1:] != [text]:
                self.messages.append(text)
                self.entries.append(Entry("message", str(stage), text))

    def read_totals(self, totals: Totals) -> None:
        if self.totals.get(totals.stage) == totals:
            return
        self.totals[totals.stage] = totals
        shown = ", ".join(f"{name} {amount}" for name, amount in totals.rows())
        self.entries.append(Entry("totals", str(totals.stage), shown or "no totals shown"))

    def order(self, stage: Stage, number: str) -> None:
        self.order_number = number
        self.entries.append(Entry("order", str(stage), f"order number {number}" if number else "no order number shown"))

    def lines(self) -> list[str]:
        """One line per fact, for a terminal or an attachment."""
        return [f"{entry.stage}: {entry.text}" for entry in self.entries]

    def explained(self) -> list[str]:
        """The same with the evidence for each decision below it."""
        told = []
        for entry in self.entries:
            told.append(f"{entry.stage:<12} {entry.text}")
            told += [f"{'':<12}   because {entry.why}"] if entry.why else []
        return told
