"""What the plugin adds to a browser scenario: the same clicks as a checklist item and in plain pytest-playwright.

Both run in turn, several times, on the same pages of the embedded store, so that a busy machine slows both alike. The
plain run loads no pytest-checkout at all; both write Allure results. What each costs per scenario is the difference
between a run of many and a run of one, so that starting up is not counted (the benchmark of collection tells that).
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.measure import Time, median, timed

MANY = 11
ROUNDS = 3
CLICKS = """
def opens(page, url):
    page.goto(url)

def adds(page):
    page.locator("form[action*='basket/add'] button").first.click()

def goes_to_the_basket(page, url):
    page.goto(url + "/../basket/")

def sees_a_price(page):
    assert page.locator("body").inner_text()
"""
PLAIN = """
import pytest
from clicks import *

@pytest.mark.parametrize("number", range({count}))
def test_clicks(page, number):
    opens(page, "{product}")
    adds(page)
    goes_to_the_basket(page, "{start}")
    sees_a_price(page)
"""
LAUNCH = """
from pathlib import Path

import pytest

from pytest_checkout import chromium

@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args, playwright):
    found = chromium.find("", Path(playwright.chromium.executable_path), headless=True)
    chosen = {{"executable_path": found}} if found else {{}}
    return {{**browser_type_launch_args, "args": chromium.flags(), **chosen}}
"""
STEPS = """
from pytest_bdd import given, then, when
from clicks import *

@given("a product's page is open")
def is_open(page):
    opens(page, "{product}")

@when("I add it")
def add(page):
    adds(page)

@when("I go to the basket")
def go(page):
    goes_to_the_basket(page, "{start}")

@then("I see a price")
def price(page):
    sees_a_price(page)
"""
HEAD = """
checklist: Benchmark
phase: daily
owner: nobody
backup: nobody
sla: {detect: 24h, respond: 30m}
items:
"""
ITEM = """
  - id: BEN-{number:02}
    title: Benchmark {number}
    disruptor: friction
    severity: normal
    steps: |
      Given a product's page is open
      When I add it
      And I go to the basket
      Then I see a price
"""


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = subprocess.Popen(
            [sys.executable, "-m", "pytest_checkout.demo", "--data", f"{folder}/store"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        try:
            assert store.stdout is not None
            profile = json.loads(store.stdout.readline())["profile"]
            plain, ours = compare(folder, *_pages(Path(profile)))
        finally:
            store.terminate()
            store.wait(timeout=30)
    print(f"a scenario, plain Playwright      {plain}")
    print(f"a scenario, as checklist item     {ours}")
    wall, cpu = 1 - plain.wall / ours.wall, 1 - plain.cpu / ours.cpu
    print(f"the plugin's share                {wall:7.1%} of wall  {cpu:7.1%} of CPU", flush=True)


def _pages(profile: Path) -> tuple[str, str]:
    from urllib.parse import urljoin

    from pytest_checkout.store import profile as profiles

    store = profiles.load(profile)
    start = store.start_url("")
    return urljoin(start, store.products["in stock"].url), start


def compare(folder: Path, product: str, start: str) -> tuple[Time, Time]:
    """What one scenario costs, plain and as a checklist item."""
    (folder / "checklists").mkdir()
    files = {"clicks.py": CLICKS, "conftest.py": LAUNCH.format(), "pytest.ini": "[pytest]\npythonpath = .\n"}
    for count in (1, MANY):
        items = "".join(ITEM.format(number=number) for number in range(count))
        files[f"checklists/of_{count}.yaml"] = HEAD + items
        files[f"test_of_{count}.py"] = PLAIN.format(count=count, product=product, start=start)
    files["steps.py"] = STEPS.format(product=product, start=start)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    base = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:randomly", "--alluredir=results"]
    plain, ours = [], []
    for _ in range(ROUNDS):
        for count, sign in ((MANY, 1), (1, -1)):
            plain.append((sign, timed([*base, "-p", "no:checkout", f"test_of_{count}.py"], folder)))
            ours.append((sign, timed([*base, "-p", "steps", f"checklists/of_{count}.yaml"], folder)))
    return _per_scenario(plain), _per_scenario(ours)


def _per_scenario(runs: list[tuple[int, Time]]) -> Time:
    many = median([time for sign, time in runs if sign > 0])
    one = median([time for sign, time in runs if sign < 0])
    return Time((many.wall - one.wall) / (MANY - 1), (many.cpu - one.cpu) / (MANY - 1))


if __name__ == "__main__":
    main()
