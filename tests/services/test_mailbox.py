"""Our adapter to a mailbox, before the demo's real SMTP sink: the suite of all such adapters, and its words."""

from __future__ import annotations

import smtplib
from collections.abc import Iterator
from email.message import EmailMessage

import pytest

from pytest_checkout.conformance import MailboxConformance, MailboxSandbox
from pytest_checkout.conformance.elsewhere import answering
from pytest_checkout.errors import ServiceUnavailable
from pytest_checkout.services.mailbox import HttpMailbox
from pytest_checkout.store.ports import Mail
from tests.services.running import service


class Demo(MailboxSandbox):
    """The demo's sink, a process of its own; a mail has arrived when SMTP has taken it."""

    def __init__(self, url: str, smtp: str) -> None:
        self.adapter, self.smtp = HttpMailbox(url), smtp

    def sends(self, mail: Mail) -> None:
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = "shop@example.com", mail.to, mail.subject
        message.set_content(mail.text)
        if mail.language:
            message["Content-Language"] = mail.language
        host, _, port = self.smtp.partition(":")
        with smtplib.SMTP(host, int(port)) as smtp:
            smtp.send_message(message)

    lies = (b'[{"subject": "x"}]', b'{"messages": []}', b"[1]")

    def at(self, url: str) -> HttpMailbox:
        return HttpMailbox(url)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Demo]:
    with service("mailbox") as where:
        yield Demo(where["url"], where["smtp"])


class TestHttp(MailboxConformance): ...


@pytest.mark.parametrize("body", [b"oops", b"[1]"])
def test_nonsense_is_told_with_the_mailbox(body: bytes) -> None:
    with answering(200, body) as url, pytest.raises(ServiceUnavailable, match="the mailbox"):
        HttpMailbox(url).messages("ada@example.com")
