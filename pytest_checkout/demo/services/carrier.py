"""The carrier: what a parcel costs and when it arrives, and labels, each made once by its reference.

POST /rates -> what each service costs to an address, and the day on which a parcel handed over at `ready_at` arrives.
POST /labels -> 201 the first time, 200 for the same reference again. GET /labels?reference=NUMBER -> JSON list.
PUT /printer {"active": false} has it make no labels (503) until it is active again, while rates go on.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from aiohttp import web

from pytest_checkout.demo.services import asked
from pytest_checkout.demo.services.working_days import nth_after, works_on

ZONE = ZoneInfo("Europe/London")
CUT_OFF = time(14)
"""A parcel that is ready later on a working day leaves on the next."""
CURRENCY = "GBP"
SERVICES = {"standard": ("4.90", 5), "express": ("9.90", 1)}
"""By name: the fee, and the working days until the parcel arrives at the latest."""
OVERSEAS, OVERSEAS_FEE = frozenset({"US"}), Decimal("12.00")
"""Countries to which every service costs so much more."""
PARCEL = {"reference": str, "service": str, "name": str, "country": str}


def arrival(service: str, ready: datetime) -> date:
    """The day on which a parcel arrives at the latest that is ready at that moment, wherever its clock stands."""
    there = ready.astimezone(ZONE)
    late = there.time() >= CUT_OFF and works_on(there.date())
    leaves = nth_after(there.date() + timedelta(days=late), 0)
    return nth_after(leaves, SERVICES[service][1])


@dataclass
class Carrier:
    """The labels that this process has made, by reference, and whether it makes any now."""

    labels: dict[str, dict[str, Any]] = field(default_factory=dict)
    printing: bool = True

    async def rates(self, request: web.Request) -> web.Response:
        """POST /rates."""
        wanted = await asked.json_object(request, {"country": str, "ready_at": str})
        try:
            ready = datetime.fromisoformat(wanted["ready_at"])
        except ValueError as error:
            raise asked.refused(400, f"'{wanted['ready_at']}' is no time.") from error
        if ready.tzinfo is None:
            raise asked.refused(400, f"'{wanted['ready_at']}' names no time zone.")
        more = OVERSEAS_FEE if wanted["country"] in OVERSEAS else Decimal(0)
        offers = [
            {"service": service, "amount": str(Decimal(fee) + more), "arrives": arrival(service, ready).isoformat()}
            for service, (fee, _) in SERVICES.items()
        ]
        return web.json_response({"currency": CURRENCY, "rates": offers})

    async def make_label(self, request: web.Request) -> web.Response:
        """POST /labels."""
        parcel = await asked.json_object(request, PARCEL)
        if parcel["service"] not in SERVICES:
            raise asked.refused(422, f"There is no service '{parcel['service']}'; there are {', '.join(SERVICES)}.")
        if not self.printing:
            raise asked.refused(503, "No labels can be made just now.")
        if known := self.labels.get(parcel["reference"]):
            known["asked"] += 1
            return web.json_response(known)
        label = {"reference": parcel["reference"], "service": parcel["service"], "asked": 1}
        label["tracking"] = f"DC{len(self.labels) + 1:09d}GB"
        self.labels[parcel["reference"]] = label
        return web.json_response(label, status=201)

    async def show(self, request: web.Request) -> web.Response:
        """GET /labels."""
        wanted = request.query.get("reference")
        return web.json_response([each for each in self.labels.values() if wanted in (None, each["reference"])])

    async def printer(self, _: web.Request) -> web.Response:
        """GET /printer."""
        return web.json_response({"active": self.printing})

    async def switch_printer(self, request: web.Request) -> web.Response:
        """PUT /printer."""
        self.printing = (await asked.json_object(request, {"active": bool}))["active"]
        return web.json_response({"active": self.printing})


def application(carrier: Carrier | None = None) -> web.Application:
    """The HTTP side of a carrier."""
    carrier = carrier or Carrier()
    app = web.Application()
    app.router.add_post("/rates", carrier.rates)
    app.router.add_post("/labels", carrier.make_label)
    app.router.add_get("/labels", carrier.show)
    app.router.add_get("/printer", carrier.printer)
    app.router.add_put("/printer", carrier.switch_printer)
    return app
