"""A visitor who finds products, fills a cart, and enters codes."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import TimeoutError as TooSlow

from pytest_checkout.domain import Line, Stage
from pytest_checkout.store.profile import Product
from pytest_checkout.store.roles import Literal, Role
from pytest_checkout.storefront import buying, cart, codes, counting, obstacles, orderform, sums, survey
from pytest_checkout.storefront.codes import CodeAnswer
from pytest_checkout.storefront.visitor import Visitor


class Buyer(Visitor):
    """A customer up to the door of the checkout. Raises what Shopper raises."""

    @property
    def has_lines(self) -> bool:
        """Whether the cart held something when it was last seen."""
        return bool(self._lines)

    # -- products --

    def visits(self, product: Product) -> None:
        """Open a product's page in the shopper's locale. Raises ShopFault when the store has no such page."""
        url = urljoin(self.profile.start_url(self.locale), product.url)
        self.hands.knows(in_checkout=False)  # what stands on a page of the checkout sells no product: this one does
        arrived = self.hands.goes_to(url).snapshot.url
        self.journal.act(Stage.PRODUCT, f"opened {url}")
        reading = self._look()
        if urlsplit(reading.snapshot.url).path != urlsplit(arrived).path:  # a gate that leads to the start of the shop
            self.hands.goes_to(url)
            reading = self._look()
        obstacles.refuses_no_page(reading, url, "the product", Stage.PRODUCT)

    def product(self, role: Role | Literal) -> Product:
        """The product of a role. For a profile that names no product at all, the one in stock is looked for from the
        shop's start page, once: every shopper of that profile buys it then.

        Raises CannotProvide for every other role that the profile lacks, and what the survey raises.
        """
        findable = isinstance(role, Role) and role.key == "in stock" and not self.profile.products
        if isinstance(role, Role) and findable and not self.profile.knows(role):
            self.hands.goes_to(self.profile.start_url(self.locale))
            self._look()
            found = survey.product_from_home(self.hands, lambda words: self.journal.note(Stage.ELSEWHERE, words))
            self.journal.note(Stage.PRODUCT, f"the profile names no product: found {found.url}")
            self.profile.remembers(role, found)
        entry: Product = self.profile.entry(role)
        return entry

    def can_be_bought(self, product: Product) -> bool:
        """Whether the product's own page offers a live way to buy it. Raises CannotRead for another page."""
        self._is_at(product)
        return buying.can_be_bought(self.hands, product, self.locale)

    def adds_to_cart(self, product: Product, quantity: int = 1) -> None:
        """Put a product into the cart, options chosen, and prove it from the cart itself, where the shopper stays."""
        self._is_at(product)
        added = buying.adds(self.hands, product, quantity, self.locale)
        self.opens_cart()
        self._lines = buying.proves(self.hands, product, added, before=self._lines, locale=self.locale)
        self.journal.note(
            Stage.CART, f"the cart holds {', '.join(f'{line.quantity} x {line.title}' for line in self._lines)}"
        )

    # -- the cart --

    def opens_cart(self) -> None:
        """Open the cart; nothing to do when it is open. Raises ShopFault when the shop leads to none.

        A page of the checkout may leave out the way to the cart, a review may look like one, and a new shopper has no
        page yet: then from the start of the shop.
        """
        reviewing = self.hands.progress.in_checkout and self._look().stage is Stage.REVIEW
        self.hands.knows(in_checkout=False)
        if self.page.url == "about:blank" or reviewing:  # a review shows lines too, and its way on is the order
            self.hands.goes_to(self.profile.start_url(self.locale))
        reading = self._look()
        if reading.is_cart:
            self.hands.remembers_cart()
            return
        if not cart.doors(self.hands):
            self.hands.goes_to(self.profile.start_url(self.locale))
            self._look()
        if orderform.shows_no_cart(self.hands.reading):
            self.journal.note(Stage.CART, "the page that sells shows no cart: nothing is in it")
            return
        cart.opens(self.hands)
        self._look()

    def cart_lines(self) -> list[Line]:
        """The lines of the cart as the page shows them now."""
        self._lines = self._look().lines
        return self._lines

    def units_in_cart(self, product: Product) -> int:
        """How many of a product the open cart holds."""
        self._lines = self._look().lines
        return buying.units_in_cart(self.hands.reading, product, self.locale)

    def changes_units(self, product: Product, units: int) -> None:
        """Change how many of a product the cart holds, proved by the cart as the shop shows it afresh."""
        self.opens_cart()
        counting.changes(self.hands, product, units, self.locale)
        self._sees_cart_afresh()
        counting.proves(self.hands.reading, product, units, self.locale)

    def changes_units_quickly(self, product: Product, counts: Sequence[int]) -> None:
        """Change it several times, each before the shop has answered, then look at the cart afresh. Proves nothing:
        what the cart holds in the end is the question."""
        self.opens_cart()
        counting.changes_quickly(self.hands, product, counts, self.locale)
        self._sees_cart_afresh()

    # -- codes --

    def can_enter_code(self) -> bool:
        """Whether there is a field for a code that a shopper can reach now."""
        self._where_codes_go()
        return codes.is_in_reach(self.hands)

    def must_be_able_to_enter_a_code(self) -> None:
        """Prove it by the field, which is there and stays (presence.py), and by an answer to a code that nobody gave.

        Raises ShopFault in the words of what is wrong: absent, nameless, covered, disabled, vanished, without effect.
        """
        self._where_codes_go()
        codes.can_be_entered(self.hands)

    def applies_code(self, code: str) -> CodeAnswer:
        """Apply a code where the shopper stands, or else in the cart. Refusal is an answer, not an error."""
        self._where_codes_go()
        answer = codes.applies(self.hands, code)
        sums.read(self.hands)
        return answer

    def removes_code(self, code: str) -> None:
        """Take a code away again; proved by the page that no longer lists it."""
        self._where_codes_go()
        codes.removes(self.hands, code)

    # -- inside --

    def _is_at(self, product: Product) -> None:
        """Open the product's page unless it is open."""
        url = urljoin(self.profile.start_url(self.locale), product.url)
        here, there = urlsplit(self.page.url), urlsplit(url)
        if here.path != there.path or (there.query and here.query != there.query):
            self.visits(product)
        else:
            self._look()

    def _sees_cart_afresh(self) -> None:
        with suppress(TooSlow):  # a shop that saves in the background may not be done; one that polls never is
            self.page.wait_for_load_state("networkidle", timeout=1000 * self.hands.patience)
        self.page.reload(wait_until="domcontentloaded")
        self.opens_cart()
        self.journal.read_totals(self.hands.reading.totals)

    def _where_codes_go(self) -> None:
        reading = self._look()
        if not reading.is_cart and not reading.parts and not reading.fields_for("coupon"):
            self.opens_cart()
