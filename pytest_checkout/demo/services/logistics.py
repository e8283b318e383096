"""The systems behind the store in one process, each on an address of its own: order management, carrier, inventory."""

import asyncio
import socket
from collections.abc import Callable

from aiohttp import web

from pytest_checkout.demo.services import carrier, inventory, oms

APPLICATIONS: tuple[Callable[[], web.Application], ...] = (oms.application, carrier.application, inventory.application)
"""In the order of the sockets."""


def serve(*sockets: socket.socket) -> None:
    """Run each system on its listening socket until the process ends."""
    asyncio.run(_serve(sockets))


async def _serve(sockets: tuple[socket.socket, ...]) -> None:
    for application, listening in zip(APPLICATIONS, sockets, strict=True):
        runner = web.AppRunner(application())
        await runner.setup()
        await web.SockSite(runner, listening).start()
    await asyncio.Event().wait()
