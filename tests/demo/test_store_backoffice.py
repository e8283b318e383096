"""The back office of the demo store: who gets in, what it shows and changes, and how it says no."""

from __future__ import annotations

from typing import Any

import pytest
import requests

from tests.demo.store_walk import BackOffice, Customer, products


def ask(office: BackOffice, method: str, path: str, token: str | None = None, **more: Any) -> tuple[int, Any]:
    """Status and JSON of an answer, whatever it is."""
    headers = {"Authorization": f"Bearer {office.token if token is None else token}"}
    answer = requests.request(method, office.url + path, headers=headers, timeout=20, **more)
    return answer.status_code, answer.json()


@pytest.mark.parametrize("path", ["", "orders", "stock/BAG-CANVAS", "codes/LIVE10", "plugins", "breakages", "theme"])
@pytest.mark.parametrize("token", ["", "wrong", "wröng"])
def test_nobody_gets_in_without_the_token(office: BackOffice, path: str, token: str) -> None:
    headers = {"Authorization": f"Bearer {token}".encode()} if token else {}
    answer = requests.get(office.url + path, headers=headers, timeout=20)
    assert answer.status_code == 401
    assert answer.json() == {"error": "The back office needs the header 'Authorization: Bearer <token>'."}


def test_the_front_door_lists_everything(office: BackOffice) -> None:
    everything = office.get("")
    shop = {"products", "payments", "deliveries", "rates", "clock", "theme", "payment_terms"}
    assert {"orders", "stock", "codes", "plugins", "breakages"} | shop == set(everything)
    assert {"sku": "HOME-LAMP", "available": 0} in everything["stock"]
    assert {"name": "quick-basket", "active": False} in everything["plugins"]


def test_stock_that_is_set_is_what_the_shop_sells(where: dict[str, str], office: BackOffice) -> None:
    assert office.put("stock/HOME-LAMP", available=3) == {"sku": "HOME-LAMP", "available": 3}
    assert "In stock (3 available)" in Customer(where["url"]).get(products(where)["sold out"]).text


def test_a_used_code_can_be_made_new(where: dict[str, str], office: BackOffice) -> None:
    guest = Customer(where["url"])
    guest.buys(products(where)["digital"])
    guest.applies("JUSTONCE")
    guest.places_order(guest.checks_out(payment="invoice"))
    used = office.get("codes/JUSTONCE")
    assert (used["uses"], used["uses_left"]) == (1, 0)
    new = office.put("codes/JUSTONCE", uses=0)
    assert (new["uses"], new["uses_left"]) == (0, 1)


def test_a_code_can_be_ended_and_begun_again(where: dict[str, str], office: BackOffice) -> None:
    guest = Customer(where["url"])
    guest.buys(products(where)["in stock"])
    assert office.put("codes/FIVER", active=False)["active"] is False
    assert "The 'FIVER' voucher has expired" in guest.applies("FIVER").text
    assert office.put("codes/FIVER", active=True)["active"] is True
    assert "Voucher 'FIVER' added to basket" in guest.applies("FIVER").text
    ended = office.put("codes/FIVER", ends="2020-01-31T12:00:00+00:00")
    assert (ended["active"], ended["ends"]) == (False, "2020-01-31T12:00:00+00:00")
    office.put("codes/FIVER", active=True)


def test_orders_are_found_by_number_and_by_address(where: dict[str, str], office: BackOffice) -> None:
    guest = Customer(where["url"])
    guest.buys(products(where)["digital"])
    guest.places_order(guest.checks_out(email="By.Number@example.com", payment="invoice"))
    (order,) = office.get("orders?email=by.number@example.com")
    assert office.get(f"orders?number={order['number']}") == [order]
    assert office.get("orders?number=1") == []


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "sentence"),
    [
        ("GET", "stock/NO-SUCH", None, 404, "There is no product 'NO-SUCH'; there are APP-JUMPER-L,"),
        ("GET", "codes/NO-SUCH", None, 404, "There is no code 'NO-SUCH'; there are LIVE10,"),
        ("GET", "plugins/no-such", None, 404, "There is no plugin 'no-such'; there are loyalty-badge,"),
        (
            "PUT",
            "breakages/no-such",
            {"active": True},
            404,
            "There is no breakage 'no-such'; there are address-",
        ),
        ("PUT", "theme", {"name": "baroque"}, 404, "There is no theme 'baroque'; there are classic, compact."),
        ("DELETE", "orders", None, 405, "DELETE is not possible here; possible: GET."),
        ("PUT", "stock/BAG-CANVAS", {"available": "many"}, 400, "'available' must be of type int, not 'many'."),
        ("PUT", "stock/BAG-CANVAS", {"available": True}, 400, "'available' must be of type int, not True."),
        ("PUT", "stock/BAG-CANVAS", {"left": 1}, 400, "'left' cannot be set here; possible: available."),
        ("PUT", "stock/BAG-CANVAS", [1], 400, "The body must be a JSON object."),
        ("PUT", "stock/DIG-BREAD", {"available": 1}, 400, "'DIG-BREAD' has no stock: it is a download."),
        ("PUT", "codes/LIVE10", {"uses": 3}, 400, "'uses' can only be set to 0; uses come from orders."),
        ("PUT", "codes/LIVE10", {"ends": "soon"}, 400, "'ends' must be a time like 2030-01-31T12:00:00+00:00, not"),
        ("GET", "orders?mail=a@example.com", None, 400, "'mail' cannot be asked for here."),
    ],
)
def test_it_says_no_in_a_sentence(
    office: BackOffice, method: str, path: str, body: Any, status: int, sentence: str
) -> None:
    answered, answer = ask(office, method, path, json=body)
    assert answered == status
    assert answer["error"].startswith(sentence)


def test_a_body_that_is_no_json_is_refused(office: BackOffice) -> None:
    status, answer = ask(office, "PUT", "theme", data=b"{")
    assert status == 400
    assert answer["error"].startswith("The body is not JSON: ")
