"""The faults that stand on one wire at the moment, and how a connection is torn."""

from __future__ import annotations

import asyncio
import socket
import struct
import sys
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from pytest_checkout.wirefaults.faults import UNHEARD, Aim, WireFault

_LINGER = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)


_REACH_SECONDS = 5.0


class Torn(Exception):
    """This connection ends here with a reset (RST), not with a good-bye (FIN)."""


@dataclass
class Standing:
    """One fault on a wire. `lifted` is set when it is taken back: whoever it holds up is let go."""

    aim: Aim
    owner: str
    """The session that put it there."""
    lifted: asyncio.Event = field(default_factory=asyncio.Event)

    async def hold(self, seconds: float) -> None:
        """Wait so long, or until the fault is taken back."""
        try:
            await asyncio.wait_for(self.lifted.wait(), seconds)
        except TimeoutError:
            return


@dataclass
class Wire:
    """The way to one service: where it leads, and the faults that stand on it in the order in which they were put."""

    name: str
    to: str
    standing: dict[str, Standing] = field(default_factory=dict)
    requests: int = 0
    """How many requests, or connections where nothing more is known, came this way."""
    broken: str = ""
    """Why the service itself could not be reached the last time, without any fault; empty while it can."""

    @property
    def speaks(self) -> str:
        """The scheme of its address: "http" also for https, else that of the bytes, such as "smtp"."""
        scheme = self.to.partition("://")[0]
        return "http" if scheme == "https" else scheme

    async def outage(self) -> str:
        """Why nobody answers behind this wire at the moment, whatever faults stand on it; empty when somebody does."""
        to = urlsplit(self.to)
        port = to.port or {"http": 80, "https": 443}.get(to.scheme, 25)
        try:
            _, writer = await asyncio.wait_for(asyncio.open_connection(to.hostname, port), _REACH_SECONDS)
        except (OSError, TimeoutError) as error:
            return f"{to.hostname}:{port}, {str(error) or 'no answer'}"
        writer.close()
        return ""

    def meet(self, method: str, path: str) -> list[Standing]:
        """The faults that hit the next request, which is counted; none hits what an earlier one keeps to itself."""
        self.requests += 1
        met: list[Standing] = []
        for each in self.standing.values():
            if each.aim.hits(method, path):
                met.append(each)
                if each.aim.fault.harm in UNHEARD:
                    break
        return met

    def put(self, name: str, fault: WireFault, owner: str) -> None:
        self.standing[name] = Standing(Aim(fault), owner)

    def lift(self, name: str) -> int:
        """Take a fault back; gives how many requests met it."""
        standing = self.standing.pop(name)
        standing.lifted.set()
        return standing.aim.strikes


def tear(transport: asyncio.BaseTransport | None) -> None:
    """Reset a connection. One that is gone already needs nothing."""
    if not isinstance(transport, asyncio.Transport):
        return
    found: socket.socket | None = transport.get_extra_info("socket")
    if found is not None:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER)
    transport.abort()
