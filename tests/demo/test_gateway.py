"""The gateway double, called as a shop calls it: by the official stripe SDK, over HTTP."""

import pickle
from collections.abc import Callable, Iterator

import pytest
import requests
import stripe

from pytest_checkout.demo.services.calls import Gateway
from pytest_checkout.demo.services.parameters import Parameters
from tests.demo.running import running_service

KEY = "sk_test_of_the_suite"
GOOD = {"number": "4242424242424242", "exp_month": 12, "exp_year": 2040, "cvc": "123"}
Pay = Callable[..., stripe.PaymentIntent]


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("CHECKOUT_DEMO_GATEWAY_KEY", KEY)
        with running_service("gateway", tmp_path_factory.mktemp("gateway") / "gateway.log") as where:
            yield where["url"]


@pytest.fixture(scope="module")
def client(url: str) -> stripe.StripeClient:
    return stripe.StripeClient(KEY, base_addresses={"api": url}, max_network_retries=0)


@pytest.fixture(scope="module")
def pay(client: stripe.StripeClient) -> Pay:
    """Takes GBP 13.37 at once with the card typed in; every parameter can be given instead."""

    def pay(card: dict[str, object] = GOOD, key: str | None = None, **given: object) -> stripe.PaymentIntent:
        params = {
            "amount": 1337,
            "currency": "gbp",
            "confirm": True,
            "payment_method_data": {"type": "card", "card": card},
        } | given
        options = {"idempotency_key": key} if key else {}
        return client.v1.payment_intents.create(params, options)

    return pay


def refused(pay: Pay, *arguments: object, **given: object) -> stripe.CardError:
    with pytest.raises(stripe.CardError) as caught:
        pay(*arguments, **given)
    return caught.value


# -- taking money --


def test_a_good_card_is_charged_and_the_order_is_written_down(pay: Pay, client: stripe.StripeClient) -> None:
    paid = pay(metadata={"order_number": "100021", "email": "ada@example.com"}, expand=["latest_charge"])
    assert (paid.status, paid.amount_received, paid.currency) == ("succeeded", 1337, "gbp")
    found = client.v1.payment_intents.retrieve(paid.id)
    assert found.metadata["order_number"] == "100021"
    assert found.latest_charge == paid.latest_charge.id
    assert paid.latest_charge.payment_method_details.card.last4 == "4242"


DECLINES = [
    ("4000000000000002", "card_declined", "generic_decline"),
    ("4000000000009995", "card_declined", "insufficient_funds"),
    ("4000000000009987", "card_declined", "lost_card"),
    ("4000000000009979", "card_declined", "stolen_card"),
    ("4000000000006975", "card_declined", "card_velocity_exceeded"),
    ("4000000000000069", "expired_card", None),
    ("4000000000000127", "incorrect_cvc", None),
    ("4000000000000119", "processing_error", None),
    ("4111111111111111", "card_declined", "test_mode_live_card"),
]


@pytest.mark.parametrize(("number", "code", "decline_code"), DECLINES)
def test_each_decline_card_is_declined_for_its_own_reason(
    pay: Pay, client: stripe.StripeClient, number: str, code: str, decline_code: str | None
) -> None:
    error = refused(pay, GOOD | {"number": number})
    assert (error.http_status, error.code, error.error.decline_code) == (402, code, decline_code)
    intent = client.v1.payment_intents.retrieve(error.error.payment_intent.id)
    assert (intent.status, intent.amount_received) == ("requires_payment_method", 0)
    assert intent.last_payment_error.code == code
    assert client.v1.charges.retrieve(error.error.charge).status == "failed"


@pytest.mark.parametrize(
    ("wrong", "code", "param"),
    [
        ({"number": "4242424242424241"}, "incorrect_number", "number"),
        ({"number": "not a card"}, "incorrect_number", "number"),
        ({"exp_month": 13}, "invalid_expiry_month", "exp_month"),
        ({"exp_year": 2001}, "invalid_expiry_year", "exp_year"),
        ({"cvc": "12"}, "invalid_cvc", "cvc"),
    ],
)
def test_a_malformed_card_is_refused_before_any_charge(
    pay: Pay, wrong: dict[str, object], code: str, param: str
) -> None:
    error = refused(pay, GOOD | wrong)
    assert (error.code, error.param) == (code, param)
    assert error.error.charge is None


