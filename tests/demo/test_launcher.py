"""The launcher of the demo store: what it says, how it ends, and that it leaves nobody behind."""

import errno
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from ruamel.yaml import YAML

from pytest_checkout.demo.__main__ import missing_part
from pytest_checkout.demo.datadir import fill
from pytest_checkout.demo.errors import DemoError
from tests.demo.running import STOP_SECONDS, announced, answers, launched

ADDRESSES = ("url", "gateway_url", "mailbox_url", "smtp", "oms_url", "carrier_url", "inventory_url")
posix = pytest.mark.skipif(sys.platform == "win32", reason="signals and /proc are not there on Windows")


def expect_gone(where: dict[str, str]) -> None:
    """Nobody listens any more, soon."""
    until = time.monotonic() + STOP_SECONDS
    while still := [name for name in ADDRESSES if answers(where[name])]:
        assert time.monotonic() < until, f"still listening after {STOP_SECONDS} s: {still}"
        time.sleep(0.05)


def refusal(data: Path, *options: str, **environment: str) -> str:
    """What the launcher says on stderr when it cannot start."""
    with launched(data, *options, environment=environment) as process:
        said, complained = process.communicate(timeout=60)
    assert (process.returncode, said) == (2, "")
    assert "Traceback" not in complained
    return complained.strip()


# -- what it says --


