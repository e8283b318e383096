"""Steps that ask what really happened: the page, the order, the charge, the mail."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pytest_bdd import then

from pytest_checkout import bill
from pytest_checkout.checks import CheckFailed, expect, expect_that
from pytest_checkout.domain import Address, Money, Order, Stage
from pytest_checkout.errors import CannotProvide
from pytest_checkout.steps.eventually import eventually
from pytest_checkout.steps.phrases import Phrase
from pytest_checkout.steps.purchase import Purchase
from pytest_checkout.store.ports import BackOffice, Charge, Mailbox, PaymentLedger
from pytest_checkout.store.profile import StoreProfile, name_in
from pytest_checkout.store.roles import Literal, Role
from pytest_checkout.storefront.shopper import Shopper
from pytest_checkout.storefront.words import normal


@then(Phrase("my order should be confirmed"))
def my_order_should_be_confirmed(checkout_purchase: Purchase) -> None:
    order = confirmed_order(checkout_purchase)
    expect_that(
        bool(order.number),
        "The confirmation page",
        expected="to show an order number",
        actual="no number on the page",
    )


@then(Phrase("my confirmation should show its number, what I ordered, where it goes and the total"))
def my_confirmation_should_show_what_matters(
    shopper: Shopper, checkout_store: StoreProfile, checkout_purchase: Purchase
) -> None:
    """Of the address its street or its postcode, for shops write the rest in their own way."""
    order, address = confirmed_order(checkout_purchase), checkout_purchase.address_in(checkout_store)
    review, product = shopper.journal.totals.get(Stage.REVIEW), checkout_purchase.product
    assert product is not None, "the scenario put nothing in the cart"
    shows_what_matters(
        shopper.page.inner_text("body"),
        {
            "the number of the order": [order.number],
            f"what was ordered ('{product.url}')": [name_in(product.name, shopper.locale)] if product.name else [],
            "where it goes": [address.line1, address.postcode],
        },
    )
    if review is not None and review.total is not None:
        expect("The total on the confirmation page", order_total(order), equals=review.total, reason_code=bill.WRONG)


def shows_what_matters(page: str, matters: Mapping[str, Sequence[str]]) -> None:
    """The page shows one of the texts of each thing that matters; a thing without texts is not known. Raises
    CheckFailed.
    """
    shown = normal(page)
    missing = [
        what for what, texts in matters.items() if texts and not any(text and normal(text) in shown for text in texts)
    ]
    expect_that(
        not missing,
        "The confirmation page",
        expected="to show the order's number, its goods, its address and its total",
        actual="without " + ", ".join(missing),
        advice="It is what a shopper keeps, and compares with what arrives.",
        reason_code="capability-absent",
    )


@then(Phrase("my order should not be placed"))
def my_order_should_not_be_placed(checkout_purchase: Purchase) -> None:
    outcome = checkout_purchase.outcome
    assert outcome is not None, "the scenario did not try to place an order"
    number = outcome.order.number if outcome.order else ""
    expect_that(outcome.order is None, "The order", expected="refused", actual=f"confirmed with number {number}")


@then(Phrase("exactly {units:count} order should exist for me"))
@then(Phrase("exactly {units:count} orders should exist for me"))
def orders_should_exist(
    units: int, shopper: Shopper, checkout_store: StoreProfile, checkout_backoffice: BackOffice
) -> None:
    orders = eventually(
        lambda: checkout_backoffice.orders(shopper.email), lambda seen: len(seen) >= units, _patience(checkout_store)
    )
    expect("The number of orders in the back office", len(orders), equals=units)


@then(Phrase("my order should hold {units:count} of {product:product}"))
def my_order_should_hold(
    units: int,
    product: Role | Literal,
    shopper: Shopper,
    checkout_store: StoreProfile,
    checkout_purchase: Purchase,
    checkout_backoffice: BackOffice,
) -> None:
    """Told by the stock number: a page may show two variants alike."""
    sku = checkout_store.sku(product)
    recorded = recorded_order(checkout_purchase, checkout_backoffice, shopper)
    held = {line.sku: line.quantity for line in recorded.lines}
    expect(f"The units of {sku} in the order", held.get(sku, 0), equals=units, advice=f"It holds {held}.")


@then(Phrase("my order should be sent to {parcel:address} and billed to {bill:address}"))
def my_order_should_be_sent_and_billed_to(
    parcel: Role | Literal,
    bill: Role | Literal,
    shopper: Shopper,
    checkout_store: StoreProfile,
    checkout_purchase: Purchase,
    checkout_backoffice: BackOffice,
) -> None:
    recorded = recorded_order(checkout_purchase, checkout_backoffice, shopper)
    for what, wanted, kept in (("parcel", parcel, recorded.ships_to), ("bill", bill, recorded.bills_to)):
        if kept is None:
            raise CannotProvide(f"needs the address of the {what} of an order, which the back office does not tell")
        entry = checkout_store.address(checkout_store.entry(wanted))
        expect(f"The address of the {what} in the order", _place(kept), equals=_place(entry))


@then(Phrase("I should be charged exactly my order total once"))
def i_should_be_charged_once(
    shopper: Shopper, checkout_store: StoreProfile, checkout_purchase: Purchase, checkout_ledger: PaymentLedger
) -> None:
    total = checkout_purchase.due or order_total(confirmed_order(checkout_purchase))
    charges = eventually(lambda: _taken(checkout_ledger, shopper, checkout_purchase), bool, _patience(checkout_store))
    code = "double-charge" if len(charges) > 1 else bill.WRONG
    expect("The number of charges", len(charges), equals=1, advice=_listed(charges), reason_code=code)
    expect("The amount charged", charges[0].captured, equals=total, reason_code=bill.WRONG)


@then(Phrase("I should not be charged"))
def i_should_not_be_charged(shopper: Shopper, checkout_purchase: Purchase, checkout_ledger: PaymentLedger) -> None:
    charges = _taken(checkout_ledger, shopper, checkout_purchase)
    expect("The number of charges", len(charges), equals=0, advice=_listed(charges), reason_code=bill.WRONG)


@then(Phrase("the same total should appear on the confirmation, the order and the charge"))
def the_same_total_everywhere(
    shopper: Shopper, checkout_purchase: Purchase, checkout_backoffice: BackOffice, checkout_ledger: PaymentLedger
) -> None:
    order = confirmed_order(checkout_purchase)
    seen = [("the confirmation page", order_total(order))]
    review = shopper.journal.totals.get(Stage.REVIEW)
    if review is not None and review.total is not None:
        seen.append(("the review page", review.total))
    seen += [
        ("the back office", recorded.total)
        for recorded in checkout_backoffice.orders(shopper.email)
        if recorded.total is not None
    ]
    seen += [("the payment gateway", charge.captured) for charge in _taken(checkout_ledger, shopper, checkout_purchase)]
    bill.same_everywhere(seen)
    places = {place for place, _ in seen}
    for place in ("the back office", "the payment gateway"):
        expect_that(place in places, f"The order in {place}", expected="recorded", actual="not there")


@then(Phrase("exactly {units:count} confirmation e-mail should reach me in my language"))
@then(Phrase("exactly {units:count} confirmation e-mails should reach me in my language"))
def mails_should_reach_me(
    units: int,
    shopper: Shopper,
    checkout_store: StoreProfile,
    checkout_purchase: Purchase,
    checkout_mailbox: Mailbox,
) -> None:
    mails = eventually(
        lambda: checkout_mailbox.messages(shopper.email), lambda seen: len(seen) >= units, _patience(checkout_store)
    )
    expect("The number of mails", len(mails), equals=units, advice="; ".join(mail.subject for mail in mails))
    number = checkout_purchase.order.number if checkout_purchase.order else ""  # who left the page knows of none
    for mail in mails:
        expect_that(
            number in mail.subject + mail.text,
            "The confirmation mail",
            expected=f"to name order {number}",
            actual=f"'{mail.subject}' without it",
        )
        if mail.language:
            language = shopper.locale.split("-")[0].lower()
            expect(
                "The language of the mail",
                mail.language.split("-")[0].lower(),
                equals=language,
                reason_code="wrong-text",
            )


def confirmed_order(purchase: Purchase) -> Order:
    assert purchase.outcome is not None, "the scenario did not place an order"
    if purchase.outcome.order is None:
        raise CheckFailed(
            "The order",
            expected="confirmed",
            actual="refused: " + ("; ".join(purchase.outcome.told) or "without a word"),
            reason_code="wrong-outcome",
        )
    return purchase.outcome.order


def recorded_order(purchase: Purchase, backoffice: BackOffice, shopper: Shopper) -> Order:
    """The order as the back office knows it, found by the number that the confirmation shows. Raises CheckFailed."""
    number = confirmed_order(purchase).number
    recorded = [order for order in backoffice.orders(shopper.email) if order.number == number]
    code = "wrong-outcome" if recorded else "lost-order"
    expect(f"The number of orders {number} in the back office", len(recorded), equals=1, reason_code=code)
    return recorded[0]


def order_total(order: Order) -> Money:
    if order.total is None:
        raise CheckFailed(
            "The total on the confirmation page",
            expected="shown",
            actual="not shown",
            reason_code="capability-absent",
        )
    return order.total


def _place(address: Address) -> str:
    """An address as a label has it: what must be the same in the shop's books, however it is written there."""
    parts = (address.last_name, address.line1, address.city, address.postcode, address.country)
    return ", ".join(" ".join(part.upper().split()) for part in parts if part)


def _taken(ledger: PaymentLedger, shopper: Shopper, purchase: Purchase) -> list[Charge]:
    return [charge for charge in ledger.charges(shopper.email, purchase.started) if charge.captured]


def _listed(charges: list[Charge]) -> str:
    return "; ".join(f"{charge.captured} for order {charge.order_number} ({charge.status})" for charge in charges)


def _patience(store: StoreProfile) -> float:
    return float(store.patience)
