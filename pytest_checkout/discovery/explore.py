"""From an address to findings: what the shop sells, in which languages and currency, and how one gets to the order."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import Browser, BrowserContext

from pytest_checkout.discovery import currencies
from pytest_checkout.discovery.findings import Findings, Journey, Market
from pytest_checkout.discovery.journey import Walk
from pytest_checkout.discovery.window import SIZE
from pytest_checkout.errors import CannotRead, ShopFault, UserError
from pytest_checkout.store.profile import Environment, Locales, Product, StoreProfile, UserAgent, name_in
from pytest_checkout.storefront import Shopper, banner, obstacles, statements
from pytest_checkout.storefront.entrance import Entrance, context_options
from pytest_checkout.storefront.hands import Hands
from pytest_checkout.storefront.reading import Reading
from pytest_checkout.storefront.survey import WANTED, FoundProduct, Survey, products_on
from pytest_checkout.storefront.words import normal

Tell = Callable[[str, str], None]
"""Hears of progress: a word for what was found, and what it is."""
_MOST_LOCALES = 6
_MOST_VALUES = 3


class Exploration:
    """One look at one shop in `browser`. Raises UserError for an address that is not a shop's."""

    def __init__(self, browser: Browser, url: str, tell: Tell, entrance: Entrance | None = None) -> None:
        self.browser, self.url, self.tell = browser, url, tell
        self.entrance = entrance or Entrance()

    def runs(self, *, place_order: bool) -> Findings:
        """Look for products, walk to the last click (or through it), then walk in every other locale."""
        found = self._surveys()
        found.journeys[found.locale] = self._walks(found, found.locale, place_order=place_order)
        self._proves_options(found)
        for locale in [name for name in found.locales if name != found.locale]:
            self.tell("locale", locale)
            journey = self._walks(found, locale, place_order=False)
            if journey.stages:
                found.journeys[locale] = journey
            else:
                del found.locales[locale]
        return found

    def looks_again(self, profile: StoreProfile, *, place_order: bool) -> Findings:
        """Look at what a profile knows already: each of its products, and the way to the order with the one in stock.

        A product that is not found any more is missing from `products`.
        """
        found = Findings(profile.store, profile.url, profile.currency, "", profile.locales.default, "")
        found.locales = dict(profile.locales.urls)
        with self._context(profile) as context:
            shopper = Shopper(context.new_page(), profile)
            for role, entry in profile.products.items():
                name = name_in(entry.name, found.locale)
                try:
                    shopper.visits(entry)
                except ShopFault as fault:
                    self.tell("product", f"{role}: {fault}")
                    continue
                seen = products_on(shopper.hands, shopper.hands.reading, name)
                named = [each for each in seen if normal(each.name) == normal(name)] if len(seen) > 1 else seen
                if named:
                    found.products[role] = named[0]
        if "in stock" in profile.products:
            environment = Environment.STAGING if place_order else Environment.PRODUCTION
            walked = profile.model_copy(update={"environment": environment})
            found.journeys[found.locale] = self._walk(
                walked, found.locale, profile.products["in stock"], place_order=place_order
            )
        return found

    # -- what it sells --

    def _surveys(self) -> Findings:
        provisional = self.entrance.of(_provisional(self.url))
        with self._context(provisional) as context:
            shopper = Shopper(context.new_page(), provisional)
            hands = shopper.hands
            hands.goes_to(self.url)
            reading = banner.answers(hands)
            wall = obstacles.instead_of_a_product(reading)
            if wall not in (None, obstacles.NOT_A_SHOP):
                raise obstacles.obstructed(wall, reading)
            if reading.snapshot.status >= 400:
                raise UserError(
                    f"{self.url} answers {reading.snapshot.status}: give the address of the shop's home page, or of a "
                    "product."
                )
            said = hands.states()
            locale, how = _locale(said)
            shopper.speaks(locale)
            currency, currency_how = currencies.of_shop(said, hands.look(), locale)
            start = home(said, reading)
            found = Findings(
                name=name_of(said, reading),
                url=start,
                currency=currency,
                currency_how=currency_how,
                locale=locale,
                locale_how=how,
            )
            found.entrance, found.refused = self.entrance, hands.introduction.refused
            if found.refused:
                found.entrance = replace(self.entrance, user_agent=UserAgent.ORDINARY)
                self.tell("user agent", f"an ordinary one, because HeadlessChrome is refused ({found.refused})")
            hands.currency = currency or hands.currency
            hands.look()
            self.tell("shop", f"{found.name}, {locale}, {currency or 'currency not known yet'}")
            survey = Survey(hands, lambda words: self.tell("product", words))
            products = survey.runs(self.url)
            found.products = {role: products[role] for role in WANTED if role in products}
            found.looked_at = survey.looked_at
            if not found.currency and found.products:
                self._currency_of_a_product(found, hands)
            if "in stock" not in found.products and "with options" in found.products:
                found.products = {"in stock": found.products["with options"], **found.products}
            if not found.products and wall:
                raise obstacles.obstructed(wall, reading)
            if "in stock" not in found.products:
                raise UserError(
                    f"No product that can be bought was found on {1 + survey.looked_at} pages from {self.url}. Give "
                    "the address of a product's page; if it is one, the robot does not see its button: see "
                    "'overrides' in docs/store-profile.md."
                )
            self._places(found, hands)
            return found

    def _currency_of_a_product(self, found: Findings, hands: Hands) -> None:
        for product in found.products.values():
            reading = hands.goes_to(product.url)
            found.currency, found.currency_how = currencies.of_shop(hands.states(), reading, found.locale)
            if found.currency:
                hands.currency = found.currency
                return
        raise UserError(
            f"No price was found from {self.url}, so the shop's currency is not known: give the address of a "
            "product that has a price."
        )

    def _places(self, found: Findings, hands: Hands) -> None:
        """Which locales have pages of their own, each proved by opening its start; and the address above them all.

        Pages that sell in another currency are a market: its prices are not those of the first locale.
        """
        hands.goes_to(found.url)
        starts, others = {found.locale: found.url}, dict[str, str]()
        found.languages = statements.offered_languages(hands.states())
        for locale, candidates in statements.other_starts(hands.states(), found.locale).items():
            for url in candidates:
                if len(starts) < _MOST_LOCALES and locale not in starts and _is_start(url):
                    reading = hands.goes_to(url)
                    stated = statements.locale_named(reading.snapshot.lang)
                    if reading.snapshot.status < 400 and stated.split("-")[0] == locale.split("-")[0]:
                        starts[locale] = url
                        currency, _ = currencies.of_shop(hands.states(), reading, locale)
                        if currency and currency != found.currency:
                            others[locale] = currency
        if len(starts) > 1:
            paths = without_common_end([urlsplit(url).path for url in starts.values()])
            above = posixpath.commonpath(paths).rstrip("/") + "/"
            found.url = urljoin(found.url, above)
            below = {name: path.removeprefix(above) for name, path in zip(starts, paths, strict=True)}
            found.locales = {name: path for name, path in below.items() if name not in others}
            found.markets = {name: Market(below[name], currency) for name, currency in others.items()}
        if len(found.locales) > 1:
            self.tell("locales", ", ".join(found.locales))
        for locale, market in found.markets.items():
            self.tell("channel", f"{locale}, in {market.currency}")

    def _context(self, profile: StoreProfile) -> BrowserContext:
        return self.browser.new_context(**SIZE, **context_options(profile))

    # -- how one gets to the order --

    def _walks(self, found: Findings, locale: str, *, place_order: bool) -> Journey:
        product = _product(found, found.products["in stock"])
        return self._walk(_profile(found, place_order=place_order), locale, product, place_order=place_order)

    def _walk(self, profile: StoreProfile, locale: str, product: Product, *, place_order: bool) -> Journey:
        """A walk in a fresh context; only that in the default locale is told."""
        aloud = locale == profile.locales.default
        with self._context(profile) as context:
            tell = lambda stage, said: self.tell(str(stage), said) if aloud else None  # noqa: E731
            return Walk(context.new_page(), profile, locale, tell).goes(product, place_order=place_order)

    def _proves_options(self, found: Findings) -> None:
        """Keep, of each option, the first value with which the shop really takes the product."""
        product = found.products.get("with options")
        if product is None:
            return
        for index in range(_MOST_VALUES):
            chosen = tuple((name, values[index : index + 1]) for name, values in product.options)
            if not all(values for _, values in chosen):
                break
            tried = FoundProduct(product.url, product.name, True, product.how, product.price, chosen)
            profile = _profile(found, place_order=False)
            with self._context(profile) as context:
                shopper = Shopper(context.new_page(), profile)
                try:
                    entry = _product(found, tried)
                    shopper.visits(entry)
                    shopper.adds_to_cart(entry)
                except (ShopFault, CannotRead) as error:
                    self.tell("options", f"not {', '.join(values[0] for _, values in chosen)}: {error}")
                    continue
            found.products["with options"] = tried
            return
        del found.products["with options"]


