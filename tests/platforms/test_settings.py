"""What every back office must keep: what can be set is read back as it was set, and put back as it was before.

A new adapter gets an office here and a name for each setting that it has.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pytest_checkout.domain import Money
from pytest_checkout.platforms.oscar import OscarBackOffice
from pytest_checkout.platforms.woocommerce import WooCommerceBackOffice
from pytest_checkout.store.changes import ChangeBook, Changes, Undo
from pytest_checkout.store.ports import SUBJECTS, CodeTerms
from pytest_checkout.store.settings import SETTINGS
from tests.demo.running import announced, launched
from tests.platforms.wordpress import LOGIN, running

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Tried:
    """A back office, and what there is to set in it by the name of the setting; "" where there is but one."""

    office: Any
    names: dict[str, str]


@pytest.fixture(scope="session")
def oscar(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tried]:
    with launched(tmp_path_factory.mktemp("oscar") / "data", "--with-parent") as process:
        where = announced(process)
        yield Tried(
            OscarBackOffice(where["backoffice_url"], where["token"]),
            {
                "stock": "KIT-MUG",
                "code uses": "JUSTONCE",
                "code terms": "LIVE10",
                "price": "KIT-MUG",
                "for sale": "KIT-MUG",
                "payment": "invoice",
                "delivery": "express",
                "delivery fee": "express",
                "plugin": "consent-banner",
                "theme": "",
                "mail template": "confirmation",
                "tax rate": "reduced",
                "clock": "",
                "capture": "",
                "payment mistake": "",
            },
        )


@pytest.fixture(scope="session")
def woocommerce() -> Iterator[Tried]:
    with running() as shop:
        shop.products = [
            {
                "id": 40,
                "parent_id": 0,
                "sku": "MUG",
                "manage_stock": True,
                "stock_quantity": 7,
                "status": "publish",
                "regular_price": "8.00",
                "on_sale": False,
            }
        ]
        shop.coupons = [
            {
                "id": 5,
                "code": "live10",
                "usage_count": 0,
                "date_expires_gmt": "2030-01-31T12:00:00",
                "usage_limit": None,
                "usage_limit_per_user": None,
            }
        ]
        shop.plugins = {"loyalty/badge": "active"}
        shop.resources = {
            "settings/general/woocommerce_currency": {"value": "GBP"},
            "payment_gateways/cod": {"id": "cod", "enabled": True},
            "shipping/zones/1/methods/3": {"enabled": True, "settings": {"cost": {"id": "cost", "value": "4.90"}}},
            "taxes/1": {"id": 1, "rate": "20.0000"},
        }
        yield Tried(
            WooCommerceBackOffice(shop.url, LOGIN),
            {
                "stock": "MUG",
                "code uses": "LIVE10",
                "code terms": "LIVE10",
                "price": "MUG",
                "for sale": "MUG",
                "payment": "cod",
                "delivery": "1/3",
                "delivery fee": "1/3",
                "plugin": "loyalty/badge",
                "tax rate": "1",
            },
        )


OFFICES = ("oscar", "woocommerce")


def another(value: Any) -> Any:
    """Another value of the same kind."""
    match value:
        case bool():
            return not value
        case CodeTerms():
            return replace(value, ends=NOW + timedelta(days=1))
        case Money():
            return value + Money(Decimal("1.50"), value.currency)
        case timedelta():
            return value + timedelta(hours=30)
        case Decimal():
            return value + Decimal("0.01")
        case str():
            known = {"classic": "compact", "with the order": "at dispatch", "": "wrong account"}
            return known.get(value, f"{value}And a line more.")
        case _:
            return value + 3


@pytest.mark.parametrize("office", OFFICES)
@pytest.mark.parametrize("name", SETTINGS)
def test_a_setting_is_set_read_back_and_put_back(
    name: str, office: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    tried: Tried = request.getfixturevalue(office)
    setting = SETTINGS[name]
    if not isinstance(tried.office, SUBJECTS[setting.subject]):
        assert name not in tried.names
        pytest.skip(f"{office} does not give backoffice.{setting.subject}")
    of, undo = tried.names[name], Undo()
    changes = Changes(tried.office, ChangeBook(tmp_path, "https://shop.example/"), undo, NOW)
    before = setting.read(tried.office, of)
    wanted = before if name == "code uses" else another(before)  # uses come from orders: no office sets another number

    changes.make(setting, of, wanted)

    assert setting.read(tried.office, of) == wanted
    assert len(list(tmp_path.iterdir())) == 1
    undo.close()
    assert undo.failed == []
    assert setting.read(tried.office, of) == before
    assert list(tmp_path.iterdir()) == []


def test_every_back_office_has_what_each_must_have(oscar: Tried, woocommerce: Tried) -> None:
    for tried in (oscar, woocommerce):
        assert all(isinstance(tried.office, SUBJECTS[name]) for name in ("orders", "stock", "codes", "plugins"))


@pytest.mark.parametrize("office", OFFICES)
def test_what_there_is_not_is_named(office: str, request: pytest.FixtureRequest) -> None:
    tried: Tried = request.getfixturevalue(office)
    with pytest.raises(Exception, match="404|no entries|no orders"):
        tried.office.price("NO-SUCH")
    with pytest.raises(Exception, match="404|no entries|no orders"):
        tried.office.cancel_order("NO-SUCH")
