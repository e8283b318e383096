"""The control of a proxy, in JSON over HTTP with a bearer token: put faults, take them back, ask what met them.

    GET    /wires                                   what is served: name -> where it leads, what came, what is broken
    GET    /session                                 a stream that begins with {"session": ID} and stays open
    POST   /wires/NAME/faults?session=ID   FAULT    -> {"fault": ID}
    GET    /faults/ID                               -> {"strikes": 2}
    DELETE /faults/ID                               -> {"strikes": 2}; from now on nothing meets it

A fault lives no longer than its session: when the stream ends, because the test process closed it or died, all its
faults are taken back. A wire serves the faults of one session at a time.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import secrets
import socket
from collections.abc import Mapping

from aiohttp import web
from aiohttp.typedefs import Handler
from pydantic import ValidationError

from pytest_checkout.registry import unknown
from pytest_checkout.wirefaults.faults import ON_CONNECTIONS, WireFault
from pytest_checkout.wirefaults.wire import Wire

HEARTBEAT = 5.0
"""Seconds between signs of life on a session's stream; a caller that is gone does not acknowledge them."""
_GONE_AFTER_MS = 15_000


class Control:
    """The faults of all wires of one proxy."""

    def __init__(self, wires: Mapping[str, Wire], token: str) -> None:
        self._wires, self._token = wires, token
        self._sessions: set[str] = set()
        self._where: dict[str, Wire] = {}
        """The wire of each fault that stands."""

    def application(self) -> web.Application:
        app = web.Application(middlewares=[self._authorised])
        app.router.add_get("/wires", self._list)
        app.router.add_get("/session", self._hold)
        app.router.add_post("/wires/{wire}/faults", self._put)
        app.router.add_get("/faults/{fault}", self._ask)
        app.router.add_delete("/faults/{fault}", self._lift)
        return app

    @web.middleware
    async def _authorised(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        given = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if not hmac.compare_digest(given.encode(), self._token.encode()):
            return _refused(401, "the control needs the header 'Authorization: Bearer <token>'")
        return await handler(request)

    async def _list(self, _: web.Request) -> web.Response:
        return web.json_response(
            {
                name: {"to": wire.to, "requests": wire.requests, "broken": wire.broken, "faults": len(wire.standing)}
                for name, wire in self._wires.items()
            }
        )

    async def _hold(self, request: web.Request) -> web.StreamResponse:
        """The stream of one session. Ends by being cancelled, when the caller is gone."""
        session = secrets.token_hex(8)
        self._sessions.add(session)
        try:
            _notice_silence(request.transport)
            response = web.StreamResponse(headers={"Content-Type": "application/x-ndjson"})
            await response.prepare(request)
            await response.write(json.dumps({"session": session}).encode() + b"\n")
            while True:
                await asyncio.sleep(HEARTBEAT)
                await response.write(b"\n")
        finally:
            self._sessions.discard(session)
            for wire in self._wires.values():
                for fault in [name for name, each in wire.standing.items() if each.owner == session]:
                    wire.lift(fault)
                    del self._where[fault]

    async def _put(self, request: web.Request) -> web.Response:
        name, session = request.match_info["wire"], request.query.get("session", "")
        if name not in self._wires:
            return _refused(404, unknown("wire", name, self._wires))
        if session not in self._sessions:
            return _refused(409, "the session has ended; a fault needs one that is open")
        wire = self._wires[name]
        try:
            fault = WireFault.model_validate_json(await request.read())
        except ValidationError as error:
            wrong = [f"{'.'.join(map(str, each['loc']))} {each['msg']}".strip() for each in error.errors()]
            return _refused(400, "; ".join(wrong))
        if wire.speaks != "http" and fault.harm not in ON_CONNECTIONS:
            possible = ", ".join(sorted(ON_CONNECTIONS))
            why = f"'{fault.harm}' needs HTTP; the {name} speaks {wire.speaks}, of which only {possible} can be"
            return _refused(422, why)
        if any(each.owner != session for each in wire.standing.values()):
            return _refused(423, f"a fault of another run or worker stands before the {name} at the moment")
        if why := await wire.outage():
            return _refused(502, f"the {name} itself cannot be reached ({why}): a fault before it would prove nothing")
        id = secrets.token_hex(8)
        wire.put(id, fault, session)
        self._where[id] = wire
        return web.json_response({"fault": id}, status=201)

    async def _ask(self, request: web.Request) -> web.Response:
        id = request.match_info["fault"]
        if id not in self._where:
            return _refused(404, "this fault does not stand any more")
        return web.json_response({"strikes": self._where[id].standing[id].aim.strikes})

    async def _lift(self, request: web.Request) -> web.Response:
        id = request.match_info["fault"]
        if id not in self._where:
            return _refused(404, "this fault does not stand any more")
        return web.json_response({"strikes": self._where.pop(id).lift(id)})


def _refused(status: int, why: str) -> web.Response:
    return web.json_response({"error": why}, status=status)


def _notice_silence(transport: asyncio.Transport | None) -> None:
    """Have the system end the connection when nobody acknowledges the heartbeat (Linux): a machine went away."""
    found = transport.get_extra_info("socket") if transport else None
    if found is not None and hasattr(socket, "TCP_USER_TIMEOUT"):
        found.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, _GONE_AFTER_MS)
