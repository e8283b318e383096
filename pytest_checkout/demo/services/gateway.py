"""A double of Stripe's payment API: payment intents, charges and refunds over HTTP, with test cards and without a bank.

It speaks the part of https://docs.stripe.com/api that a shop needs to take, hold, cancel and refund a card payment, as
the official `stripe` SDK calls it. What it does not know it refuses; it never answers success to something it ignored.
"""

import asyncio
import base64
import binascii
import hmac
import json
import os
import secrets
import socket
import time
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from typing import TypeVar

from aiohttp import web
from babel.numbers import is_currency

from pytest_checkout.demo.services import cards, shapes
from pytest_checkout.demo.services.api_error import ApiError
from pytest_checkout.demo.services.cards import Decline, Issuer
from pytest_checkout.demo.services.idempotency import Answer, Replays
from pytest_checkout.demo.services.ledger import Charge, Intent, Ledger, Method, Refund
from pytest_checkout.demo.services.parameters import Parameters
from pytest_checkout.demo.services.shapes import Json

SMALLEST = {"gbp": 30, "eur": 50, "usd": 50}
"""Smallest amounts that are charged, in minor units (https://docs.stripe.com/currencies, minimum charge amounts)."""
LARGEST = 99_999_999
METHOD = ("payment_method", "payment_method_data")
Entry = TypeVar("Entry", Intent, Charge, Refund)


class Gateway:
    """The calls of the API over one ledger: each takes the id in its path and its parameters, and returns JSON."""

    def __init__(self, clock: Callable[[], float] = time.time, decide: Issuer = cards.issuer) -> None:
        self._clock = clock
        self.ledger = Ledger(lambda: int(clock()), decide)

    def create(self, _: str, given: Parameters) -> Json:
        """POST /v1/payment_intents."""
        given.only(
            (
                "amount",
                "currency",
                "confirm",
                "capture_method",
                "metadata",
                "description",
                "receipt_email",
                "payment_method_types",
                "automatic_payment_methods",
                "off_session",
                "return_url",
                "expand",
                *METHOD,
            )
        )
        amount, currency = given.integer("amount"), given.required("currency").lower()
        if not is_currency(currency.upper()):
            raise ApiError.invalid(f"Invalid currency: {currency}.", "parameter_invalid", "currency")
        if amount < SMALLEST.get(currency, 1):
            raise ApiError.invalid(
                f"Amount must be at least {SMALLEST[currency]} in the smallest unit of {currency}.",
                "amount_too_small",
                "amount",
            )
        if amount > LARGEST:
            raise ApiError.invalid(f"Amount must be no more than {LARGEST}.", "amount_too_large", "amount")
        kinds = given.table("payment_method_types").values()
        if kinds and "card" not in kinds:
            raise ApiError.invalid("This gateway only takes cards.", "parameter_invalid", "payment_method_types")
        intent = Intent(
            amount,
            currency,
            int(self._clock()),
            given.choice("capture_method", ("automatic", "automatic_async", "manual")),
            given.table("metadata"),
            given.text("description"),
            given.text("receipt_email"),
        )
        confirm, method = given.flag("confirm"), self._method(given)
        self.ledger.open(intent, method)
        return self._confirmed(intent, None, given) if confirm else shapes.intent(intent)

    def confirm(self, id: str, given: Parameters) -> Json:
        """POST /v1/payment_intents/{id}/confirm."""
        given.only(("off_session", "return_url", "receipt_email", "expand", *METHOD))
        return self._confirmed(self._intent(id), self._method(given), given)

    def capture(self, id: str, given: Parameters) -> Json:
        """POST /v1/payment_intents/{id}/capture."""
        given.only(("amount_to_capture", "expand"))
        self.ledger.capture(self._intent(id), given.optional_integer("amount_to_capture"))
        return shapes.intent(self._intent(id), _expands(given))

    def cancel(self, id: str, given: Parameters) -> Json:
        """POST /v1/payment_intents/{id}/cancel."""
        given.only(("cancellation_reason", "expand"))
        self.ledger.cancel(self._intent(id), given.text("cancellation_reason"))
        return shapes.intent(self._intent(id), _expands(given))

    def retrieve(self, id: str, given: Parameters) -> Json:
        """GET /v1/payment_intents/{id}."""
        given.only(("expand", "client_secret"))
        return shapes.intent(self._intent(id), _expands(given))

    def list_intents(self, _: str, given: Parameters) -> Json:
        """GET /v1/payment_intents."""
        expand = _expands(given)
        return _page("/v1/payment_intents", self.ledger.intents, given, lambda intent: shapes.intent(intent, expand))

    def retrieve_charge(self, id: str, given: Parameters) -> Json:
        """GET /v1/charges/{id}."""
        given.only(())
        return shapes.charge(self._charge(id))

    def list_charges(self, _: str, given: Parameters) -> Json:
        """GET /v1/charges."""
        return _page("/v1/charges", self.ledger.charges, given, shapes.charge, "payment_intent")

    def refund(self, _: str, given: Parameters) -> Json:
        """POST /v1/refunds."""
        given.only(("payment_intent", "charge", "amount", "reason", "metadata"))
        if id := given.text("charge"):
            charge = self._charge(id)
        else:
            intent = self._intent(given.required("payment_intent"))
            if intent.status != "succeeded":
                raise ApiError.invalid(
                    f"This PaymentIntent ({intent.id}) does not have a successful charge to refund.",
                    param="payment_intent",
                )
            charge = intent.charges[-1]
        return shapes.refund(
            self.ledger.refund(charge, given.optional_integer("amount"), given.text("reason"), given.table("metadata"))
        )

    def retrieve_refund(self, id: str, given: Parameters) -> Json:
        """GET /v1/refunds/{id}."""
        given.only(())
        if id not in self.ledger.refunds:
            raise ApiError.missing("refund", id, "refund")
        return shapes.refund(self.ledger.refunds[id])

    def list_refunds(self, _: str, given: Parameters) -> Json:
        """GET /v1/refunds."""
        return _page("/v1/refunds", self.ledger.refunds, given, shapes.refund, "payment_intent", "charge")

    def _confirmed(self, intent: Intent, method: Method | None, given: Parameters) -> Json:
        charge = self.ledger.confirm(intent, method)
        if charge.failure:
            error = shapes.error(charge.failure)
            del error["type"], error["message"]
            raise ApiError(
                402,
                "card_error",
                charge.failure.message,
                charge=charge.id,
                payment_intent=shapes.intent(intent),
                **error,
            )
        return shapes.intent(intent, _expands(given))

    def _method(self, given: Parameters) -> Method | None:
        """The payment method of a call, by id or spelled out; a malformed card is refused before any bank is asked."""
        today = datetime.fromtimestamp(self._clock(), UTC).date()
        if id := given.text("payment_method"):
            if ready := cards.ready_made(id, today):
                return ready
            raise ApiError.missing("PaymentMethod", id, "payment_method")
        spelled = given.branch("payment_method_data")
        if not spelled.form:
            return None
        spelled.only(("type", "card", "billing_details", "metadata"))
        if spelled.required("type") != "card":
            raise ApiError.invalid("This gateway only takes cards.", "parameter_invalid", "payment_method_data[type]")
        read = cards.read(spelled.table("card"), today)
        if isinstance(read, Decline):
            error = shapes.error(read)
            del error["type"], error["message"]
            raise ApiError(402, "card_error", read.message, **error)
        return read

    def _intent(self, id: str) -> Intent:
        if id not in self.ledger.intents:
            raise ApiError.missing("payment_intent", id, "intent")
        return self.ledger.intents[id]

    def _charge(self, id: str) -> Charge:
        if id not in self.ledger.charges:
            raise ApiError.missing("charge", id, "charge")
        return self.ledger.charges[id]


