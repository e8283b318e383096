"""What is deployed in a store: an id that changes with every deploy, so that older evidence does not count for it."""

from __future__ import annotations

import subprocess
from urllib.parse import urljoin, urlsplit

import requests

from pytest_checkout.errors import ServiceUnavailable
from pytest_checkout.services.http import TIMEOUT, quiet
from pytest_checkout.store.profile import DeployAccess, StoreProfile

LONGEST = 200
"""Characters of an id; what is longer is a page that says something else (an error, a log-in)."""


def identify(profile: StoreProfile) -> str:
    """The id of what is deployed now. Empty when the profile has no `deploy`.

    Raises ServiceUnavailable with the reason when the profile says where the id is, and it is not there.
    """
    where = profile.deploy
    if where is None:
        return ""
    found = _printed(where) if where.command else _served(where, profile)
    if not found or len(found) > LONGEST or len(found.splitlines()) > 1:
        shown = f"{found[:60]!r} ..." if found else "nothing"
        raise ServiceUnavailable(f"{_place(where)} should say the id of the deploy, and says {shown}")
    return found


def _served(where: DeployAccess, profile: StoreProfile) -> str:
    url = urljoin(profile.url, where.url)
    verify, mine = profile.vouched_for(url), urlsplit(url).netloc == urlsplit(profile.url).netloc
    try:
        with quiet(verify):
            answer = requests.get(
                url,
                timeout=TIMEOUT,
                headers={"User-Agent": "pytest-checkout"},
                verify=verify,
                auth=profile.credentials if mine else None,
            )
    except requests.RequestException as error:
        raise ServiceUnavailable(f"{_place(where)} cannot be asked for the deploy: {type(error).__name__}") from error
    if not answer.ok:
        raise ServiceUnavailable(f"{_place(where)} answered {answer.status_code} instead of the id of the deploy")
    return (answer.headers.get(where.header, "") if where.header else answer.text).strip()


def _printed(where: DeployAccess) -> str:
    try:
        done = subprocess.run(where.command, capture_output=True, text=True, timeout=TIMEOUT, check=True)
    except OSError as error:
        raise ServiceUnavailable(f"{_place(where)} cannot be run: {error.strerror or error}") from error
    except subprocess.TimeoutExpired as error:
        raise ServiceUnavailable(f"{_place(where)} did not end within {TIMEOUT:g} seconds") from error
    except subprocess.CalledProcessError as error:
        raise ServiceUnavailable(f"{_place(where)} failed with exit status {error.returncode}") from error
    return next(iter(done.stdout.strip().splitlines()), "")


def _place(where: DeployAccess) -> str:
    if where.command:
        return f"the command '{' '.join(where.command)}'"
    return f"the header '{where.header}'" if where.header else f"the page {where.url}"
