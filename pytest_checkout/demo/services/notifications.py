"""Tells the shop what happened to its payments, signed as Stripe signs, on the way that a test has planned for it.

Source of the signature: https://docs.stripe.com/webhooks#verify-manually, scheme v1; of what a shop has to expect
(twice, in any order, late): https://docs.stripe.com/webhooks#best-practices.
"""

import asyncio
import hashlib
import hmac
import json
import secrets
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

import aiohttp

from pytest_checkout.demo.services import shapes
from pytest_checkout.demo.services.ledger import Charge, Intent

ANSWER_SECONDS = 20
"""How long the shop may take to answer; Stripe gives no figure and asks for an answer before any real work."""
LATER_SECONDS = 1.5
"""How long after the answer a notification leaves by itself: the shopper is usually back first."""
WAYS = ("soon", "before", "held", "never")
OLD = 3600
"""Seconds by which an old notification is older than the five minutes that Stripe's libraries tolerate."""


@dataclass(frozen=True)
class Plan:
    """How the notifications about one shopper's payments travel.

    `arrive`: "soon" after the call that caused them was answered, as usual; "before" it is answered; "held" until they
    are released; "never". Each is sent `times` times at the same moment, and those that were held in `reverse` order
    if so wanted.
    """

    arrive: str = "soon"
    times: int = 1
    reverse: bool = False


@dataclass(frozen=True)
class Notification:
    """One event on its way: its id, its type, and the body that is sent, signed or not."""

    id: str
    kind: str
    body: bytes


@dataclass(frozen=True)
class Delivery:
    """One attempt to tell the shop: its HTTP status, or 0 for no answer, and how long the answer took."""

    kind: str
    status: int
    milliseconds: int


def sign(body: bytes, secret: str, at: int) -> str:
    """The header Stripe-Signature of a notification sent `at` this second of the epoch."""
    mark = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={at},v1={mark}"


class Notifications:
    """All notifications of this gateway, by the e-mail of the payer. Without an `endpoint` nobody is told."""

    def __init__(self, endpoint: str, secret: str, clock: Callable[[], float] = time.time) -> None:
        self.plans: dict[str, Plan] = {}
        self.sent: dict[str, list[Delivery]] = defaultdict(list)
        self.held: dict[str, list[Notification]] = defaultdict(list)
        self.dropped: dict[str, list[Notification]] = defaultdict(list)
        self._endpoint, self._secret, self._clock = endpoint, secret, clock
        self._charges: dict[str, Intent] = {}
        self._outbox: list[tuple[str, Notification]] = []
        self._under_way: set[asyncio.Task[None]] = set()
        self._session: aiohttp.ClientSession | None = None

    def tell(self, kind: str, about: Intent | Charge) -> None:
        """Something happened: write it down as it is at this moment. It leaves with the next `leave`."""
        if isinstance(about, Intent):
            self._charges.update({charge.id: about for charge in about.charges})
            email, shown = about.payer_email, shapes.intent(about)
        else:
            email, shown = self._charges[about.id].payer_email, shapes.charge(about)
        self._outbox.append((email, self.written(kind, shown)))

    def written(self, kind: str, about: shapes.Json) -> Notification:
        """A new event about an object."""
        id = f"evt_{secrets.token_hex(12)}"
        return Notification(id, kind, json.dumps(shapes.event(id, kind, about, int(self._clock()))).encode())

    async def leave(self) -> None:
        """Send what was written down, each as planned; returns when those have arrived that go before the answer."""
        outbox, self._outbox = self._outbox, []
        for email, notification in outbox:
            plan = self.plans.get(email, Plan())
            if plan.arrive == "never":
                self.dropped[email].append(notification)
            elif plan.arrive == "held":
                self.held[email].append(notification)
            elif plan.arrive == "before":
                await self._send(email, notification, plan.times)
            else:
                task = asyncio.create_task(self._send_soon(email, notification, plan.times))
                self._under_way.add(task)
                task.add_done_callback(self._under_way.discard)

    async def release(self, email: str) -> None:
        """Send what was held, one after the other, and wait for what is under way."""
        plan, held = self.plans.get(email, Plan()), self.held.pop(email, [])
        for notification in reversed(held) if plan.reverse else held:
            await self._send(email, notification, plan.times)
        if self._under_way:
            await asyncio.wait(self._under_way)

    async def forge(self, how: str, about: Intent) -> int:
        """Tell the shop that `about` was paid as a swindler would; the status of its answer, 0 for none.

        `how`: "wrong secret", "no signature", "old" (a true one, an hour later), "unknown payment" (signed rightly).
        """
        shown = shapes.intent(about) | {"status": "succeeded", "amount_received": about.amount}
        if how == "unknown payment":
            shown |= {"id": f"pi_{secrets.token_hex(12)}", "metadata": {}}
        body, now = self.written("payment_intent.succeeded", shown).body, int(self._clock())
        headers = {
            "wrong secret": {"Stripe-Signature": sign(body, "whsec_of_somebody_else", now)},
            "no signature": {},
            "old": {"Stripe-Signature": sign(body, self._secret, now - OLD)},
            "unknown payment": {"Stripe-Signature": sign(body, self._secret, now)},
        }[how]
        return (await self._post(body, headers))[0]

    def forget(self, email: str) -> None:
        """The notifications of this shopper go their usual way again."""
        for kept in (self.plans, self.sent, self.held, self.dropped):
            kept.pop(email, None)

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()

    async def _send_soon(self, email: str, notification: Notification, times: int) -> None:
        await asyncio.sleep(LATER_SECONDS)
        await self._send(email, notification, times)

    async def _send(self, email: str, notification: Notification, times: int) -> None:
        async def once() -> None:
            signature = sign(notification.body, self._secret, int(self._clock()))
            status, took = await self._post(notification.body, {"Stripe-Signature": signature})
            self.sent[email].append(Delivery(notification.kind, status, took))

        if self._endpoint:
            await asyncio.gather(*(once() for _ in range(times)))

    async def _post(self, body: bytes, headers: dict[str, str]) -> tuple[int, int]:
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=ANSWER_SECONDS))
        headers = {"Content-Type": "application/json; charset=utf-8", **headers}
        began = time.monotonic()
        try:
            async with self._session.post(self._endpoint, data=body, headers=headers) as answer:
                status = answer.status
                await answer.read()
        except (TimeoutError, aiohttp.ClientError):
            status = 0
        return status, round(1000 * (time.monotonic() - began))
