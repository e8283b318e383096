"""What faults do to the forms that a browser sends."""

from __future__ import annotations

from urllib.parse import parse_qs

import pytest

from pytest_checkout.pagefaults import forms


def test_a_form_asks_to_be_led_away_to_the_path_that_it_names() -> None:
    sent = parse_qs(forms.asking_away("next=%2Fen%2Fbasket%2F&quantity=2", "/lamp"))
    assert sent["quantity"] == ["2"]
    assert sent["next"] == sent["redirect_to"] == ["//elsewhere.example/en/basket/"]


def test_a_form_that_names_no_address_asks_for_the_page_it_stands_on() -> None:
    assert parse_qs(forms.asking_away("quantity=2&next=", "/lamp"))["next"] == ["//elsewhere.example/lamp"]


@pytest.mark.parametrize(
    ("target", "away"),
    [
        ("http://elsewhere.example/lamp", True),
        ("https://shop.example//elsewhere.example/lamp", False),
        ("https://elsewhere.example.shop.example/", False),
        ("https://shop.example/?next=//elsewhere.example", False),
    ],
)
def test_only_another_host_is_elsewhere(target: str, away: bool) -> None:
    assert forms.leads_away(target) is away


def test_an_old_token_looks_like_a_new_one_and_all_else_stays() -> None:
    assert parse_qs(forms.aged("csrfmiddlewaretoken=abc123&payment_token=tok_1&email=a%40b.example")) == {
        "csrfmiddlewaretoken": ["321cba"],
        "payment_token": ["tok_1"],
        "email": ["a@b.example"],
    }


@pytest.mark.parametrize(
    ("body", "has"),
    [
        ("form_key=x1", True),
        ("woocommerce-process-checkout-nonce=x1", True),
        ("authenticity_token=", False),
        ("card_token=x1", False),
        ("email=a", False),
    ],
)
def test_a_token_is_known_by_its_name(body: str, has: bool) -> None:
    assert forms.has_token(body) is has
