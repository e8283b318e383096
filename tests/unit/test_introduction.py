"""What a browser calls itself: as the same Chromium would with a window, or on a telephone."""

from __future__ import annotations

from pytest_checkout.storefront.introduction import a_telephones, ordinary

HEADLESS = {
    "agent": "Mozilla/5.0 (X11; Linux) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/156.0 Safari/537.36",
    "brands": [{"brand": "HeadlessChrome", "version": "156"}, {"brand": "Chromium", "version": "156"}],
    "platform": "Linux",
}


def test_with_a_window_it_is_the_same_version_without_the_word_headless() -> None:
    said = ordinary(HEADLESS)
    assert said is not None
    assert said["userAgent"].endswith("(KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36")
    assert said["userAgentMetadata"]["mobile"] is False


def test_a_telephone_is_one_in_its_name_and_in_its_hints() -> None:
    said = a_telephones(HEADLESS)
    assert said is not None
    assert "Android" in said["userAgent"]
    assert "Chrome/156.0.0.0 Mobile" in said["userAgent"]
    assert said["userAgentMetadata"]["mobile"] is True
    assert said["userAgentMetadata"]["platform"] == "Android"
    assert said["userAgentMetadata"]["brands"] == [{"brand": "Chromium", "version": "156"}]


def test_what_is_no_chromium_keeps_its_name() -> None:
    assert a_telephones({"agent": "Mozilla/5.0 Firefox/140.0", "brands": [], "platform": "Linux"}) is None
