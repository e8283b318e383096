"""Each page fault does what its name says to a real browser, is counted, and is gone once it is undone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, Route

from pytest_checkout.errors import Unproved
from pytest_checkout.pagefaults import Fault, Hosts, PageFaults, every_other, named, of_store
from tests.pagefaults.cases import CASES, WHOLE, Case, check, faults_of
from tests.pagefaults.shop import Shop, running


@pytest.fixture
def shop() -> Iterator[Shop]:
    with running() as shop:
        yield shop


@pytest.fixture
def faults(page: Page, shop: Shop) -> Iterator[PageFaults]:
    faults = PageFaults(page.context, shop.url)
    yield faults
    faults.undo()


def test_every_fault_has_a_case() -> None:
    assert faults_of(PageFaults) == {case.fault for case in CASES}


def test_a_fault_without_a_case_is_found() -> None:
    class More(PageFaults):
        def freeze(self) -> Fault:
            return self._declare("the page is frozen")

    assert faults_of(More) - {case.fault for case in CASES} == {"freeze"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.fault} {case.words}".strip())
def test_a_fault_bites_is_counted_and_is_gone_once_undone(case: Case, page: Page, shop: Shop) -> None:
    check(case, PageFaults, page, shop)


# -- broken ones --


class CountsNothing(PageFaults):
    def block_scripts(self, of: Hosts) -> Fault:
        fault = Fault(super().block_scripts(of).what)
        self.declared[-1] = fault
        return fault


class DeclaresAnother(PageFaults):
    def block_scripts(self, of: Hosts) -> Fault:
        return Fault(super().block_scripts(of).what, strikes=0)


class BlocksNothing(PageFaults):
    def block_scripts(self, of: Hosts) -> Fault:
        return self._scripts(of, "are blocked", lambda route: route.continue_())


class BlocksThoseOfEveryHost(PageFaults):
    def block_scripts(self, of: Hosts) -> Fault:
        return super().block_scripts(Hosts(of.words, "^http"))


class UndoesNothing(PageFaults):
    def undo(self) -> None: ...


class LosesWhatIsSent(PageFaults):
    def lose_answers(self, times: int = 1) -> Fault:
        fault = self._declare("the answer is lost")
        self._forms(fault, lambda _: fault.strikes < times, lambda route: route.abort("connectionreset"))
        return fault


class SendsThrice(PageFaults):
    def send_twice(self) -> Fault:
        fault = self._declare("a form arrives twice")

        def thrice(route: Route) -> None:
            for _ in range(2):
                route.fetch(max_redirects=0)
            route.continue_()

        self._forms(fault, lambda _: fault.strikes == 0, thrice)
        return fault


class CountsWhatDidNotMeetIt(PageFaults):
    def restrict(self, policy: str) -> Fault:
        fault = super().restrict(policy)
        self._context.on("request", lambda _: fault.strike())
        return fault


class ShiftsNothing(PageFaults):
    def shift_clock(self, by: timedelta) -> Fault:
        return super().shift_clock(0 * by)


class CopiesAnew(PageFaults):
    def serve_copy(self, url: str) -> Fault:
        super().serve_copy(url)
        self._undo.close()
        return self.declared[-1]


class LeavesTheTokenAsItIs(PageFaults):
    def age_token(self) -> Fault:
        fault = self._declare("a form is sent with an old token")
        self._forms(fault, lambda _: True, lambda route: route.continue_())
        return fault


@pytest.mark.parametrize(
    ("kind", "fault", "words"),
    [
        (CountsNothing, "block_scripts", "counted"),
        (DeclaresAnother, "block_scripts", "what is declared is what is counted"),
        (BlocksNothing, "block_scripts", "while it stands"),
        (UndoesNothing, "block_scripts", "once it is undone"),
        (UndoesNothing, "go_offline", "once it is undone"),
        (UndoesNothing, "shift_clock", "once it is undone"),
        (LosesWhatIsSent, "lose_answers", "while it stands"),
        (SendsThrice, "send_twice", "while it stands"),
        (CountsWhatDidNotMeetIt, "restrict", "counted"),
        (BlocksThoseOfEveryHost, "block_scripts", "while it stands"),
        (ShiftsNothing, "shift_clock", "while it stands"),
        (CopiesAnew, "serve_copy", "while it stands"),
        (LeavesTheTokenAsItIs, "age_token", "while it stands"),
    ],
)
def test_a_broken_fault_is_caught(kind: type[PageFaults], fault: str, words: str, page: Page, shop: Shop) -> None:
    case = next(case for case in CASES if case.fault == fault)
    with pytest.raises(AssertionError, match=words):
        check(case, kind, page, shop)


# -- each by itself --


def test_a_late_script_comes_late_and_holds_up_nothing_else(page: Page, shop: Shop, faults: PageFaults) -> None:
    faults.delay_scripts(every_other(shop.url), 0.6)
    page.goto(shop.url, wait_until="commit")
    page.get_by_role("button").wait_for()
    assert page.evaluate("window.ran") == ["one"]
    page.wait_for_load_state()
    assert page.evaluate("window.ran") == WHOLE
    assert page.evaluate("performance.getEntriesByName(document.scripts[1].src)[0].duration") >= 600


def test_a_lost_answer_reaches_the_store_once_and_the_next_one_comes_back(
    page: Page, shop: Shop, faults: PageFaults
) -> None:
    fault = faults.lose_answers()
    page.goto(shop.url)
    page.get_by_role("button").click()
    page.wait_for_url("chrome-error://**")
    assert (shop.orders, fault.strikes) == (1, 1)
    page.goto(shop.url)
    page.get_by_role("button").click()
    page.get_by_text("2 orders").wait_for()


def test_redirects_and_cookies_pass_through_a_changed_page(page: Page, shop: Shop, faults: PageFaults) -> None:
    fault = faults.restrict("script-src 'self'")
    page.goto(shop.url)
    page.get_by_role("button").click()
    page.get_by_text("1 orders").wait_for()
    assert fault.strikes == 2, "the page behind the redirect carries the policy as well"
    assert page.url == f"{shop.url}/order"
    assert {cookie["name"] for cookie in page.context.cookies()} == {"ordered"}


def test_a_copy_is_served_in_the_place_of_the_page(page: Page, shop: Shop, faults: PageFaults) -> None:
    page.goto(shop.url)
    fault = faults.serve_copy(f"{shop.url}/")
    for _ in range(2):
        page.goto(shop.url)
        assert page.inner_text("h1") == "visit 2"
    assert (shop.visits, fault.strikes) == (2, 2)
    faults.undo()
    page.goto(shop.url)
    assert page.inner_text("h1") == "visit 3"


def test_the_clock_of_the_device_is_wrong_until_it_is_put_right(page: Page, shop: Shop, faults: PageFaults) -> None:
    def year() -> int:
        page.goto(shop.url)
        return int(page.evaluate("new Date(Date.now()).getFullYear() + 0 * new Date().getTime()"))

    fault = faults.shift_clock(timedelta(days=3660))
    assert year() - datetime.now(UTC).year in (10, 11)
    assert page.evaluate("new Date(2020, 0, 1).getFullYear()") == 2020
    assert page.evaluate("new Date() instanceof Date && new Date().constructor === Date")
    assert fault.strikes == 1
    faults.undo()
    assert year() == datetime.now(UTC).year


def test_a_fault_that_nothing_met_is_told(page: Page, shop: Shop, faults: PageFaults) -> None:
    faults.block_scripts(named("js.no-such-provider.example"))
    faults.block_scripts(of_store(shop.url))
    page.goto(shop.url)
    with pytest.raises(Unproved, match="that the scripts from js.no-such-provider.example are blocked: what the"):
        faults.must_all_have_struck()


@pytest.mark.parametrize(
    ("hosts", "address", "script"),
    [
        (named("stripe.com"), "https://js.stripe.com/v3", True),
        (named("stripe.com"), "https://stripe.com:8443/v3", True),
        (named("stripe.com"), "https://notstripe.com/v3", False),
        (named("stripe.com"), "https://shop.example/stripe.com/v3", False),
        (of_store("https://shop.example/en/"), "https://shop.example/a.js?v=1.css", True),
        (of_store("https://shop.example/en/"), "https://shop.example/a.css?v=1", False),
        (of_store("https://shop.example/en/"), "https://shop.example.org/a.js", False),
        (every_other("https://shop.example/en/"), "https://shop.example/a.js", False),
        (every_other("https://shop.example/en/"), "https://shop.example.org/a.js", True),
    ],
)
def test_whose_scripts_are_meant(hosts, address: str, script: bool) -> None:
    assert bool(hosts.scripts.match(address)) is script


def test_a_form_that_leads_away_is_told_and_the_shopper_stays(page: Page, shop: Shop, faults: PageFaults) -> None:
    fault = faults.lead_away()
    page.goto(shop.url)
    page.get_by_role("button").click()
    page.get_by_text("1 orders").wait_for()
    assert (fault.strikes, fault.led) == (1, [])
    shop.believes = True
    page.goto(shop.url + "/lamp")
    page.get_by_role("button").click()
    page.wait_for_url("**/lamp")
    assert (fault.strikes, fault.led) == (2, ["/order"])


def test_only_a_form_with_a_token_can_carry_an_old_one_and_only_once(
    page: Page, shop: Shop, faults: PageFaults
) -> None:
    fault = faults.age_token()
    page.goto(shop.url)
    page.get_by_role("button").click()
    page.get_by_text("1 orders").wait_for()
    assert fault.strikes == 0
    for expected in ("zyx", "xyz"):
        page.goto(shop.url)
        page.evaluate("document.forms[0].innerHTML += '<input name=csrf_token value=xyz>'")
        page.get_by_role("button").click()
        page.get_by_text("orders").wait_for()
        assert f"csrf_token={expected}" in shop.posted
    assert fault.strikes == 1


def test_what_is_sent_late_arrives_late_and_once(page: Page, shop: Shop, faults: PageFaults) -> None:
    fault = faults.delay_answers(0.5)
    page.goto(shop.url)
    page.get_by_role("button").click()
    page.get_by_text("1 orders").wait_for()
    assert page.evaluate("performance.getEntriesByType('navigation')[0].responseStart") >= 500
    assert (shop.orders, fault.strikes) == (1, 1)