def _provisional(url: str) -> StoreProfile:
    return StoreProfile(store=url, url=url, currency="EUR", locales=Locales(default="en"))


def _profile(found: Findings, *, place_order: bool) -> StoreProfile:
    """The profile as far as it is known; orders are only possible when the owner asked for one."""
    profile = StoreProfile(
        store=found.name,
        url=found.url,
        currency=found.currency,
        environment=Environment.STAGING if place_order else Environment.PRODUCTION,
        locales=Locales(default=found.locale, urls=found.locales),
    )
    return found.entrance.of(profile)


def _product(found: Findings, product: FoundProduct) -> Product:
    chosen = {name: values[0] for name, values in product.options}
    return Product(url=relative(found, product.url), name={found.locale: product.name}, options=chosen)


def relative(found: Findings, url: str) -> str:
    """An address as a profile writes it: below the start of the default locale's pages, else in full."""
    start = urljoin(found.url, found.locales.get(found.locale, ""))
    return (url.removeprefix(start) or "./") if url.startswith(start) else url


def home(said: statements.Statement, reading: Reading) -> str:
    """Where the shop starts: the topmost address above this page that this page links to, else its site's root."""
    here = urlsplit(said.url)
    if not reading.own_add_buttons:
        return said.url.split("#")[0].split("?")[0]
    linked = {urlsplit(link["href"]).path for link in said.links if urlsplit(link["href"]).netloc == here.netloc}
    above = [path for path in linked if path.endswith("/") and here.path.startswith(path)]
    return urljoin(said.url, min(above, key=len, default="/"))


def without_common_end(paths: Sequence[str]) -> list[str]:
    """Paths of one page in several locales, up to where they differ.

    >>> without_common_end(["/en/all/", "/de/all/"])
    ['/en/', '/de/']
    """
    parts = [path.strip("/").split("/") for path in paths]
    while all(len(each) > 1 for each in parts) and len({each[-1] for each in parts}) == 1:
        parts = [each[:-1] for each in parts]
    return ["/" + "".join(f"{part}/" for part in each if part) for each in parts]


def name_of(said: statements.Statement, reading: Reading) -> str:
    """The shop's name: stated, else what its title says besides the page's own heading."""
    headings = {normal(heading.text) for heading in reading.snapshot.headings if heading.level == 1}
    parts = [part.strip() for part in re.split(r"\s[|\-–—·:]\s|::", said.title)]
    named = [part for part in parts if part and normal(part) not in headings]
    return next(iter([*said.site, *named, said.title]), "") or urlsplit(said.url).netloc


def _is_start(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path.endswith("/") and not parts.query


def _locale(said: statements.Statement) -> tuple[str, str]:
    if named := statements.locale_named(said.lang):
        return named, f'its pages state lang="{said.lang}"'
    return "en", "its pages state no language, so this is a guess"
