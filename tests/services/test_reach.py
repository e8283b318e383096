"""An outage of the store is told once, in words that say what to look at."""

from __future__ import annotations

import pytest

from pytest_checkout.conformance.elsewhere import answering
from pytest_checkout.services import reach
from pytest_checkout.store.profile import Locales, StoreProfile


def outage(url: str) -> str:
    return reach.outage(StoreProfile(store="Shop", url=url, currency="EUR", locales=Locales(default="en")))


@pytest.mark.parametrize("status", [200, 302, 403, 404])
def test_a_store_that_answers_is_left_to_the_browser(status: int) -> None:
    with answering(status, b"<html>") as url:
        assert outage(url) == ""


def test_an_error_of_the_server_is_an_outage() -> None:
    with answering(503, b"<html>") as url:
        assert outage(url) == "it answers 503: it is closed for maintenance, or overloaded"


def test_a_port_where_nothing_listens() -> None:
    assert outage("http://127.0.0.1:9/") == "nothing listens there; is the store running, and is the port right?"


def test_a_host_that_does_not_exist() -> None:
    assert outage("http://no-such-shop.invalid/") == "there is no such host; is the url in the store profile right?"


def test_a_store_without_a_valid_certificate() -> None:
    with answering(200, b"") as url:
        assert "it speaks no TLS on this port" in outage(url.replace("http:", "https:"))
