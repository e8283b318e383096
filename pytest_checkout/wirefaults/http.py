"""HTTP between a store and a service: every request is handed on, and every answer back, as they are.

What belongs to one connection is not handed on (RFC 9110, 7.6.1). Bodies flow through; only a fault that needs them
whole reads them first. Each request opens a connection of its own to the service: one that the service is about to
close would fail a request, and that would be a fault of ours.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, replace

import aiohttp
from aiohttp import web
from multidict import CIMultiDict
from yarl import URL

from pytest_checkout.wirefaults.faults import Harm
from pytest_checkout.wirefaults.wire import Standing, Torn, Wire, tear

_HOP_BY_HOP = frozenset(
    "connection keep-alive proxy-authenticate proxy-authorization proxy-connection te trailer transfer-encoding "
    "upgrade".split()
)
_OURS_TO_SAY = ("User-Agent", "Accept", "Accept-Encoding", "Content-Type")
"""Headers that the client library would add by itself, and that the store may have left out on purpose."""
_CONNECT_SECONDS = 30
_LOOK_SECONDS = 0.5
"""How often a connection that is held without an answer is looked at: the caller may have given up."""


@dataclass(frozen=True)
class Answer:
    """What goes back to the store; `cut` ends the connection after the body, whatever the headers promise."""

    status: int
    reason: str
    headers: CIMultiDict[str]
    body: AsyncIterator[bytes]
    cut: bool = False


Next = Callable[[], Awaitable[Answer]]
Body = bytes | AsyncIterator[bytes] | None


class HttpWire:
    """The way to one service that speaks HTTP."""

    def __init__(self, wire: Wire) -> None:
        self._wire, self._to = wire, URL(wire.to.rstrip("/"))
        self._client: aiohttp.ClientSession | None = None

    async def serve(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answer one request of the store."""
        path = request.rel_url.raw_path
        met = self._wire.meet(request.method, path)
        exchange = Exchange(request, self._send)
        exchange.keeps_body = any(each.aim.fault.harm is Harm.TWICE for each in met)
        answer: Next = exchange.hand_on
        for standing in reversed(met):
            answer = _harmed(standing, request, answer)
        try:
            return await _deliver(request, await answer())
        except (Torn, aiohttp.ClientError):  # the service is gone, and the store sees just that; or the store is
            tear(request.transport)
        finally:
            exchange.close()
        return web.Response()  # goes nowhere: the connection is gone

    async def close(self) -> None:
        if self._client is not None:
            await self._client.close()

    async def _send(self, request: web.BaseRequest, body: Body) -> aiohttp.ClientResponse:
        if self._client is None:
            self._client = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(force_close=True, limit=0),
                timeout=aiohttp.ClientTimeout(total=None, sock_connect=_CONNECT_SECONDS),
                auto_decompress=False,
                skip_auto_headers=_OURS_TO_SAY,
                cookie_jar=aiohttp.DummyCookieJar(),
            )
        url = URL(f"{self._to}{request.rel_url.raw_path_qs}", encoded=True)
        headers = _handed_on(request.headers)
        headers.popall("Host", None)
        headers.popall("Expect", None)  # answered to the store already
        try:
            sent = await self._client.request(request.method, url, headers=headers, data=body, allow_redirects=False)
        except aiohttp.ClientError as error:
            self._wire.broken = f"{type(error).__name__}: {error}"
            raise
        self._wire.broken = ""
        return sent


class Exchange:
    """One request on its way to the service and back."""

    def __init__(
        self,
        request: web.BaseRequest,
        send: Callable[[web.BaseRequest, Body], Awaitable[aiohttp.ClientResponse]],
    ) -> None:
        self.keeps_body = False
        self._request, self._send = request, send
        self._body: bytes | None = None
        self._answers: list[aiohttp.ClientResponse] = []

    async def hand_on(self) -> Answer:
        """Have the service answer, now and anew. Raises aiohttp.ClientError when it cannot be reached."""
        answer = await self._send(self._request, await self._sent())
        self._answers.append(answer)
        return Answer(answer.status, answer.reason or "", _handed_on(answer.headers), answer.content.iter_any())

    def close(self) -> None:
        for answer in self._answers:
            answer.close()

    async def _sent(self) -> Body:
        if not self._request.body_exists:
            return None
        if not self.keeps_body:
            return self._request.content.iter_any()
        if self._body is None:
            self._body = await self._request.content.read()
        return self._body


def _harmed(standing: Standing, request: web.BaseRequest, go_on: Next) -> Next:
    """`go_on` with the harm of one fault done to it."""
    fault = standing.aim.fault

    async def down() -> Answer:
        raise Torn

    async def silence() -> Answer:
        while not standing.lifted.is_set() and request.transport is not None:
            await standing.hold(_LOOK_SECONDS)
        raise Torn

    async def refusal() -> Answer:
        await request.content.read()
        text = f"{fault.status}: put here by pytest-checkout\n".encode()
        headers = CIMultiDict({"Content-Type": "text/plain", "Content-Length": str(len(text))})
        return Answer(fault.status, "", headers, _whole(text))

    async def late() -> Answer:
        answer = await go_on()
        await standing.hold(fault.seconds)
        return answer

    async def lost() -> Answer:
        await _read((await go_on()).body)
        raise Torn

    async def twice() -> Answer:
        await _read((await go_on()).body)
        return await go_on()

    async def cut() -> Answer:
        answer = await go_on()
        body = await _read(answer.body)
        answer.headers["Content-Length"] = str(max(len(body), 1))
        return replace(answer, body=_whole(body[: len(body) // 2]), cut=True)

    async def garbled() -> Answer:
        answer = await go_on()
        body = await _read(answer.body)
        half = body[: len(body) // 2]
        answer.headers["Content-Length"] = str(len(half))
        return replace(answer, body=_whole(half))

    harms: dict[Harm, Next] = {
        Harm.DOWN: down,
        Harm.SILENCE: silence,
        Harm.REFUSAL: refusal,
        Harm.LATE: late,
        Harm.LOST: lost,
        Harm.TWICE: twice,
        Harm.CUT: cut,
        Harm.GARBLED: garbled,
    }
    return harms[fault.harm]


async def _deliver(request: web.BaseRequest, answer: Answer) -> web.StreamResponse:
    response = web.StreamResponse(status=answer.status, reason=answer.reason or None, headers=answer.headers)
    await response.prepare(request)
    async for part in answer.body:
        await response.write(part)
    if answer.cut:
        if request.transport is not None:
            request.transport.close()  # what was written still goes out, unlike with a reset
        return response
    await response.write_eof()
    return response


def _handed_on(headers: aiohttp.typedefs.LooseHeaders) -> CIMultiDict[str]:
    """The headers of a message without those of its connection."""
    kept = CIMultiDict(headers)
    named = {name.strip().lower() for value in kept.getall("Connection", []) for name in value.split(",")}
    for name in {*_HOP_BY_HOP, *named}:
        kept.popall(name, None)
    return kept


async def _whole(text: bytes) -> AsyncIterator[bytes]:
    yield text


async def _read(body: AsyncIterator[bytes]) -> bytes:
    return b"".join([part async for part in body])
