"""Serves one likeness on a free port; its payment provider's frames come from another host, as they do."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from werkzeug.serving import WSGIRequestHandler, make_server

from tests.likenesses.likeness import Likeness


class _Quiet(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"  # a browser keeps its connection

    def log(self, type: str, message: str, *args: object) -> None:
        logging.getLogger(f"likenesses.{type}").debug(message, *args)


@contextmanager
def serving(shop: Likeness, port: int = 0) -> Iterator[str]:
    """The address of its home page, until the block ends."""
    server = make_server("127.0.0.1", port, shop, threaded=True, request_handler=_Quiet)
    server.daemon_threads = True  # a browser's open connection must not keep the process
    shop.pay = f"http://pay.localhost:{server.server_port}/pay/"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://{shop.system}.localhost:{server.server_port}/"
    finally:
        shop.closing.set()
        server.shutdown()
        server.server_close()
