"""Steps that ask what the shop told when it did not take an order: about the code, the product, the new total."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pytest_bdd import then

from pytest_checkout.checks import CheckFailed, expect_that
from pytest_checkout.domain import Stage
from pytest_checkout.steps.phrases import Phrase
from pytest_checkout.steps.purchase import Purchase
from pytest_checkout.store.profile import StoreProfile, name_in
from pytest_checkout.store.roles import Literal, Role
from pytest_checkout.storefront.shopper import Shopper
from pytest_checkout.storefront.words import lexicon, speaks


def is_told(
    told: Sequence[str], about: str, locale: str, *, names: Iterable[str] = (), means: tuple[str, str] | None = None
) -> None:
    """One of the messages names one of `names`, or speaks of what `means` (section and meaning of the word lists).

    In a language without a word list any message counts: it can be seen, and not be judged. Raises CheckFailed.
    """
    language = locale.split("-")[0]
    wanted = [name.casefold() for name in names if name]
    speaking = [
        text
        for text in told
        if any(name in text.casefold() for name in wanted)
        or (means is not None and speaks(*means, text, language))
        or not lexicon(language).patterns
    ]
    expect_that(
        bool(speaking),
        "What the shopper is told",
        expected=f"a word about {about}",
        actual="; ".join(f"'{text}'" for text in told) or "nothing",
        advice="A shopper who is not told why leaves.",
        reason_code="wrong-text",
    )


@then(Phrase("I should be told that the code no longer holds"))
def told_that_the_code_no_longer_holds(shopper: Shopper, checkout_purchase: Purchase) -> None:
    assert checkout_purchase.code is not None, "the scenario entered no code"
    names = [checkout_purchase.code.code]
    is_told(_told(checkout_purchase), "the code", shopper.locale, names=names, means=("fields", "coupon"))


@then(Phrase("I should be told that {product:product} cannot be had any more"))
def told_that_the_product_cannot_be_had(
    product: Role | Literal, shopper: Shopper, checkout_store: StoreProfile, checkout_purchase: Purchase
) -> None:
    names = [name_in(checkout_store.entry(product).name, shopper.locale)]
    is_told(_told(checkout_purchase), f"'{names[0]}'", shopper.locale, names=names)


@then(Phrase("I should be told that this way to pay is no longer open"))
def told_that_the_way_to_pay_is_gone(
    shopper: Shopper, checkout_store: StoreProfile, checkout_purchase: Purchase
) -> None:
    names = [name_in(checkout_purchase.payment_in(checkout_store).name, shopper.locale)]
    is_told(_told(checkout_purchase), "the way to pay", shopper.locale, names=names, means=("signs", "payment"))


@then(Phrase("I should be told that this way of delivery is no longer open"))
def told_that_the_delivery_is_gone(shopper: Shopper, checkout_store: StoreProfile, checkout_purchase: Purchase) -> None:
    names = [name_in(checkout_purchase.delivery_in(checkout_store).name, shopper.locale)]
    is_told(_told(checkout_purchase), "the way of delivery", shopper.locale, names=names, means=("signs", "delivery"))


@then(Phrase("I should be told to accept the terms"))
def told_to_accept_the_terms(shopper: Shopper, checkout_purchase: Purchase) -> None:
    is_told(_told(checkout_purchase), "the terms", shopper.locale, means=("fields", "terms"))


@then(Phrase("I should be asked to confirm the new total"))
def asked_to_confirm_the_new_total(shopper: Shopper, checkout_purchase: Purchase) -> None:
    """The shop tells the total that it shows now, which is another than the review's, and waits for the shopper."""
    seen = shopper.journal.totals.get(Stage.REVIEW)
    assert seen is not None, "the scenario saw no review"
    told, now = _told(checkout_purchase), shopper.reads_totals()
    expect_that(
        now.total is not None and now.total != seen.total,
        "The total after the change",
        expected=f"another than {seen.total}",
        actual=now.total,
        reason_code="wrong-amount",
    )
    assert now.total is not None
    digits = "".join(sign for sign in f"{now.total.amount:f}" if sign.isdigit())
    speaking = [text for text in told if digits in "".join(sign for sign in text if sign.isdigit())]
    if not speaking:
        is_told(told, f"the new total {now.total}", shopper.locale, means=("totals", "total"))


@then(Phrase("the cart should tell that the code no longer holds"))
def the_cart_should_tell(shopper: Shopper, checkout_purchase: Purchase) -> None:
    assert checkout_purchase.code is not None, "the scenario entered no code"
    names = [checkout_purchase.code.code]
    is_told(shopper.told(), "the code", shopper.locale, names=names, means=("fields", "coupon"))


@then(Phrase("I should be told that there is no way to pay"))
def told_that_there_is_no_way_to_pay(shopper: Shopper) -> None:
    is_told(shopper.told(), "ways to pay", shopper.locale, means=("signs", "payment"))


@then(Phrase("I should be told that nothing is delivered there"))
def told_that_nothing_is_delivered(shopper: Shopper) -> None:
    is_told(shopper.told(), "delivery to this address", shopper.locale, means=("signs", "no delivery"))


@then(Phrase("I should be told that my order was not placed"))
def told_that_the_order_was_not_placed(shopper: Shopper, checkout_purchase: Purchase) -> None:
    """About the money or the goods: who has paid and has no order must not find a page as if nothing had been."""
    product = checkout_purchase.product
    names = [name_in(product.name, shopper.locale)] if product else []
    is_told(shopper.told(), "the payment or the goods", shopper.locale, names=names, means=("signs", "payment"))


def _told(purchase: Purchase) -> list[str]:
    """Raises CheckFailed when the order was taken: then there was nothing to tell."""
    outcome = purchase.outcome
    assert outcome is not None, "the scenario did not try to place an order"
    if outcome.order is not None:
        raise CheckFailed(
            "The order",
            expected="refused",
            actual=f"confirmed with number {outcome.order.number}",
            reason_code="wrong-outcome",
        )
    return outcome.told