def test_after_a_decline_another_card_pays_the_same_intent(pay: Pay, client: stripe.StripeClient) -> None:
    intent = refused(pay, GOOD | {"number": "4000000000000002"}).error.payment_intent.id
    paid = client.v1.payment_intents.confirm(intent, {"payment_method": "pm_card_mastercard"})
    assert (paid.status, paid.last_payment_error) == ("succeeded", None)
    tries = client.v1.charges.list({"payment_intent": intent})
    assert [charge.status for charge in tries.data] == ["succeeded", "failed"]


def test_ready_made_payment_methods_end_as_their_names_say(client: stripe.StripeClient) -> None:
    with pytest.raises(stripe.CardError) as caught:
        client.v1.payment_intents.create(
            {
                "amount": 500,
                "currency": "eur",
                "confirm": True,
                "payment_method": "pm_card_visa_chargeDeclinedInsufficientFunds",
            }
        )
    assert caught.value.error.decline_code == "insufficient_funds"


def test_an_intent_may_be_planned_now_and_confirmed_later(client: stripe.StripeClient) -> None:
    planned = client.v1.payment_intents.create({"amount": 500, "currency": "gbp"})
    assert planned.status == "requires_payment_method"
    with pytest.raises(stripe.InvalidRequestError, match="missing a payment method"):
        client.v1.payment_intents.confirm(planned.id)
    assert client.v1.payment_intents.confirm(planned.id, {"payment_method": "pm_card_visa"}).status == "succeeded"
    with pytest.raises(stripe.InvalidRequestError, match="status of succeeded"):
        client.v1.payment_intents.confirm(planned.id, {"payment_method": "pm_card_visa"})


# -- holding, cancelling, refunding --


def test_an_authorised_amount_is_captured_in_part(pay: Pay, client: stripe.StripeClient) -> None:
    held = pay(capture_method="manual")
    assert (held.status, held.amount_capturable, held.amount_received) == ("requires_capture", 1337, 0)
    with pytest.raises(stripe.InvalidRequestError) as caught:
        client.v1.payment_intents.capture(held.id, {"amount_to_capture": 1338})
    assert caught.value.code == "amount_too_large"
    taken = client.v1.payment_intents.capture(held.id, {"amount_to_capture": 1000})
    assert (taken.status, taken.amount_received, taken.amount_capturable) == ("succeeded", 1000, 0)


def test_a_cancelled_hold_takes_nothing_and_stays_cancelled(pay: Pay, client: stripe.StripeClient) -> None:
    held = pay(capture_method="manual")
    gone = client.v1.payment_intents.cancel(held.id, {"cancellation_reason": "requested_by_customer"})
    assert (gone.status, gone.amount_received, gone.cancellation_reason) == ("canceled", 0, "requested_by_customer")
    with pytest.raises(stripe.InvalidRequestError) as caught:
        client.v1.payment_intents.capture(held.id)
    assert caught.value.code == "payment_intent_unexpected_state"


def test_money_taken_cannot_be_cancelled(pay: Pay, client: stripe.StripeClient) -> None:
    with pytest.raises(stripe.InvalidRequestError, match="status of succeeded"):
        client.v1.payment_intents.cancel(pay().id)


def test_refunds_give_back_no_more_than_was_taken(pay: Pay, client: stripe.StripeClient) -> None:
    paid = pay()
    part = client.v1.refunds.create({"payment_intent": paid.id, "amount": 300, "reason": "requested_by_customer"})
    assert (part.amount, part.status, part.charge) == (300, "succeeded", paid.latest_charge)
    with pytest.raises(stripe.InvalidRequestError, match="greater than unrefunded amount"):
        client.v1.refunds.create({"payment_intent": paid.id, "amount": 1038})
    rest = client.v1.refunds.create({"charge": paid.latest_charge})
    assert rest.amount == 1037
    with pytest.raises(stripe.InvalidRequestError) as caught:
        client.v1.refunds.create({"payment_intent": paid.id})
    assert caught.value.code == "charge_already_refunded"
    assert client.v1.charges.retrieve(paid.latest_charge).refunded
    assert [refund.id for refund in client.v1.refunds.list({"payment_intent": paid.id}).data] == [rest.id, part.id]
    assert client.v1.refunds.retrieve(part.id).amount == 300


