"""Whose fault is it? Covered, disabled and dead controls are the shop's; what is not understood is the robot's."""

from __future__ import annotations

from dataclasses import replace

import pytest
from playwright.sync_api import Page

from pytest_checkout.domain import Stage
from pytest_checkout.errors import CannotProvide, CannotRead, ShopFault, StoreUnreachable
from pytest_checkout.storefront.reading import Reading
from pytest_checkout.storefront.refusals import says
from tests.storefront.builders import a_button, a_field, a_page
from tests.storefront.paper_shop import ADD, ADDRESS, CART, DELIVERY, DONE, HOME, LAMP, PaperShop, a_shopper

COVER = "<div style='position:fixed;inset:0;background:#000;z-index:9'><p>%s</p>%s</div>"
RELATED = (
    "<ul><li><h3><a href='/mug'>Mug</a></h3><form action='/cart/add/mug'><button>Add to cart</button></form></li></ul>"
)


def test_a_product_goes_into_the_cart_and_the_cart_proves_it(page: Page) -> None:
    PaperShop(page, {})
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    assert [(line.title, line.quantity) for line in shopper.cart_lines()] == [("Brass lamp", 1)]
    assert shopper.reads_totals().rows() == [("items", "GBP 40.00"), ("total", "GBP 40.00")]


def test_a_covered_button_is_the_shops_fault_and_the_cover_is_named(page: Page) -> None:
    PaperShop(page, {"/lamp": f"<main><h1>Brass lamp</h1>{ADD}</main>" + COVER % ("Win a prize", "")})
    with pytest.raises(ShopFault, match=r"'Add to cart' is covered by .*Win a prize") as caught:
        a_shopper(page).adds_to_cart(LAMP)
    assert (caught.value.reason_code, caught.value.stage) == ("capability-absent", "product")


def test_a_consent_banner_is_declined_and_written_down(page: Page) -> None:
    buttons = "<button>Accept all</button><button id='no'>Only necessary</button>"
    script = "<script>document.querySelectorAll('div button').forEach(b => b.onclick = () => b.closest('div').remove())"
    PaperShop(
        page, {"/lamp": f"<main><h1>Brass lamp</h1>{ADD}</main>{COVER % ('We use cookies', buttons)}{script}</script>"}
    )
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    assert any("decline what the consent banner asks" in line for line in shopper.journal.lines())


def test_a_button_that_wakes_up_in_time_is_pressed(page: Page) -> None:
    sleepy = ADD.replace("<button>", "<button disabled>")
    script = "<script>setTimeout(() => document.querySelector('button').disabled = false, 300)</script>"
    PaperShop(page, {"/lamp": f"<main><h1>Brass lamp</h1>{sleepy}</main>{script}"})
    a_shopper(page).adds_to_cart(LAMP)


def test_a_button_that_stays_disabled_is_the_shops_fault(page: Page) -> None:
    PaperShop(page, {"/lamp": f"<main><h1>Brass lamp</h1>{ADD.replace('<button>', '<button disabled>')}</main>"})
    shopper = a_shopper(page)
    assert shopper.can_be_bought(LAMP) is False
    with pytest.raises(ShopFault, match="'Add to cart' is disabled") as caught:
        shopper.adds_to_cart(LAMP)
    assert caught.value.reason_code == "capability-absent"


def test_why_a_button_stays_disabled_is_told_where_the_shop_says_so(page: Page) -> None:
    alert = "<p role=alert>Closed for the holidays</p>"
    PaperShop(page, {"/lamp": f"<main><h1>Brass lamp</h1>{alert}{ADD.replace('<button>', '<button disabled>')}</main>"})
    with pytest.raises(ShopFault, match="'Add to cart' is disabled, and the shop says: Closed for the holidays"):
        a_shopper(page).adds_to_cart(LAMP)


def test_on_a_sold_out_page_the_button_of_another_product_is_left_alone(page: Page) -> None:
    shop = PaperShop(page, {"/lamp": f"<main><h1>Brass lamp</h1><p>Sold out</p></main>{RELATED}"})
    shopper = a_shopper(page)
    assert shopper.can_be_bought(LAMP) is False
    with pytest.raises(ShopFault, match="no way to add it") as caught:
        shopper.adds_to_cart(LAMP)
    assert "other products" in caught.value.found
    assert "/cart/add/mug" not in shop.asked


