"""The proxy as a process: it serves its wires and their control until it is told to end."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass

from aiohttp import web

from pytest_checkout.wirefaults.control import Control
from pytest_checkout.wirefaults.http import HttpWire
from pytest_checkout.wirefaults.tcp import TcpWire
from pytest_checkout.wirefaults.wire import Wire

_END_SECONDS = 0.1
"""How long connections are let finish when the proxy ends: some may be held by a fault."""


@dataclass(frozen=True)
class Listening:
    """A service to stand before: its name, where it is, and the socket on which the store is awaited."""

    name: str
    to: str
    socket: socket.socket


def serve(
    wires: Sequence[Listening], control: socket.socket, token: str, ready: Callable[[], None] = lambda: None
) -> None:
    """Serve until the process is told to end by SIGINT or SIGTERM; `ready` is called once it is and can be ended."""
    with suppress(KeyboardInterrupt):
        asyncio.run(_serve(wires, control, token, ready))


async def _serve(listening: Sequence[Listening], control: socket.socket, token: str, ready: Callable[[], None]) -> None:
    wires = {each.name: Wire(each.name, each.to) for each in listening}
    ended = asyncio.Event()
    if sys.platform != "win32":
        for signalled in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(signalled, ended.set)
    async with AsyncExitStack() as running:
        for each in listening:
            wire = wires[each.name]
            if wire.speaks == "http":
                http = HttpWire(wire)
                running.push_async_callback(http.close)
                server = web.ServerRunner(web.Server(http.serve, access_log=None), shutdown_timeout=_END_SECONDS)
                await _on(running, server, each.socket)
            else:
                tcp = await asyncio.start_server(TcpWire(wire).serve, sock=each.socket)
                running.callback(tcp.close)
        app = web.AppRunner(
            Control(wires, token).application(),
            access_log=None,
            handler_cancellation=True,
            shutdown_timeout=_END_SECONDS,
        )
        await _on(running, app, control)
        ready()
        await ended.wait()


async def _on(running: AsyncExitStack, runner: web.BaseRunner, where: socket.socket) -> None:
    running.push_async_callback(runner.cleanup)
    await runner.setup()
    await web.SockSite(runner, where).start()


def end_with_parent() -> None:
    """End this process at once when its standard input ends: a parent that is killed still closes it."""

    def watch() -> None:
        while os.read(0, 4096):
            continue
        os._exit(0)

    threading.Thread(target=watch, daemon=True).start()
