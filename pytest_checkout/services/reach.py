"""Whether a store answers at all: asked once before a browser is sent there, so that an outage is told once."""

from __future__ import annotations

import requests
from requests import exceptions

from pytest_checkout.services.http import TIMEOUT


def outage(url: str) -> str:
    """Why the store at `url` cannot be shopped in, in words; empty when it answers like one.

    Only what no shopper could get past counts: no answer, no valid certificate, or an error of the server. A store
    that refuses this request because it is no browser is left to the browser.
    """
    try:
        status = requests.get(url, timeout=TIMEOUT, headers={"User-Agent": "Mozilla/5.0 pytest-checkout"}).status_code
    except exceptions.SSLError as error:
        return f"its certificate is not valid, or it speaks no TLS ({_cause(error)})"
    except exceptions.ConnectTimeout:
        return f"it did not answer within {TIMEOUT:g} seconds"
    except exceptions.ConnectionError as error:
        if "NameResolution" in str(error) or "getaddrinfo" in str(error):
            return "there is no such host; is the url in the store profile right?"
        if "refused" in str(error):
            return "nothing listens there; is the store running?"
        return f"the connection broke ({_cause(error)})"
    except exceptions.TooManyRedirects:
        return "it redirects in a circle"
    except exceptions.Timeout:
        return f"it did not answer within {TIMEOUT:g} seconds"
    except exceptions.RequestException as error:
        return f"it cannot be asked ({_cause(error)})"
    return f"it answers {status}, an error of the server" if status >= 500 else ""


def _cause(error: BaseException) -> str:
    """The innermost reason that the libraries give, on one line."""
    while error.args and isinstance(error.args[0], BaseException):
        error = error.args[0]
    reason = getattr(error, "reason", None) or error
    return " ".join(str(reason).split())[:120]
