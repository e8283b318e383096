"""Without a fault the proxy adds none: what the store sends and hears is what the service gets and says."""

from __future__ import annotations

import os
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import requests

from pytest_checkout.wirefaults import Harm, WireFault, WireFaults
from tests.wirefaults.running import ANSWER, TOKEN, Running, Service, control, proxy, service

CERTIFICATE = Path(__file__).with_name("localhost.pem")
"""For localhost, signed by itself, with its key; until 2126."""


@pytest.fixture(scope="module")
def behind() -> Iterator[Service]:
    with service() as found:
        yield found


@pytest.fixture(scope="module")
def running(behind: Service) -> Iterator[Running]:
    with proxy(behind.url) as found:
        yield found


@pytest.fixture(scope="module")
def url(running: Running) -> str:
    return running.wires["payment gateway"]


def test_a_request_arrives_as_it_was_sent(behind: Service, url: str) -> None:
    behind.got.clear()
    requests.post(f"{url}/a%2Fb/caf%C3%A9?q=1+2&q=%20", data=b"amount=100", headers={"X-One": "1"}, timeout=10)

    (method, path, body, headers) = behind.got[0]
    assert (method, path, body) == ("POST", "/a%2Fb/caf%C3%A9?q=1+2&q=%20", b"amount=100")
    assert headers["X-One"] == "1"
    assert headers["Host"] == behind.url.removeprefix("http://"), "the service is called by its own name"
    assert headers["Content-Length"] == "10"


def test_headers_of_one_connection_stay_on_it(behind: Service, url: str) -> None:
    behind.got.clear()
    sent = {"Connection": "close, X-Secret", "X-Secret": "for the proxy alone", "TE": "trailers"}
    answer = requests.get(url, headers=sent, timeout=10)

    headers = behind.got[0][3]
    assert {"X-Secret", "Te", "TE"} & set(headers) == set()
    assert "X-For-You" not in answer.headers


def test_nothing_is_added_that_the_store_left_out(behind: Service, url: str) -> None:
    behind.got.clear()
    host, _, port = url.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), timeout=10) as bare:
        bare.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        while bare.recv(4096):
            continue

    assert set(behind.got[0][3]) <= {"Host", "Connection"}


def test_an_answer_comes_back_as_it_was_said(url: str) -> None:
    answer = requests.get(url, timeout=10)

    assert answer.content == ANSWER
    assert answer.raw.headers.getlist("Set-Cookie") == ["one=1", "two=2"]
    assert answer.headers["Content-Length"] == str(len(ANSWER))


def test_a_head_request_has_the_length_and_no_body(url: str) -> None:
    answer = requests.head(url, timeout=10)

    assert (answer.headers["Content-Length"], answer.content) == (str(len(ANSWER)), b"")


class Streams(BaseHTTPRequestHandler):
    """Says one part, and the rest only when it has been told to; a redirect to somewhere else; echoes chunks."""

    protocol_version = "HTTP/1.1"
    go_on = threading.Event()

    def log_message(self, *_: object) -> None: ...

    def do_GET(self) -> None:
        if self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", "http://elsewhere.invalid/")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for part in (b"first", b"second"):
            self.wfile.write(b"%x\r\n%s\r\n" % (len(part), part))
            if part == b"first":
                self.go_on.wait(10)
        self.wfile.write(b"0\r\n\r\n")

    def do_POST(self) -> None:
        got = b""
        while (size := int(self.rfile.readline(), 16)) >= 0:
            got += self.rfile.read(size)
            self.rfile.readline()
            if not size:
                break
        self.send_response(200)
        self.send_header("Content-Length", str(len(got)))
        self.end_headers()
        self.wfile.write(got)


@pytest.fixture
def streaming() -> Iterator[str]:
    Streams.go_on.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Streams)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    with proxy(f"http://127.0.0.1:{server.server_port}") as found:
        yield found.wires["payment gateway"]
    server.shutdown()
    server.server_close()


def test_an_answer_flows_through_while_the_service_still_speaks(streaming: str) -> None:
    with requests.get(streaming, stream=True, timeout=5) as answer:
        parts = answer.iter_content(None)
        assert next(parts) == b"first"
        Streams.go_on.set()
        assert b"".join(parts) == b"second"


def test_a_body_without_a_length_arrives_whole(streaming: str) -> None:
    sent = [b"x" * 70_000, b"y" * 70_000]
    assert requests.post(streaming, data=iter(sent), timeout=10).content == b"".join(sent)


def test_a_redirect_is_the_stores_to_follow(streaming: str) -> None:
    answer = requests.get(f"{streaming}/moved", allow_redirects=False, timeout=10)
    assert (answer.status_code, answer.headers["Location"]) == (302, "http://elsewhere.invalid/")


def test_a_large_body_arrives_twice_when_it_should(behind: Service, running: Running, url: str) -> None:
    behind.got.clear()
    faults = WireFaults()
    faults.put("payment gateway", WireFault(harm=Harm.TWICE), control=running.control, token=TOKEN)
    try:
        requests.post(url, data=b"z" * 3_000_000, timeout=20)
    finally:
        faults.undo()
    assert [len(body) for _, _, body, _ in behind.got] == [3_000_000, 3_000_000]


def secure_service(behind: Service) -> Iterator[str]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    server = ThreadingHTTPServer(("127.0.0.1", 0), behind.server.RequestHandlerClass)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield f"https://localhost:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def secure(behind: Service) -> Iterator[str]:
    yield from secure_service(behind)


def test_a_service_may_speak_https(secure: str) -> None:
    with proxy(secure, SSL_CERT_FILE=os.fspath(CERTIFICATE)) as found:
        assert requests.get(found.wires["payment gateway"], timeout=10).content == ANSWER


def test_a_certificate_that_nobody_vouches_for_is_refused_and_told(secure: str) -> None:
    with proxy(secure) as found:
        with pytest.raises(requests.ConnectionError):
            requests.get(found.wires["payment gateway"], timeout=10)
        assert "certificate verify failed" in control(found)["payment gateway"]["broken"].lower()


def test_a_service_that_is_not_there_is_told_by_the_control(running: Running) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with proxy(f"http://127.0.0.1:{port}") as found:
        with pytest.raises(requests.ConnectionError):
            requests.get(found.wires["payment gateway"], timeout=10)
        told = control(found)["payment gateway"]
        assert (told["requests"], "Connect" in told["broken"]) == (1, True)
    assert control(running)["payment gateway"]["broken"] == ""


def test_a_store_that_hangs_up_is_no_fault_of_the_service(running: Running, url: str) -> None:
    faults = WireFaults()
    late = WireFault(harm=Harm.LATE, seconds=0.3)
    faults.put("payment gateway", late, control=running.control, token=TOKEN)
    with pytest.raises(requests.Timeout):
        requests.get(url, timeout=0.1)
    requests.get(url, timeout=10)
    faults.undo()
    assert control(running)["payment gateway"]["broken"] == ""


def test_many_requests_at_once_do_not_wait_for_a_slow_one(running: Running, url: str) -> None:
    faults = WireFaults()
    slow = WireFault(harm=Harm.LATE, seconds=30, path="/slow")
    faults.put("payment gateway", slow, control=running.control, token=TOKEN)
    waiting = threading.Thread(target=lambda: requests.get(f"{url}/slow", timeout=60))
    waiting.start()
    try:
        began = time.monotonic()
        assert all(requests.get(f"{url}/fast", timeout=10).ok for _ in range(5))
        assert time.monotonic() - began < 5
    finally:
        faults.undo()
        waiting.join(5)
    assert not waiting.is_alive(), "a fault that is taken back lets go what it held up"
