"""The page about the systems behind the store: its adapter, as it stands there, is asked by a test of the user's."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from pytest_checkout.conformance.elsewhere import answering

PAGE = Path(__file__).parents[2] / "docs" / "services.md"
SALES = [{"id": 100042, "gross": "GBP 44.90"}]


@pytest.fixture
def project(pytester: pytest.Pytester) -> Iterator[pytest.Pytester]:
    """The files of the page, a store, an ERP with one sale, and a test that asks for the shopper's orders."""
    for file in ("our_erp.py", "conftest.py"):
        pytester.path.joinpath(file).write_text(page_says(file), encoding="utf-8")
    pytester.makepyfile(
        """
        def test_orders(checkout_oms):
            [order] = checkout_oms.orders("ada@example.com")
            assert (order.number, str(order.total)) == ("100042", "GBP 44.90")
        """
    )
    with answering(200, b"<html>", "text/html") as shop, answering(200, json.dumps(SALES).encode()) as erp:
        pytester.path.joinpath("store.yaml").write_text(
            f"store: Shop\nurl: {shop}\nenvironment: staging\ncurrency: GBP\nlocales: {{default: en-GB}}\n"
            f"services:\n  oms: {{kind: our-erp, url: '{erp}'}}\n",
            encoding="utf-8",
        )
        yield pytester


def page_says(file: str) -> str:
    """What the page has a reader write into a file."""
    [text] = re.findall(rf"```python\n# {re.escape(file)}\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    return str(text)


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


class Erp(ThreadingHTTPServer):
    """The ERP of the page: takes sales and tells them, by customer."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Sales)
        self.sales: list[dict[str, str]] = []


class _Sales(BaseHTTPRequestHandler):
    server: Erp

    def do_POST(self) -> None:
        self.server.sales.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self._answers([])

    def do_GET(self) -> None:
        [customer] = parse_qs(urlsplit(self.path).query)["customer"]
        self._answers([sale for sale in self.server.sales if sale["customer"].lower() == customer.lower()])

    def _answers(self, told: list[dict[str, str]]) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(told).encode())

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def proof(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.Pytester]:
    """The adapter of the page beside its proof, and the ERP that it is proved on."""
    for file in ("our_erp.py", "test_our_erp.py"):
        pytester.path.joinpath(file).write_text(page_says(file), encoding="utf-8")
    with Erp() as erp:
        thread = threading.Thread(target=erp.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        monkeypatch.setenv("ERP_FOR_TESTS", f"http://127.0.0.1:{erp.server_port}")
        yield pytester
        erp.shutdown()
        thread.join()


def test_an_adapter_of_ones_own_is_proved(proof: pytest.Pytester) -> None:
    run = proof.runpytest_subprocess("-rs", "-p", "no:xdist")

    run.assert_outcomes(passed=15, skipped=3)
    run.stdout.fnmatch_lines_random(
        [
            "SKIPPED*: our ERP takes whatever is sold",
            "SKIPPED*: this system never holds an order twice",
            "SKIPPED*: ErpForTests names no lies: answers of its own system that cannot be true",
        ]
    )


def test_one_that_reads_past_the_second_order_is_not(proof: pytest.Pytester) -> None:
    adapter = proof.path / "our_erp.py"
    adapter.write_text(adapter.read_text().replace("in answer.json()]", "in answer.json()[:1]]"))

    run = proof.runpytest_subprocess("-p", "no:xdist")

    run.assert_outcomes(passed=14, skipped=3, failed=1)
    run.stdout.re_match_lines([".*test_orders_come_in_the_order", r"E .*assert \['9\d+'\] == \['9\d+', '3\d+'\]"])


def test_a_suite_without_a_sandbox_says_what_it_needs(proof: pytest.Pytester) -> None:
    test = proof.path / "test_our_erp.py"
    test.write_text(test.read_text().replace("def sandbox", "def sandpit"))

    run = proof.runpytest_subprocess("-p", "no:xdist", "-k", "nobody")

    run.stdout.fnmatch_lines(
        ["TestOurErp needs a fixture 'sandbox' that gives a pytest_checkout.conformance.oms.OrderManagementSandbox"]
    )
    run.stdout.no_fnmatch_line("*Traceback*")


def test_a_sandbox_that_lacks_something_says_what(proof: pytest.Pytester) -> None:
    test = proof.path / "test_our_erp.py"
    test.write_text(test.read_text().replace("def hands_on", "def takes"))

    run = proof.runpytest_subprocess("-p", "no:xdist", "-k", "without_orders")

    run.stdout.fnmatch_lines(["E*TypeError: Can't instantiate abstract class ErpForTests *hands_on*"])
