"""The inventory system: counts what lies on the shelf, hears of sales, and feeds its counts to the shop.

GET /stock/SKU -> what it counts, 404 for a product that it does not count. PUT /stock/SKU {"units": 3} counts anew,
DELETE has it count the product no more. POST /sales takes each sale once, by the number of its order; 422 when less is
there, and the true count goes to the feed. GET /feed?after=ID -> the counts since then; GET /feed/heard says whether
all were asked for. POST /feed/lies {"sku": SKU, "lie": "negative"} puts a false one into it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from pytest_checkout.demo.services import asked

Message = dict[str, Any]

LIES: dict[str, Callable[[Message], Message]] = {
    "negative": lambda true: true | {"units": -3, "version": true["version"] + 1},
    "no number": lambda true: true | {"units": "plenty", "version": true["version"] + 1},
    "too high": lambda true: true | {"units": true["units"] + 8, "version": true["version"] + 1},
    "repeated": lambda true: true,
    "old": lambda true: true | {"units": true["units"] + 1, "version": true["version"] - 1},
}
"""What a false message says, made from the last true one of its product."""


@dataclass
class Inventory:
    """What lies on the shelf, by item number: the counts of this process, and the feed that tells of them.

    The version of a count grows with each change, so that whoever hears two knows which is newer.
    """

    counts: dict[str, Message] = field(default_factory=dict)
    sales: dict[str, Message] = field(default_factory=dict)
    feed: list[Message] = field(default_factory=list)
    heard: int = 0

    async def listed(self, _: web.Request) -> web.Response:
        """GET /stock: what is counted."""
        return web.json_response([count for sku, count in sorted(self.counts.items()) if self._counts(sku)])

    async def show(self, request: web.Request) -> web.Response:
        """GET /stock/{sku}."""
        return web.json_response(self._counted(request.match_info["sku"]))

    async def count(self, request: web.Request) -> web.Response:
        """PUT /stock/{sku}."""
        wanted = await asked.json_object(request, {"units": int})
        if wanted["units"] < 0:
            raise asked.refused(400, "Nobody counts less than nothing.")
        return web.json_response(self._set(request.match_info["sku"], wanted["units"]))

    async def forget(self, request: web.Request) -> web.Response:
        """DELETE /stock/{sku}."""
        sku = self._counted(request.match_info["sku"])["sku"]
        self.counts[sku] = self.counts[sku] | {"units": None}
        return web.json_response({})

    async def sell(self, request: web.Request) -> web.Response:
        """POST /sales."""
        sale = await asked.json_object(request, {"order": str, "lines": list})
        if sale["order"] not in self.sales:
            counted = [line for line in sale["lines"] if self._counts(line["sku"])]
            short = [line["sku"] for line in counted if self.counts[line["sku"]]["units"] < line["quantity"]]
            if short:
                for sku in short:
                    self._set(sku, self.counts[sku]["units"])
                raise asked.refused(422, f"Less is there than was sold of {', '.join(short)}.")
            for line in counted:
                self._set(line["sku"], self.counts[line["sku"]]["units"] - line["quantity"])
            self.sales[sale["order"]] = sale
        now = [self.counts[line["sku"]] for line in sale["lines"] if self._counts(line["sku"])]
        return web.json_response({"counts": now})

    async def tell(self, request: web.Request) -> web.Response:
        """GET /feed."""
        try:
            after = int(request.query.get("after", "0"))
        except ValueError as error:
            raise asked.refused(400, f"'{request.query['after']}' is not the id of a message.") from error
        self.heard = max(self.heard, after)
        return web.json_response([message for message in self.feed if message["id"] > after])

    async def is_heard(self, _: web.Request) -> web.Response:
        """GET /feed/heard."""
        return web.json_response({"heard": self.heard >= len(self.feed)})

    async def lie(self, request: web.Request) -> web.Response:
        """POST /feed/lies."""
        wanted = await asked.json_object(request, {"sku": str, "lie": str})
        if wanted["lie"] not in LIES:
            raise asked.refused(400, f"There is no lie '{wanted['lie']}'; there are {', '.join(LIES)}.")
        told = LIES[wanted["lie"]](self._counted(wanted["sku"]))
        # The next true count is newer than the lie, as it would be had somebody repaired the feed.
        self.counts[wanted["sku"]]["version"] = max(self.counts[wanted["sku"]]["version"], told["version"])
        self._tell(told)
        return web.json_response(told, status=201)

    def _counts(self, sku: str) -> bool:
        return sku in self.counts and self.counts[sku]["units"] is not None

    def _counted(self, sku: str) -> Message:
        if not self._counts(sku):
            raise asked.refused(404, f"The product {sku} is not counted here.")
        return self.counts[sku]

    def _set(self, sku: str, units: int) -> Message:
        version = self.counts[sku]["version"] + 1 if sku in self.counts else 1
        self.counts[sku] = {"sku": sku, "units": units, "version": version}
        self._tell(self.counts[sku])
        return self.counts[sku]

    def _tell(self, message: Message) -> None:
        self.feed.append(message | {"id": len(self.feed) + 1})


def application(inventory: Inventory | None = None) -> web.Application:
    """The HTTP side of an inventory system."""
    inventory = inventory or Inventory()
    app = web.Application()
    app.router.add_get("/stock", inventory.listed)
    app.router.add_get("/stock/{sku}", inventory.show)
    app.router.add_put("/stock/{sku}", inventory.count)
    app.router.add_delete("/stock/{sku}", inventory.forget)
    app.router.add_post("/sales", inventory.sell)
    app.router.add_get("/feed", inventory.tell)
    app.router.add_get("/feed/heard", inventory.is_heard)
    app.router.add_post("/feed/lies", inventory.lie)
    return app
