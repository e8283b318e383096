"""What the browser said while a scenario failed is kept: errors of scripts, refused and broken requests."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator

import pytest


class Shop(http.server.BaseHTTPRequestHandler):
    """A page whose picture is missing and whose payment answers 500."""

    def do_GET(self) -> None:
        status, body = {
            "/": (200, "<img src=/missing.png><script>fetch('/pay').then(() => { undefinedFunction() })</script>"),
            "/down": (500, "<h1>Server error</h1>"),
            "/pay": (500, "no"),
        }.get(self.path, (404, "gone"))
        self.send_response(status)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def shop() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Shop)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_failure_keeps_what_the_browser_said(pytester: pytest.Pytester, shop: str) -> None:
    pytester.makepyfile(f"""
        def test_broken(page):
            with page.expect_event("pageerror"):
                page.goto("{shop}/")
            page.goto("{shop}/down")
            assert False

        def test_fine(page):
            page.goto("{shop}/")
    """)
    result = pytester.runpytest_subprocess(timeout=120)
    result.assert_outcomes(failed=1, passed=1)
    [folder] = (pytester.path / "checkout-report" / "attachments").iterdir()
    assert folder.name.startswith("test_broken-chromium-")
    assert (folder / "screenshot.png").stat().st_size > 1000
    requests = (folder / "failed-requests.txt").read_text()
    for path, status in (("missing.png", 404), ("pay", 500), ("down", 500)):
        assert f"{shop}/{path}: the server responded with a status of {status}" in requests
    assert "undefinedFunction is not defined" in (folder / "console-errors.txt").read_text()


def test_a_page_that_cannot_be_shown_is_told(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("""
        from playwright.sync_api import Error

        def test_broken(page, monkeypatch):
            def refuse(**options):
                raise Error("Target crashed")
            page.screenshot = refuse
            assert False
    """)
    pytester.runpytest_subprocess(timeout=120).assert_outcomes(failed=1)
    [folder] = (pytester.path / "checkout-report" / "attachments").iterdir()
    assert "about:blank: Target crashed" in (folder / "screenshot-missing.txt").read_text()