def _expands(given: Parameters) -> bool:
    """Whether the caller wants the latest charge in full; nothing else can be expanded here."""
    for name in given.table("expand").values():
        if name.removeprefix("data.") != "latest_charge":
            raise ApiError.invalid(f"This property cannot be expanded ({name}).", param="expand")
    return bool(given.table("expand"))


def _page(
    url: str, entries: Mapping[str, Entry], given: Parameters, show: Callable[[Entry], Json], *filters: str
) -> Json:
    """A page of entries, newest first (https://docs.stripe.com/api/pagination)."""
    given.only(("limit", "starting_after", "ending_before", "created", "expand", *filters))
    limit = given.optional_integer("limit") or 10
    if limit > 100:
        raise ApiError.invalid("This value must be less than or equal to 100.", "parameter_invalid_integer", "limit")
    compare = {"gt": int.__gt__, "gte": int.__ge__, "lt": int.__lt__, "lte": int.__le__}
    created = given.form.get("created", {})
    bounds = {"": created} if isinstance(created, str) else given.table("created")
    for bound, text in bounds.items():
        if bound and bound not in compare:
            name = f"created[{bound}]"
            raise ApiError.invalid(f"Received unknown parameter: {name}", "parameter_unknown", name)
        given.integer("created", text)
    found = [
        entry
        for entry in reversed(list(entries.values()))
        if all(compare.get(bound, int.__eq__)(entry.created, int(text)) for bound, text in bounds.items())
    ]
    shown = [show(entry) for entry in found]
    for name in filters:
        if wanted := given.text(name):
            shown = [item for item in shown if item[name] == wanted]
    ids = [item["id"] for item in shown]
    if after := given.text("starting_after"):
        shown = shown[_place(ids, after, "starting_after") + 1 :]
    if before := given.text("ending_before"):
        newer = shown[: _place(ids, before, "ending_before")]
        return shapes.page(url, newer[-limit:], limit=limit, has_more=len(newer) > limit)
    return shapes.page(url, shown, limit=limit, has_more=len(shown) > limit)


