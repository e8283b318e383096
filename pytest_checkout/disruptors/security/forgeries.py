"""What a shopper types is shown as text, and an address to return to leads nobody out of the shop."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest
from pytest_bdd import step, then

from pytest_checkout.checks import expect_that
from pytest_checkout.pagefaults import LedAway, PageFaults
from pytest_checkout.steps.phrases import Phrase
from pytest_checkout.steps.purchase import Purchase
from pytest_checkout.store.profile import StoreProfile
from pytest_checkout.storefront.shopper import Shopper

_MARK = "checkoutScriptRan"
_SCRIPT = f"<script>window.{_MARK}=1</script>"

# -- checks --


def script_did_not_run(ran: bool, stage: str) -> None:
    """Raises CheckFailed."""
    expect_that(
        not ran,
        f"The script in the address, on the {stage} page",
        expected="shown as text",
        actual="run by the browser",
        advice="Escape what shoppers type wherever it is shown: what runs here runs for the staff as well.",
    )


def nobody_was_led_away(led: Sequence[str]) -> None:
    """Raises CheckFailed naming the forms that led to another site."""
    expect_that(
        not led,
        "After a form with a return address on another site, the shopper",
        expected="still in the shop",
        actual="led to that site by " + ", ".join(dict.fromkeys(led)),
        advice="A link with such an address looks like the shop's and ends at a page that asks for cards: take own "
        "paths only.",
    )


# -- fixture --


@dataclass
class ReturnAddress:
    """An address on another site, written into the forms of this scenario's pages."""

    away: LedAway | None = None


@pytest.fixture
def checkout_return_address() -> ReturnAddress:
    """What became of the return address."""
    return ReturnAddress()


# -- steps --


@step(Phrase("my home address carries a script"))
def i_live_at_an_address_with_a_script(checkout_store: StoreProfile, checkout_purchase: Purchase) -> None:
    home = checkout_purchase.address_in(checkout_store)
    checkout_purchase.address = replace(home, line1=f"{home.line1} {_SCRIPT}")


@then(Phrase("the script in my address should not have run"))
def the_script_should_not_have_run(shopper: Shopper) -> None:
    script_did_not_run(bool(shopper.page.evaluate(f"() => Boolean(window.{_MARK})")), str(shopper.stage))


@step(Phrase("I write a return address of my own into every form"))
def i_write_a_return_address_into_every_form(
    checkout_return_address: ReturnAddress, checkout_page_faults: PageFaults
) -> None:
    checkout_return_address.away = checkout_page_faults.lead_away()


@then(Phrase("no form should have led me out of the shop"))
def no_form_should_have_led_me_out(checkout_return_address: ReturnAddress) -> None:
    assert checkout_return_address.away is not None, "the scenario wrote no return address"
    nobody_was_led_away(checkout_return_address.away.led)
