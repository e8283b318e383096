"""A mailbox in memory, honest, and broken in each way that its suite must notice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pytest_checkout.conformance import MailboxSandbox
from pytest_checkout.store.ports import Mail, Mailbox
from tests.adapters.elsewhere import NONSENSE, OverCredulous, Wary
from tests.adapters.seen_red import Broken


class InMemory(MailboxSandbox):
    """Its adapter is itself."""

    def __init__(self) -> None:
        self.adapter: Mailbox = self
        self.arrived: list[Mail] = []

    def sends(self, mail: Mail) -> None:
        self.arrived.append(mail)

    def messages(self, to: str) -> Sequence[Mail]:
        return [mail for mail in self.arrived if mail.to == to]

    lies = (b'[{"subject": 1}]',)

    def at(self, url: str) -> Any:
        return Wary(url)


class NewestFirst(InMemory):
    def messages(self, to: str) -> Sequence[Mail]:
        return super().messages(to)[::-1]


class GivesEverybodysMail(InMemory):
    def messages(self, to: str) -> Sequence[Mail]:
        return self.arrived


class FindsByTheEnd(InMemory):
    """It looks for da-...@ and finds ada-...@ as well."""

    def messages(self, to: str) -> Sequence[Mail]:
        name = to.partition("-")[0]
        return [mail for mail in self.arrived if mail.to.partition("-")[0] in name]


class HidesTheSecondMail(InMemory):
    def messages(self, to: str) -> Sequence[Mail]:
        return list(dict.fromkeys(super().messages(to)))


class InventsMail(InMemory):
    def messages(self, to: str) -> Sequence[Mail]:
        return super().messages(to) or [Mail(to, "Welcome", "")]


class GuessesTheLanguage(InMemory):
    def messages(self, to: str) -> Sequence[Mail]:
        return [replace(mail, language=mail.language or "en") for mail in super().messages(to)]


class ForgetsTheLanguage(InMemory):
    def messages(self, to: str) -> Sequence[Mail]:
        return [replace(mail, language="") for mail in super().messages(to)]


class KnowsLatinLettersAlone(InMemory):
    def messages(self, to: str) -> Sequence[Mail]:
        return [
            replace(mail, subject=mail.subject.encode("latin-1", "replace").decode("latin-1"))
            for mail in super().messages(to)
        ]


class TellsNoText(InMemory):
    def messages(self, to: str) -> Sequence[Mail]:
        return [replace(mail, text="") for mail in super().messages(to)]


class BelievesAnything(OverCredulous, InMemory): ...


_AS_SENT = "test_a_mail_is_told_as_it_was_sent"
_IN_ORDER = "test_the_oldest_comes_first_and_nobody_elses"
BROKEN: Broken = {
    NewestFirst: _IN_ORDER,
    GivesEverybodysMail: _IN_ORDER,
    FindsByTheEnd: _IN_ORDER,
    HidesTheSecondMail: "test_a_mail_that_is_sent_twice_is_told_twice",
    InventsMail: "test_who_got_no_mail_has_none",
    GuessesTheLanguage: "test_a_language_that_is_not_stated_is_not_guessed",
    ForgetsTheLanguage: _AS_SENT,
    KnowsLatinLettersAlone: _AS_SENT,
    TellsNoText: _AS_SENT,
    BelievesAnything: NONSENSE,
}
