"""The mailbox adapter, against the demo's real SMTP sink."""

from __future__ import annotations

import smtplib
from collections.abc import Iterator
from email.message import EmailMessage
from typing import Any

import pytest

from pytest_checkout.conformance.elsewhere import answering
from pytest_checkout.errors import ServiceUnavailable
from pytest_checkout.services.mailbox import HttpMailbox
from tests.services.running import service


@pytest.fixture(scope="module")
def mailbox() -> Iterator[dict[str, Any]]:
    with service("mailbox") as announced:
        yield announced


def send(mailbox: dict[str, Any], to: str, subject: str, language: str = "") -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "shop@example.com", to, subject
    message.set_content("Your order 100001, total £44.90 – thank you")
    if language:
        message["Content-Language"] = language
    host, _, port = mailbox["smtp"].partition(":")
    with smtplib.SMTP(host, int(port)) as smtp:
        smtp.send_message(message)


def test_a_mail_is_seen_with_its_text_and_language(mailbox: dict[str, Any]) -> None:
    send(mailbox, "ada@example.com", "Bestellung 100001", "de")

    [mail] = HttpMailbox(mailbox["url"]).messages("ada@example.com")

    assert (mail.subject, mail.language) == ("Bestellung 100001", "de")
    assert "total £44.90" in mail.text


def test_each_mail_counts_and_nobody_elses(mailbox: dict[str, Any]) -> None:
    for subject in ("first", "second"):
        send(mailbox, "twice@example.com", subject)
    send(mailbox, "once@example.com", "only")

    assert [mail.subject for mail in HttpMailbox(mailbox["url"]).messages("twice@example.com")] == ["first", "second"]


@pytest.mark.parametrize("body", [b"oops", b'[{"subject": "x"}]', b'{"messages": []}', b"[1]"])
def test_nonsense_is_unknown_and_never_a_verdict(body: bytes) -> None:
    with answering(200, body) as url, pytest.raises(ServiceUnavailable, match="the mailbox"):
        HttpMailbox(url).messages("ada@example.com")
