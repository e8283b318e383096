"""A mail server behind the proxy: what is only bytes can be down, silent, late or cut off, and else flows."""

from __future__ import annotations

import smtplib
import time
from collections.abc import Iterator
from email.message import EmailMessage

import pytest
import requests

from pytest_checkout.wirefaults import Harm, WireFault, WireFaults
from tests.demo.running import running_service
from tests.wirefaults.running import TOKEN, Running, control, proxy


@pytest.fixture(scope="module")
def mailbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    with running_service("mailbox", tmp_path_factory.mktemp("mail") / "mailbox.log") as where:
        yield where


@pytest.fixture(scope="module")
def running(mailbox: dict[str, str]) -> Iterator[Running]:
    with proxy(f"mail server=smtp://{mailbox['smtp']}") as found:
        yield found


@pytest.fixture
def faults() -> Iterator[WireFaults]:
    faults = WireFaults()
    yield faults
    faults.undo()


def put(faults: WireFaults, running: Running, fault: WireFault) -> None:
    faults.put("mail server", fault, control=running.control, token=TOKEN)


def send(running: Running, to: str = "ada@example.com", text: str = "Thank you", patience: float = 20) -> str:
    host, _, port = running.wires["mail server"].removeprefix("tcp://").partition(":")
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "shop@example.com", to, "Your order"
    mail.set_content(text)
    try:
        with smtplib.SMTP(host, int(port), timeout=patience) as connection:
            connection.send_message(mail)
    except (OSError, smtplib.SMTPException) as error:
        return type(error).__name__
    return "sent"


def test_mail_flows_through_whole(running: Running, mailbox: dict[str, str]) -> None:
    text = "line\n" * 50_000
    assert send(running, "whole@example.com", text) == "sent"
    (mail,) = requests.get(f"{mailbox['url']}/messages?to=whole@example.com", timeout=10).json()
    assert mail["text"].splitlines() == text.splitlines()


@pytest.mark.parametrize(
    ("fault", "seen"),
    [
        (WireFault(harm=Harm.DOWN), {"ConnectionResetError", "SMTPServerDisconnected"}),
        (WireFault(harm=Harm.SILENCE), {"TimeoutError", "SMTPServerDisconnected"}),
        (WireFault(harm=Harm.LATE, seconds=30), {"TimeoutError", "SMTPServerDisconnected"}),
        (WireFault(harm=Harm.CUT), {"SMTPServerDisconnected"}),
    ],
    ids=lambda value: str(value.harm) if isinstance(value, WireFault) else "",
)
def test_each_fault_bites_and_is_gone_once_undone(
    fault: WireFault, seen: set[str], running: Running, faults: WireFaults
) -> None:
    put(faults, running, fault)
    assert send(running, patience=1) in seen
    faults.undo()
    assert faults.declared[0].strikes == 1
    assert send(running) == "sent"


def test_a_late_mail_server_takes_the_mail_in_the_end(running: Running, faults: WireFaults) -> None:
    put(faults, running, WireFault(harm=Harm.LATE, seconds=0.5))
    began = time.monotonic()
    assert send(running) == "sent"
    assert 0.4 < time.monotonic() - began < 10


def test_a_mail_server_that_is_not_there_is_told() -> None:
    with proxy("mail server=smtp://127.0.0.1:9") as found:
        assert send(found) in {"ConnectionResetError", "SMTPServerDisconnected"}
        assert "refused" in control(found)["mail server"]["broken"].lower()
