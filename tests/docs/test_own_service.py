"""The page about the systems behind the store: its adapter, as it stands there, is asked by a test of the user's."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.running import answering

PAGE = Path(__file__).parents[2] / "docs" / "services.md"
SALES = [{"id": 100042, "gross": "GBP 44.90"}]


@pytest.fixture
def project(pytester: pytest.Pytester) -> Iterator[pytest.Pytester]:
    """The page's conftest.py, a store, an ERP with one sale, and a test that asks for the shopper's orders."""
    [conftest] = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    pytester.makeconftest(conftest)
    pytester.makepyfile(
        """
        def test_orders(checkout_oms):
            [order] = checkout_oms.orders("ada@example.com")
            assert (order.number, str(order.total)) == ("100042", "GBP 44.90")
        """
    )
    with answering(200, b"<html>") as shop, answering(200, json.dumps(SALES).encode()) as erp:
        pytester.path.joinpath("store.yaml").write_text(
            f"store: Shop\nurl: {shop}\nenvironment: staging\ncurrency: GBP\nlocales: {{default: en-GB}}\n"
            f"services:\n  oms: {{kind: our-erp, url: '{erp}'}}\n",
            encoding="utf-8",
        )
        yield pytester


def test_an_adapter_of_ones_own_is_asked(project: pytest.Pytester) -> None:
    project.runpytest_subprocess("-p", "no:xdist").assert_outcomes(passed=1)


def test_a_misspelt_kind_is_told_with_the_nearest(project: pytest.Pytester) -> None:
    store = project.path / "store.yaml"
    store.write_text(store.read_text().replace("our-erp", "our-epr"))

    run = project.runpytest_subprocess("-rs", "-p", "no:xdist")

    run.assert_outcomes(skipped=1)
    run.stdout.fnmatch_lines(["*no kind of oms named 'our-epr'. Did you mean 'our-erp'? Known: http, our-erp.*"])


def test_a_system_that_the_profile_does_not_name_is_told(project: pytest.Pytester) -> None:
    store = project.path / "store.yaml"
    store.write_text(store.read_text().partition("services:")[0])

    run = project.runpytest_subprocess("-rs", "-p", "no:xdist")

    run.assert_outcomes(skipped=1)
    run.stdout.fnmatch_lines(["*needs the order management system's own record, which store.yaml does not give: add*"])
