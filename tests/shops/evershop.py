"""EverShop, a real shop on Node.js and PostgreSQL: installed from npm, built, seeded with its own sample data, served.

What is slow (the installation, 470 MB, and the build, a minute) is done once and kept in the user's cache folder. Its
database is a PostgreSQL server for this run alone, the same as the demo store's.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import requests

from pytest_checkout.demo import postgresql
from pytest_checkout.report import node
from tests.shops.ports import free_port

VERSION = "2.2.1"
MISSING = ("concat-stream@2", "append-field@1", "xtend@4")
"""What this version of EverShop imports and does not declare."""
_SEED = Path(__file__).with_name("evershop_seed.sql")
_PATIENCE = 180


@dataclass(frozen=True)
class EverShop:
    """A running EverShop: where it is, and what its own database says."""

    url: str
    socket: str

    def order(self, number: str) -> dict[str, object]:
        """An order as the shop's own tables tell it."""
        asked = f"""select row_to_json(told) from (select customer_email as email, grand_total as total, payment_method,
          (select json_agg(json_build_array(product_sku, qty)) from order_item where order_item_order_id = order_id)
          as items, (select array[full_name, address_1, city, postcode, province, country] from order_address
          where order_address_id = shipping_address_id) as address
          from "order" where order_number = '{number}') told"""
        said = _psql(self.socket, "-c", asked)
        assert said.strip(), f"the shop knows no order {number}"
        return dict(json.loads(said))


@contextlib.contextmanager
def running(folder: Path) -> Iterator[EverShop]:
    """Serve a freshly seeded EverShop until the block ends; what it prints is kept in `folder`."""
    home = installed()
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with postgresql.server(folder / "database.log") as database:
        socket = str(database.announcement()["socket"])
        environment = _environment(socket, url, port)
        if not (home / "built").exists():
            _evershop(home, environment, "build")
            (home / "built").touch()
        with _serving(home, environment, url, folder / "first.log"):  # its first start makes the tables
            _evershop(home, environment, "seed", "--attributes", "--categories", "--collections", "--products")
            _psql(socket, "-v", "ON_ERROR_STOP=1", "-f", str(_SEED))
            _settles(socket)
        with _serving(home, environment, url, folder / "server.log"):  # it reads the ways to pay when it starts
            yield EverShop(f"{url}/", socket)


def installed() -> Path:
    """The folder of the shop; installs it when there is none yet."""
    home = node.cache_folder() / f"evershop-{VERSION}"
    if not (home / "complete").exists():
        shutil.rmtree(home, ignore_errors=True)
        for name in ("media", "public", "themes", "extensions", "translations", "config"):
            (home / name).mkdir(parents=True)
        (home / "package.json").write_text('{"name": "conformance", "private": true, "type": "module"}')
        packages = [f"@evershop/evershop@{VERSION}", *MISSING]
        subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--silent", *packages], cwd=home, check=True)
        (home / "complete").touch()
    return home


def _environment(socket: str, url: str, port: int) -> dict[str, str]:
    return {
        **os.environ,
        "NODE_ENV": "production",
        "NODE_CONFIG": json.dumps({"shop": {"homeUrl": url, "language": "en", "currency": "USD"}}),
        "PORT": str(port),
        "DB_HOST": socket,
        "DB_PORT": "5432",
        "DB_NAME": postgresql.DATABASE,
        "DB_USER": postgresql.USER,
        "DB_PASSWORD": "none",
        "DB_SSLMODE": "disable",
    }


def _command(*arguments: str) -> list[str]:
    return ["node", "node_modules/@evershop/evershop/dist/bin/evershop.js", *arguments]


def _evershop(home: Path, environment: dict[str, str], *arguments: str) -> None:
    done = subprocess.run(
        _command(*arguments), cwd=home, env=environment, capture_output=True, text=True, check=False, timeout=900
    )
    assert done.returncode == 0, f"evershop {arguments[0]}: {(done.stderr or done.stdout)[-2000:]}"


@contextlib.contextmanager
def _serving(home: Path, environment: dict[str, str], url: str, log: Path) -> Iterator[None]:
    with log.open("w") as output:
        server = subprocess.Popen(
            _command("start"), cwd=home, env=environment, stdout=output, stderr=output, start_new_session=True
        )
        try:
            deadline = time.monotonic() + _PATIENCE
            while not _answers(url):
                gone = server.poll() is not None or time.monotonic() > deadline
                assert not gone, f"EverShop does not answer at {url}: {log.read_text(encoding='utf-8')[-2000:]}"
                time.sleep(0.5)
            yield
        finally:  # it has children of its own: they are one group
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()


def _settles(socket: str) -> None:
    """Wait until the shop has worked off what the seed started: a product gets its address that way, and what is
    interrupted at it never comes."""
    asked = "select count(*) from event where status in ('pending', 'processing')"
    deadline = time.monotonic() + _PATIENCE
    while int(_psql(socket, "-c", asked)):
        assert time.monotonic() < deadline, "EverShop does not come to an end with what its seed started"
        time.sleep(0.2)


def _answers(url: str) -> bool:
    try:
        return requests.get(url, timeout=_PATIENCE).ok
    except requests.ConnectionError:
        return False


def _psql(socket: str, *arguments: str) -> str:
    program = shutil.which("psql") or str(postgresql.programs() / "psql")
    command = [program, "-h", socket, "-U", postgresql.USER, "-d", postgresql.DATABASE, "-qAt", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout
