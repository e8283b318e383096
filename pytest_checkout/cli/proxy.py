"""`pytest-checkout proxy`: stand between a store and one of its services, so that scenarios can make it fail."""

from __future__ import annotations

import argparse
import json
import os
import secrets
import socket
from contextlib import ExitStack, suppress
from importlib.util import find_spec
from urllib.parse import urlsplit

from pytest_checkout.errors import UserError

HELP = "stand between a store and a service, so that scenarios can make it fail"
TOKEN = "CHECKOUT_PROXY_TOKEN"
USUAL = "payment gateway"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--to",
        action="append",
        required=True,
        metavar="[NAME=]URL",
        help=f"the service: http(s)://HOST[:PORT] or smtp://HOST:PORT, with its name in scenarios (default: {USUAL}); "
        "may be given again",
    )
    parser.add_argument(
        "--port",
        action="append",
        type=int,
        default=[],
        help="where the store finds it now; one for each --to, in their order (default: a free one)",
    )
    parser.add_argument("--control-port", type=int, default=0, help="where scenarios put faults (default: a free one)")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument(
        "--token-env",
        default=TOKEN,
        metavar="NAME",
        help="the environment variable that holds the control's secret (default: %(default)s; made up when not set)",
    )
    parser.add_argument("--json", action="store_true", help="say where everything is in one line of JSON")
    parser.add_argument("--with-parent", action="store_true", help="end when standard input ends")


def run(arguments: argparse.Namespace) -> int:
    """Serve until Ctrl-C. Raises UserError for an address that is none, or a port that is taken."""
    if find_spec("aiohttp") is None:
        raise UserError("The proxy needs aiohttp, which is not installed: pip install 'pytest-checkout[proxy]'")
    services = [_service(each) for each in arguments.to]
    _refuse_twice([name for name, _ in services])
    if len(arguments.port) > len(services):
        raise UserError(f"--port is given {len(arguments.port)} times for {len(services)} --to")
    token = os.environ.get(arguments.token_env, "")
    if arguments.json and not token:
        raise UserError(f"--json needs the control's secret in the environment variable {arguments.token_env}")
    ports = arguments.port + [0] * (len(services) - len(arguments.port))
    with ExitStack() as listening, suppress(KeyboardInterrupt):
        sockets = [listening.enter_context(_listen(arguments.host, port)) for port in [*ports, arguments.control_port]]
        control = f"http://{_address(sockets[-1])}"
        named = [(name, to, _address(found)) for (name, to), found in zip(services, sockets, strict=False)]
        if arguments.json:  # before the slow import: callers queue meanwhile
            wires = {name: f"{'http' if to.startswith('http') else 'tcp'}://{at}" for name, to, at in named}
            print(json.dumps({"control": control, "wires": wires}), flush=True)

        from pytest_checkout.wirefaults import proxy  # not above: it needs what may be missing

        if arguments.with_parent:
            proxy.end_with_parent()
        wired = [proxy.Listening(*service, found) for service, found in zip(services, sockets, strict=False)]
        made_up = "" if token else secrets.token_urlsafe(24)

        def tells() -> None:
            """Once Ctrl-C is heard: in the middle of an import, or before the loop runs, it is lost."""
            if not arguments.json:
                print(_told(named, control, arguments.token_env, made_up), flush=True)

        proxy.serve(wired, sockets[-1], token or made_up, tells)
    return 0


def _service(text: str) -> tuple[str, str]:
    """(name, address) of "name=address", the name left out or not. Raises UserError."""
    name, equals, address = text.partition("=")
    if not equals or "://" in name:
        name, address = USUAL, text
    try:
        parts = urlsplit(address)
        fits = bool(parts.hostname) and (parts.scheme in ("http", "https") or (parts.scheme == "smtp" and parts.port))
    except ValueError:
        fits = False
    if not fits:
        raise UserError(
            f"--to '{text}' leads nowhere: write an address such as https://api.provider.test or smtp://mail:25, with "
            f'the service\'s name before it where it is not the {USUAL}: "carrier=https://api.carrier.test"'
        )
    return name.strip(), address


def _refuse_twice(names: list[str]) -> None:
    for name in names:
        if names.count(name) > 1:
            raise UserError(f"two services are named '{name}': name them, as in --to \"carrier=https://...\"")


def _listen(host: str, port: int) -> socket.socket:
    if not 0 <= port <= 65535:
        raise UserError(f"cannot listen on {host}:{port}: a port is a number up to 65535")
    try:
        return socket.create_server((host, port), backlog=128)
    except OSError as error:
        raise UserError(f"cannot listen on {host}:{port}: {error.strerror or error}") from error


def _address(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"{host}:{port}"


def _told(services: list[tuple[str, str, str]], control: str, variable: str, made_up: str) -> str:
    ways = "\n".join(
        f"the {name}: lead the store to {to.partition('://')[0].replace('https', 'http')}://{at} instead of {to}"
        for name, to, at in services
    )
    keys = "\n".join(f"    {name}: {{control: '{control}', token: {{env: {variable}}}}}" for name, _, _ in services)
    export = f"\nWhere the scenarios run:\n  export {variable}={made_up}\n" if made_up else ""
    return f"{ways}\n\nIn store.yaml:\n  proxies:\n{keys}\n{export}\nCtrl-C ends it."
