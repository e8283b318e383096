"""Role words become a section and a key of the profile."""

import pytest

from pytest_checkout.store.roles import STOCK_ROLES, Literal, Role, parse


@pytest.mark.parametrize(
    ("kind", "text", "key"),
    [
        ("products", "a product in stock", "in stock"),
        ("products", "the last unit", "last unit"),
        ("products", "a sold-out product", "sold out"),
        ("products", "a product with options", "with options"),
        ("products", "a digital product", "digital"),
        ("products", "an expensive product", "expensive"),
        ("products", "a product with odd cents", "odd cents"),
        ("products", "a fragile product", "fragile"),
        ("codes", "a live code", "live"),
        ("codes", "an expired code", "expired"),
        ("codes", "a single-use code", "single use"),
        ("codes", "a free-delivery code", "free delivery"),
        ("codes", "a code for everything", "everything"),
        ("delivery", "standard delivery", "standard"),
        ("payments", "invoice", "invoice"),
        ("cards", "a good card", "good"),
        ("cards", "a card without funds", "without funds"),
        ("cards", "a card with a wrong code", "wrong code"),
        ("cards", "a card asking for authentication", "asking for authentication"),
        ("addresses", "an address without postcodes", "without postcodes"),
        ("addresses", "my home address", "home"),
        ("locales", "another locale", "another"),
        ("locales", "a right-to-left locale", "right-to-left"),
        ("channels", "the zero-decimal channel", "zero-decimal"),
        ("channels", "the three-decimal channel", "three-decimal"),
        ("plugins", "the loyalty badge", "loyalty badge"),
    ],
)
def test_a_role_in_words(kind: str, text: str, key: str) -> None:
    assert parse(kind, text) == Role(kind, key, text)


def test_a_quoted_name_is_a_literal() -> None:
    assert parse("codes", '"SPRING10"') == Literal("codes", "SPRING10")


def test_every_stock_role_is_known() -> None:
    for kind, keys in STOCK_ROLES.items():
        for key in keys:
            assert Role(kind, key, key).problem(()) == ""


def test_an_unknown_role_gets_the_nearest_right_word() -> None:
    assert "no code role named 'expird'. Did you mean 'expired'?" in parse("codes", "an expird code").problem(())


def test_a_store_may_have_roles_of_its_own() -> None:
    fragile = parse("products", "a fragile product")

    assert fragile.problem(()) != ""
    assert fragile.problem(["fragile"]) == ""
