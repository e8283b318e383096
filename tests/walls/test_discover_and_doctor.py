"""`discover` and `doctor` before a wall: one sentence that names it and says what to do, and never a stack trace."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pytest_checkout.store import profile as profiles
from tests.discovery.running import discover
from tests.discovery.small_shop import SmallShop, open_shop
from tests.walls.certificates import self_signed
from tests.walls.walls import WALLS, asks_password, leads_to, refuses_robots

PROFILE = """\
store: Small shop
url: {url}
environment: staging
currency: GBP
locales: {{default: en-GB}}
patience: 3
"""


@pytest.fixture
def shop() -> Iterator[SmallShop]:
    with open_shop() as shop:
        yield shop


@pytest.fixture
def secure_shop() -> Iterator[SmallShop]:
    """A shop with a certificate that nobody vouches for."""
    with open_shop(self_signed()) as shop:
        yield shop


def doctor(folder: Path, url: str, more: str = "") -> str:
    """What it says of the store."""
    (folder / "store.yaml").write_text(PROFILE.format(url=url) + more, encoding="utf-8")
    command = [sys.executable, "-m", "pytest_checkout.cli", "doctor"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=False)
    assert done.stderr == ""
    lines = done.stdout.splitlines()
    first = next(number for number, line in enumerate(lines) if line[4:9] == "store")
    more_lines = [line.strip() for line in lines[first + 1 :]]
    return "\n".join([lines[first], *more_lines[: [line[:3] for line in lines[first + 1 :]].index("-- ")]])


SOME = ["not a shop", "a login wall", "a captcha", "a queue", "maintenance", "data"]


@pytest.mark.parametrize("name", [pytest.param(n, marks=() if n in SOME else pytest.mark.slow) for n in WALLS])
def test_discover_names_it(shop: SmallShop, name: str, tmp_path: Path) -> None:
    shop.wall, words = WALLS[name]
    done = discover(shop.url, "--output", tmp_path / "store.yaml")
    assert done.returncode == 2
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "store.yaml").exists()


@pytest.mark.parametrize("name", [pytest.param(n, marks=() if n in SOME else pytest.mark.slow) for n in WALLS])
def test_doctor_names_it(shop: SmallShop, name: str, tmp_path: Path) -> None:
    shop.wall, words = WALLS[name]
    told = doctor(tmp_path, shop.url)
    assert told.startswith("no  store")
    assert words.replace("answered 50", "answers 50") in told


def test_a_name_that_is_refused_is_told_and_written(shop: SmallShop, tmp_path: Path) -> None:
    shop.wall = refuses_robots
    assert "write 'user agent: ordinary' into the profile" in doctor(tmp_path, shop.url)
    done = discover(shop.url, "--output", tmp_path / "found.yaml")
    assert done.returncode == 0
    assert "HeadlessChrome is refused (403)" in done.stdout
    assert "user agent: ordinary # HeadlessChrome was refused (403)" in (tmp_path / "found.yaml").read_text("utf-8")
    assert doctor(tmp_path, shop.url, "user agent: ordinary\n").startswith("ok  store")


def test_a_self_signed_certificate_is_named_and_accepted(secure_shop: SmallShop, tmp_path: Path) -> None:
    refused = discover(secure_shop.url, "--output", tmp_path / "found.yaml")
    assert "discover: --accept-self-signed" in refused.stderr
    assert discover(secure_shop.url, "--accept-self-signed", "--output", tmp_path / "found.yaml").returncode == 0
    assert secure_shop.orders == []
    store = profiles.load(tmp_path / "found.yaml")
    assert (str(store.tls), str(store.environment)) == ("accept self-signed", "staging")
    assert "tls: accept self-signed" in doctor(tmp_path, secure_shop.url)
    assert doctor(tmp_path, secure_shop.url, "tls: accept self-signed\n").startswith("ok  store")


def test_the_password_of_a_server_is_asked_for_and_given(
    shop: SmallShop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.wall = asks_password("qa", "open sesame")
    monkeypatch.setenv("SHOP_PASSWORD", "open sesame")
    assert "--http-login NAME:VARIABLE" in discover(shop.url, "--output", tmp_path / "found.yaml").stderr
    given = discover(shop.url, "--http-login", "qa:SHOP_PASSWORD", "--output", tmp_path / "found.yaml")
    assert given.returncode == 0
    assert "http login: {user: qa, password: {env: SHOP_PASSWORD}}" in (tmp_path / "found.yaml").read_text("utf-8")


def test_an_address_that_leads_elsewhere_is_told(shop: SmallShop, tmp_path: Path) -> None:
    with open_shop() as other:
        shop.wall = leads_to(other.url)
        assert f"it leads to {other.url}: write that as the url in the profile" in doctor(tmp_path, shop.url)
