"""Bytes between a store and a service of which no more is known (SMTP): a connection is slow, silent, cut or reset."""

from __future__ import annotations

import asyncio
from urllib.parse import urlsplit

from pytest_checkout.wirefaults.faults import Harm
from pytest_checkout.wirefaults.wire import Standing, Torn, Wire, tear

_CHUNK = 65536
_CUT_AFTER = 10
"""Bytes of the service's first words that a cut connection lets through."""

_Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class TcpWire:
    """The way to one service; each connection counts as one request."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        to = urlsplit(wire.to)
        self._host, self._port = to.hostname or "", to.port or 25

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Carry one connection of the store."""
        met = self._wire.meet("CONNECT", "/")
        try:
            for standing in met:
                await _harm(standing, reader)
            answers, onward = await self._connect()
            try:
                if any(each.aim.fault.harm is Harm.CUT for each in met):
                    writer.write(await answers.read(_CUT_AFTER))
                    await writer.drain()
                else:
                    async with asyncio.TaskGroup() as both:
                        both.create_task(_carry(reader, onward))
                        both.create_task(_carry(answers, writer))
            finally:
                onward.close()
        except* (Torn, OSError):  # one side has reset: so does the other
            tear(writer.transport)
        finally:
            writer.close()

    async def _connect(self) -> _Streams:
        try:
            found = await asyncio.open_connection(self._host, self._port)
        except OSError as error:
            self._wire.broken = f"{type(error).__name__}: {error}"
            raise
        self._wire.broken = ""
        return found


async def _harm(standing: Standing, reader: asyncio.StreamReader) -> None:
    """What a fault does before the service hears of the connection. Raises Torn."""
    fault = standing.aim.fault
    if fault.harm is Harm.LATE:
        await standing.hold(fault.seconds)
    elif fault.harm is Harm.SILENCE:
        waits = [asyncio.create_task(each) for each in (_until_left(reader), _until_lifted(standing))]
        _, pending = await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        for task in pending:
            task.cancel()
        raise Torn
    elif fault.harm is Harm.DOWN:
        raise Torn


async def _carry(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
    """Bytes from one side to the other until it ends."""
    while part := await source.read(_CHUNK):
        sink.write(part)
        await sink.drain()
    if sink.can_write_eof():
        sink.write_eof()


async def _until_left(reader: asyncio.StreamReader) -> None:
    while await reader.read(_CHUNK):
        continue


async def _until_lifted(standing: Standing) -> None:
    await standing.lifted.wait()
