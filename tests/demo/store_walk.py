"""A customer of the demo store who has no browser: requests, forms, and the words of a page."""

from __future__ import annotations

import time
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import requests
from ruamel.yaml import YAML

HOME = {
    "first_name": "Robin",
    "last_name": "Tester",
    "line1": "12 Orchard Road",
    "line4": "Bristol",
    "postcode": "BS1 4DJ",
    "country": "GB",
    "phone_number": "+44 117 496 0123",
}
CARD = {
    "name": "Robin Tester",
    "number": "4242424242424242",
    "expiry_month_0": "12",
    "expiry_month_1": "2030",
    "ccv": "123",
}
VOID = {"input", "img", "br", "hr", "meta", "link"}


class _Reader(HTMLParser):
    """Reads a page's texts, and its forms with what they would send."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self.forms: list[dict[str, Any]] = []
        self.attributes: dict[str, str] = {}
        self._inside: list[str] = []
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag not in VOID:
            self._inside.append(tag)
        if tag == "html":
            self.attributes = found
        for name in ("placeholder", "alt", "title", "aria-label", "data-loading-text"):
            self._say(found.get(name, ""))
        if tag == "input" and found.get("type") == "submit":
            self._say(found.get("value", ""))
        if tag == "form":
            self.forms.append({"action": found.get("action", ""), "id": found.get("id", ""), "fields": {}})
        if not self.forms or "form" not in self._inside:
            return
        fields = self.forms[-1]["fields"]
        if tag == "select":
            self._select = found.get("name", "")
            fields[self._select] = ""
        elif tag == "option" and ("selected" in found or not fields[self._select]):
            fields[self._select] = found.get("value", "")
        elif (
            tag in ("input", "textarea")
            and "name" in found
            and (found.get("type") not in ("checkbox", "radio") or "checked" in found)
        ):
            fields[found["name"]] = found.get("value", "on" if found.get("type") == "checkbox" else "")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._inside:
            while self._inside.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not {"script", "style"} & set(self._inside):
            self._say(data)

    def _say(self, text: str) -> None:
        if words := " ".join(text.split()):
            self.texts.append(words)


class Page:
    """An answer of the store, read."""

    def __init__(self, response: requests.Response) -> None:
        assert response.status_code < 400, f"{response.status_code} from {response.url}"
        reader = _Reader()
        reader.feed(response.text)
        self.url, self.html = response.url, response.text
        self.texts, self.forms, self.attributes = reader.texts, reader.forms, reader.attributes

    @property
    def text(self) -> str:
        """Everything it says, in one line."""
        return " ".join(self.texts)

    def form(self, part: str) -> dict[str, Any]:
        """The form whose id or address contains `part`; else the first whose fields contain it."""
        for form in self.forms:
            if part in form["action"] or part in form["id"] or part in form["fields"]:
                return form
        raise AssertionError(f"no form with '{part}' on {self.url}; there are {self.forms}")


class Customer:
    """Shops in one locale with a session of its own."""

    def __init__(self, store: str, language: str = "en-gb") -> None:
        self.start = urljoin(store, f"{language}/")
        self.session = requests.Session()
        self.patience = 20.0

    def get(self, path: str) -> Page:
        return Page(self.session.get(urljoin(self.start, path), timeout=self.patience))

    def send(self, page: Page, part: str, **fields: str) -> Page:
        """Send the form that `part` names with these fields instead of what is in it."""
        form = page.form(part)
        address = urljoin(page.url, form["action"])
        data = form["fields"] | fields
        return Page(self.session.post(address, data=data, headers={"Referer": page.url}, timeout=self.patience))

    def buys(self, path: str, **options: str) -> Page:
        """The page after adding the product at `path` to the basket."""
        return self.send(self.get(path), "basket/add", **options)

    def applies(self, code: str) -> Page:
        return self.send(self.get("basket/"), "vouchers/add", code=code)

    def checks_out(
        self,
        email: str = "robin@example.com",
        delivery: str = "standard",
        payment: str = "card",
        address: dict[str, str] = HOME,
        card: dict[str, str] = CARD,
    ) -> Page:
        """The preview of the order."""
        page = self.send(self.get("checkout/"), "username", username=email, options="anonymous")
        if "shipping-address" in page.url:
            page = self.send(page, "shipping-address", **address)
            page = self.send(page, "method_code", method_code=delivery)
        if "payment-method" in page.url:
            page = self.send(page, "payment_method", payment_method=payment)
            page = self.send(page, "preview", **card if payment == "card" else {})
        return page

    def places_order(self, preview: Page) -> Page:
        return self.send(preview, "place_order")


class BackOffice:
    """The back office with its token."""

    def __init__(self, where: dict[str, str]) -> None:
        self.url, self.token = where["backoffice_url"], where["token"]

    def get(self, path: str) -> Any:
        return self._ask("GET", path)

    def put(self, path: str, **wanted: Any) -> Any:
        return self._ask("PUT", path, json=wanted)

    def _ask(self, method: str, path: str, **more: Any) -> Any:
        headers = {"Authorization": f"Bearer {self.token}"}
        answer = requests.request(method, urljoin(self.url, path), headers=headers, timeout=20, **more)
        assert answer.ok, answer.text
        return answer.json()


def products(where: dict[str, str]) -> dict[str, str]:
    """Addresses of the products, relative to a locale's start, by what they are there for ("in stock", ...)."""
    profile = YAML(typ="safe").load(Path(where["profile"]))
    return {role: product["url"] for role, product in profile["products"].items()}


def mails(where: dict[str, str], email: str) -> list[dict[str, str]]:
    """Mails to this address, oldest first. The store sends them before it answers, so there is nothing to wait for."""
    found: list[dict[str, str]] = requests.get(
        f"{where['mailbox_url']}/messages", params={"to": email}, timeout=20
    ).json()
    return found


def charges(where: dict[str, str], order: str) -> list[int]:
    """The amounts in pence that the gateway has taken for an order."""
    answer = requests.get(
        f"{where['gateway_url']}/v1/payment_intents", auth=(where["gateway_key"], ""), params={"limit": 100}, timeout=20
    )
    assert answer.ok, answer.text
    return [
        payment["amount_received"]
        for payment in answer.json()["data"]
        if payment["metadata"]["order_number"] == order and payment["status"] == "succeeded"
    ]


def paid(where: dict[str, str], email: str) -> int:
    """The pence that a shopper was charged and not given back."""
    query = {"limit": "100", "expand[]": "data.latest_charge"}
    answer = requests.get(
        f"{where['gateway_url']}/v1/payment_intents", auth=(where["gateway_key"], ""), params=query, timeout=20
    )
    assert answer.ok, answer.text
    mine = [payment for payment in answer.json()["data"] if payment["metadata"].get("email") == email]
    return sum(each["amount_received"] - (each["latest_charge"] or {}).get("amount_refunded", 0) for each in mine)


def soon(look: Callable[[], Any], seconds: float = 15) -> Any:
    """What `look` gives once it is anything; after `seconds` whatever it gives then."""
    until = time.monotonic() + seconds
    while not (seen := look()) and time.monotonic() < until:
        time.sleep(0.05)
    return seen
