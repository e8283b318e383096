"""What the proxy before a service costs a request: the same call straight to the service and through it, in turn."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import threading
import time
from collections.abc import Callable
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from pytest_checkout.wirefaults import Harm, WireFault, WireFaults, command

TOKEN = "of-the-benchmark"
ANSWER = json.dumps({"paid": True, "why": "because " * 100}).encode()


class _Pays(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else the service waits 40 ms by itself, and the proxy looks fast

    def log_message(self, *_: object) -> None: ...

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Length", str(len(ANSWER)))
        self.end_headers()
        self.wfile.write(ANSWER)


def main(rounds: int = 500) -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Pays)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    straight = f"http://127.0.0.1:{server.server_port}"
    with subprocess.Popen(
        [*command(), "--to", straight],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "CHECKOUT_PROXY_TOKEN": TOKEN},
    ) as proxy:
        assert proxy.stdout is not None
        found = json.loads(proxy.stdout.readline())
        through = found["wires"]["payment gateway"]
        try:
            plain = _compare(straight, through, rounds)
            # A fault that stands and concerns other requests: what a scenario with a narrow fault pays for all others.
            faults = WireFaults()
            elsewhere = WireFault(harm=Harm.DOWN, path="/v1/refunds")
            faults.put("payment gateway", elsewhere, control=found["control"], token=TOKEN)
            beside = _compare(straight, through, rounds)
            faults.undo()
        finally:
            proxy.kill()
            server.shutdown()
    for what, (first, second) in {"without a fault": plain, "with a fault elsewhere": beside}.items():
        more = f"{second / first:.1f} times, {second - first:+.2f} ms"
        print(
            f"a payment of {len(ANSWER)} bytes, {what}: straight {first:.2f} ms, through the proxy {second:.2f} ms "
            f"({more}; medians of {rounds}, load {os.getloadavg()[0]:.1f})"
        )


def _compare(straight: str, through: str, rounds: int) -> tuple[float, float]:
    """Medians in milliseconds; the two take turns, so that a busy machine slows both."""
    calls = [_caller(straight), _caller(through)]
    times = [[call() for call in calls] for _ in range(rounds)]
    first, second = (statistics.median(each) for each in zip(*times, strict=True))
    return first, second


def _caller(url: str) -> Callable[[], float]:
    connection = HTTPConnection(urlsplit(url).netloc, timeout=10)

    def call() -> float:
        begun = time.perf_counter()
        connection.request("POST", "/v1/payment_intents", body=b"amount=100&currency=gbp")
        connection.getresponse().read()
        return 1000 * (time.perf_counter() - begun)

    call()  # the connection is made
    return call


if __name__ == "__main__":
    main()