def test_what_was_never_taken_cannot_be_refunded(client: stripe.StripeClient) -> None:
    planned = client.v1.payment_intents.create({"amount": 500, "currency": "gbp"})
    with pytest.raises(stripe.InvalidRequestError, match="does not have a successful charge"):
        client.v1.refunds.create({"payment_intent": planned.id})


# -- idempotency --


def test_the_same_call_with_the_same_key_charges_once(pay: Pay, client: stripe.StripeClient) -> None:
    first, second = (pay(key="order-1", metadata={"order_number": "1"}) for _ in range(2))
    assert second.id == first.id
    assert "Idempotent-Replayed" not in first.last_response.headers
    assert second.last_response.headers["Idempotent-Replayed"] == "true"
    booked = client.v1.payment_intents.list({"limit": 100}).data
    assert [intent.id for intent in booked if intent.metadata.to_dict().get("order_number") == "1"] == [first.id]


def test_another_body_under_the_same_key_is_refused_and_charges_nothing(pay: Pay, client: stripe.StripeClient) -> None:
    pay(key="order-2")
    before = client.v1.payment_intents.list().data[0].id
    with pytest.raises(stripe.IdempotencyError, match="same parameters") as caught:
        pay(key="order-2", amount=1338)
    assert caught.value.http_status == 400
    assert client.v1.payment_intents.list().data[0].id == before


def test_a_key_belongs_to_one_endpoint(pay: Pay, client: stripe.StripeClient) -> None:
    paid = pay(key="order-3")
    with pytest.raises(stripe.IdempotencyError, match="same endpoint"):
        client.v1.refunds.create({"payment_intent": paid.id}, {"idempotency_key": "order-3"})


def test_a_decline_is_repeated_not_retried(pay: Pay) -> None:
    no_funds = GOOD | {"number": "4000000000009995"}
    first, second = refused(pay, no_funds, key="order-4"), refused(pay, no_funds, key="order-4")
    assert second.error.payment_intent.id == first.error.payment_intent.id
    assert second.headers["Idempotent-Replayed"] == "true"


def test_a_call_refused_for_its_parameters_does_not_use_up_its_key(pay: Pay) -> None:
    with pytest.raises(stripe.InvalidRequestError):
        pay(key="order-5", amount=1)
    assert pay(key="order-5").status == "succeeded"


# -- listing --


def test_lists_are_newest_first_and_page_without_gap_or_repetition(pay: Pay, client: stripe.StripeClient) -> None:
    made = [pay(metadata={"page": "yes"}).id for _ in range(5)]
    first = client.v1.payment_intents.list({"limit": 2})
    assert [intent.id for intent in first.data] == made[:-3:-1]
    assert first.has_more
    second = client.v1.payment_intents.list({"limit": 2, "starting_after": first.data[-1].id})
    assert [intent.id for intent in second.data] == made[-3:-5:-1]
    back = client.v1.payment_intents.list({"limit": 2, "ending_before": second.data[0].id})
    assert [intent.id for intent in back.data] == [intent.id for intent in first.data]
    nearest = client.v1.payment_intents.list({"limit": 2, "ending_before": made[0]})
    assert [intent.id for intent in nearest.data] == [made[2], made[1]]
    assert nearest.has_more
    everything = [intent.id for intent in client.v1.payment_intents.list({"limit": 3}).auto_paging_iter()]
    assert everything[:5] == made[::-1]
    assert len(everything) == len(set(everything))


def test_lists_are_filtered_by_time(pay: Pay, client: stripe.StripeClient) -> None:
    created = pay().created
    intents = client.v1.payment_intents
    assert intents.list({"created": {"gte": created}}).data
    assert not intents.list({"created": {"gt": created + 60}}).data
    assert all(intent.created < created for intent in intents.list({"created": {"lt": created}}).data)
    assert all(intent.created == created for intent in intents.list({"created": created}).data)


def test_the_cursor_of_a_list_must_exist(client: stripe.StripeClient) -> None:
    with pytest.raises(stripe.InvalidRequestError) as caught:
        client.v1.payment_intents.list({"starting_after": "pi_nothing"})
    assert caught.value.code == "resource_missing"


# -- refusing --


