"""Writes findings as a store profile: every value with a comment that says how it was found, questions at the end."""

from __future__ import annotations

import re
from datetime import date
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap

from pytest_checkout.discovery import places
from pytest_checkout.discovery.explore import relative
from pytest_checkout.discovery.findings import Findings, Method
from pytest_checkout.discovery.journey import TEST_CARD
from pytest_checkout.domain import minor_digits
from pytest_checkout.store.profile import Names, Tls, UserAgent
from pytest_checkout.storefront.survey import FoundProduct

_FREE = "free"


def text(found: Findings, *, ordered: bool, today: date) -> str:
    """The whole file. `ordered` says whether the owner let an order be placed."""
    profile = CommentedMap()
    profile["store"] = found.name
    profile["url"] = found.url
    accepted = found.entrance.tls is Tls.ACCEPT
    profile["environment"] = "staging" if ordered or accepted else "production"
    profile.update(_entrance(found))
    profile["currency"] = found.currency
    profile["locales"] = _flow(default=found.locale, **({"urls": _flow(**found.locales)} if found.locales else {}))
    profile["products"] = CommentedMap({role: _product(found, product) for role, product in found.products.items()})
    if found.markets:
        profile["channels"] = CommentedMap(_channels(found))
    methods = {
        "delivery": {role: _delivery(found, index) for role, index in delivery_roles(found.journey.delivery).items()},
        "payments": {role: _payment(found, index) for role, index in payment_roles(found.journey.payments).items()},
    }
    for section, entries in methods.items():
        if entries:
            profile[section] = CommentedMap(entries)
    journey = found.journey
    if journey.order and journey.paid_by and journey.paid_by.kind == "card":
        profile["cards"] = CommentedMap(good=_flow(number=TEST_CARD.number))
    profile["addresses"] = CommentedMap(_addresses(found))
    if not journey.stopped:
        profile["budget"] = _flow(pages=journey.pages, fields=journey.fields)
    profile["discovered"] = discovered(found, today)
    _comments(profile, found, ordered=ordered)
    out = StringIO()
    out.write(_HEAD.format(today=today))
    dump(profile, out)
    out.write(questions(found))
    return out.getvalue()


_HEAD = """\
# Written by `pytest-checkout discover` on {today}. It says what the shop showed to a robot; what it promises, only its
# owner knows: please read it, answer the questions at its end, and correct what is wrong. Running discover again never
# overwrites this file, it tells what has changed since. Every key: docs/store-profile.md
"""


def _entrance(found: Findings) -> dict[str, Any]:
    """The keys that let the checks in; none for a shop that is open to everybody."""
    keys: dict[str, Any] = {}
    if found.entrance.tls is not Tls.VERIFY:
        keys["tls"] = str(found.entrance.tls)
    if login := found.entrance.http_login:
        keys["http login"] = _flow(user=login.user, password=_flow(env=login.password.env))
    if found.entrance.user_agent is not UserAgent.DEFAULT:
        keys["user agent"] = str(found.entrance.user_agent)
    return keys


def dump(profile: CommentedMap, out: StringIO) -> None:
    yaml = YAML()
    yaml.width = 1000  # an entry on one line stays on one line
    yaml.dump(profile, out)


def discovered(found: Findings, today: date) -> CommentedMap:
    """What the next run of discover is compared with, and no check depends on."""
    journey = found.journey
    seen = CommentedMap({"on": today, "journey": journey.shape})
    seen["pages"], seen["fields"], seen["clicks"] = journey.pages, journey.fields, journey.clicks
    seen["code fields"] = CommentedMap({str(stage): called for stage, called in journey.code_fields})
    seen["code fields"].fa.set_flow_style()
    return seen


def _flow(**entries: Any) -> CommentedMap:
    mapping = CommentedMap({key: value for key, value in entries.items() if value not in ("", None)})
    mapping.fa.set_flow_style()
    return mapping


def _product(found: Findings, product: FoundProduct) -> CommentedMap:
    names, walked = {found.locale: product.name}, product is found.products["in stock"]
    if walked:
        names = {locale: journey.product for locale, journey in found.journeys.items() if journey.product} or names
    options = _flow(**{name: values[0] for name, values in product.options})
    price = found.journey.price if walked else product.price
    return _flow(
        url=relative(found, product.url),
        name=_names(names, found),
        price=str(price or product.price) if price or product.price else "",
        **({"options": options} if options else {}),
    )


