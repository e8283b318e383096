"""`I shop on ...` opens the browser as that device has it, before any page, and says so when it comes too late."""

from __future__ import annotations

import pytest

from pytest_checkout.steps.phrases import Phrase
from pytest_checkout.storefront.devices import DESKTOP, SMALL

STEPS = """
    from pytest_bdd import scenarios, then

    scenarios("device.feature")

    @then("the window is that of a telephone")
    def telephone(page):
        width, touch, ratio = page.evaluate("[screen.width, navigator.maxTouchPoints > 0, devicePixelRatio]")
        assert (width, touch, ratio) == (360, True, 3)

    @then("the window is 1280 wide")
    def desktop(page):
        assert page.evaluate("innerWidth") == 1280

    @then("the window is as the user's settings have it")
    def own(page):
        assert page.evaluate("innerWidth") == 500
"""
FEATURE = """
Feature: Devices
  Scenario: Small
    Given I shop on a small touch screen
    Then the window is that of a telephone

  Scenario: Large
    Given I shop on a desktop
    Then the window is 1280 wide

  Scenario: Not said
    Then the window is as the user's settings have it

  Scenario: Too late
    Then the window is as the user's settings have it
    Given I shop on a small touch screen
"""


def test_a_scenario_has_its_device_from_its_first_page_on(pytester: pytest.Pytester) -> None:
    pytester.path.joinpath("device.feature").write_text(FEATURE)
    pytester.makeconftest("""
        import pytest

        @pytest.fixture(scope="session")
        def browser_context_args(browser_context_args):
            return {**browser_context_args, "viewport": {"width": 500, "height": 500}}
    """)
    pytester.makepyfile(STEPS)
    result = pytester.runpytest_subprocess("-pno:randomly", timeout=120)
    result.assert_outcomes(passed=3, failed=1)
    result.stdout.fnmatch_lines(["*'I shop on a small touch screen' comes too late: the shopper has a window already*"])


def test_a_device_is_called_by_its_name() -> None:
    phrase = Phrase("I shop on {device:device}")
    assert phrase.parse_arguments("I shop on a small touch screen") == {"device": SMALL}
    assert phrase.parse_arguments("I shop on a desktop") == {"device": DESKTOP}
    with pytest.raises(ValueError, match="Did you mean 'a small touch screen'"):
        phrase.parse_arguments("I shop on a smal touch screen")
