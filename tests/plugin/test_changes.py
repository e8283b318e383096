"""What a user sees of scenarios that change the store: skipped at once where it cannot be, put back, or told."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.platforms.wordpress import LOGIN, WordPress, running
from tests.plugin.checklist_project import CONFTEST, HEAD

PROFILE = """\
store: A shop
url: {url}
environment: staging
platform: woocommerce
currency: GBP
locales: {{default: en-GB}}
backoffice: {{url: {url}, token: {{env: SHOP_TOKEN}}}}
"""
STEPS = """

import os, time, pathlib
from pytest_checkout.domain import Money


@given("nobody looks before the end")
def looks():
    pathlib.Path("looked").touch()


@when("the mug gets dearer")
def dearer(checkout_prices):
    checkout_prices.set(checkout_prices.now("MUG") * 2, "MUG")


@when("another theme is worn")
def worn(checkout_theme):
    checkout_theme.set("other")


@when("the run is killed")
def killed():
    os.kill(os.getpid(), 9)


@when("the back office falls silent")
def silent(checkout_prices):
    checkout_prices.changes.office._shop.url = "http://127.0.0.1:9/"


@then("nobody else is in the store")
def alone(checkout_prices):
    with open("log", "a") as log:
        log.write("in\\n")
        log.flush()
        time.sleep(0.3)
        log.write("out\\n")


@then("the mug costs what it costs")
def costs(checkout_backoffice):
    time.sleep(0.2)
    assert str(checkout_backoffice.price("MUG")) == "GBP 8.00"
