"""Starts the demo store and its services in the right order, says where they are, and ends them all together."""

import json
import os
import secrets
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Any
from urllib.request import Request, urlopen

from pytest_checkout.demo import database, datadir, template
from pytest_checkout.demo.errors import DemoError
from pytest_checkout.demo.process import Service
from pytest_checkout.demo.server import StoreServer

SERVICES = ("gateway", "mailbox", "logistics")
SYSTEMS = {"oms": "order management system", "carrier": "carrier", "inventory": "inventory system"}
"""What the service "logistics" runs, and what a proxy before each is called."""
READY_SECONDS = 60
"""How long the store and its services may take to answer for the first time, on a busy machine."""


@dataclass(frozen=True)
class Options:
    """What the command line says."""

    data: Path
    host: str = "127.0.0.1"
    port: int = 0


def run(options: Options) -> str:
    """Start everything, print one JSON line when all answer, and serve until a service ends by itself.

    Returns what ended. A signal ends it by KeyboardInterrupt; either way nothing is left running. Raises DemoError.
    """
    began = time.monotonic()
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        del os.environ[name]  # all that the store and this launcher call is on this machine
    with ExitStack() as running:
        data = running.enter_context(datadir.claimed(options.data.resolve()))
        store = running.enter_context(StoreServer(options.host, options.port))
        # Secrets that the caller has put in the environment are his choice; else they are new at every start.
        key = os.environ.get("CHECKOUT_DEMO_GATEWAY_KEY") or f"sk_test_{secrets.token_urlsafe(18)}"
        token = os.environ.get("CHECKOUT_DEMO_TOKEN") or secrets.token_urlsafe(24)
        os.environ |= {
            "CHECKOUT_DEMO_GATEWAY_KEY": key,
            "CHECKOUT_DEMO_TOKEN": token,
            "CHECKOUT_DEMO_WEBHOOK": f"{store.url}/payments/notifications",
            "CHECKOUT_DEMO_WEBHOOK_SECRET": f"whsec_{secrets.token_urlsafe(24)}",
        }
        services = [running.enter_context(Service(name, data / f"{name}.log")) for name in SERVICES]
        chosen = database.chosen(os.environ)
        seeded = template.ready_template(template.cache_dir(), template.fingerprint() + database.edition(chosen))
        datadir.fill(data, seeded, leave_out=(database.POSTGRESQL,))
        os.environ |= running.enter_context(database.serving(chosen, data, seeded))
        gateway, mailbox, logistics = (service.announcement() for service in services)
        behind = {"payment gateway": gateway["url"], "mail server": f"smtp://{mailbox['smtp']}"}
        proxies = _proxies(behind | {name: logistics[system] for system, name in SYSTEMS.items()}, data)
        services += [running.enter_context(proxy) for proxy in proxies]
        through: dict[str, Any] = proxies[0].announcement() if proxies else {"control": "", "wires": {}}
        os.environ |= {
            "CHECKOUT_DEMO_DATA": str(data),
            "CHECKOUT_DEMO_URL": store.url,
            "CHECKOUT_DEMO_GATEWAY_URL": gateway["url"],
            "CHECKOUT_DEMO_GATEWAY_API": through["wires"].get("payment gateway", gateway["url"]),
            "CHECKOUT_DEMO_SMTP": through["wires"].get("mail server", mailbox["smtp"]).removeprefix("tcp://"),
            **{
                f"CHECKOUT_DEMO_{system.upper()}_URL": through["wires"].get(name, logistics[system])
                for system, name in SYSTEMS.items()
            },
        }
        # Imported only here: the store reads its environment when it is imported.
        application = import_module("pytest_checkout.demo.store.wsgi").application
        _refuse_unknown("breakage", import_module("pytest_checkout.demo.store.breakages").known())
        _refuse_unknown("plugin", import_module("pytest_checkout.demo.store.switches").PLUGINS)
        store.serve(application)
        where = {
            "url": f"{store.url}/",
            "profile": str(data / "store.yaml"),
            "gateway_url": gateway["url"],
            "gateway_key": key,
            "mailbox_url": mailbox["url"],
            "smtp": mailbox["smtp"],
            **{f"{system}_url": url for system, url in logistics.items()},
            "backoffice_url": f"{store.url}/back-office/",
            "token": token,
        }
        _expect_answer(where["backoffice_url"], token, data)
        _expect_answer(f"{gateway['url']}/v1/payment_intents", key, data)
        _expect_answer(f"{mailbox['url']}/messages", token, data)
        _expect_answer(f"{logistics['oms']}/refusals", token, data)
        _write_profile(where, through)
        print(f"the store answers after {time.monotonic() - began:.1f} s", file=sys.stderr, flush=True)
        print(json.dumps(where), flush=True)
        return _first_end(services)


def _refuse_unknown(kind: str, known: Sequence[str]) -> None:
    """Raise DemoError for a misspelt switch: the store would be whole and its test green for the wrong reason."""
    variable = f"CHECKOUT_DEMO_{kind.upper()}S"
    for name in os.environ.get(variable, "").split(","):
        if name and name not in known:
            nearest = get_close_matches(name, known, n=1)
            hint = f"Did you mean '{nearest[0]}'? " if nearest else ""
            raise DemoError(f"{variable}: no {kind} '{name}'. {hint}Known: {', '.join(known)}.")


def _expect_answer(url: str, secret: str, data: Path) -> None:
    """Wait for a good answer; the port queues callers already, no polling. Raises DemoError for any other answer."""
    try:
        with urlopen(Request(url, headers={"Authorization": f"Bearer {secret}"}), timeout=READY_SECONDS) as answer:
            answer.read()
    except OSError as error:
        raise DemoError(f"{url} does not answer as it should: {error}. The logs are in {data}.") from error


def _proxies(services: dict[str, str], data: Path) -> list[Service]:
    """The caller's proxy before these services, if CHECKOUT_DEMO_STAND_BEFORE holds a command for one, as JSON.

    It is called with `--to NAME=ADDRESS` for each, and announces where each is found now, and where it is controlled.
    """
    command: list[str] = json.loads(os.environ.get("CHECKOUT_DEMO_STAND_BEFORE", "[]"))
    if not command:
        return []
    to = [part for name, address in services.items() for part in ("--to", f"{name}={address}")]
    return [Service("proxy", data / "proxy.log", [*command, *to, "--token-env", "CHECKOUT_DEMO_TOKEN"])]


def _write_profile(where: dict[str, str], through: dict[str, Any]) -> None:
    profile = Path(where["profile"])
    text = import_module("pytest_checkout.demo.store.profile").render(
        url=where["url"],
        token="CHECKOUT_DEMO_TOKEN",
        gateway_url=where["gateway_url"],
        gateway_key_env="CHECKOUT_DEMO_GATEWAY_KEY",
        mailbox_url=where["mailbox_url"],
        oms_url=where["oms_url"],
        carrier_url=where["carrier_url"],
        inventory_url=where["inventory_url"],
        proxies=dict.fromkeys(through["wires"], through["control"]),
    )
    unfinished = profile.with_suffix(".new")
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(profile)


def _first_end(services: list[Service]) -> str:
    """Wait until one of the services ends, which none should, and say which."""
    ended: SimpleQueue[str] = SimpleQueue()
    for service in services:
        Thread(target=lambda service=service: ended.put(service.obituary()), daemon=True).start()
    return ended.get()