def _names(names: Names, found: Findings) -> object:
    """One text where the shop has one locale; else by locale, because the text of one is not that of another."""
    if len(found.locales) < 2:
        return next(iter(names.values()))
    return _flow(**names)


def _channels(found: Findings) -> dict[str, CommentedMap]:
    """By role, as stock checklists ask for them: by the decimals of the currency, else by its code."""
    roles: dict[str, CommentedMap] = {}
    for locale, market in found.markets.items():
        role = {0: "zero-decimal", 3: "three-decimal"}.get(minor_digits(market.currency), market.currency)
        entry = _flow(currency=market.currency, locale=locale, url=market.url)
        roles.setdefault(role if role not in roles else slug(f"{role} {locale}"), entry)
    return roles


def _delivery(found: Findings, index: int) -> CommentedMap:
    names = {name: journey.delivery[at].name for name, journey, at in _same(found, "delivery", index)}
    return delivery_entry(found.journey.delivery[index], _names(names, found))


def delivery_entry(method: Method, name: object = "") -> CommentedMap:
    """An entry for `delivery:`."""
    return _flow(name=name or method.name, fee=str(method.price) if method.price is not None else "")


def payment_entry(method: Method, name: object = "") -> CommentedMap:
    """An entry for `payments:`."""
    return _flow(name=name or method.name, kind=method.kind)


def _payment(found: Findings, index: int) -> CommentedMap:
    names = {name: journey.payments[at].name for name, journey, at in _same(found, "payments", index)}
    return payment_entry(found.journey.payments[index], _names(names, found))


def _same(found: Findings, section: str, index: int) -> list[tuple[str, Any, int]]:
    """(locale, journey, index) of the same method in every locale: by what its form sends, else by its place."""
    own: list[Method] = getattr(found.journey, section)
    same = []
    for locale, journey in found.journeys.items():
        methods: list[Method] = getattr(journey, section)
        by_code = [i for i, method in enumerate(methods) if method.code and method.code == own[index].code]
        if len(by_code) == 1:
            same.append((locale, journey, by_code[0]))
        elif len(methods) == len(own):
            same.append((locale, journey, index))
    return same


def delivery_roles(methods: list[Method]) -> dict[str, int]:
    """Role -> index: the first is standard, a dearer one express, another that costs nothing free, others by name."""
    roles: dict[str, int] = {}
    for index, method in enumerate(methods):
        first = methods[0].price
        if index == 0:
            role = "standard"
        elif method.price is not None and not method.price:
            role = _FREE
        elif method.price is not None and first is not None and method.price > first:
            role = "express"
        else:
            role = slug(method.name)
        roles.setdefault(role if role not in roles else slug(method.name), index)
    return roles


def payment_roles(methods: list[Method]) -> dict[str, int]:
    """Role -> index: the first by card is card, the first by invoice invoice, others go by their name."""
    roles: dict[str, int] = {}
    for index, method in enumerate(methods):
        role = method.kind if method.kind in ("card", "invoice") and method.kind not in roles else slug(method.name)
        roles.setdefault(role, index)
    return roles


def slug(name: str) -> str:
    """A name as a role: lower case, words of letters and digits."""
    return " ".join(re.findall(r"\w+", name.lower())) or "unnamed"


def _addresses(found: Findings) -> dict[str, CommentedMap]:
    offered = found.journey.countries
    home = places.home_of(found.locale, found.currency, offered)
    wanted = {"home": home}
    for role, country in (("without postcodes", places.WITHOUT_POSTCODES), ("with states", places.WITH_STATES)):
        if country in offered and country != home:
            wanted[role] = country
    abroad = [country for country in offered if country in places.KNOWN and country not in wanted.values()]
    if abroad:
        wanted["abroad"] = abroad[0]
    return {role: _address(country) for role, country in wanted.items()}


def _address(country: str) -> CommentedMap:
    where = places.address(country)
    return _flow(
        first=where.first_name,
        last=where.last_name,
        line1=where.line1,
        city=where.city,
        postcode=where.postcode,
        state=where.state,
        country=where.country,
        phone=where.phone,
    )


