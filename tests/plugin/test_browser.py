"""pytest-playwright's options work as their users know them, and a Chromium that is there is found and used."""

from __future__ import annotations

import pytest

PART = "pytest_checkout.pytest_plugin"
SHOWS_ARGS = """
    def test_args(browser_type_launch_args):
        print("ARGS", browser_type_launch_args)
"""
OPENS_A_PAGE = """
    def test_page(page, browser_name):
        page.set_content("<h1>hello</h1>")
        assert page.inner_text("h1") == "hello"
"""


@pytest.fixture
def shop(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, tmp_path) -> pytest.Pytester:
    """A project on a machine where Playwright has no browser of its own."""
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "none"))
    monkeypatch.delenv("CHECKOUT_BROWSER", raising=False)
    return pytester


def run(pytester: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    return pytester.runpytest_subprocess(*arguments, timeout=120)


def only_programs(monkeypatch: pytest.MonkeyPatch, pytester: pytest.Pytester, *names: str) -> None:
    """A PATH with these programs and no other; they cannot really be started."""
    folder = pytester.mkdir("bin")
    for name in names:
        program = folder / name
        program.write_text("#!/bin/sh\nexit 1\n")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))


def test_a_page_opens_with_the_browser_of_the_machine(shop: pytest.Pytester) -> None:
    shop.makepyfile(OPENS_A_PAGE)
    run(shop).assert_outcomes(passed=1)


def test_the_path_is_searched(shop: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    only_programs(monkeypatch, shop, "google-chrome", "chromium-browser")
    shop.makepyfile(SHOWS_ARGS)
    run(shop, "-s").stdout.fnmatch_lines("*ARGS*executable_path*/bin/chromium-browser*")


@pytest.mark.parametrize("way", ["option", "ini", "environment"])
def test_the_user_names_a_browser(shop: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    only_programs(monkeypatch, shop, "chromium", "my-chrome")
    shop.makepyfile(SHOWS_ARGS)
    if way == "ini":
        shop.makeini("[pytest]\ncheckout_browser = my-chrome\n")
    if way == "environment":
        monkeypatch.setenv("CHECKOUT_BROWSER", "my-chrome")
    options = ["--checkout-browser=my-chrome"] if way == "option" else []
    run(shop, "-s", *options).stdout.fnmatch_lines("*ARGS*executable_path*/bin/my-chrome*")


def test_a_browser_that_is_not_there_is_named(shop: pytest.Pytester) -> None:
    shop.makepyfile(OPENS_A_PAGE)
    result = run(shop, "--checkout-browser=no-such-browser")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines("*The browser 'no-such-browser' is not a program that can be started.*")


def test_no_browser_at_all_says_what_to_do(shop: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    only_programs(monkeypatch, shop)
    shop.makepyfile(OPENS_A_PAGE)
    result = run(shop)
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines("*No Chromium was found. `pytest-checkout browser` installs one;*")


def test_another_browser_of_playwright_is_left_to_playwright(shop: pytest.Pytester) -> None:
    shop.makepyfile(SHOWS_ARGS, test_page=OPENS_A_PAGE)
    result = run(shop, "-s", "--browser=firefox")
    result.stdout.fnmatch_lines("*ARGS {}*")
    result.stdout.fnmatch_lines("*Playwright's firefox is not installed: `playwright install firefox` installs it.*")


def test_a_channel_wins_over_the_search(shop: pytest.Pytester) -> None:
    shop.makepyfile(SHOWS_ARGS)
    result = run(shop, "-s", "--browser-channel=msedge")
    result.stdout.fnmatch_lines("*ARGS*'channel': 'msedge'*")
    result.stdout.no_fnmatch_line("*executable_path*")


def test_headed_and_slowmo_arrive(shop: pytest.Pytester) -> None:
    shop.makepyfile(SHOWS_ARGS)
    run(shop, "-s", "--headed", "--slowmo=50").stdout.fnmatch_lines("*ARGS*'headless': False*'slow_mo': 50*")


def test_a_conftest_overrides_as_it_does_without_us(shop: pytest.Pytester) -> None:
    shop.makeconftest("""
        import pytest

        @pytest.fixture(scope="session")
        def browser_type_launch_args(browser_type_launch_args):
            return {**browser_type_launch_args, "executable_path": "/my/own/chrome"}
    """)
    shop.makepyfile(SHOWS_ARGS)
    run(shop, "-s").stdout.fnmatch_lines("*ARGS*'executable_path': '/my/own/chrome'*")


def test_device_base_url_and_tracing_work(shop: pytest.Pytester) -> None:
    shop.makepyfile("""
        def test_phone(page, base_url):
            assert page.viewport_size["width"] == 375
            page.route("**/*", lambda route: route.fulfill(body="<h1>shop</h1>", content_type="text/html"))
            page.goto("/cart")
            assert page.url == "http://shop.example/cart"
    """)
    result = run(shop, "--device=iPhone SE (3rd gen)", "--base-url=http://shop.example", "--tracing=on")
    result.assert_outcomes(passed=1)
    assert list(shop.path.glob("test-results/*/trace.zip"))


@pytest.mark.parametrize("first", [PART, "pytest_playwright.pytest_playwright"])
def test_the_order_in_which_plugins_load_does_not_matter(
    shop: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, first: str
) -> None:
    """Without autoload the order is ours to choose: entry points load in the order of folders on the disk."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    second = {PART: "pytest_playwright.pytest_playwright"}.get(first, PART)
    shop.makepyfile(SHOWS_ARGS)
    result = run(shop, "-s", "-p", "pytest_bdd.plugin", "-p", first, "-p", second)
    result.stdout.fnmatch_lines("*ARGS*--disable-sync*")