@pytest.fixture(scope="module")
def where(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """A running demo store."""
    with launched(tmp_path_factory.mktemp("demo") / "new" / "data", "--with-parent") as process:
        yield announced(process)


def test_one_line_says_where_everything_is(where: dict[str, str]) -> None:
    assert set(where) == {
        "url",
        "profile",
        "gateway_url",
        "gateway_key",
        "mailbox_url",
        "smtp",
        "oms_url",
        "carrier_url",
        "inventory_url",
        "backoffice_url",
        "token",
    }
    assert all(answers(where[name]) for name in ADDRESSES)
    assert requests.get(where["url"] + "en-gb/catalogue/", timeout=10).status_code == 200


def test_the_profile_names_this_start_and_holds_no_secret(where: dict[str, str]) -> None:
    profile = Path(where["profile"])
    store = YAML(typ="safe").load(profile)
    assert (store["url"], store["environment"]) == (where["url"], "demo")
    assert where["token"] not in profile.read_text("utf-8")
    assert where["gateway_key"] not in profile.read_text("utf-8")
    assert [file.name for file in profile.parent.glob("store.yaml*")] == ["store.yaml"]


def test_the_back_office_and_the_gateway_want_their_secrets(where: dict[str, str]) -> None:
    charges = where["gateway_url"] + "/v1/charges"
    for url, secret in ((where["backoffice_url"], where["token"]), (charges, where["gateway_key"])):
        assert requests.get(url, timeout=10).status_code == 401
        assert requests.get(url, headers={"Authorization": f"Bearer {secret}"}, timeout=10).status_code == 200


def test_secrets_of_the_caller_are_used(tmp_path: Path) -> None:
    mine = {"CHECKOUT_DEMO_TOKEN": "my-token", "CHECKOUT_DEMO_GATEWAY_KEY": "sk_test_mine"}
    with launched(tmp_path / "data", environment=mine) as process:
        where = announced(process)
    assert (where["token"], where["gateway_key"]) == ("my-token", "sk_test_mine")


def test_a_proxy_of_the_environment_is_not_asked_for_what_is_on_this_machine(tmp_path: Path) -> None:
    with launched(
        tmp_path / "data", environment={"HTTP_PROXY": "http://127.0.0.1:9", "http_proxy": "http://127.0.0.1:9"}
    ) as process:
        assert announced(process)


# -- how it ends --


@posix
@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_cleanly(tmp_path: Path, ending: signal.Signals) -> None:
    with launched(tmp_path / "data") as process:
        where = announced(process)
        process.send_signal(ending)
        _, complained = process.communicate(timeout=STOP_SECONDS)
        assert (process.returncode, "Traceback" in complained) == (0, False)
        expect_gone(where)


@posix
def test_ctrl_c_in_a_terminal_reaches_every_process_and_still_ends_it_cleanly(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pytest_checkout.demo", "--data", str(tmp_path / "data")]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, start_new_session=True) as group:
        where = announced(group)
        os.killpg(group.pid, signal.SIGINT)
        _, complained = group.communicate(timeout=STOP_SECONDS)
    assert (group.returncode, "Traceback" in complained) == (0, False), complained
    expect_gone(where)
    assert (tmp_path / "data" / "gateway.log").read_text("utf-8") == ""


@posix
def test_a_parent_killed_with_9_leaves_no_orphans(tmp_path: Path) -> None:
    # The parent holds the launcher's stdin, as a test run would, and has no chance to clean up.
    parent = (
        "import subprocess, sys\n"
        "demo = [sys.executable, '-m', 'pytest_checkout.demo', '--with-parent', '--data', sys.argv[1]]\n"
        "with subprocess.Popen(demo, stdin=subprocess.PIPE) as launcher: launcher.wait()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", parent, str(tmp_path / "data")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        where = announced(process)
        family = descendants(process.pid)
        assert len(family) == 4, "launcher, gateway, mailbox, logistics"
        process.kill()
    expect_gone(where)
    expect_ended(family)


@posix
def test_a_launcher_killed_with_9_takes_its_services_along(tmp_path: Path) -> None:
    with launched(tmp_path / "data") as process:
        where = announced(process)
        family = descendants(process.pid)
        process.kill()
    expect_gone(where)
    expect_ended(family)


@posix
def test_killed_while_seeding_it_leaves_no_seeding_process_and_no_half_template(tmp_path: Path) -> None:
    cache = {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    with launched(tmp_path / "data", environment=cache) as process:
        assert process.stderr is not None
        assert process.stderr.readline().startswith("seeding the store, once")
        until = time.monotonic() + STOP_SECONDS
        while len(family := descendants(process.pid)) < 4:
            assert time.monotonic() < until, "gateway, mailbox, logistics and seed did not all start"
            time.sleep(0.05)
        process.kill()
    expect_ended(family)
    assert [
        entry.name
        for entry in (tmp_path / "cache").rglob("*")
        if entry.name == "db.sqlite3" and ".building-" not in entry.parent.name
    ] == []


@posix
def test_the_end_of_a_service_ends_the_launcher_with_a_sentence(tmp_path: Path) -> None:
    with launched(tmp_path / "data") as process:
        where = announced(process)
        gateway = next(pid for pid in descendants(process.pid) if "gateway" in Path(f"/proc/{pid}/cmdline").read_text())
        os.kill(gateway, signal.SIGKILL)
        _, complained = process.communicate(timeout=STOP_SECONDS)
    assert process.returncode == 1
    assert "The gateway ended by itself (exit code -9): it said nothing (all of it: " in complained
    expect_gone(where)


# -- when it cannot start --


def test_a_taken_port_is_told_before_anything_is_started(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        said = refusal(tmp_path / "data", "--port", str(port))
    assert said == (
        f"The store cannot listen on port {port} of 127.0.0.1 (Address already in use). "
        "Give another --port, or 0 for a free one."
    )


def test_an_impossible_port_is_told(tmp_path: Path) -> None:
    assert refusal(tmp_path / "data", "--port", "70000").endswith("error: argument --port: invalid port value: '70000'")


def test_a_file_in_the_place_of_the_data_directory_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("mine")
    assert refusal(tmp_path / "data") == (
        f"The data directory {tmp_path / 'data'} cannot be written (File exists). Give another one as --data."
    )
    assert (tmp_path / "data").read_text() == "mine"


def test_a_full_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(shutil, "copy2", full)
    (tmp_path / "template").mkdir()
    (tmp_path / "template" / "db.sqlite3").write_text("seeded")
    with pytest.raises(DemoError, match=r"data cannot be written \(No space left on device\)\. Give another one"):
        fill(tmp_path / "data", tmp_path / "template")


def test_a_directory_with_files_of_others_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "holiday.jpg").write_text("mine")
    assert refusal(tmp_path) == (
        f"{tmp_path} holds files that are not a demo store's. Give an empty or a new directory as --data."
    )
    assert (tmp_path / "media" / "holiday.jpg").read_text() == "mine"


def test_the_directory_of_a_running_store_is_refused(where: dict[str, str]) -> None:
    data = Path(where["profile"]).parent
    assert refusal(data) == f"Another demo store is running in {data}. End it, or give another directory as --data."
    assert answers(where["url"])


def test_a_cache_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file")
    said = refusal(tmp_path / "data", XDG_CACHE_HOME=str(tmp_path / "cache"))
    assert said == (
        f"The template cache {tmp_path}/cache/pytest-checkout/demo cannot be written: Not a directory. "
        "Set XDG_CACHE_HOME to a directory that can."
    )


def test_a_misspelt_breakage_is_told_with_the_nearest(tmp_path: Path) -> None:
    said = refusal(tmp_path / "data", CHECKOUT_DEMO_BREAKAGES="charge-twice,gateway-declines-all")
    assert "CHECKOUT_DEMO_BREAKAGES: no breakage 'gateway-declines-all'. " in said
    assert "Did you mean 'gateway-declines-everything'? Known: " in said


def test_a_missing_package_is_named_with_the_command_that_installs_it() -> None:
    assert missing_part(lambda module: None if module == "aiosmtpd" else module) == "aiosmtpd"
    assert missing_part(lambda module: None if module == "oscar" else module) == "django-oscar"
    assert missing_part() is None


# -- processes, as Linux lists them --


def descendants(pid: int) -> set[int]:
    """All living children of a process, their children and so on."""
    found: set[int] = set()
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, children.read_text().split()):
            found |= {child} | descendants(child)
    return found


def expect_ended(pids: set[int]) -> None:
    """These processes end soon; one that waits to be collected by its new parent has ended."""
    until = time.monotonic() + STOP_SECONDS
    while alive := {pid for pid in pids if state(pid) not in ("Z", "gone")}:
        assert time.monotonic() < until, f"orphans after {STOP_SECONDS} s: {alive}"
        time.sleep(0.05)


def state(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return "gone"
