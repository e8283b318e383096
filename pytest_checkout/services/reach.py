"""Whether a store answers at all: asked once before a browser is sent there, so that an outage is told once."""

from __future__ import annotations

import requests
from requests import exceptions

from pytest_checkout.services.http import TIMEOUT, quiet
from pytest_checkout.store import unreachable
from pytest_checkout.store.profile import StoreProfile

_CLOSED = 503


def outage(store: StoreProfile) -> str:
    """Why a store cannot be shopped in, in words; empty when it answers like one.

    Only what no shopper could get past counts: no answer, no valid certificate, or an error of the server. A store
    that refuses this request because it is no browser is left to the browser.
    """
    verify = store.vouched_for(store.url)
    try:
        with (
            quiet(verify),
            requests.get(
                store.url,
                timeout=TIMEOUT,
                headers={"User-Agent": "Mozilla/5.0 pytest-checkout"},
                verify=verify,
                auth=store.credentials,
                stream=True,  # its first page may be large, or have no end
            ) as answer,
        ):
            status = answer.status_code
    except exceptions.SSLError as error:
        return unreachable.why(str(error)) or f"its certificate is not valid, or it speaks no TLS ({_cause(error)})"
    except exceptions.ConnectionError as error:
        if isinstance(error, exceptions.ConnectTimeout):
            return f"it did not answer within {TIMEOUT:g} seconds"
        return unreachable.why(str(error)) or f"the connection broke ({_cause(error)})"
    except exceptions.TooManyRedirects:
        return "it redirects in a circle"
    except exceptions.Timeout:
        return f"it did not answer within {TIMEOUT:g} seconds"
    except exceptions.RequestException as error:
        return f"it cannot be asked ({_cause(error)})"
    if status == _CLOSED:
        return f"it answers {status}: it is closed for maintenance, or overloaded"
    return f"it answers {status}, an error of the server: look into its log" if status >= 500 else ""


def _cause(error: BaseException) -> str:
    """The innermost reason that the libraries give, on one line."""
    while error.args and isinstance(error.args[0], BaseException):
        error = error.args[0]
    reason = getattr(error, "reason", None) or error
    return " ".join(str(reason).split())[:120]
