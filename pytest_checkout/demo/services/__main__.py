"""`python -m pytest_checkout.demo.services gateway|mailbox|logistics`: bind, announce, serve until the parent ends.

The ports are announced before the slow imports: callers queue in the backlog and the store starts meanwhile.
"""

import argparse
import json
import signal
import socket
from importlib import import_module

from pytest_checkout.demo.process import exit_with_parent

PORTS = {"gateway": ("url",), "mailbox": ("url", "smtp"), "logistics": ("oms", "carrier", "inventory")}
"""What each service listens on, in the order in which its `serve` takes the sockets."""


def listen() -> socket.socket:
    """A socket on a free port of this machine that queues connections from now on."""
    return socket.create_server(("127.0.0.1", 0), backlog=128)


def announce(name: str, sockets: list[socket.socket]) -> None:
    """Print one JSON line that says where the service listens."""
    where = {}
    for kind, listening in zip(PORTS[name], sockets, strict=True):
        host, port = listening.getsockname()[:2]
        where[kind] = f"{host}:{port}" if kind == "smtp" else f"http://{host}:{port}"
    print(json.dumps(where), flush=True)


def main() -> None:
    """Run one service as a process."""
    parser = argparse.ArgumentParser(prog="python -m pytest_checkout.demo.services", description=__doc__)
    parser.add_argument("name", choices=sorted(PORTS))
    name = parser.parse_args().name
    # Ctrl-C in a terminal reaches the whole process group; this process leaves with its parent, not before it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    exit_with_parent()
    sockets = [listen() for _ in PORTS[name]]
    announce(name, sockets)
    import_module(f"pytest_checkout.demo.services.{name}").serve(*sockets)


if __name__ == "__main__":
    main()