def _place(ids: list[str], id: str, param: str) -> int:
    if id not in ids:
        raise ApiError.missing("object", id, param)
    return ids.index(id)


# -- HTTP --

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def application(key: str, gateway: Gateway) -> web.Application:
    """The API over HTTP for callers that know the secret key."""
    replays = Replays()

    def answer(call: Callable[[str, Parameters], Json]) -> Handler:
        async def handle(request: web.Request) -> web.Response:
            body = await request.read()
            encoded = body.decode("utf-8", "replace") if request.method == "POST" else request.query_string
            # Nothing awaits from here on: two calls with one key cannot overlap.
            idempotency_key = request.headers.get("Idempotency-Key") if request.method == "POST" else None
            try:
                _authorise(request, key)
                if idempotency_key and (before := replays.find(idempotency_key, request.path, body)):
                    return _response(before, replayed=True)
                done = _encoded(200, call(request.match_info.get("id", ""), Parameters(encoded)))
            except ApiError as error:
                done = _encoded(error.status, error.body)
                if error.body["error"]["type"] == "idempotency_error":
                    return _response(done)
            if idempotency_key:
                replays.keep(idempotency_key, request.path, body, done)
            return _response(done)

        return handle

    async def unknown(request: web.Request) -> web.Response:
        message = f"Unrecognized request URL ({request.method}: {request.path})."
        error = ApiError.invalid(message, status=404)
        return _response(_encoded(error.status, error.body))

    app = web.Application()
    app.router.add_post("/v1/payment_intents", answer(gateway.create))
    app.router.add_get("/v1/payment_intents", answer(gateway.list_intents))
    app.router.add_get("/v1/payment_intents/{id}", answer(gateway.retrieve))
    app.router.add_post("/v1/payment_intents/{id}/confirm", answer(gateway.confirm))
    app.router.add_post("/v1/payment_intents/{id}/capture", answer(gateway.capture))
    app.router.add_post("/v1/payment_intents/{id}/cancel", answer(gateway.cancel))
    app.router.add_get("/v1/charges", answer(gateway.list_charges))
    app.router.add_get("/v1/charges/{id}", answer(gateway.retrieve_charge))
    app.router.add_post("/v1/refunds", answer(gateway.refund))
    app.router.add_get("/v1/refunds", answer(gateway.list_refunds))
    app.router.add_get("/v1/refunds/{id}", answer(gateway.retrieve_refund))
    app.router.add_route("*", "/{anything:.*}", unknown)
    return app


def _authorise(request: web.Request, key: str) -> None:
    """Let the secret key pass, as a bearer token or as the user name of basic authentication."""
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "basic":
        try:
            given = base64.b64decode(given, validate=True).decode().partition(":")[0]
        except (binascii.Error, UnicodeDecodeError):
            given = ""
    if not given:
        raise ApiError.invalid("You did not provide an API key. Give your secret key as a bearer token.", status=401)
    if not hmac.compare_digest(given.encode(), key.encode()):
        raise ApiError.invalid(f"Invalid API Key provided: {given[:8]}****{given[-4:]}", status=401)


def _encoded(status: int, body: Json) -> Answer:
    return Answer(status, json.dumps(body, indent=2).encode())


def _response(answer: Answer, replayed: bool = False) -> web.Response:
    headers = {"Request-Id": f"req_{secrets.token_hex(7)}"} | ({"Idempotent-Replayed": "true"} if replayed else {})
    return web.Response(status=answer.status, body=answer.body, content_type="application/json", headers=headers)


def serve(http: socket.socket) -> None:
    """Run a gateway on a listening socket until the process ends; its key is $CHECKOUT_DEMO_GATEWAY_KEY."""
    asyncio.run(_serve(os.environ["CHECKOUT_DEMO_GATEWAY_KEY"], http))


async def _serve(key: str, http: socket.socket) -> None:
    runner = web.AppRunner(application(key, Gateway()))
    await runner.setup()
    await web.SockSite(runner, http).start()
    await asyncio.Event().wait()
