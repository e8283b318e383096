"""What an order means for the systems behind the shop is kept, and delivered once, whatever they do meanwhile."""

from __future__ import annotations

import secrets

import requests

from tests.demo.store_walk import BackOffice, Customer, products, soon


def place(where: dict[str, str], email: str, role: str = "in stock") -> str:
    """The number of an order of this product."""
    guest = Customer(where["url"])
    guest.buys(products(where)[role])
    assert "thank-you" in guest.places_order(guest.checks_out(email=email)).url
    return str(BackOffice(where).get(f"orders?email={email}")[0]["number"])


def held(where: dict[str, str], email: str) -> list[str]:
    return [order["number"] for order in requests.get(f"{where['oms_url']}/orders?email={email}", timeout=10).json()]


def test_an_order_reaches_the_order_management_system_as_it_was_placed(
    where: dict[str, str], office: BackOffice
) -> None:
    email = f"robin-{secrets.token_hex(4)}@example.com"
    number = place(where, email)

    [order] = soon(lambda: requests.get(f"{where['oms_url']}/orders?email={email}", timeout=10).json())

    [known] = office.get(f"orders?email={email}")
    assert (order["number"], order["total"], order["arrivals"]) == (number, known["total"], 1)
    assert [(line["sku"], line["quantity"]) for line in order["lines"]] == [("BAG-CANVAS", 1)]
    assert soon(lambda: not office.get(f"outbox?email={email}"))


def test_a_refused_order_is_set_aside_and_tried_again_when_told(where: dict[str, str], office: BackOffice) -> None:
    email = f"robin-{secrets.token_hex(4)}@example.com"
    refusal = f"{where['oms_url']}/refusals/HOME-CANDLE"
    requests.put(refusal, json={"active": True}, timeout=10)
    try:
        poison = place(where, email, "odd cents")
        after = place(where, email)
        assert soon(lambda: held(where, email)) == [after]
        [waiting] = office.get(f"outbox?email={email}")
    finally:
        requests.put(refusal, json={"active": False}, timeout=10)
    assert (waiting["order"], waiting["system"], waiting["set_aside"]) == (poison, "oms", True)
    assert "The product HOME-CANDLE is not known here." in waiting["trouble"]

    office.put(f"outbox/{poison}", set_aside=False)

    assert soon(lambda: len(held(where, email)) == 2)
    assert soon(lambda: not office.get(f"outbox?email={email}"))
