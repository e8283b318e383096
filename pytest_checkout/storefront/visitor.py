"""Somebody with a browser page of its own who looks at a shop: where the shopper and its page meet."""

from __future__ import annotations

import secrets

from playwright.sync_api import Page

from pytest_checkout.domain import Line, Stage, Totals
from pytest_checkout.store.profile import StoreProfile
from pytest_checkout.storefront import banner, journey, locales, obstacles, sums, totals
from pytest_checkout.storefront.devices import USUAL, Device
from pytest_checkout.storefront.journal import Journal
from pytest_checkout.storefront.reading import Reading


class Visitor:
    """Stands on a page of a shop that it has no script for, reads it, and moves about.

    `identity` makes its e-mail address unique; `device` is what its page was opened on. Raises what Shopper raises.
    """

    def __init__(
        self,
        page: Page,
        profile: StoreProfile,
        *,
        locale: str = "",
        journal: Journal | None = None,
        identity: str = "",
        device: Device = USUAL,
    ) -> None:
        self.page, self.profile = page, profile
        self.locale = locale or profile.locales.default
        self.journal = journal if journal is not None else Journal()
        self.email = f"shopper-{identity or secrets.token_hex(6)}@example.com"
        self.hands = banner.ClearedHands(
            page,
            self.journal,
            currency=profile.currency,
            patience=float(profile.patience),
            overrides=profile.overrides,
            tax_included=profile.policies.prices_include_tax,
            may_order=profile.may_place_orders,
            user_agent=profile.user_agent,
            device=device,
        )
        self.hands.locale = self.locale
        self.password = f"Shop-{self.email.partition('@')[0]}-1!"
        """For shops that let nobody order without an account."""
        self._lines: list[Line] = []
        self._wishes = journey.Wishes()

    def speaks(self, locale: str) -> None:
        """From the next page on, shop in this locale."""
        self.locale = self.hands.locale = locale

    def shops_through(self, channel: StoreProfile) -> None:
        """From the next page on, shop in a channel of the store: in its currency, at its prices, in its locale."""
        self.profile, self.hands.currency = channel, channel.currency
        self.speaks(channel.locales.default)

    @property
    def stage(self) -> Stage:
        """Where the shopper stands, from the page as it is now."""
        return self._look().stage

    def comes_to(self, url: str) -> None:
        """Open an address of the shop. Raises ShopFault when there is no such page."""
        self.hands.goes_to(url)
        obstacles.refuses_no_page(self._look(), url)

    # -- reading and moving --

    def reads_totals(self) -> Totals:
        """The labelled amounts of the page as it is now; also kept in the journal by stage."""
        self._look()
        return sums.read(self.hands)

    def parts_in_order(self) -> list[tuple[str, ...]]:
        """What the amounts of each bill on the page are (items, discount, delivery, tax, total), as one reads them."""
        reading = self._look()
        return totals.parts_in_order(reading.snapshot, reading.language)

    def told(self) -> list[str]:
        """The messages that the shop shows now, in its words."""
        messages = self._look().told
        self.journal.told(self.hands.reading.stage, messages)
        return messages

    def goes_back(self) -> None:
        """Use the browser's back button."""
        self.journal.act(self.hands.goes_back().stage, "went back")

    def reloads(self) -> None:
        """Load the page again."""
        self.page.reload(wait_until="domcontentloaded")
        self.journal.act(self._look().stage, "reloaded the page")

    def leaves_and_comes_back(self) -> None:
        """Leave for an empty page, then come back to the start of the shop."""
        self.page.goto("about:blank")
        self.hands.goes_to(self.profile.start_url(self.locale))
        self.journal.act(Stage.ELSEWHERE, "left the shop and came back")

    def switches_locale(self, locale: str) -> None:
        """Show the same page in another locale; proved by the language that the page states."""
        locales.switches(self.hands, self.profile, self.locale, locale)
        self.speaks(locale)
        self._look()

    # -- inside --

    def _look(self) -> Reading:
        self.hands.look()
        reading = banner.answers(self.hands)
        obstacles.refuses(reading)
        return reading
