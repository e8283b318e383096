"""What a run changes in a store: written down first, put back whatever happens, and told when it cannot be."""

from __future__ import annotations

import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from pytest_checkout.domain import Money
from pytest_checkout.errors import NotPutBack, ServiceUnavailable
from pytest_checkout.store.changes import ChangeBook, Changes, Undo
from pytest_checkout.store.settings import PAYMENT, PRICE, STOCK

SHOP = "https://shop.example/"
NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)


class Office:
    """A back office in memory that can fall silent."""

    def __init__(self) -> None:
        self.kept: dict[str, Any] = {"BAG": Money.parse("GBP 40.00"), "units": 7, "card": True}
        self.silent = False

    def price(self, sku: str) -> Money:
        return self.kept[sku]

    def set_price(self, sku: str, price: Money) -> None:
        self._set(sku, price)

    def stock(self, _: str) -> int:
        return self.kept["units"]

    def set_stock(self, _: str, units: int) -> None:
        self._set("units", units)

    def payment_is_offered(self, payment: str) -> bool:
        return self.kept[payment]

    def offer_payment(self, payment: str, offered: bool) -> None:
        self._set(payment, offered)

    def _set(self, name: str, value: Any) -> None:
        if self.silent:
            raise ServiceUnavailable("the store's back office does not answer")
        self.kept[name] = value


def changing(office: Office, folder: Path, undo: Undo) -> Changes:
    return Changes(office, ChangeBook(folder, SHOP), undo, NOW)


def test_a_change_is_written_down_before_it_is_made(tmp_path: Path) -> None:
    office = Office()
    office.silent = True
    with pytest.raises(ServiceUnavailable):
        changing(office, tmp_path, Undo()).make(PRICE, "BAG", Money.parse("GBP 99.00"))
    [(_, change)] = ChangeBook(tmp_path, SHOP).left_behind()
    assert change.words == "the price of BAG was GBP 40.00"


def test_what_was_changed_twice_is_what_it_was_at_first(tmp_path: Path) -> None:
    office, undo = Office(), Undo()
    changes = changing(office, tmp_path, undo)
    for units in (3, 1, 0):
        changes.make(STOCK, "BAG", units)
    undo.close()
    assert office.kept["units"] == 7
    assert undo.failed == []
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_put_back_is_told_and_keeps_nobody_from_his_turn(tmp_path: Path) -> None:
    office, undo, done = Office(), Undo(), []
    undo.callback(done.append, "lifted")
    changing(office, tmp_path, undo).make(PAYMENT, "card", False)
    undo.callback(int, "no number")
    office.silent = True
    undo.close()
    assert done == ["lifted"]
    wrong, untold = undo.failed
    assert wrong.startswith("ValueError: invalid literal")
    [file] = tmp_path.iterdir()
    assert untold == (
        "whether payment by card is offered was yes, a run changed it to no, and it could not be put back "
        f"(the store's back office does not answer): restore it, then delete {file}"
    )


def test_only_changes_of_this_store_are_its_own(tmp_path: Path) -> None:
    changing(Office(), tmp_path, Undo()).make(STOCK, "BAG", 1)
    assert list(ChangeBook(tmp_path, "https://other.example/").left_behind()) == []


@pytest.mark.parametrize("text", ["", "{}", "[1]", '{"store": 1}', "\x00"])
def test_a_note_that_nobody_can_read_is_named(text: str, tmp_path: Path) -> None:
    (tmp_path / "1.json").write_text(text)
    with pytest.raises(NotPutBack, match=r"1.json should tell what a run changed in a store, and cannot be read .*"):
        list(ChangeBook(tmp_path, SHOP).left_behind())


KILLED = """
import os, pathlib, sys
from tests.unit.test_changes import Office, PRICE, STOCK, Money, Undo, changing
changes = changing(Office(), pathlib.Path(sys.argv[1]), Undo())
changes.make(PRICE, "BAG", Money.parse("GBP 99.00"))
changes.make(STOCK, "BAG", 5)
changes.make(STOCK, "BAG", 0)
os.kill(os.getpid(), 9)
"""


def test_what_a_killed_run_changed_the_next_one_puts_back(tmp_path: Path) -> None:
    ended = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], check=False)
    assert ended.returncode == -signal.SIGKILL
    office = Office()
    office.kept |= {"BAG": Money.parse("GBP 99.00"), "units": 0}

    restored = ChangeBook(tmp_path, SHOP).restore(office)

    assert office.kept == Office().kept
    assert {change.words for change in restored} >= {"the price of BAG was GBP 40.00", "the stock of BAG was 7"}
    assert list(tmp_path.iterdir()) == []
