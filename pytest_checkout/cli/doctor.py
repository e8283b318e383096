"""`pytest-checkout doctor`: what a run will need, looked at one by one, and what to do about what is not there."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Error as BrowserError

from pytest_checkout import chromium
from pytest_checkout.checklist import loader
from pytest_checkout.cli import browser
from pytest_checkout.discovery import visit
from pytest_checkout.errors import CannotProvide, CouldNotLook, ProblemsError, ServiceUnavailable, UserError
from pytest_checkout.platforms import platform
from pytest_checkout.readiness import governance
from pytest_checkout.report import node
from pytest_checkout.services.reach import outage
from pytest_checkout.store import profile as profiles
from pytest_checkout.store.profile import StoreProfile
from pytest_checkout.storefront.asking import first_line

HELP = "look at everything that a run needs, and say what to do about what is missing"
OK, NO, NOT_GIVEN = "ok", "no", "--"
_NOBODY, _NOTHING = "doctor@example.com", "doctor"
"""An address that no shopper has, a number of no order and no product: asking for them proves that one can ask."""
_UNKNOWN = "the items that need it will be unknown, cannot be provided"


@dataclass(frozen=True)
class Line:
    """One thing that was looked at. `state` is ok, no, or -- for what the profile does without."""

    what: str
    state: str
    words: str

    def __str__(self) -> str:
        first, *more = self.words.splitlines() or [""]
        return "\n".join([f"{self.state:<3} {self.what:<15} {first}", *(f"{'':<19} {line}" for line in more)])


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--store", type=Path, default=Path("store.yaml"), metavar="FILE", help="the profile (default: store.yaml)"
    )
    parser.add_argument(
        "--root",
        type=Path,
        default=Path(),
        metavar="DIR",
        help="the project, with its folder checklists (default: the current folder)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Print one line each as it is known; 0 when nothing is wrong, else 1."""
    wrong = []
    for line in look(arguments.store, arguments.root):
        print(line, flush=True)
        wrong += [line.what] if line.state == NO else []
    print(f"\nTo do: {', '.join(wrong)}." if wrong else "\nAll is there.")
    return int(bool(wrong))


def look(store: Path, root: Path) -> Iterator[Line]:
    """Everything in the order in which a run needs it."""
    yield _browser()
    yield from _shop(store)
    yield from _checklists(root)
    yield _node()


def _browser() -> Line:
    try:
        found = browser.first_that_starts(browser.candidates(), browser.starts)
    except BrowserError as error:
        return Line("browser", NO, f"Playwright does not start: {first_line(error)}")
    return Line("browser", OK, found) if found else Line("browser", NO, chromium.MISSING)


def _shop(path: Path) -> Iterator[Line]:
    if not path.exists():
        yield Line(
            "profile",
            NO,
            f"{path} does not exist: `pytest-checkout discover URL` writes it, --store FILE names another.",
        )
        return
    try:
        store = profiles.load(path)
    except ProblemsError as error:
        yield Line("profile", NO, str(error))
        return
    orders = "may place orders" if store.may_place_orders else "places no orders"
    yield Line("profile", OK, f"{path}: {store.store}, {store.environment}, {orders}")
    yield _store(store)
    yield _asked("back office", store.backoffice is not None, lambda: platform.backoffice(store).orders(_NOBODY))
    yield from _services(store)


def _store(store: StoreProfile) -> Line:
    """Whether a shopper gets in: asked over HTTP first, whose errors say more, then with the browser."""
    try:
        if why := outage(store):
            return Line("store", NO, f"{store.url}: {why}")
        told = visit.pays(store)
    except (CannotProvide, CouldNotLook) as error:
        return Line("store", NO, f"{store.url}: {error}")
    except UserError:  # no browser: the first line tells
        return Line("store", OK, f"{store.url} answers; not looked at, without a browser")
    return Line("store", OK, "\n".join([f"{store.url}: {told[0]}", *told[1:]]))


def _services(store: StoreProfile) -> Iterator[Line]:
    """A line for each system behind the store that the profile names, and one for all that it does not."""
    since = datetime.now(UTC)
    asks: dict[str, Callable[[], object]] = {
        "gateway": lambda: platform.ledger(store).charges(_NOBODY, since),
        "gateway control": lambda: platform.gateway_control(store).notifications(_NOBODY),
        "mailbox": lambda: platform.mailbox(store).messages(_NOBODY),
        "oms": lambda: platform.oms(store).orders(_NOBODY),
        "carrier": lambda: platform.carrier(store).labels(_NOTHING),
        "inventory": lambda: platform.inventory(store).units(_NOTHING),
    }
    for name in (name for name in asks if name in store.services):
        yield _asked(name, True, asks[name])
    if absent := [name for name in asks if name not in store.services]:
        yield Line("services", NOT_GIVEN, f"the profile gives no {', '.join(absent)}: {_UNKNOWN}")


def _asked(what: str, given: bool, ask: Callable[[], object]) -> Line:
    """Whether a record of the store answers a question about nobody."""
    if not given:
        return Line(what, NOT_GIVEN, f"the profile gives none: {_UNKNOWN}")
    try:
        ask()
    except (CannotProvide, ServiceUnavailable) as error:
        return Line(what, NO, str(error))
    return Line(what, OK, "answers")


def _checklists(root: Path) -> Iterator[Line]:
    folder = root / "checklists"
    lists = sorted(folder.rglob("*.yaml"))
    if not lists:
        yield Line("checklists", NO, f"no *.yaml in {folder}: copy the stock lists, see docs/checklists.md")
        return
    try:
        items = sum(len(loader.load(path, None).items) for path in lists)
        yield Line("checklists", OK, f"{items} items in {', '.join(str(path.relative_to(folder)) for path in lists)}")
    except ProblemsError as error:
        yield Line("checklists", NO, str(error))
        return
    try:
        governance.load(root, [folder], [root / "features"], datetime.now(UTC))
    except ProblemsError as error:
        yield Line("beside them", NO, str(error))


def _node() -> Line:
    try:
        return Line("report", OK, f"Node.js at {node.find().program}")
    except UserError as error:
        return Line("report", NOT_GIVEN, str(error))
