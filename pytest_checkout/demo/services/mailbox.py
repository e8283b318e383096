"""The mailbox of everybody: an SMTP server that keeps what it receives, and HTTP to read it.

GET /messages?to=ADDRESS&since=TIME -> JSON list, oldest first; `since` is ISO 8601 or seconds of the epoch and is
compared with the time of arrival. DELETE /messages forgets them all.
"""

import asyncio
import socket
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import parsedate_to_datetime

from aiohttp import web
from aiosmtpd.smtp import SMTP, Envelope, Session

LARGEST = 25 * 1024 * 1024
"""Bytes a mail may have; the usual limit of mail providers."""


@dataclass(frozen=True)
class Mail:
    """One mail as its reader sees it. `to`: the recipients of the envelope, joined by ", "; `received`: the arrival."""

    to: str
    sender: str
    subject: str
    date: str | None
    received: str
    language: str | None
    text: str | None
    html: str | None

    def as_json(self) -> dict[str, str | None]:
        """The mail as the HTTP interface shows it."""
        fields = asdict(self)
        return {"to": fields.pop("to"), "from": fields.pop("sender"), **fields}


def read(content: bytes, recipients: list[str], received: datetime) -> Mail:
    """Read a mail as it came over the wire."""
    message = message_from_bytes(content, policy=default)
    assert isinstance(message, EmailMessage)  # the default policy makes no other
    return Mail(
        to=", ".join(recipients),
        sender=str(message["From"] or ""),
        subject=str(message["Subject"] or ""),
        date=_iso(message["Date"]),
        received=received.isoformat(),
        # Some senders name the language on the mail, others on its parts (RFC 3282 allows both).
        language=next((str(part["Content-Language"]) for part in message.walk() if part["Content-Language"]), None),
        text=_body(message, "plain"),
        html=_body(message, "html"),
    )


def _iso(date: str | None) -> str | None:
    try:
        return parsedate_to_datetime(str(date)).isoformat() if date else None
    except ValueError:  # not a date: show what the sender wrote
        return str(date)


def _body(message: EmailMessage, kind: str) -> str | None:
    part = message.get_body((kind,))
    # Lines end in CRLF on the wire only.
    return None if part is None else str(part.get_content()).replace("\r\n", "\n")


class Mailbox:
    """All mails received by this process, oldest first. `clock` tells the time of arrival."""

    def __init__(self, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.mails: list[Mail] = []
        self._clock = clock

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        """Keep a mail; aiosmtpd calls this when one has arrived."""
        assert isinstance(envelope.content, bytes)
        self.mails.append(read(envelope.content, [str(to) for to in envelope.rcpt_tos], self._clock()))
        return "250 kept"

    async def show(self, request: web.Request) -> web.Response:
        """GET /messages."""
        try:
            since = _moment(request.query["since"]) if "since" in request.query else None
        except ValueError:
            error = f"since={request.query['since']!r} is no time; write 2026-03-01T08:00:00Z or 1772352000"
            return web.json_response({"error": error}, status=400)
        to = request.query.get("to", "").casefold()
        wanted = [
            mail.as_json()
            for mail in self.mails
            if (not to or to in mail.to.casefold().split(", "))
            and (since is None or datetime.fromisoformat(mail.received) >= since)
        ]
        return web.json_response(wanted)

    async def forget(self, _: web.Request) -> web.Response:
        """DELETE /messages."""
        self.mails.clear()
        return web.Response(status=204)


def _moment(text: str) -> datetime:
    """A moment from ISO 8601 (UTC if it names no zone) or seconds of the epoch. Raises ValueError."""
    try:
        return datetime.fromtimestamp(float(text), UTC)
    except ValueError:
        moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def application(mailbox: Mailbox) -> web.Application:
    """The HTTP side of a mailbox."""
    app = web.Application()
    app.router.add_get("/messages", mailbox.show)
    app.router.add_delete("/messages", mailbox.forget)
    return app


def serve(http: socket.socket, smtp: socket.socket) -> None:
    """Run a mailbox on two listening sockets until the process ends."""
    asyncio.run(_serve(Mailbox(), http, smtp))


async def _serve(mailbox: Mailbox, http: socket.socket, smtp: socket.socket) -> None:
    runner = web.AppRunner(application(mailbox))
    await runner.setup()
    await web.SockSite(runner, http).start()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(mailbox, data_size_limit=LARGEST, enable_SMTPUTF8=True, loop=loop), sock=smtp
    )
    await server.serve_forever()
