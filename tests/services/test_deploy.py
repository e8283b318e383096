"""What is deployed: read where the profile says, or told in words why nobody knows."""

from __future__ import annotations

import sys
from typing import Any

import pytest

from pytest_checkout.conformance.elsewhere import answering
from pytest_checkout.errors import ServiceUnavailable
from pytest_checkout.services.deploy import identify
from pytest_checkout.store.profile import StoreProfile


def profile(shop: str = "https://shop.invalid/", /, **deploy: Any) -> StoreProfile:
    given = {"deploy": deploy} if deploy else {}
    return StoreProfile(store="Shop", url=shop, currency="EUR", locales={"default": "en"}, **given)


def test_a_profile_that_does_not_say_where_knows_no_deploy() -> None:
    assert identify(profile()) == ""


def test_the_id_is_the_text_of_a_page() -> None:
    with answering(200, b" v42\n") as url:
        assert identify(profile(url, url="version.txt")) == "v42"


def test_the_id_is_a_header_of_the_start_page() -> None:
    with answering(200, b"<html>") as url:
        assert identify(profile(url, header="Content-Length")) == "6"


def test_the_id_is_what_a_command_prints() -> None:
    assert identify(profile(command=[sys.executable, "-c", "print('abc\\nmore')"])) == "abc"


@pytest.mark.parametrize(
    ("status", "body", "words"),
    [
        (404, b"", "the page version.txt answered 404 instead of the id of the deploy"),
        (200, b"", "the page version.txt should say the id of the deploy, and says nothing"),
        (200, b"<html>\n<body>", "the page version.txt should say the id of the deploy, and says '<html>"),
        (200, b"x" * 201, "the page version.txt should say the id of the deploy, and says 'xxx"),
    ],
)
def test_a_page_that_says_something_else(status: int, body: bytes, words: str) -> None:
    with answering(status, body) as url, pytest.raises(ServiceUnavailable) as caught:
        identify(profile(url, url="version.txt"))
    assert str(caught.value).startswith(words)


def test_a_store_that_does_not_answer() -> None:
    with pytest.raises(ServiceUnavailable, match="the page v cannot be asked for the deploy: ConnectionError"):
        identify(profile("http://127.0.0.1:9/", url="v"))


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (["no-such-program"], "the command 'no-such-program' cannot be run: No such file or directory"),
        (["false"], "the command 'false' failed with exit status 1"),
    ],
)
def test_a_command_that_does_not_work(command: list[str], words: str) -> None:
    with pytest.raises(ServiceUnavailable) as caught:
        identify(profile(command=command))
    assert str(caught.value) == words


@pytest.mark.parametrize("places", [{"url": "/v", "header": "X-Release"}])
def test_two_places_are_a_mistake(places: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="say one place where the id of the deploy is: 'url', 'header' or 'command'"):
        profile(**places)