def _comments(profile: CommentedMap, found: Findings, *, ordered: bool) -> None:
    journey = found.journey
    said = {
        "store": "the name, or the title, that its pages state",
        "environment": "you let an order be placed"
        if ordered
        else "you accepted its certificate. Its checks may place orders"
        if found.entrance.tls is Tls.ACCEPT
        else "until you say otherwise: no order is placed. Write staging for a shop to try things in",
        "tls": "nobody vouches for its certificate",
        "user agent": f"HeadlessChrome was refused ({found.refused})",
        "currency": found.currency_how,
        "locales": found.locale_how + ("; the others were opened" if found.locales else ""),
    }
    for key, words in said.items():
        if key in profile:
            profile.yaml_add_eol_comment(words, key)
    for role, product in found.products.items():
        profile["products"].yaml_add_eol_comment(product.how, role)
    paid = f"; the walk paid by {journey.paid_by.name or journey.paid_by.kind}" if journey.paid_by else ""
    before = {
        "products": f"found on {1 + found.looked_at} pages; a price is the one that the cart showed, else the page's",
        "channels": "pages of other prices, seen at their start; what each product costs there, only its owner knows",
        "delivery": "as offered on the way, with the price shown there; check the roles and 'free from'",
        "payments": f"as offered on the way{paid}; kind 'other' is offered and never used by itself",
        "cards": "a public test card: the order of this walk was placed with it",
        "addresses": "made up, in countries that the shop offers" if journey.countries else "made up",
        "budget": "what the walk needed between the cart and the order: a limit from now on",
        "discovered": "what the next `pytest-checkout discover` is compared with",
    }
    for key, words in before.items():
        if key in profile:
            profile.yaml_set_comment_before_after_key(key, before=words)


def questions(found: Findings) -> str:
    """What the robot could not find out, as comments that the owner turns into keys."""
    journey = found.journey
    asked = []
    if journey.stopped:
        asked.append(f"The walk stopped: {journey.stopped}")
        asked.append(
            "overrides: was a control not found, or not plain? Name it, see docs/store-profile.md, and run again"
        )
    own = {locale.split("-")[0] for locale in (found.locale, *found.locales, *found.markets)}
    if others := [language for language in found.languages if language.split("-")[0] not in own]:
        asked.append(
            f"locales: the shop also speaks {', '.join(others)}, but no pages of their own were found for them"
        )
    for role, channel in _channels(found).items():
        asked.append(
            f"channels: what is sold in '{role}', and at which price? {role}: {{..., products: {{in stock: "
            f"{channel['currency']} ...}}, delivery: {{standard: {{fee: {channel['currency']} ...}}}}}}"
        )
    for role in ("sold out", "with options"):
        if role not in found.products:
            asked.append(f"products: is there a product {role}? Or declare it under lacks:.")
    if not journey.delivery:
        asked.append("delivery: none was offered. Is there any? If not: lacks: {delivery: {reason: ..., owner: ...}}")
    if not journey.payments and not journey.stopped:
        asked.append("payments: no choice was offered. Which ways to pay are there?")
    where = ", ".join(f"{stage} ('{called}')" for stage, called in journey.code_fields)
    asked.append(
        f"codes: a code can be entered at {where}. Which codes are live, expired ...? codes: {{live: {{code: ..., "
        "gives: 10%}}"
        if where
        else "codes: no field for a code was found. Are there any? If not: lacks: {vouchers: {reason: ..., owner: ...}}"
    )
    if any(method.kind == "card" for method in journey.payments):
        asked.append(
            "cards: which test cards does your payment provider take, and which does it refuse? With Stripe: cards: "
            "{good: {number: '4242 4242 4242 4242'}, declined: {number: '4000 0000 0000 0002'}}"
        )
    asked.append("backoffice: may orders be looked up? platform: ..., backoffice: {url: ..., token: {env: NAME}}")
    asked.append("services: may charges and mails be looked up? See 'services' in docs/store-profile.md")
    asked.append("policies: do prices include tax? Is a free-delivery threshold compared before or after discounts?")
    lines = ["", "# Questions to the owner", *(f"# - {question}" for question in asked)]
    return "\n".join(lines) + "\n"
