"""A hand-written walk: it knows how each shop is built, and so proves that a shop can be ordered in, or cannot.

What it fails to do in a completable shop is a mistake of the zoo, not of the generic shopper.
"""

from __future__ import annotations

from playwright.sync_api import Frame, Page
from playwright.sync_api import TimeoutError as TooSlow

from tests.zoo.server import Zoo
from tests.zoo.shop import Shop
from tests.zoo.verdict import Claim

EMAIL = "by-hand@example.com"
SIZE = "M"
_PATIENCE = 4000
_MOST_STEPS = 8
_MARK = "step => step.dataset.left = 'yes'"
_GONE = "() => !document.querySelector('#step[data-left]') && document.readyState !== 'loading'"


class Script:
    """Orders one piece of the product in one shop, as its maker would. `stopped` says where it came to an end."""

    def __init__(self, page: Page, zoo: Zoo, shop: Shop) -> None:
        page.set_default_timeout(_PATIENCE)
        self.page, self.zoo, self.shop, self.t = page, zoo, shop, shop.traits
        self.stopped = ""

    def orders(self) -> Claim | None:
        """The claim to compare with the shop's record, or None: then `stopped` says why."""
        try:
            self._opens_page(self.zoo.product_url(self.shop))
            self._answers_overlay()
            self._adds()
            self._starts()
            for _ in range(_MOST_STEPS):
                if self.shop.orders:
                    return Claim(self.shop.orders[0].number, EMAIL, SIZE if self.shop.sizes else "", None)
                self._step()
        except TooSlow as stopped:
            self.stopped = stopped.message.splitlines()[0] + " at " + self.page.url
        if self.shop.orders:
            return Claim(self.shop.orders[0].number, EMAIL, SIZE if self.shop.sizes else "", None)
        return None

    def _opens_page(self, url: str) -> None:
        self.page.goto(url, wait_until="domcontentloaded")  # what comes from outside may never be there

    def _answers_overlay(self) -> None:
        if self.t.overlay != "none":
            self.page.locator("[data-answers]").last.click()

    def _named(self, key: str) -> str:
        return f'[name="{self.shop.form.name(key)}"]'

    def _adds(self) -> None:
        page = self.page
        own = page.locator("h1 ~ form[data-add], a[data-add]").first
        own.wait_for()
        match self.t.options if self.shop.sizes else "none":
            case "select":
                page.select_option(self._named("size"), SIZE)
            case "radio":
                page.check(f'{self._named("size")}[value="{SIZE}"]')
            case "swatch":
                page.click(f'[data-size="{SIZE}"]')
            case "combobox":
                self._combobox("size-box", SIZE)
        if self.t.add == "link":
            own.click()
        else:
            own.locator("button:not([type=button]), input[type=submit]").click()
        page.wait_for_function("() => document.getElementById('count')?.textContent !== '0'")

    def _combobox(self, box: str, value: str) -> None:
        self.page.click(f'[id="{box}"]')
        self.page.click(f'[id="{box}-list"] [data-value="{value}"]')

    def _starts(self) -> None:
        self._opens_page(self.zoo.url(self.shop) + self.zoo.shops[self.shop.key].path("cart").lstrip("/"))
        self.page.get_by_text(self.shop.wording.checkout, exact=True).click()
        self.page.locator("#step").wait_for()

    # -- checkout --

    def _step(self) -> None:
        page = self.page
        page.locator("#step, h1:has-text('thanks-without'), form[method=post]").first.wait_for()
        if "/done" in page.url or not page.locator("#step").count():
            if page.url.startswith("http://pay-"):
                self._types_card(page.main_frame)
                page.click("button")
                page.wait_for_url("**/shop-**", wait_until="commit")
            return
        here = int(page.locator("#step input[name=step]").input_value())
        parts = self.shop.steps()[here]
        for part in parts:
            getattr(self, f"_{part}")()
        if self.t.place_order == "loose" and here + 1 == len(self.shop.steps()):
            self._goes(page.locator("#step ~ button").last)
        elif not (parts == ["delivery"] and self.t.delivery == "cards"):
            self._goes(page.locator("#step > button").last)

    def _goes(self, button) -> None:  # type: ignore[no-untyped-def]
        self.page.locator("#step").evaluate(_MARK)
        button.click()
        self.page.wait_for_function(_GONE)

    def _contact(self) -> None:
        self.page.fill(self._named("email"), EMAIL)
        if self.t.guest == "radio":
            self.page.locator(self._named("guest")).nth(1).check()
        if self.t.guest == "account_forced":
            self.page.fill(self._named("password"), "correct horse")

    def _address(self) -> None:
        home, page = self.shop.place.home, self.page
        self._settles()
        country = self.shop.place.country
        if self.t.country == "combobox":
            box = next(f.id for f in self.shop.form.address({}) if f.key == "country")
            self._combobox(box, country)
        elif self.t.country != "autopostback" or page.input_value(self._named("country")) != country:
            page.locator("#step").evaluate(_MARK)
            page.select_option(self._named("country"), country)
            if self.t.country == "autopostback":
                page.wait_for_function(_GONE)
                self._settles()
        values = {
            "first_name": home.first, "last_name": home.last, "full_name": f"{home.first} {home.last}",
            "street": home.street, "city": home.city, "fourth_line": home.city, "postcode": home.postcode,
            "phone": home.phone,
        }  # fmt: skip
        for key, value in values.items():
            if page.locator(self._named(key)).count():
                page.fill(self._named(key), value)
        if page.locator(self._named("state")).count():
            if self.t.state == "text":
                page.fill(self._named("state"), home.state)
            else:
                page.select_option(self._named("state"), home.state)

    def _settles(self) -> None:
        if self.t.settles == "drops_typed":
            self.page.locator("[data-settled]").wait_for()

    def _delivery(self) -> None:
        page = self.page
        opened = self._opens("delivery")
        chosen = page.locator("#deliveries")
        match self.t.delivery:
            case "radios":
                chosen.locator("[value=standard]").check()
            case "select":
                chosen.locator("select").select_option("standard")
            case "combobox":
                self._combobox("delivery-box", "standard")
            case "cards":
                button = chosen.locator("[data-takes=standard], button[value=standard]")
                button.click()
            case _:
                chosen.locator("[value=standard]").wait_for(state="attached")
        self._closes(opened)

    def _payment(self) -> None:
        page = self.page
        opened = self._opens("payment")
        match self.t.methods:
            case "radios":
                page.check(f"{self._named('payment')}[value=card]")
            case "buttons" | "tabs":
                page.click("[data-pays=card]")
        match self.t.card:
            case "in_page" | "shadow":
                self._types_card(page.main_frame)
            case "same_frame" | "cross_frame" | "frame_per_field":
                page.locator("#card iframe").first.wait_for()
                for element in page.query_selector_all("#card iframe"):
                    frame = element.content_frame()
                    assert frame
                    self._types_card(frame)
                page.wait_for_function("() => [...document.querySelectorAll('[data-kept]')].every(kept => kept.value)")
        self._closes(opened)

    def _types_card(self, frame: Frame) -> None:
        frame.locator("input:not([type=hidden]), select").first.wait_for()
        values = {"card_number": "4242424242424242", "expiry": "12/39", "month": "12", "year": "2039", "cvc": "123",
                  "holder": "Test Shopper"}  # fmt: skip
        for key, value in values.items():
            control = frame.locator(f"{self._named(key)}:not([type=hidden])")
            if control.count():
                if control.evaluate("one => one.tagName") == "SELECT":
                    control.select_option(value)
                else:
                    control.fill(value)

    def _review(self) -> None:
        if self.t.terms == "required":
            self.page.check(self._named("terms"))

    def _opens(self, part: str) -> bool:
        if self.t.shape == "dialogs":
            self.page.click(f"section:has(#{part}-chosen) > button")
        return self.t.shape == "dialogs"

    def _closes(self, opened: bool) -> None:
        if opened:
            self.page.click("dialog[open] > button[type=button]")
