"""The store's WSGI application on cheroot's threads, on a port that is known before the store is loaded."""

import logging
import threading
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Any

from cheroot import wsgi

from pytest_checkout.demo.errors import DemoError

THREADS = 12
"""A browser opens six connections at a time; two browsers should not wait for each other."""

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class StoreServer:
    """Takes its port when made, queues callers from then on, and answers them once `serve` is given the application.

    As a context manager it stops serving on leaving.
    """

    def __init__(self, host: str, port: int) -> None:
        """Listen on `port` of `host`; 0 takes a free one. Raises DemoError when it is taken or not allowed."""
        self._http = _Server((host, port), _not_loaded, numthreads=THREADS, request_queue_size=128, shutdown_timeout=1)
        try:
            self._http.prepare()
        except OSError as error:
            # cheroot wraps the system's error in text: "No socket could be created -- (...: [Errno 98] In use)"
            reason = str(error).rpartition("] ")[2].rstrip(")")
            raise DemoError(
                f"The store cannot listen on port {port} of {host} ({reason}). "
                "Give another --port, or 0 for a free one."
            ) from error
        host, port = self._http.bind_addr[:2]
        self.url = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"

    def serve(self, application: Application) -> None:
        """Answer requests with `application` from now on, in threads of their own."""
        self._http.wsgi_app = application
        threading.Thread(target=self._http.serve, name="store", daemon=True).start()

    def __enter__(self) -> "StoreServer":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.stop()


class _Server(wsgi.Server):
    """cheroot's server with its complaints in the log instead of on stderr, where the launcher speaks."""

    def error_log(self, msg: str = "", level: int = logging.INFO, traceback: bool = False) -> None:
        logging.getLogger("cheroot").log(level, msg, exc_info=traceback)


def _not_loaded(*_: object) -> Iterable[bytes]:
    raise RuntimeError("a request was answered before the store was loaded")
