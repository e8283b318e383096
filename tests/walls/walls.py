"""What may stand where a shop was looked for: each wall answers one request of a real server in place of the shop."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from urllib.parse import urlsplit

Wall = Callable[[BaseHTTPRequestHandler], bool]


def answers(body: str, status: int = 200, kind: str = "text/html; charset=utf-8", **headers: str) -> Wall:
    """The same answer to everything."""

    def wall(request: BaseHTTPRequestHandler) -> bool:
        sends(request, body.encode(), status, kind, headers)
        return True

    return wall


def sends(
    request: BaseHTTPRequestHandler, body: bytes, status: int, kind: str, headers: dict[str, str] | None = None
) -> None:
    request.send_response(status)
    for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **(headers or {})}.items():
        request.send_header(name.replace("_", "-"), value)
    request.end_headers()
    request.wfile.write(body)


def page(body: str, title: str = "Welcome") -> str:
    return f"<!doctype html><html lang=en><meta charset=utf-8><title>{title}</title><body>{body}</body></html>"


def _never_answers(_: BaseHTTPRequestHandler) -> bool:
    time.sleep(20)
    return True


def _never_ends(request: BaseHTTPRequestHandler) -> bool:
    """A page that begins, shows nothing, and goes on for ever."""
    request.send_response(200)
    request.send_header("Content-Type", "text/html")
    request.end_headers()
    try:
        request.wfile.write(b"<!doctype html><html lang=en><title>Soon</title><body>")
        for _ in range(200):
            request.wfile.write(b"<!-- -->")
            request.wfile.flush()
            time.sleep(0.1)
    except OSError:
        pass
    return True


def _in_a_circle(request: BaseHTTPRequestHandler) -> bool:
    sends(request, b"", 302, "text/html", {"Location": "/again" if request.path == "/" else "/"})
    return True


def _passes_on_for_ever(request: BaseHTTPRequestHandler) -> bool:
    there = "/again" if request.path == "/" else "/"
    sends(request, page(f"<script>location.replace('{there}')</script>").encode(), 200, "text/html")
    return True


_PDF = (
    "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    "trailer<</Root 1 0 R>>\n%%EOF"
)
_ROW = "<li><a href='/p{0}'>Entry {0}</a> <button>Open</button> <span>{0}.00</span></li>"

WALLS: dict[str, tuple[Wall, str]] = {
    "not a shop": (
        answers(page("<h1>Chess club</h1><p>We meet on Tuesdays.</p><a href='/about'>About us</a>")),
        "not a shop",
    ),
    "an empty page": (answers(page("", title="")), "not a shop"),
    "a login wall": (
        answers(page("<h1>Staff only</h1><form><input name=user><input type=password><button>Sign in</button></form>")),
        "without a login",
    ),
    "a password of the server": (
        answers(page("<h1>401</h1>"), 401, **{"WWW-Authenticate": 'Basic realm="staging"'}),
        "user name and a password",
    ),
    "a captcha": (
        answers(page("<h1>Just a moment...</h1><div class=cf-turnstile data-sitekey=1></div>"), 403),
        "proof that a human is there",
    ),
    "a geo-block": (answers(page("<h1>This shop is not available in your country</h1>"), 403), "country or network"),
    "a refusal": (answers(page("<h1>Forbidden</h1>"), 403), "refuses"),
    "a geo-block by its number": (answers(page("<h1>451</h1>"), 451), "country or network"),
    "a queue": (
        answers(page("<meta http-equiv=refresh content=30><h1>You are now in line</h1><p>4,211 before you</p>")),
        "queue",
    ),
    "too many": (answers(page("<h1>Too many requests</h1>"), 429), "429"),
    "maintenance": (answers(page("<h1>Back soon</h1><p>We are closed for maintenance.</p>"), 503), "maintenance"),
    "a fault of the server": (answers(page("<h1>Internal server error</h1>"), 500), "answered 500"),
    "a fault behind its door": (answers(page("<h1>Bad gateway</h1>"), 502), "answered 502"),
    "a file": (answers(_PDF, kind="application/pdf"), "no page"),
    "data": (answers(json.dumps({"products": [{"price": "4.00"}]}), kind="application/json"), "no page"),
    "words alone": (answers("just words", kind="text/plain"), "no page"),
    "a picture": (
        lambda request: (
            sends(
                request,
                base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"),
                200,
                "image/gif",
            )
            or True
        ),
        "no page",
    ),
    "a circle": (_in_a_circle, "in a circle"),
    "a circle of scripts": (_passes_on_for_ever, "in a circle"),
    "no answer": (_never_answers, "did not answer within"),
    "a page without an end": (_never_ends, "does not come to its end"),
    "a script without an end": (
        answers(page("<h1>Shop</h1><script>while (true) {}</script>")),
        "does not come to its end",
    ),
    "alerts without an end": (answers(page("<h1>Shop</h1><script>while (true) alert('Hi')</script>")), "dialogue"),
    "a huge page": (answers(page("<ul>" + "".join(map(_ROW.format, range(16_000))) + "</ul>")), "too large"),
}
"""Wall and words of the sentence that names it."""

OVER = {
    "a cookie wall": (
        "<div style='position:fixed;inset:0;background:#fff;z-index:9' id=wall class=cookie-consent>"
        "<p>We use cookies. Accept them to enter.</p><button onclick='wall.remove();document.cookie=\"ok=1;path=/\"'>"
        "Accept all</button></div><script>document.cookie.includes('ok=1') && wall.remove()</script>"
    ),
    "an age gate over the page": (
        "<div style='position:fixed;inset:0;background:#fff;z-index:9' id=wall><p>Are you 18 or older?</p>"
        "<a href='https://elsewhere.example/'>No</a> <button onclick='wall.remove();document.cookie=\"ok=1;path=/\"'>"
        "Yes, I am</button></div><script>document.cookie.includes('ok=1') && wall.remove()</script>"
    ),
    "an alert": "<script>alert('Free delivery this week')</script>",
    "a question of the browser": "<script>confirm('May we tell you of offers?')</script>",
}
"""What lies over every page of a shop and can be answered."""


def age_gate(request: BaseHTTPRequestHandler) -> bool:
    """A page of its own that asks for the age, until it was answered."""
    if "adult=1" in request.headers.get("Cookie", ""):
        return False
    if urlsplit(request.path).path == "/adult":
        sends(request, b"", 303, "text/html", {"Location": "/", "Set-Cookie": "adult=1; Path=/"})
        return True
    ask = "<h1>Are you over 18?</h1><form action=/adult><button>Enter</button></form><a href='https://x.example/'>Leave</a>"
    sends(request, page(ask).encode(), 200, "text/html")
    return True


def refuses_robots(request: BaseHTTPRequestHandler) -> bool:
    """A firewall in front of a shop that lets no headless browser in."""
    if "Headless" not in request.headers.get("User-Agent", "") + request.headers.get("Sec-CH-UA", ""):
        return False
    sends(request, page("<h1>Access denied</h1>").encode(), 403, "text/html")
    return True


def asks_password(user: str, password: str) -> Wall:
    """A server that lets in who knows its password (HTTP authentication)."""
    token = "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()

    def wall(request: BaseHTTPRequestHandler) -> bool:
        if request.headers.get("Authorization") == token:
            return False
        sends(request, b"<h1>401</h1>", 401, "text/html", {"WWW-Authenticate": 'Basic realm="staging"'})
        return True

    return wall


def leads_to(url: str) -> Wall:
    """The same place somewhere else, as http leads to https."""

    def wall(request: BaseHTTPRequestHandler) -> bool:
        sends(request, b"", 301, "text/html", {"Location": url + request.path.lstrip("/")})
        return True

    return wall
