"""What a test arranges at this gateway; Stripe has nothing like it: below /control, with the secret key, in JSON.

Everything is about one payer, named by the e-mail that the shop gave with the payment, so that tests do not meet.
"""

import json
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import Any

from aiohttp import web

from pytest_checkout.demo.services.api_error import ApiError
from pytest_checkout.demo.services.cards import Decline
from pytest_checkout.demo.services.ledger import Intent, Ledger
from pytest_checkout.demo.services.notifications import WAYS, Notifications, Plan
from pytest_checkout.demo.services.shapes import Json

FORGERIES = ("wrong secret", "no signature", "old", "unknown payment")
REFUSED_DEBIT = Decline("payment_intent_payment_attempt_failed", "The bank refused the debit.", None, None)

Act = Callable[[str, Json], Awaitable[Json]]


class Control:
    """The acts of a test, over the ledger and the notifications of one gateway."""

    def __init__(self, ledger: Ledger, notifications: Notifications) -> None:
        self._ledger, self._notifications = ledger, notifications

    def routes(self, answer: Callable[[Act], Any]) -> list[web.RouteDef]:
        """The addresses, each handled by `answer` of its act."""
        place = "/control/payers/{email}"
        return [
            web.get("/control/payers", answer(self.arranged)),
            web.get(f"{place}/notifications", answer(self.told)),
            web.put(f"{place}/notifications", answer(self.plan)),
            web.delete(f"{place}/notifications", answer(self.forget)),
            web.post(f"{place}/notifications/release", answer(self.release)),
            web.post(f"{place}/forgeries", answer(self.forge)),
            web.post(f"{place}/settlements", answer(self.settle)),
            web.put(f"{place}/captures", answer(self.refuse_captures)),
        ]

    async def arranged(self, _email: str, _wanted: Json) -> Json:
        """The payers whose payments do not go their usual way."""
        refused = {email for email, times in self._ledger.captures_to_refuse.items() if times}
        return {"arranged": sorted(refused | self._notifications.plans.keys())}

    async def told(self, email: str, _: Json) -> Json:
        """What was sent, with the shop's answers, what is held, what was dropped."""
        known = self._notifications
        return {
            "sent": [asdict(delivery) for delivery in known.sent.get(email, ())],
            "held": [notification.kind for notification in known.held.get(email, ())],
            "dropped": [notification.kind for notification in known.dropped.get(email, ())],
        }

    async def plan(self, email: str, wanted: Json) -> Json:
        """{"arrive": ..., "times": 1, "reverse": false}: the way of this payer's notifications from now on."""
        given = {"arrive": "soon", "times": 1, "reverse": False} | wanted
        if given["arrive"] not in WAYS or not isinstance(given["times"], int) or not 1 <= given["times"] <= 20:
            raise _refused(f"'arrive' is one of {', '.join(WAYS)}; 'times' a number from 1 to 20")
        plan = Plan(given["arrive"], given["times"], bool(given["reverse"]))
        self._notifications.plans[email] = plan
        return asdict(plan)

    async def forget(self, email: str, _: Json) -> Json:
        self._notifications.forget(email)
        self._ledger.captures_to_refuse.pop(email, None)
        return {}

    async def release(self, email: str, wanted: Json) -> Json:
        """Send what is held, wait for what is under way, and tell as `told` does."""
        await self._notifications.release(email)
        return await self.told(email, wanted)

    async def forge(self, email: str, wanted: Json) -> Json:
        """{"how": ...}: a notification that no gateway sent, about the payer's latest payment; the shop's answer."""
        if wanted.get("how") not in FORGERIES:
            raise _refused(f"'how' is one of {', '.join(FORGERIES)}")
        return {"status": await self._notifications.forge(wanted["how"], self._latest(email))}

    async def settle(self, email: str, wanted: Json) -> Json:
        """{"outcome": "succeeded" or "failed"}: the bank's answer to the payer's latest debit."""
        if wanted.get("outcome") not in ("succeeded", "failed"):
            raise _refused("'outcome' is succeeded or failed")
        intent = self._latest(email)
        self._ledger.settle(intent, REFUSED_DEBIT if wanted["outcome"] == "failed" else None)
        return {"status": intent.status}

    async def refuse_captures(self, email: str, wanted: Json) -> Json:
        """{"next": n}: the next n captures of this payer's money fail."""
        if not isinstance(wanted.get("next"), int):
            raise _refused("'next' is a number")
        self._ledger.captures_to_refuse[email] = wanted["next"]
        return {"next": wanted["next"]}

    def _latest(self, email: str) -> Intent:
        mine = [intent for intent in self._ledger.intents.values() if intent.payer_email == email]
        if not mine:
            raise _refused(f"there is no payment of {email}", 404)
        return mine[-1]


def body(text: bytes) -> Json:
    """The JSON object of a request; {} when it has none. Raises ApiError."""
    try:
        wanted = json.loads(text or b"{}")
    except ValueError:
        wanted = None
    if not isinstance(wanted, dict):
        raise _refused("the body must be a JSON object")
    return wanted


def _refused(sentence: str, status: int = 400) -> ApiError:
    return ApiError.invalid(sentence, status=status)
