"""What a walk cost the shopper, from the pages that its journal kept."""

from __future__ import annotations

from pytest_checkout.domain import Stage
from pytest_checkout.storefront.journal import Journal, SeenPage


def seen(stage: Stage, url: str, token: float, *fields: str) -> SeenPage:
    return SeenPage(stage, url, "en", "ltr", "", frozenset(fields), token)


def test_a_page_that_is_several_steps_counts_once_with_each_of_its_fields() -> None:
    journal = Journal()
    journal.saw(seen(Stage.ADDRESS, "/checkout", 1.0, "email", "city", "coupon"))
    journal.saw(seen(Stage.DELIVERY, "/checkout", 1.0, "coupon"))
    journal.saw(seen(Stage.PAYMENT, "/checkout", 1.0, "coupon", "card number"))
    assert [len(asked) for asked in journal.asked_in_checkout()] == [4]


def test_pages_after_each_other_count_each_also_at_one_address() -> None:
    journal = Journal()
    journal.saw(seen(Stage.CART, "/cart", 0.0, "quantity"))
    journal.saw(seen(Stage.ADDRESS, "/checkout", 1.0, "email", "city"))
    journal.saw(seen(Stage.PAYMENT, "/checkout", 2.0, "card number"))
    journal.saw(seen(Stage.CONFIRMATION, "/done", 3.0, "email"))
    assert [len(asked) for asked in journal.asked_in_checkout()] == [2, 1]


def test_a_step_that_comes_back_after_a_mistake_is_the_same_page() -> None:
    journal = Journal()
    journal.saw(seen(Stage.ADDRESS, "/address", 1.0, "email", "city"))
    journal.saw(seen(Stage.ADDRESS, "/address", 2.0, "email", "city"))
    assert [len(asked) for asked in journal.asked_in_checkout()] == [2]
