"""The calls of the payment API over one ledger: parameters in, the API's JSON or an ApiError out."""

import time
from collections.abc import Callable
from datetime import UTC, datetime

from babel.numbers import is_currency

from pytest_checkout.demo.services import cards, shapes
from pytest_checkout.demo.services.api_error import ApiError
from pytest_checkout.demo.services.cards import Decline, Issuer
from pytest_checkout.demo.services.ledger import Charge, Intent, Ledger, Method, Tell
from pytest_checkout.demo.services.paging import OWN, page
from pytest_checkout.demo.services.parameters import Parameters
from pytest_checkout.demo.services.shapes import Json

SMALLEST = {"gbp": 30, "eur": 50, "usd": 50}
"""Smallest amounts that are charged, in minor units (https://docs.stripe.com/currencies, minimum charge amounts)."""
LARGEST = 99_999_999
METHOD = ("payment_method", "payment_method_data")
KINDS = ("card", "bacs_debit")


class Gateway:
    """The calls of the API over one ledger: each takes the id in its path and its parameters, and returns JSON."""

    def __init__(
        self,
        clock: Callable[[], float] = time.time,
        decide: Issuer = cards.issuer,
        tell: Tell = lambda *_: None,
        url: str = "",
    ) -> None:
        self._clock, self._url = clock, url
        self.ledger = Ledger(lambda: int(clock()), decide, tell)

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
        kinds = tuple(given.table("payment_method_types").values()) or ("card",)
        if not set(kinds) <= set(KINDS):
            raise ApiError.invalid(
                f"This gateway takes {' and '.join(KINDS)} only.", "parameter_invalid", "payment_method_types"
            )
        intent = Intent(
            amount,
            currency,
            int(self._clock()),
            given.choice("capture_method", ("automatic", "automatic_async", "manual")),
            given.table("metadata"),
            given.text("description"),
            given.text("receipt_email"),
            kinds,
            given.text("return_url"),
        )
        confirm, method, expand = given.flag("confirm"), self._method(given), _expands(given)
        # Everything that can be refused has been: from here on the call leaves a trace.
        self.ledger.open(intent, method)
        return self._confirmed(intent, None, expand) if confirm else self._shown(intent, expand)

    def confirm(self, id: str, given: Parameters) -> Json:
        """POST /v1/payment_intents/{id}/confirm."""
        given.only(("off_session", "return_url", "expand", *METHOD))
        intent, method, expand = self._intent(id), self._method(given), _expands(given)
        intent.return_url = given.text("return_url") or intent.return_url
        return self._confirmed(intent, method, expand)

    def capture(self, id: str, given: Parameters) -> Json:
        """POST /v1/payment_intents/{id}/capture."""
        given.only(("amount_to_capture", "expand"))
        expand = _expands(given)
        self.ledger.capture(self._intent(id), given.optional_integer("amount_to_capture"))
        return self._shown(self._intent(id), expand)

    def cancel(self, id: str, given: Parameters) -> Json:
        """POST /v1/payment_intents/{id}/cancel."""
        given.only(("cancellation_reason", "expand"))
        expand = _expands(given)
        self.ledger.cancel(self._intent(id), given.text("cancellation_reason"))
        return self._shown(self._intent(id), expand)

    def retrieve(self, id: str, given: Parameters) -> Json:
        """GET /v1/payment_intents/{id}."""
        given.only(("expand", "client_secret"))
        return self._shown(self._intent(id), _expands(given))

    def list_intents(self, _: str, given: Parameters) -> Json:
        """GET /v1/payment_intents."""
        given.only((*OWN, "expand"))
        expand = _expands(given)
        return page("/v1/payment_intents", self.ledger.intents, given, lambda intent: self._shown(intent, expand))

    def retrieve_charge(self, id: str, given: Parameters) -> Json:
        """GET /v1/charges/{id}."""
        given.only(())
        return shapes.charge(self._charge(id))

    def list_charges(self, _: str, given: Parameters) -> Json:
        """GET /v1/charges."""
        given.only((*OWN, "payment_intent"))
        return page("/v1/charges", self.ledger.charges, given, shapes.charge, "payment_intent")

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
        given.only((*OWN, "payment_intent", "charge"))
        return page("/v1/refunds", self.ledger.refunds, given, shapes.refund, "payment_intent", "charge")

    def _confirmed(self, intent: Intent, method: Method | None, expand: bool) -> Json:
        charge = self.ledger.confirm(intent, method)
        if charge and charge.failure:
            told = shapes.error(charge.failure) | {"charge": charge.id, "payment_intent": self._shown(intent, False)}
            raise ApiError(402, **told)
        return self._shown(intent, expand)

    def _shown(self, intent: Intent, expand: bool) -> Json:
        return shapes.intent(intent, expand, self._url)

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
            raise ApiError.invalid("Only cards are spelled out.", "parameter_invalid", "payment_method_data[type]")
        read = cards.read(spelled.table("card"), today)
        if isinstance(read, Decline):
            raise ApiError(402, **shapes.error(read))
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
