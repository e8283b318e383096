"""The step that adds up a whole purchase: pages, order and charge against each other and against the policies."""

from __future__ import annotations

from pytest_bdd import then

from pytest_checkout import books
from pytest_checkout.books import Books
from pytest_checkout.domain import Stage
from pytest_checkout.steps.eventually import eventually
from pytest_checkout.steps.outcome import recorded_order
from pytest_checkout.steps.phrases import Phrase
from pytest_checkout.steps.purchase import Purchase
from pytest_checkout.store.ports import BackOffice, PaymentLedger
from pytest_checkout.store.profile import StoreProfile
from pytest_checkout.storefront.shopper import Shopper


@then(Phrase("the books of my purchase should balance"))
def the_books_should_balance(
    shopper: Shopper,
    checkout_store: StoreProfile,
    checkout_purchase: Purchase,
    checkout_backoffice: BackOffice,
    checkout_ledger: PaymentLedger,
) -> None:
    """No money is lost, made up or counted twice between the cart, the pages, the order and the charge."""
    order = recorded_order(checkout_purchase, checkout_backoffice, shopper)
    by_card = checkout_purchase.payment_in(checkout_store).kind == "card"
    charges = eventually(
        lambda: checkout_ledger.charges(shopper.email, checkout_purchase.started),
        lambda seen: bool(seen) or not by_card,
        float(checkout_store.patience),
    )
    answer = checkout_purchase.code_answer
    totals = shopper.journal.totals
    downloaded = checkout_purchase.product == checkout_store.products.get("digital")
    books.balance(
        Books(
            pages=[totals[stage] for stage in (Stage.CART, Stage.REVIEW, Stage.CONFIRMATION) if stage in totals],
            sold=checkout_purchase.sold(),
            code=checkout_purchase.code if answer is not None and answer.accepted else None,
            delivery=None if downloaded else checkout_purchase.delivery,
            order=order,
            charges=charges,
            by_card=by_card,
        ),
        checkout_store.policies,
    )
