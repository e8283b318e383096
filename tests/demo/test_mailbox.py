"""The mailbox of the demo: mails go in by smtplib, as a shop sends them, and come out over HTTP."""

import smtplib
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
import requests

from pytest_checkout.demo.services.mailbox import read
from tests.demo.running import running_service

Where = dict[str, str]
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Where]:
    with running_service("mailbox", tmp_path_factory.mktemp("mailbox") / "mailbox.log") as where:
        yield where


@pytest.fixture
def mailbox(process: Where) -> Where:
    """An empty mailbox."""
    assert requests.delete(f"{process['url']}/messages", timeout=5).status_code == 204
    return process


def mail(to: str = "ada@example.com", subject: str = "Bestellung 100021: 1.234,50 €") -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "Shop <shop@example.com>", to, subject
    message["Date"] = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)
    message.set_content("Ihre Bestellung ist für Sie unterwegs.")
    message.add_alternative("<p lang='de'>Ihre Bestellung ist <b>für Sie</b> unterwegs.</p>", subtype="html")
    message["Content-Language"] = "de-DE"
    return message


def send(where: Where, message: EmailMessage, to: list[str] | None = None) -> None:
    host, _, port = where["smtp"].rpartition(":")
    with smtplib.SMTP(host, int(port), timeout=5) as smtp:
        smtp.send_message(message, to_addrs=to)


def messages(where: Where, **query: str) -> list[dict[str, str]]:
    answer = requests.get(f"{where['url']}/messages", query, timeout=5)
    answer.raise_for_status()
    return answer.json()


def test_a_mail_arrives_with_its_language_and_both_of_its_texts(mailbox: Where) -> None:
    send(mailbox, mail())
    (received,) = messages(mailbox)
    arrived = datetime.fromisoformat(received.pop("received"))
    assert abs((datetime.now(UTC) - arrived).total_seconds()) < 60
    assert received == {
        "to": "ada@example.com",
        "from": "Shop <shop@example.com>",
        "subject": "Bestellung 100021: 1.234,50 €",
        "date": "2026-03-01T08:30:00+00:00",
        "language": "de-DE",
        "text": "Ihre Bestellung ist für Sie unterwegs.\n",
        "html": "<p lang='de'>Ihre Bestellung ist <b>für Sie</b> unterwegs.</p>\n",
    }


def test_a_language_named_on_the_parts_only_is_seen(mailbox: Where) -> None:
    message = mail()
    del message["Content-Language"]
    for part in message.iter_parts():
        part["Content-Language"] = "fr-FR"
    send(mailbox, message)
    assert messages(mailbox)[0]["language"] == "fr-FR"


def test_mails_are_counted_one_by_one_oldest_first(mailbox: Where) -> None:
    for number in ("first", "second", "second"):
        send(mailbox, mail(subject=number))
    assert [received["subject"] for received in messages(mailbox)] == ["first", "second", "second"]


def test_readers_ask_for_their_own_address_in_any_case(mailbox: Where) -> None:
    send(mailbox, mail("ada@example.com"))
    send(mailbox, mail("Grace@example.com"))
    assert [received["to"] for received in messages(mailbox, to="grace@EXAMPLE.com")] == ["Grace@example.com"]
    assert messages(mailbox, to="race@example.com") == []


def test_the_recipients_are_those_of_the_envelope(mailbox: Where) -> None:
    send(mailbox, mail("undisclosed@example.com"), to=["ada@example.com", "copy@example.com"])
    assert messages(mailbox, to="copy@example.com")[0]["to"] == "ada@example.com, copy@example.com"
    assert messages(mailbox, to="undisclosed@example.com") == []


def test_readers_ask_for_what_came_since_a_moment(mailbox: Where) -> None:
    send(mailbox, mail(subject="old"))
    arrival = messages(mailbox)[0]["received"]
    assert len(messages(mailbox, since=arrival)) == 1
    later = datetime.fromisoformat(arrival).timestamp() + 0.001
    assert messages(mailbox, since=str(later)) == []
    assert len(messages(mailbox, since="2026-01-01")) == 1  # no zone means UTC


def test_a_moment_that_is_none_is_refused_with_an_example(mailbox: Where) -> None:
    answer = requests.get(f"{mailbox['url']}/messages", {"since": "yesterday"}, timeout=5)
    assert answer.status_code == 400
    assert answer.json() == {"error": "since='yesterday' is no time; write 2026-03-01T08:00:00Z or 1772352000"}


def test_delete_forgets_everything(mailbox: Where) -> None:
    send(mailbox, mail())
    requests.delete(f"{mailbox['url']}/messages", timeout=5)
    assert messages(mailbox) == []


def test_a_plain_mail_has_no_html_and_an_unnamed_language_is_none() -> None:
    content = b"Subject: hello\r\nFrom: a@example.com\r\n\r\nplain\r\n"
    received = read(content, ["b@example.com"], NOON)
    assert (received.text, received.html, received.language, received.date) == ("plain\n", None, None, None)


def test_a_date_that_is_none_is_shown_as_it_was_written() -> None:
    assert read(b"Date: soon\r\n\r\n\r\n", ["b@example.com"], NOON).date == "soon"
