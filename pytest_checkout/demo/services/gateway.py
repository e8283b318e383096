"""A double of Stripe's payment API: payment intents, charges and refunds over HTTP, with test cards and without a bank.

It speaks the part of https://docs.stripe.com/api that a shop needs to take, hold, cancel and refund a payment by card
or direct debit, as the official `stripe` SDK calls it; it asks payers to authenticate, and tells the shop about it.
What it does not know it refuses; it never answers success to something it ignored.
"""

import asyncio
import base64
import binascii
import hmac
import json
import os
import secrets
import socket
from collections.abc import Awaitable, Callable
from pathlib import Path

from aiohttp import web

from pytest_checkout.demo.services import challenge, control
from pytest_checkout.demo.services.api_error import ApiError
from pytest_checkout.demo.services.calls import Gateway
from pytest_checkout.demo.services.control import Control
from pytest_checkout.demo.services.idempotency import Answer, Replays
from pytest_checkout.demo.services.notifications import Notifications
from pytest_checkout.demo.services.parameters import Parameters
from pytest_checkout.demo.services.shapes import Json

CARD_SCRIPT = Path(__file__).with_name("card.js")
"""Loaded by the shop's card form; like every gateway's script it needs no key."""

ACCOUNT = "acct_1DemoStore"
"""Whose money it is: the account that the key belongs to."""
EXPIRED = "sk_test_expired"
"""How keys begin that were good once."""

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def application(key: str, gateway: Gateway, notifications: Notifications) -> web.Application:
    """The API over HTTP for callers that know the secret key, the page for payers, and the control of tests."""
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
            await notifications.leave()
            return _response(done)

        return handle

    def arranged(act: control.Act) -> Handler:
        async def handle(request: web.Request) -> web.Response:
            try:
                _authorise(request, key)
                done = _encoded(200, await act(request.match_info.get("email", ""), control.body(await request.read())))
            except ApiError as error:
                done = _encoded(error.status, error.body)
            await notifications.leave()
            return _response(done)

        return handle

    async def authenticate(request: web.Request) -> web.StreamResponse:
        intent = gateway.ledger.intents.get(request.match_info["id"])
        if intent is None or request.query.get("client_secret") != intent.client_secret:
            return _page(challenge.over("There is no such payment"), 404)
        if intent.status != "requires_action":
            return _page(challenge.over("This payment is not waiting for you any more"), 410)
        if request.method == "GET":
            return _page(challenge.asking())
        outcome = (await request.post()).get("outcome")
        if outcome not in (challenge.PASSED, challenge.FAILED, challenge.CANCELLED):
            return _page(challenge.asking(), 400)
        gateway.ledger.authenticate(intent, passed=outcome == challenge.PASSED)
        await notifications.leave()
        raise web.HTTPSeeOther(challenge.way_back(intent))

    async def unknown(request: web.Request) -> web.Response:
        message = f"Unrecognized request URL ({request.method}: {request.path})."
        error = ApiError.invalid(message, status=404)
        return _response(_encoded(error.status, error.body))

    async def card_script(_: web.Request) -> web.StreamResponse:
        return web.FileResponse(CARD_SCRIPT, headers={"Content-Type": "text/javascript; charset=utf-8"})

    app = web.Application()
    app.router.add_get("/card.js", card_script)
    app.router.add_get("/authenticate/{id}", authenticate)
    app.router.add_post("/authenticate/{id}", authenticate)
    app.add_routes(Control(gateway.ledger, notifications).routes(arranged))
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
    if given.startswith(EXPIRED):
        raise ApiError.invalid(f"Expired API Key provided: {given[:8]}****{given[-4:]}", "api_key_expired", status=401)
    if not hmac.compare_digest(given.encode(), key.encode()):
        raise ApiError.invalid(f"Invalid API Key provided: {given[:8]}****{given[-4:]}", status=401)
    account = request.headers.get("Stripe-Account", ACCOUNT)
    if account != ACCOUNT:
        raise ApiError.invalid(
            f"The provided key '{given[:8]}****{given[-4:]}' does not have access to account '{account}' (or that "
            "account does not exist). Application access may have been revoked.",
            "account_invalid",
            status=403,
        )


def _encoded(status: int, body: Json) -> Answer:
    return Answer(status, json.dumps(body, indent=2).encode())


def _response(answer: Answer, replayed: bool = False) -> web.Response:
    headers = {"Request-Id": f"req_{secrets.token_hex(7)}"} | ({"Idempotent-Replayed": "true"} if replayed else {})
    return web.Response(status=answer.status, body=answer.body, content_type="application/json", headers=headers)


def _page(html: str, status: int = 200) -> web.Response:
    return web.Response(text=html, status=status, content_type="text/html", headers={"Cache-Control": "no-store"})


def serve(http: socket.socket) -> None:
    """Run a gateway on a listening socket until the process ends.

    Its key is $CHECKOUT_DEMO_GATEWAY_KEY. It notifies $CHECKOUT_DEMO_WEBHOOK, if set, and signs with
    $CHECKOUT_DEMO_WEBHOOK_SECRET.
    """
    asyncio.run(_serve(os.environ["CHECKOUT_DEMO_GATEWAY_KEY"], http))


async def _serve(key: str, http: socket.socket) -> None:
    host, port = http.getsockname()[:2]
    endpoint, secret = (os.environ.get(f"CHECKOUT_DEMO_WEBHOOK{part}", "") for part in ("", "_SECRET"))
    notifications = Notifications(endpoint, secret)
    gateway = Gateway(tell=notifications.tell, url=f"http://{host}:{port}")
    runner = web.AppRunner(application(key, gateway, notifications))
    await runner.setup()
    await web.SockSite(runner, http).start()
    await asyncio.Event().wait()