@pytest.mark.parametrize(
    ("given", "code", "param"),
    [
        ({"amount": "12.50"}, "parameter_invalid_integer", "amount"),
        ({"amount": -5}, "parameter_invalid_integer", "amount"),
        ({"amount": 29}, "amount_too_small", "amount"),
        ({"amount": 100_000_000}, "amount_too_large", "amount"),
        ({"amount": ""}, "parameter_missing", "amount"),
        ({"currency": "gpb"}, "parameter_invalid", "currency"),
        ({"capture_method": "later"}, "parameter_invalid", "capture_method"),
        ({"payment_method_types": ["klarna"]}, "parameter_invalid", "payment_method_types"),
        ({"payment_method": "pm_card_imaginary"}, "resource_missing", "payment_method"),
        ({"transfer_data": {"amount": 5}}, "parameter_unknown", "transfer_data"),
        ({"expand": ["customer"]}, None, "expand"),
    ],
)
def test_what_the_double_does_not_know_it_refuses(
    pay: Pay, given: dict[str, object], code: str | None, param: str
) -> None:
    with pytest.raises(stripe.InvalidRequestError) as caught:
        pay(**given)
    assert (caught.value.code, caught.value.param) == (code, param)


def test_what_is_refused_for_its_parameters_leaves_no_trace(pay: Pay, client: stripe.StripeClient) -> None:
    held = pay(capture_method="manual")
    with pytest.raises(stripe.InvalidRequestError, match="cannot be expanded"):
        client.v1.payment_intents.capture(held.id, {"expand": ["customer"]})
    with pytest.raises(stripe.InvalidRequestError, match="cannot be expanded"):
        pay(expand=["customer"])
    newest = client.v1.payment_intents.list({"limit": 1}).data[0]
    assert (newest.id, newest.status) == (held.id, "requires_capture")
    with pytest.raises(stripe.InvalidRequestError, match="unknown parameter: expand"):
        client.v1.charges.list({"expand": ["data.customer"]})


def test_a_wrong_key_is_refused_without_repeating_it(url: str) -> None:
    stranger = stripe.StripeClient("sk_test_somebody_else_entirely", base_addresses={"api": url})
    with pytest.raises(stripe.AuthenticationError, match="Invalid API Key") as caught:
        stranger.v1.payment_intents.list()
    assert caught.value.http_status == 401
    assert "somebody" not in str(caught.value)


def test_the_key_may_come_as_the_user_of_basic_authentication(url: str) -> None:
    assert requests.get(f"{url}/v1/charges", auth=(KEY, ""), timeout=5).status_code == 200
    assert requests.get(f"{url}/v1/charges", auth=("sk_test_other", ""), timeout=5).status_code == 401
    assert requests.get(f"{url}/v1/charges", timeout=5).json()["error"]["message"].startswith("You did not provide")


def test_unknown_objects_and_addresses_are_not_found(client: stripe.StripeClient) -> None:
    for retrieve in (client.v1.payment_intents.retrieve, client.v1.charges.retrieve, client.v1.refunds.retrieve):
        with pytest.raises(stripe.InvalidRequestError, match="No such") as caught:
            retrieve("xx_nothing")
        assert (caught.value.http_status, caught.value.code) == (404, "resource_missing")
    with pytest.raises(stripe.InvalidRequestError, match="Unrecognized request URL"):
        client.v1.customers.list()


# -- keeping secrets --


def test_no_answer_holds_a_full_card_number(pay: Pay, url: str) -> None:
    pay(key="order-6")
    refused(pay, GOOD | {"number": "4000000000009995"}, key="order-7")
    for kind in ("payment_intents", "charges"):
        text = requests.get(f"{url}/v1/{kind}", {"limit": 100}, auth=(KEY, ""), timeout=5).text
        assert "4242424242424242" not in text
        assert "4000000000009995" not in text


def test_the_ledger_never_keeps_a_full_card_number_not_even_before_the_confirmation() -> None:
    gateway = Gateway()
    card = "payment_method_data[card]"
    waiting = gateway.create(
        "",
        Parameters(
            f"amount=500&currency=gbp&payment_method_data[type]=card&{card}[number]=4242424242424242"
            f"&{card}[exp_month]=12&{card}[exp_year]=2040"
        ),
    )
    assert b"4242424242424242" not in kept(gateway)
    gateway.confirm(waiting["id"], Parameters(""))
    assert b"4242424242424242" not in kept(gateway)
    assert b"4242" in kept(gateway)


def kept(gateway: Gateway) -> bytes:
    return b"".join(pickle.dumps(part) for part in vars(gateway.ledger).values() if not callable(part))
