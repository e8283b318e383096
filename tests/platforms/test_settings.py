"""Every setting goes through the change book as it is: made, written down, put back, and forgotten."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from pytest_checkout.store.changes import ChangeBook, Changes, Undo
from pytest_checkout.store.settings import SETTINGS
from tests.adapters.back_office import InMemory

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)


@pytest.mark.parametrize("name", SETTINGS)
def test_a_setting_is_written_down_and_put_back(name: str, tmp_path: Path) -> None:
    shop, setting, undo = InMemory(), SETTINGS[name], Undo()
    of, before = shop.names.get(name, ""), shop.everything()
    wanted = shop.another(name, setting.read(shop.adapter, of))

    Changes(shop.adapter, ChangeBook(tmp_path, "https://shop.example/"), undo, NOW).make(setting, of, wanted)

    assert setting.read(shop.adapter, of) == wanted
    assert len(list(tmp_path.iterdir())) == 1
    undo.close()
    assert undo.failed == []
    assert shop.everything() == before
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", SETTINGS)
def test_what_a_crash_left_behind_is_put_back_by_the_next_run(name: str, tmp_path: Path) -> None:
    shop, setting, book = InMemory(), SETTINGS[name], ChangeBook(tmp_path, "https://shop.example/")
    of, before = shop.names.get(name, ""), shop.everything()
    Changes(shop.adapter, book, Undo(), NOW).make(setting, of, shop.another(name, setting.read(shop.adapter, of)))

    [restored] = book.restore(shop.anew())

    assert restored.setting == name
    assert shop.everything() == before
