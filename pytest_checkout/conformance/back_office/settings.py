"""What every back office must do with what can be set in it, whatever it is: the price of a product, the clock."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from pytest_checkout.conformance.back_office.sandbox import (
    SOON,
    BackOfficeSandbox,
    has,
    is_named,
    must_have,
    put_back,
    shown,
)
from pytest_checkout.conformance.suite import Conformance, where_it_can
from pytest_checkout.domain import Money
from pytest_checkout.errors import CannotProvide, ServiceUnavailable
from pytest_checkout.store.ports import SUBJECTS
from pytest_checkout.store.settings import SETTINGS, Setting

Change = Callable[[Any], Any]
CHANGES: list[tuple[str, str, Change]] = [
    ("stock", "none left", lambda _: 0),
    ("stock", "thousands", lambda _: 12_000),
    ("code uses", "none", lambda _: 0),
    ("code terms", "an end", lambda terms: replace(terms, ends=SOON)),
    ("code terms", "a start", lambda terms: replace(terms, starts=SOON - timedelta(days=400))),
    ("code terms", "withdrawn", lambda terms: replace(terms, withdrawn=True)),
    ("code terms", "for one use", lambda terms: replace(terms, uses=1, uses_per_shopper=None)),
    ("code terms", "once per shopper", lambda terms: replace(terms, uses=None, uses_per_shopper=1)),
    ("price", "a smallest unit more", lambda price: price + Money.from_minor(1, price.currency)),
    ("price", "thousands", lambda price: price * 1000),
    ("delivery fee", "a smallest unit more", lambda fee: fee + Money.from_minor(1, fee.currency)),
    ("delivery fee", "free", lambda fee: fee * 0),
    ("tax rate", "none", lambda _: Decimal(0)),
    ("tax rate", "a broken one", lambda _: Decimal("0.055")),
    ("clock", "behind", lambda _: timedelta(days=-1)),
    ("clock", "a year ahead", lambda _: timedelta(days=370)),
    ("capture", "with the order", lambda _: "with the order"),
    ("capture", "at dispatch", lambda _: "at dispatch"),
    ("mail template", "strange letters", lambda text: f"{text}\nSchöne Grüße – 100 % {{{{ order.number }}}}\n"),
]
"""What scenarios set: the setting, the change in words, the new value from the old one."""


class SettingsConformance(Conformance):
    Sandbox = BackOfficeSandbox

    @pytest.fixture(params=SETTINGS)
    def setting(self, request: pytest.FixtureRequest, sandbox: BackOfficeSandbox) -> Setting[Any]:
        """Each setting that this back office has."""
        return _given(sandbox, request.param)

    def test_it_has_a_subject_that_can_be_read(self, sandbox: BackOfficeSandbox) -> None:
        assert any(has(sandbox, subject) for subject in SUBJECTS), "a back office that tells nothing is none"
        if any(has(sandbox, setting.subject) for setting in SETTINGS.values()):
            assert shown(sandbox), "it can tell nothing of what it has"

    def test_what_is_set_is_kept_and_put_back(self, sandbox: BackOfficeSandbox, setting: Setting[Any]) -> None:
        of = sandbox.names.get(setting.name, "")
        with where_it_can(), put_back(sandbox, setting, of) as before:
            wanted = sandbox.another(setting.name, before)
            assert wanted != before, f"{type(sandbox).__name__}.another must give another {setting.name}"
            setting.write(sandbox.adapter, of, wanted)
            assert setting.read(sandbox.adapter, of) == wanted
            assert setting.read(sandbox.anew(), of) == wanted

    @pytest.mark.parametrize(
        ("name", "change"), [pytest.param(name, change, id=f"{name}-{words}") for name, words, change in CHANGES]
    )
    def test_what_scenarios_set_is_kept_as_it_was_set(
        self, sandbox: BackOfficeSandbox, name: str, change: Change
    ) -> None:
        setting, of = _given(sandbox, name), sandbox.names.get(name, "")
        with where_it_can(), put_back(sandbox, setting, of) as before:
            setting.write(sandbox.adapter, of, change(before))
            assert setting.read(sandbox.anew(), of) == change(before)

    def test_to_set_one_thing_changes_no_other(self, sandbox: BackOfficeSandbox, setting: Setting[Any]) -> None:
        of = sandbox.names.get(setting.name, "")
        mine = setting.words.format(of)
        with where_it_can(), put_back(sandbox, setting, of) as before:
            others = shown(sandbox) | {mine: None}
            setting.write(sandbox.adapter, of, sandbox.another(setting.name, before))
            assert shown(sandbox) | {mine: None} == others

    def test_to_set_what_is_set_already_changes_nothing(
        self, sandbox: BackOfficeSandbox, setting: Setting[Any]
    ) -> None:
        with where_it_can(), put_back(sandbox, setting, sandbox.names.get(setting.name, "")) as before:
            shop = shown(sandbox)
            setting.write(sandbox.adapter, sandbox.names.get(setting.name, ""), before)
            assert shown(sandbox) == shop

    @pytest.mark.parametrize("name", [name for name, setting in SETTINGS.items() if is_named(setting)])
    def test_what_there_is_not_is_named_and_nothing_comes_of_it(self, sandbox: BackOfficeSandbox, name: str) -> None:
        setting = _given(sandbox, name)
        shop, unknown = shown(sandbox), f"NO-SUCH-{secrets.token_hex(3)}"
        with where_it_can():
            value = setting.read(sandbox.adapter, sandbox.names[setting.name])
        with pytest.raises((ServiceUnavailable, CannotProvide), match=unknown):
            setting.read(sandbox.adapter, unknown)
        with pytest.raises((ServiceUnavailable, CannotProvide), match=unknown):
            setting.write(sandbox.adapter, unknown, value)
        assert shown(sandbox) == shop

    @pytest.mark.parametrize("name", [name for name, setting in SETTINGS.items() if setting.kind is Money])
    def test_an_amount_in_another_currency_is_refused_or_kept_in_it(
        self, sandbox: BackOfficeSandbox, name: str
    ) -> None:
        """Never is 500 yen set as 500 pounds."""
        setting, of = _given(sandbox, name), sandbox.names[name]
        with where_it_can(), put_back(sandbox, setting, of) as before:
            wanted = Money.parse("JPY 500" if before.currency != "JPY" else "GBP 5.00")
            try:
                setting.write(sandbox.adapter, of, wanted)
            except (ServiceUnavailable, CannotProvide):
                wanted = before
            assert setting.read(sandbox.anew(), of) == wanted

    def test_each_theme_can_be_worn_and_no_other(self, sandbox: BackOfficeSandbox) -> None:
        theme = _given(sandbox, "theme")
        with where_it_can(), put_back(sandbox, theme, "") as before:
            themes = list(sandbox.adapter.themes())
            assert before in themes
            for each in themes:
                sandbox.adapter.use_theme(each)
                assert sandbox.anew().theme() == each
            with pytest.raises((ServiceUnavailable, CannotProvide)):
                sandbox.adapter.use_theme("no-such-theme")


def _given(sandbox: BackOfficeSandbox, name: str) -> Setting[Any]:
    setting: Setting[Any] = SETTINGS[name]
    must_have(sandbox, setting.subject)
    if is_named(setting) and name not in sandbox.names:
        words = f"{type(sandbox).__name__}.names must say of what to set the {name}: {{'{name}': ...}}"
        pytest.fail(words, pytrace=False)
    return setting
