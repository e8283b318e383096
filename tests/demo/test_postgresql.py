"""The store on PostgreSQL: a server of its own for each start, seeded once, gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import requests

from pytest_checkout.demo import database, postgresql
from pytest_checkout.demo.errors import DemoError
from tests.demo.running import STOP_SECONDS, announced, launched

psycopg = pytest.importorskip("psycopg", reason="needs psycopg: pip install 'pytest-checkout[postgresql]'")


def installed() -> bool:
    try:
        return bool(postgresql.version())
    except DemoError:
        return False


needs_server = pytest.mark.skipif(not installed(), reason="needs PostgreSQL: apt-get install postgresql")


def expect_gone(socket: str) -> None:
    """The server and its directory vanish, soon."""
    until = time.monotonic() + STOP_SECONDS
    while Path(socket).exists():
        assert time.monotonic() < until, f"{socket} is still there after {STOP_SECONDS} s"
        time.sleep(0.05)


def connected(socket: str) -> psycopg.Connection:
    return psycopg.connect(host=socket, user=postgresql.USER, dbname=postgresql.DATABASE, autocommit=True)


# -- the server --


@needs_server
def test_what_one_server_kept_another_begins_with(tmp_path: Path) -> None:
    with postgresql.server(tmp_path / "first.log", keep=tmp_path / "kept") as server:
        first = server.announcement()["socket"]
        with connected(first) as connection:
            connection.execute("CREATE TABLE notes AS SELECT 'kept' AS note")
    with postgresql.server(tmp_path / "second.log", base=tmp_path / "kept") as server:
        second = server.announcement()["socket"]
        with connected(second) as connection:
            assert connection.execute("SELECT note FROM notes").fetchall() == [("kept",)]
    assert not Path(first).exists()
    assert not Path(second).exists()


@needs_server
@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGTERM])
def test_it_ends_with_its_parent_however_that_ends(ending: signal.Signals, tmp_path: Path) -> None:
    parent = (
        "import sys; from pathlib import Path; from pytest_checkout.demo import postgresql\n"
        "with postgresql.server(Path(sys.argv[1])) as server:\n"
        "    print(server.announcement()['socket'], flush=True)\n"
        "    server.process.wait()\n"
    )
    command = [sys.executable, "-c", parent, str(tmp_path / "server.log")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        socket = process.stdout.readline().strip()
        assert Path(socket).is_dir()
        process.send_signal(ending)
    expect_gone(socket)


@needs_server
def test_a_server_that_is_told_to_end_leaves_nothing(tmp_path: Path) -> None:
    with postgresql.server(tmp_path / "server.log") as server:
        socket = server.announcement()["socket"]
        server.process.terminate()
        assert server.process.wait(STOP_SECONDS) == 0
    assert not Path(socket).exists()


@needs_server
def test_data_that_no_server_wrote_is_told_and_not_served(tmp_path: Path) -> None:
    (tmp_path / "base").mkdir()
    with (
        postgresql.server(tmp_path / "server.log", base=tmp_path / "base") as server,
        pytest.raises(DemoError, match="The PostgreSQL server did not start: .*"),
    ):
        server.announcement()


# -- where it comes from, and who it is --


def test_debian_keeps_its_programs_off_the_path_and_the_newest_is_taken(tmp_path: Path) -> None:
    for version in ("9.6", "15", "17"):
        (tmp_path / version / "bin").mkdir(parents=True)
        (tmp_path / version / "bin" / "initdb").touch()
    assert postgresql.programs(lambda _: None, tmp_path) == tmp_path / "17" / "bin"


def test_without_postgresql_it_says_how_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(DemoError, match="PostgreSQL is not installed: .* apt-get install postgresql. Or leave"):
        postgresql.programs(lambda _: None, tmp_path)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root needs to be somebody else")
def test_root_becomes_somebody_else() -> None:
    nobody = pwd.getpwnam("nobody")

    def lookup(name: str) -> pwd.struct_passwd:
        if name != "nobody":
            raise KeyError(name)
        return nobody

    assert postgresql.unprivileged(lookup) == nobody


# -- choosing it --


def test_without_a_word_the_store_uses_sqlite() -> None:
    assert database.chosen({}) == database.SQLITE


def test_a_misspelt_database_is_refused_with_the_right_word() -> None:
    with pytest.raises(DemoError, match="CHECKOUT_DEMO_DATABASE: no database 'postgres'. Did you mean 'postgresql'?"):
        database.chosen({database.VARIABLE: "postgres"})


def test_without_its_driver_postgresql_is_refused() -> None:
    with pytest.raises(DemoError, match=r"psycopg, which is not installed: pip install 'pytest-checkout\[postgresql\]"):
        database.chosen({database.VARIABLE: database.POSTGRESQL}, find=lambda _: None)


# -- the store on it --


@needs_server
def test_the_store_sells_from_postgresql_and_leaves_nothing_behind(tmp_path: Path) -> None:
    with launched(tmp_path / "data", "--with-parent", "--database", "postgresql") as process:
        where = announced(process)
        assert process.stdin is not None
        log = (tmp_path / "data" / "postgresql.log").read_text("utf-8")
        socket = log.partition('Unix socket "')[2].partition("/.s.PGSQL")[0]
        assert requests.get(where["url"] + "en-gb/catalogue/", timeout=20).status_code == 200
        with connected(socket) as connection:
            assert connection.execute("SELECT count(*) FROM catalogue_product").fetchone() > (10,)
        assert not (tmp_path / "data" / "db.sqlite3").exists()
        process.stdin.close()
        process.wait(STOP_SECONDS)
    expect_gone(socket)
    shutil.rmtree(tmp_path / "data")
