"""pretix, a real ticket shop: installed from PyPI into a virtual environment of its own, seeded, and served.

What is slow (the installation, 200 MB, and the migrations, a minute) is done once and kept in the user's cache folder.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import requests

from tests.shops.packages import installed
from tests.shops.ports import free_port

VERSION = "2026.8.0"
_SEED = Path(__file__).with_name("pretix_seed.py")
_START_SECONDS = 90
_CONFIG = """[pretix]
instance_name=Conformance
url={url}
datadir={data}
currency=EUR
[locale]
default=en
[mail]
host=127.0.0.1
port=1
"""


@dataclass(frozen=True)
class Pretix:
    """A running pretix: the address of its event's page, and how to ask its REST API."""

    event: str
    api: str
    token: str

    def order(self, code: str) -> dict[str, object]:
        """The order as the shop's own record tells it. Raises requests.HTTPError when it knows none."""
        answer = requests.get(f"{self.api}orders/{code}/", headers={"Authorization": f"Token {self.token}"}, timeout=20)
        answer.raise_for_status()
        return dict(answer.json())

    def item(self, number: int) -> dict[str, object]:
        """A product, as the shop's own record tells it."""
        answer = requests.get(
            f"{self.api}items/{number}/", headers={"Authorization": f"Token {self.token}"}, timeout=20
        )
        answer.raise_for_status()
        return dict(answer.json())


@contextlib.contextmanager
def running(folder: Path) -> Iterator[Pretix]:
    """Serve a freshly seeded pretix from `folder` until the block ends."""
    program = installed("pretix", VERSION)
    data = folder / "data"
    shutil.copytree(_migrated(program), data)
    config = folder / "pretix.cfg"
    config.write_text(_CONFIG.format(url="http://127.0.0.1", data=data), encoding="utf-8")
    seeded = _pretix(program, config, "shell", "--no-imports", "-c", _SEED.read_text(encoding="utf-8"))
    port = free_port()  # only now: seeding takes long enough for somebody else to take it
    url = f"http://127.0.0.1:{port}"
    config.write_text(_CONFIG.format(url=url, data=data), encoding="utf-8")
    with (folder / "server.log").open("w") as log:
        server = subprocess.Popen(
            [program, "-m", "pretix", "runserver", "--noreload", f"127.0.0.1:{port}"],
            env={**os.environ, "PRETIX_CONFIG_FILE": str(config)},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_until_it_answers(server, f"{url}/harbour/summer/", folder / "server.log")
            api = f"{url}/api/v1/organizers/harbour/events/summer/"
            yield Pretix(f"{url}/harbour/summer/", api, seeded.split()[-1])
        finally:
            server.terminate()
            server.wait(timeout=20)


def _migrated(program: Path) -> Path:
    """A data folder whose database has its tables and nothing else; made once."""
    made = program.parent.parent / "migrated"
    if not made.exists():
        making = made.with_name("migrating")
        shutil.rmtree(making, ignore_errors=True)
        making.mkdir()
        config = making / "pretix.cfg"
        config.write_text(_CONFIG.format(url="http://127.0.0.1", data=making), encoding="utf-8")
        _pretix(program, config, "migrate", "--verbosity", "0")
        making.replace(made)
    return made


def _pretix(program: Path, config: Path, *command: str) -> str:
    done = subprocess.run(
        [program, "-m", "pretix", *command],
        env={**os.environ, "PRETIX_CONFIG_FILE": str(config)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"pretix {command[0]}: {done.stderr[-2000:]}"
    return done.stdout


def _wait_until_it_answers(server: subprocess.Popen[bytes], url: str, log: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        with contextlib.suppress(requests.ConnectionError):
            if requests.get(url, timeout=_START_SECONDS).ok:
                return
    raise AssertionError(f"pretix does not answer at {url}: {log.read_text(encoding='utf-8')[-2000:]}")