"""


def an_item(number: int, *steps: str) -> str:
    lines = "".join(f"      {step}\n" for step in steps)
    head = f"  - id: LOY-{number:02}\n    title: Item {number}\n    disruptor: loyalty\n    severity: blocker\n"
    return f"{head}    steps: |\n{lines}"


@pytest.fixture
def shop(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Iterator[WordPress]:
    monkeypatch.setenv("SHOP_TOKEN", LOGIN)
    with running() as shop:
        shop.products = [
            {"id": 4, "parent_id": 0, "sku": "MUG", "manage_stock": True, "stock_quantity": 7, "regular_price": "8.00"}
        ]
        shop.resources = {"settings/general/woocommerce_currency": {"value": "GBP"}}
        pytester.path.joinpath("store.yaml").write_text(PROFILE.format(url=shop.url))
        pytester.makeconftest(CONFTEST + STEPS)
        yield shop


def run(pytester: pytest.Pytester, *items: str, options: tuple[str, ...] = ()) -> tuple[pytest.RunResult, list[Any]]:
    folder = pytester.path / "checklists"
    folder.mkdir(exist_ok=True)
    (folder / "daily.yaml").write_text(HEAD + "".join(items))
    result = pytester.runpytest_subprocess("checklists", "-p", "no:randomly", *options)
    return result, json.loads((pytester.path / "checkout-report/readiness.json").read_text())["items"]


def test_what_a_scenario_changes_is_put_back(pytester: pytest.Pytester, shop: WordPress) -> None:
    _, [item] = run(pytester, an_item(1, "When the mug gets dearer"))

    assert item["state"] == "ready", item["reason"]
    assert shop.products[0]["regular_price"] == "8.00"
    assert list((pytester.path / ".checkout/changes").iterdir()) == []


def test_a_setting_that_the_store_has_not_skips_the_item_before_it_begins(
    pytester: pytest.Pytester,
    shop: WordPress,  # noqa: ARG001
) -> None:
    _, [item] = run(pytester, an_item(1, "Given nobody looks before the end", "When another theme is worn"))

    assert (item["state"], item["reason_code"]) == ("unknown", "cannot-provide")
    assert item["reason"].startswith("needs backoffice.themes, which store.yaml does not give: the back office of")
    assert not (pytester.path / "looked").exists()


def test_a_store_without_a_back_office_says_what_is_missing(pytester: pytest.Pytester, shop: WordPress) -> None:
    profile = pytester.path / "store.yaml"
    profile.write_text(PROFILE.format(url=shop.url).partition("backoffice:")[0])
    _, [item] = run(pytester, an_item(1, "When the mug gets dearer"))
    assert item["reason"] == ("needs backoffice.products, which store.yaml does not give: it has no 'backoffice:'")


def test_a_subject_that_is_declared_as_lacking_is_not_applicable(pytester: pytest.Pytester, shop: WordPress) -> None:
    profile = pytester.path / "store.yaml"
    lack = "lacks:\n  backoffice.themes: {reason: we have one theme, owner: web}\n"
    profile.write_text(PROFILE.format(url=shop.url) + lack)
    _, [item] = run(pytester, an_item(1, "When another theme is worn"))
    assert (item["state"], item["reason"]) == (
        "not applicable",
        "the store has no backoffice.themes: we have one theme (declared by web)",
    )


def test_the_next_run_puts_back_what_a_killed_one_had_changed(pytester: pytest.Pytester, shop: WordPress) -> None:
    folder = pytester.path / "checklists"
    folder.mkdir()
    (folder / "daily.yaml").write_text(HEAD + an_item(1, "When the mug gets dearer", "And the run is killed"))
    pytester.runpytest_subprocess("checklists")
    assert shop.products[0]["regular_price"] == "16.00"

    result, [item] = run(pytester, an_item(1, "Then the mug costs what it costs"))

    assert item["state"] == "ready", item["reason"]
    assert shop.products[0]["regular_price"] == "8.00"
    result.stdout.fnmatch_lines(["*a run or a worker was killed*", "- the price of MUG was GBP 8.00"])


def test_a_worker_that_is_killed_is_put_right_by_the_next(pytester: pytest.Pytester, shop: WordPress) -> None:
    result, items = run(
        pytester,
        an_item(1, "When the mug gets dearer", "And the run is killed"),
        an_item(2, "Then the mug costs what it costs"),
        options=("-n1",),
    )
    states = {item["id"]: item["state"] for item in items}
    assert states["LOY-02"] == "ready", items
    assert states["LOY-01"] != "ready"
    assert shop.products[0]["regular_price"] == "8.00"
    result.stdout.fnmatch_lines(["- the price of MUG was GBP 8.00"])


@pytest.mark.parametrize("options", [(), ("-n2",)])
def test_what_cannot_be_put_back_stops_the_run(
    pytester: pytest.Pytester, shop: WordPress, options: tuple[str, ...]
) -> None:
    result, items = run(
        pytester,
        an_item(1, "When the mug gets dearer", "And the back office falls silent"),
        *(an_item(number, "Then the mug costs what it costs") for number in range(2, 12)),
        options=options,
    )
    first, *others = items
    assert (first["state"], first["reason_code"]) == ("unknown", "not-put-back")
    assert first["reason"].startswith(
        "the price of MUG was GBP 8.00, a run changed it to GBP 16.00, and it could not be put back (the store's back"
    )
    assert "restore it, then delete" in first["reason"]
    assert "not run" in {item["state"] for item in others}
    assert result.ret != 0
    result.stdout.fnmatch_lines(["*the store is not as it was: the price of MUG was GBP 8.00*"])
    told = "- the price of MUG was GBP 8.00" in result.stdout.lines  # by another worker, which the store does answer
    assert shop.products[0]["regular_price"] == ("8.00" if told else "16.00")
    assert not told or options


def test_a_run_does_not_begin_in_a_store_that_cannot_be_put_right(pytester: pytest.Pytester, shop: WordPress) -> None:
    folder = pytester.path / "checklists"
    folder.mkdir()
    (folder / "daily.yaml").write_text(HEAD + an_item(1, "When the mug gets dearer", "And the run is killed"))
    pytester.runpytest_subprocess("checklists")
    shop.products = []

    result, [item] = run(pytester, an_item(1, "Then the mug costs what it costs"))

    assert item["state"] == "not run"
    result.stdout.fnmatch_lines(["*the price of MUG was GBP 8.00, a run changed it to GBP 16.00, and it could not*"])


def test_items_that_change_the_store_have_it_for_themselves(
    pytester: pytest.Pytester,
    shop: WordPress,  # noqa: ARG001
) -> None:
    _, items = run(pytester, *(an_item(n, "Then nobody else is in the store") for n in range(6)), options=("-n3",))
    assert {item["state"] for item in items} == {"ready"}
    assert (pytester.path / "log").read_text().split() == ["in", "out"] * 6
