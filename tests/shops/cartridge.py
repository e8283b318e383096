"""Cartridge, a shop on Mezzanine and Django: installed from PyPI into a virtual environment of its own, with its demo
content, and served. Its pages are forms on plain HTML.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import requests

from tests.shops.packages import installed
from tests.shops.ports import free_port

VERSION = "1.3.4"
_START_SECONDS = 90
_SETTINGS = """
import locale
SHOP_CURRENCY_LOCALE = "C.UTF-8"  # on every machine; what it lacks of money stands in the next line
locale._override_localeconv = {"frac_digits": 2, "currency_symbol": "$", "mon_decimal_point": ".", "mon_grouping": [3],
  "mon_thousands_sep": ",", "p_cs_precedes": 1, "n_cs_precedes": 1, "p_sep_by_space": 0, "n_sep_by_space": 0,
  "p_sign_posn": 1, "n_sign_posn": 1, "negative_sign": "-"}
ALLOWED_HOSTS = ["127.0.0.1"]
"""


@dataclass(frozen=True)
class Cartridge:
    """A running Cartridge: where it is, and its database."""

    url: str
    database: Path

    def order(self, email: str) -> dict[str, object]:
        """The order of a shopper as the shop's own tables tell it."""
        asked = """select o.total, o.shipping_detail_street as street, o.shipping_detail_country as country,
          group_concat(i.quantity || ' x ' || i.description) as items from shop_order o
          join shop_orderitem i on i.order_id = o.id where o.billing_detail_email = ? group by o.id"""
        with contextlib.closing(sqlite3.connect(self.database)) as connection:
            connection.row_factory = sqlite3.Row
            (order,) = connection.execute(asked, [email]).fetchall()
        return dict(order)


@contextlib.contextmanager
def running(folder: Path) -> Iterator[Cartridge]:
    """Serve a freshly made Cartridge with its demo content from `folder` until the block ends."""
    program = installed("cartridge", VERSION, "setuptools<81")
    folder.mkdir(parents=True, exist_ok=True)
    _run(program, folder, str(program.with_name("mezzanine-project")), "-a", "cartridge", "shopsite")
    home = folder / "shopsite"
    with (home / "shopsite" / "local_settings.py").open("a", encoding="utf-8") as settings:
        settings.write(_SETTINGS)
    _run(program, home, "manage.py", "createdb", "--noinput")
    port = free_port()
    url = f"http://127.0.0.1:{port}/"
    with (folder / "server.log").open("w") as log:
        server = subprocess.Popen(
            [program, "manage.py", "runserver", "--noreload", str(port)],
            cwd=home,
            env=_environment(),
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            deadline = time.monotonic() + _START_SECONDS
            while not _answers(url):
                gone = server.poll() is not None or time.monotonic() > deadline
                said = (folder / "server.log").read_text(encoding="utf-8")[-2000:]
                assert not gone, f"Cartridge does not answer at {url}: {said}"
                time.sleep(0.2)
            yield Cartridge(url, home / "dev.db")
        finally:
            server.terminate()
            server.wait(timeout=20)


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}


def _run(program: Path, cwd: Path, *command: str) -> None:
    done = subprocess.run([program, *command], cwd=cwd, env=_environment(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(command)}: {(done.stderr or done.stdout)[-2000:]}"


def _answers(url: str) -> bool:
    try:
        return requests.get(url, timeout=_START_SECONDS).ok
    except requests.ConnectionError:
        return False
