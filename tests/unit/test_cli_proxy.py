"""`pytest-checkout proxy`: what it says, and how it refuses what leads nowhere."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from pytest_checkout.cli import main

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="signals are not there on Windows")


@contextmanager
def started(*options: str, **environment: str) -> Iterator[subprocess.Popen[str]]:
    kept = {name: value for name, value in os.environ.items() if name != "CHECKOUT_PROXY_TOKEN"}
    with subprocess.Popen(
        [sys.executable, "-m", "pytest_checkout.cli", "proxy", *options],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**kept, **environment},
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def said_until_the_end(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    lines = []
    for line in process.stdout:
        lines.append(line)
        if line.startswith("Ctrl-C"):
            break
    return "".join(lines)


@POSIX
def test_it_says_what_to_change_in_the_store_and_in_the_profile() -> None:
    with started("--to", "https://api.provider.test", "--to", "mail server=smtp://mail.test:25") as process:
        said = said_until_the_end(process)
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 0, "Ctrl-C is its ordinary end"
        assert process.stderr is not None
        assert process.stderr.read() == ""

    assert "the payment gateway: lead the store to http://127.0.0.1:" in said
    assert "instead of https://api.provider.test" in said
    assert "the mail server: lead the store to smtp://127.0.0.1:" in said
    assert "    payment gateway: {control: 'http://127.0.0.1:" in said
    assert "token: {env: CHECKOUT_PROXY_TOKEN}}" in said
    assert "export CHECKOUT_PROXY_TOKEN=" in said


def test_a_secret_of_the_caller_is_not_printed() -> None:
    with started("--to", "https://api.provider.test", CHECKOUT_PROXY_TOKEN="mine-alone") as process:
        said = said_until_the_end(process)
    assert "mine-alone" not in said
    assert "export" not in said


def test_it_ends_with_its_parent() -> None:
    with started("--to", "http://localhost", "--json", "--with-parent", CHECKOUT_PROXY_TOKEN="mine") as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith('{"control"')
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(10) == 0


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--to", "api.provider.test"], "--to 'api.provider.test' leads nowhere: write an address such as https://"),
        (["--to", "carrier=ftp://x"], "leads nowhere"),
        (["--to", "mail server=smtp://mail.test"], "leads nowhere"),
        (["--to", "http://a", "--to", "http://b"], "two services are named 'payment gateway': name them"),
        (["--to", "http://a", "--port", "1", "--port", "2"], "--port is given 2 times for 1 --to"),
        (["--to", "http://a", "--port", "700000"], "cannot listen on 127.0.0.1:700000"),
        (
            ["--to", "http://a", "--json"],
            "--json needs the control's secret in the environment variable CHECKOUT_",
        ),
    ],
)
def test_what_leads_nowhere_is_refused_in_words(
    options: list[str], said: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CHECKOUT_PROXY_TOKEN", raising=False)

    assert main(["proxy", *options]) == 2
    assert said in capsys.readouterr().err


def test_a_port_that_is_taken_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["proxy", "--to", "http://a", "--port", str(port)]) == 2
    assert f"cannot listen on 127.0.0.1:{port}: Address already in use" in capsys.readouterr().err


def test_without_aiohttp_it_says_how_to_get_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pytest_checkout.cli.proxy.find_spec", lambda _: None)

    assert main(["proxy", "--to", "http://a"]) == 2
    assert "pip install 'pytest-checkout[proxy]'" in capsys.readouterr().err