def test_a_product_visited_from_the_checkout_can_still_be_bought(page: Page) -> None:
    """Or a shop that sells what it has no more would be green: looked at after the last unit was ordered."""
    PaperShop(page, {"/checkout": ADDRESS % ""})
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    shopper.starts_checkout()
    shopper.visits(LAMP)
    assert shopper.can_be_bought(LAMP) is True


def test_a_cart_that_does_not_change_is_the_shops_fault_and_its_words_are_told(page: Page) -> None:
    silent = "<main><h1>Your cart</h1><p>Your cart is empty</p></main>"
    lamp = (
        "<main><h1>Brass lamp</h1><form action='/cart/add/lamp' onsubmit=\"alert('Choose a size first');return false\">"
        "<button>Add to cart</button></form><a href='/cart'>View cart</a></main>"
    )
    PaperShop(page, {"/lamp": lamp, "/cart": silent})
    shopper = a_shopper(page)
    with pytest.raises(ShopFault, match="the cart holds 0 of it"):
        shopper.adds_to_cart(LAMP)
    assert "Choose a size first" in shopper.journal.messages


def test_a_dead_button_is_the_shops_fault(page: Page) -> None:
    dead = DELIVERY.replace("<button>", "<button type='button'>")
    PaperShop(page, {"/checkout": ADDRESS % "", "/delivery": dead})
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    shopper.starts_checkout()
    shopper.gives_address(HOME)
    with pytest.raises(ShopFault, match="'Continue' has no effect at delivery") as caught:
        shopper.goes_on()
    assert caught.value.reason_code == "capability-dead"


def test_a_step_that_only_comes_back_is_dead_too(page: Page) -> None:
    PaperShop(page, {"/checkout": ADDRESS % "", "/delivery": DELIVERY.replace("/payment", "/delivery")})
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    shopper.starts_checkout()
    shopper.gives_address(HOME)
    with pytest.raises(ShopFault) as caught:
        shopper.goes_on()
    assert caught.value.reason_code == "capability-dead"


def test_a_field_that_eats_what_is_typed_is_the_shops_fault(page: Page) -> None:
    eats = (ADDRESS % "") + "<script>document.querySelector('[name=c]').oninput = e => e.target.value = 'x'</script>"
    PaperShop(page, {"/checkout": eats})
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    shopper.starts_checkout()
    with pytest.raises(ShopFault, match="the city was typed into 'Town'") as caught:
        shopper.gives_address(HOME)
    assert caught.value.found == "'x'"


def test_a_refusal_is_told_in_the_shops_words(page: Page) -> None:
    script = """<script>document.querySelector('form').onsubmit = () => { const p = document.createElement('p');
      p.className = 'error'; p.textContent = 'We do not deliver to Bristol';
      document.forms[0].append(p); return false }</script>"""
    PaperShop(page, {"/checkout": (ADDRESS % "") + script})
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    shopper.starts_checkout()
    with pytest.raises(ShopFault, match="We do not deliver to Bristol") as caught:
        shopper.gives_address(HOME)
    assert caught.value.reason_code == "wrong-outcome"


def test_a_required_field_that_is_not_understood_is_the_robots_fault(page: Page) -> None:
    PaperShop(page, {"/checkout": ADDRESS % "<label>Zorg <input name='zorg' required></label>"})
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    shopper.starts_checkout()
    with pytest.raises(CannotRead, match="insists on 'Zorg'"):
        shopper.gives_address(HOME)


def test_two_buttons_that_fit_are_the_robots_fault(page: Page) -> None:
    elsewhere = "<form action='/a'><button>Continue</button></form><form action='/b'><button>Continue</button></form>"
    two = DELIVERY.replace("<button>Continue</button></form>", f"</form>{elsewhere}")
    PaperShop(page, {"/checkout": ADDRESS % "", "/delivery": two})
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    shopper.starts_checkout()
    shopper.gives_address(HOME)
    with pytest.raises(CannotRead, match="two controls may go on at delivery"):
        shopper.goes_on()


def test_an_unknown_page_after_an_act_is_the_robots_fault(page: Page) -> None:
    PaperShop(page, {"/checkout": ADDRESS % "", "/delivery": "<main><h1>Zorg</h1><p>Blah</p></main>"})
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    shopper.starts_checkout()
    with pytest.raises(CannotRead, match=r"does not know the page it came to: Zorg"):
        shopper.gives_address(HOME)


