"""Nothing secret passes the one redaction point, and what a reader needs does."""

from __future__ import annotations

import pytest

from pytest_checkout import redaction
from pytest_checkout.redaction import redact, redact_data


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("typed 4242424242424242 into the form", "typed [card ending 4242] into the form"),
        ("typed 4242 4242 4242 4242.", "typed [card ending 4242]."),
        ("4242\u00a04242\u00a04242\u00a04242", "[card ending 4242]"),
        ("number=3782-822463-10005&x=1", "number=[card ending 0005]&x=1"),
        (
            "a failing check digit is still a test card: 4242424242424241",
            "a failing check digit is still a test card: [card ending 4241]",
        ),
        ("card%204242424242424242", "card%20[card ending 4242]"),
        ("x4012888888881881x", "x[card ending 1881]x"),
        ('{"number": "5555555555554444"}', '{"number": "[card ending 4444]"}'),
        ("cvc=123&total=10", "cvc=[hidden]&total=10"),
        ('"security_code": "1234",', '"security_code": "[hidden]",'),
        ("Authorization: Bearer abc.def", "Authorization: [hidden]"),
        ("{'authorization': 'Basic dXNlcjpwYXNz', 'accept': '*/*'}", "{'authorization': '[hidden]', 'accept': '*/*'}"),
        ("Cookie: sessionid=abc; csrftoken=def\nAccept: */*", "Cookie: [hidden]\nAccept: */*"),
        ("sent bearer 0123456789abcdef", "sent bearer [hidden]"),
        ("Invalid API Key provided: sk_test_4eC39HqLyjWDarj", "Invalid API Key provided: [hidden]"),
        ("https://shop:letmein@staging.shop.com/cart", "https://shop:[hidden]@staging.shop.com/cart"),
        ("GET /pay?token=abc123&step=2", "GET /pay?token=[hidden]&step=2"),
        ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.sig", "[hidden]"),
    ],
)
def test_secrets_are_hidden(text: str, expected: str) -> None:
    assert redact(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Order 1000000000001234 was placed",  # sixteen digits, no card issuer
        "4242424242424249",  # fails the check digit and is no test card
        "shopper-1f2e3d@example.com",
        "write to support@shop.com",
        "the code LIVE10 takes GBP 4.00 off",
        "http://127.0.0.1:8000/en-gb/checkout/?step=2",
        "EUR 1,299.00",
    ],
)
def test_what_a_reader_needs_stays(text: str) -> None:
    assert redact(text) == text


def test_secrets_that_the_profile_names_are_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(redaction, "_named_by_profile", set())
    monkeypatch.setenv("SHOP_BACK_OFFICE", "open-sesame")
    assert redact("sent open-sesame") == "sent open-sesame"
    profile = {
        "backoffice": {"url": "x", "token": {"env": "SHOP_BACK_OFFICE"}},
        "services": [{"key": {"env": "SHOP_GW"}}],
    }
    names = list(redaction.secret_names(profile))
    assert names == ["SHOP_BACK_OFFICE", "SHOP_GW"]
    redaction.hide_environment(names)
    assert redact("sent open-sesame") == "sent [hidden]"


def test_a_secret_is_known_by_the_name_of_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI_DEPLOY_TOKEN", "0123-4567-89ab")
    monkeypatch.setenv("DARK_MODE_TOKEN", "yes")  # too short to be a secret; hiding it would black out words
    assert redact("key 0123-4567-89ab, yes") == "key [hidden], yes"


def test_data_is_redacted_at_any_depth_and_left_alone_itself() -> None:
    data = {"facts": [("payment", "card", "4242424242424242")], "at": None, "line": 14, "4242424242424242": True}
    assert redact_data(data) == {
        "facts": [["payment", "card", "[card ending 4242]"]],
        "at": None,
        "line": 14,
        "[card ending 4242]": True,
    }
    assert data["facts"] == [("payment", "card", "4242424242424242")]
