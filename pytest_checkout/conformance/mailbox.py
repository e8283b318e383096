"""What every adapter to a mailbox must do."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence

import pytest

from pytest_checkout.conformance.elsewhere import Unbelievable
from pytest_checkout.conformance.suite import Sandbox, somebody
from pytest_checkout.store.ports import Mail, Mailbox


class MailboxSandbox(Sandbox):
    """A mailbox to which tests may send."""

    adapter: Mailbox

    @abstractmethod
    def sends(self, mail: Mail) -> None:
        """Send a mail as the store does, and wait until it has arrived."""


class MailboxConformance(Unbelievable):
    Sandbox = MailboxSandbox

    def asks(self, adapter: Mailbox) -> Sequence[Mail]:
        return adapter.messages("ada@example.com")

    @pytest.mark.parametrize(
        ("subject", "text", "language"),
        [
            ("Order 100001", "Your total is £44.90 – thank you", "en"),
            ("Ihre Bestellung 100001 über 44,90 €", "Schöne Grüße aus Köln", "de"),
            ("ご注文ありがとうございます", "合計 ¥1,200", "ja"),
        ],
    )
    def test_a_mail_is_told_as_it_was_sent(
        self, sandbox: MailboxSandbox, subject: str, text: str, language: str
    ) -> None:
        to = somebody()
        sandbox.sends(Mail(to, subject, text, language))
        [mail] = sandbox.adapter.messages(to)
        assert (mail.to, mail.subject, mail.language) == (to, subject, language)
        assert mail.text.strip() == text

    def test_a_language_that_is_not_stated_is_not_guessed(self, sandbox: MailboxSandbox) -> None:
        to = somebody()
        sandbox.sends(Mail(to, "Order 100001", "Thank you"))
        assert [mail.language for mail in sandbox.adapter.messages(to)] == [""]

    def test_the_oldest_comes_first_and_nobody_elses(self, sandbox: MailboxSandbox) -> None:
        mine, hers = somebody("ada"), somebody("da")
        for to, subject in ((mine, "first"), (hers, "hers"), (mine, "second"), (mine, "again")):
            sandbox.sends(Mail(to, subject, "Thank you"))
        assert [mail.subject for mail in sandbox.adapter.messages(mine)] == ["first", "second", "again"]

    def test_a_mail_that_is_sent_twice_is_told_twice(self, sandbox: MailboxSandbox) -> None:
        mail = Mail(somebody(), "Order 100001", "Thank you")
        for _ in range(2):
            sandbox.sends(mail)
        assert [each.subject for each in sandbox.adapter.messages(mail.to)] == ["Order 100001"] * 2

    def test_who_got_no_mail_has_none(self, sandbox: MailboxSandbox) -> None:
        assert list(sandbox.adapter.messages(somebody())) == []