def test_a_store_that_answers_500_says_nothing_about_its_checkout(page: Page) -> None:
    PaperShop(page, {"/lamp": "500"})
    with pytest.raises(StoreUnreachable, match="answered 500"):
        a_shopper(page).visits(LAMP)


def test_a_500_in_mid_checkout_is_no_verdict_either(page: Page) -> None:
    PaperShop(page, {"/checkout": "500"})
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    with pytest.raises(StoreUnreachable, match="answered 500"):
        shopper.starts_checkout()


def test_a_product_page_that_is_gone_is_the_shops_fault(page: Page) -> None:
    shop = PaperShop(page, {})
    del shop.pages["/lamp"]
    with pytest.raises(ShopFault, match="answers 404"):
        a_shopper(page).visits(LAMP)


def test_a_store_that_nobody_answers_for_is_unreachable(page: Page) -> None:
    page.route("http://shop.test/**", lambda route: route.abort("connectionrefused"))
    with pytest.raises(StoreUnreachable, match="is the store running"):
        a_shopper(page).visits(LAMP)


def test_the_place_order_button_is_not_pressed_in_a_guarded_production_store(page: Page) -> None:
    review = "<main><h1>Review</h1><form action='/done'><button>Place order</button></form></main>"
    shop = PaperShop(page, {"/checkout": review, "/done": DONE})
    shopper = a_shopper(page, environment="production")
    shopper.adds_to_cart(LAMP)
    shopper.starts_checkout()
    with pytest.raises(CannotProvide, match="in production"):
        shopper.places_order()
    assert "/done" not in shop.asked


def test_a_payment_button_that_does_not_say_what_it_does_is_not_pressed_in_production(page: Page) -> None:
    unclear = """<main><h1>Payment</h1><form action="/done"><fieldset><legend>Payment method</legend>
      <label><input type="radio" name="p" value="inv" checked> Invoice</label></fieldset>
      <button>Zorg</button></form></main>"""
    shop = PaperShop(page, {"/checkout": unclear, "/done": DONE})
    shopper = a_shopper(page, environment="production")
    shopper.adds_to_cart(LAMP)
    shopper.starts_checkout()
    with pytest.raises(CannotProvide, match="'Zorg' at payment may place the order"):
        shopper.goes_on()
    assert "/done" not in shop.asked


def test_a_code_field_is_found_behind_what_opens_it_and_missed_when_it_is_gone(page: Page) -> None:
    hidden = CART.replace(
        "</main>",
        "<details><summary>Got a voucher?</summary><form action='/voucher/add'>"
        "<input name='code' aria-label='Voucher code'><button>Apply</button></form></details></main>",
    )
    refused = hidden.replace("<h1>", "<p role='alert' class='error'>Not known</p><h1>")
    shop = PaperShop(page, {"/cart": hidden, "/cart/add/lamp": hidden, "/voucher/add": refused})
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    shopper.must_be_able_to_enter_a_code()
    shop.pages |= {"/cart": CART}
    page.goto("http://shop.test/cart")
    with pytest.raises(ShopFault, match="no field for a discount code at cart") as caught:
        shopper.must_be_able_to_enter_a_code()
    assert caught.value.reason_code == "capability-absent"
    assert shopper.stage is Stage.CART


def test_what_the_browser_says_of_a_forgotten_field_is_told(page: Page) -> None:
    form = (ADDRESS % "").replace('name="c"', 'name="c" required')
    PaperShop(page, {"/checkout": form, "/delivery": DELIVERY})
    shopper = a_shopper(page)
    shopper.adds_to_cart(LAMP)
    shopper.starts_checkout()
    [told] = shopper.tries_address(replace(HOME, city=""))
    assert told.startswith("c: ")


def test_what_a_page_says_is_quoted_though_its_lone_button_stands_on_a_card_with_all_of_it() -> None:
    go_on = a_button(text="Continue", kin=-1, card=("We do not deliver there", "Parcel post"))
    parcel = a_field(type="radio", label="Parcel post", card=("Parcel post", "2 days"))
    page = a_page(controls=[parcel, go_on], text="We do not deliver there\nParcel post\n2 days\nContinue")
    assert says(Reading(page, "en-GB", "GBP")) == "We do not deliver there"
