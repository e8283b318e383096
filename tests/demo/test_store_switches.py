"""The switches of the demo store: what they remember between two starts."""

from __future__ import annotations

from pathlib import Path

from pytest_checkout.demo.store.switches import Switches


def loaded(file: Path, breakages: tuple[str, ...] = ()) -> Switches:
    switches = Switches()
    switches.load(file, breakages)
    return switches


def test_a_new_store_has_the_badge_and_nothing_broken(tmp_path: Path) -> None:
    switches = loaded(tmp_path / "state.json")
    assert (switches.theme, switches.plugins, switches.breakages) == ("classic", {"loyalty-badge"}, set())


def test_what_was_switched_outlives_the_process(tmp_path: Path) -> None:
    file = tmp_path / "state.json"
    before = loaded(file)
    before.use_theme("compact")
    before.set_plugin("quick-basket", True)
    before.set_plugin("loyalty-badge", False)
    before.set_breakage("charge-twice", True)
    after = loaded(file)
    assert (after.theme, after.plugins, after.breakages) == ("compact", {"quick-basket"}, {"charge-twice"})


def test_breakages_of_the_environment_come_on_top(tmp_path: Path) -> None:
    file = tmp_path / "state.json"
    loaded(file).set_breakage("charge-twice", True)
    assert loaded(file, ("rtl-missing",)).breakages == {"charge-twice", "rtl-missing"}
