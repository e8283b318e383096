"""The order management system: takes each order once, by its number, and can be asked what it holds.

POST /orders -> 201 the first time, 200 for the same order again, 409 for another order of a number that is taken, 422
for an order that it cannot take. GET /orders?email=ADDRESS -> JSON list, in order of arrival. PUT /refusals/SKU
{"active": true} has it refuse orders that contain the product.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from aiohttp import web

from pytest_checkout.demo.services import asked

WANTED = {"number": str, "email": str, "currency": str, "total": str, "lines": list}


@dataclass
class Held:
    """An order that was taken. `arrivals`: how often it was sent, the times when it was known already included."""

    order: dict[str, Any]
    received: datetime
    arrivals: int = 1

    def as_json(self) -> dict[str, Any]:
        return self.order | {"received": self.received.isoformat(), "arrivals": self.arrivals}


@dataclass
class OrderManagement:
    """All orders that arrived in this process, in the order in which they did. `clock` tells the time of arrival."""

    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    held: dict[str, Held] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)

    async def take(self, request: web.Request) -> web.Response:
        """POST /orders."""
        order = await asked.json_object(request, WANTED)
        known = self.held.get(order["number"])
        if known and known.order != order:
            raise asked.refused(409, f"Order {order['number']} is known already, with other contents.")
        if known:
            known.arrivals += 1
            return web.json_response(known.as_json())
        if poison := self.refused & {line.get("sku") for line in order["lines"]}:
            raise asked.refused(422, f"The product {', '.join(sorted(poison))} is not known here.")
        self.held[order["number"]] = Held(order, self.clock())
        return web.json_response(self.held[order["number"]].as_json(), status=201)

    async def show(self, request: web.Request) -> web.Response:
        """GET /orders."""
        email = request.query.get("email", "").casefold()
        wanted = [held.as_json() for held in self.held.values() if email in ("", held.order["email"].casefold())]
        return web.json_response(wanted)

    async def refuse(self, request: web.Request) -> web.Response:
        """PUT /refusals/{sku}."""
        sku, wanted = request.match_info["sku"], await asked.json_object(request, {"active": bool})
        (self.refused.add if wanted["active"] else self.refused.discard)(sku)
        return web.json_response({"sku": sku, "active": sku in self.refused})

    async def refusals(self, _: web.Request) -> web.Response:
        """GET /refusals."""
        return web.json_response(sorted(self.refused))


def application(oms: OrderManagement | None = None) -> web.Application:
    """The HTTP side of an order management system."""
    oms = oms or OrderManagement()
    app = web.Application()
    app.router.add_post("/orders", oms.take)
    app.router.add_get("/orders", oms.show)
    app.router.add_get("/refusals", oms.refusals)
    app.router.add_put("/refusals/{sku}", oms.refuse)
    return app
