"""The page about back offices: the proof of an adapter, as it stands there, runs over a shop, and sees a broken one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pytest_checkout.conformance.elsewhere import answering
from pytest_checkout.store.ports import SUBJECTS

PAGE = (Path(__file__).parents[2] / "docs" / "back-offices.md").read_text(encoding="utf-8")
ADAPTER = """
from pytest_checkout import Money, ServiceUnavailable

SHOPS = {}

class OurBackOffice:
    def __init__(self, url):
        self.kept = SHOPS.setdefault(
            url,
            {
                "stock": {"MUG": 7, "POT": 2},
                "price": {"MUG": Money.parse("GBP 8.00"), "POT": Money.parse("GBP 9.00")},
                "sale": {"MUG": True, "POT": True},
            },
        )

    def _get(self, what, sku):
        if sku not in self.kept[what]:
            raise ServiceUnavailable(f"our shop has no {sku}")
        return self.kept[what][sku]

    def _set(self, what, sku, value):
        self._get(what, sku)
        self.kept[what][sku] = value

    def stock(self, sku): return self._get("stock", sku)
    def set_stock(self, sku, units): self._set("stock", sku, units)
    def price(self, sku): return self._get("price", sku)
    def set_price(self, sku, price): self._set("price", sku, price)
    def is_for_sale(self, sku): return self._get("sale", sku)
    def offer_product(self, sku, offered): self._set("sale", sku, offered)
"""


@pytest.fixture
def proof(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """The proof of the page, beside an adapter to a shop with two products."""
    [test] = re.findall(r"```python\n# test_our_shop.py\n(.*?)```", PAGE, re.DOTALL)
    pytester.path.joinpath("test_our_shop.py").write_text(test, encoding="utf-8")
    pytester.path.joinpath("our_shop.py").write_text(ADAPTER, encoding="utf-8")
    monkeypatch.setenv("SHOP_FOR_TESTS", "https://shop.test/")
    return pytester


def test_an_adapter_of_ones_own_is_proved(proof: pytest.Pytester) -> None:
    run = proof.runpytest_subprocess("-rs", "-p", "no:xdist")

    found = run.parseoutcomes()
    assert set(found) == {"passed", "skipped"}
    assert found["passed"] >= 15
    run.stdout.fnmatch_lines(["SKIPPED*: this back office has no codes"])


def test_one_that_sets_the_price_of_every_product_is_not(proof: pytest.Pytester) -> None:
    adapter = proof.path / "our_shop.py"
    adapter.write_text(
        ADAPTER.replace(
            "        self.kept[what][sku] = value", "        self.kept[what] = dict.fromkeys(self.kept[what], value)"
        )
    )

    run = proof.runpytest_subprocess("-p", "no:xdist")

    run.stdout.fnmatch_lines(["FAILED *test_to_set_one_thing_changes_no_other?price?*"])
    run.stdout.re_match_lines([r"E .*the price of POT"])


def test_a_setting_without_a_name_is_asked_for(proof: pytest.Pytester) -> None:
    test = proof.path / "test_our_shop.py"
    test.write_text(test.read_text().replace('"price": "MUG", ', ""))

    run = proof.runpytest_subprocess("-p", "no:xdist", "-k", "changes_nothing and price")

    run.stdout.fnmatch_lines(["ShopForTests.names must say of what to set the price: {'price': ...}"])


def test_a_platform_of_ones_own_is_named_in_the_profile(proof: pytest.Pytester) -> None:
    with answering(200, b"<html>") as url:
        shop(proof, "our-shop", url)
        run = proof.runpytest_subprocess("-rs", "-p", "no:xdist", "test_settings.py")

    run.assert_outcomes(passed=1, skipped=1)
    run.stdout.fnmatch_lines(["SKIPPED*needs backoffice.codes, which store.yaml does not give: the back office of*"])


def test_a_misspelt_platform_is_told_with_the_nearest(proof: pytest.Pytester) -> None:
    with answering(200, b"<html>") as url:
        shop(proof, "our-shpo", url)
        run = proof.runpytest_subprocess("-rs", "-p", "no:xdist", "test_settings.py")

    run.stdout.fnmatch_lines(
        ["*needs a back office, and none is known for platform 'our-shpo' (known: oscar, our-shop, woocommerce)*"]
    )


def shop(project: pytest.Pytester, platform: str, url: str) -> None:
    """A store of this platform, the conftest.py of the page, and two tests that set something."""
    [conftest] = re.findall(r"```python\n# conftest.py\n(.*?)```", PAGE, re.DOTALL)
    project.makeconftest(conftest)
    project.makepyfile(
        test_settings="""
        from pytest_checkout import Money

        def test_price(checkout_prices):
            checkout_prices.set(Money.parse("GBP 7.00"), "MUG")
            assert checkout_prices.now("MUG") == Money.parse("GBP 7.00")

        def test_codes(checkout_code_uses):
            assert checkout_code_uses.now("TEN") == 0
        """
    )
    project.path.joinpath("store.yaml").write_text(
        f"store: Shop\nurl: {url}\nenvironment: staging\ncurrency: GBP\nlocales: {{default: en-GB}}\n"
        f"platform: {platform}\nbackoffice: {{url: '{url}', token: {{env: SHOP_FOR_TESTS}}}}\n",
        encoding="utf-8",
    )


def test_the_page_names_every_subject() -> None:
    [told] = re.findall(r"by subject: (.*?)\. The methods", PAGE, re.DOTALL)
    assert " ".join(told.split()).split(", ") == list(SUBJECTS)
