"""The fixtures that scenarios and a user's own tests use: the store, the shopper, the records of what happened."""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from pytest_checkout.errors import CannotProvide, NotPutBack, UserError
from pytest_checkout.pagefaults import PageFaults
from pytest_checkout.platforms import platform
from pytest_checkout.pytest_plugin import changes, compat, demo_store, explain
from pytest_checkout.pytest_plugin.evidence import record, went_well
from pytest_checkout.pytest_plugin.kinds import service_kinds
from pytest_checkout.services.reach import outage
from pytest_checkout.steps.devices import ChosenDevice
from pytest_checkout.steps.purchase import Purchase
from pytest_checkout.steps.wire_faults import Services
from pytest_checkout.store import profile as profiles
from pytest_checkout.store.ports import (
    BackOffice,
    Carrier,
    GatewayControl,
    Inventory,
    Mailbox,
    OrderManagement,
    OrderPayments,
    Outbox,
    PaymentLedger,
)
from pytest_checkout.store.profile import StoreProfile
from pytest_checkout.storefront.journal import Journal
from pytest_checkout.storefront.shopper import Shopper
from pytest_checkout.wirefaults import WireFaults

NewShopper = Callable[[], Shopper]


@pytest.fixture(scope="session")
def checkout_store(
    pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory, base_url: str | None
) -> Iterator[StoreProfile]:
    """The store under test, as its profile describes it; `--checkout-store demo` starts the embedded one.

    `--base-url` points the same profile at another address (a preview deployment, for example).
    """
    chosen = pytestconfig.getoption("checkout_store") or pytestconfig.getini("checkout_store")
    try:
        with contextlib.ExitStack() as running:
            if chosen == "demo":
                path = running.enter_context(demo_store.running(tmp_path_factory.mktemp("demo") / "store"))
            else:
                path = pytestconfig.rootpath / (chosen or "store.yaml")
                if not path.exists():
                    raise UserError(
                        f"no store to shop in: {path} does not exist. Write it, name another file with "
                        "--checkout-store FILE, or try --checkout-store demo."
                    )
            found = profiles.load(path)
            if base_url:
                found = found.at(base_url)
            if why := outage(found):
                raise UserError(f"the store cannot be reached at {found.url}: {why}")
            changes.restore(pytestconfig, found)
            yield found
    except (UserError, CannotProvide) as error:
        pytest.exit(str(error), returncode=pytest.ExitCode.USAGE_ERROR)


@pytest.fixture
def checkout_enters(
    request: pytest.FixtureRequest,
    checkout_store: StoreProfile,  # noqa: ARG001  (it must be set up to be stood in for)
) -> Iterator[Callable[[StoreProfile], None]]:
    """Makes `checkout_store` one of the store's channels for the rest of this scenario."""
    with contextlib.ExitStack() as left:

        def enter(channel: StoreProfile) -> None:
            left.callback(compat.stand_in(request, "checkout_store", channel))

        yield enter


@pytest.fixture(scope="session")
def checkout_backoffice(checkout_store: StoreProfile, pytestconfig: pytest.Config) -> BackOffice:
    """The merchant's own system. An item that asks for it on a store without one is skipped with the reason."""
    return platform.backoffice(checkout_store, service_kinds(pytestconfig))


@pytest.fixture(scope="session")
def checkout_outbox(checkout_store: StoreProfile, pytestconfig: pytest.Config) -> Outbox:
    """What the store still owes to the systems behind it."""
    office = platform.subject(checkout_store, "outbox", service_kinds(pytestconfig))
    assert isinstance(office, Outbox)
    return office


@pytest.fixture
def checkout_gateway_control(
    checkout_store: StoreProfile,
    checkout_undo: contextlib.ExitStack,
    shopper: Shopper,
    pytestconfig: pytest.Config,
) -> GatewayControl:
    """The payment gateway as a test directs it, for this scenario's shopper; all is forgotten at the end."""
    control = platform.gateway_control(checkout_store, service_kinds(pytestconfig))
    checkout_undo.callback(control.forget, shopper.email)
    return control


@pytest.fixture(scope="session")
def checkout_order_payments(checkout_store: StoreProfile, pytestconfig: pytest.Config) -> OrderPayments:
    """The money of orders in the merchant's own books."""
    office = platform.subject(checkout_store, "order payments", service_kinds(pytestconfig))
    assert isinstance(office, OrderPayments)  # `subject` has looked
    return office


@pytest.fixture(scope="session")
def checkout_ledger(checkout_store: StoreProfile, pytestconfig: pytest.Config) -> PaymentLedger:
    """What the payment provider really charged."""
    return platform.ledger(checkout_store, service_kinds(pytestconfig))


@pytest.fixture(scope="session")
def checkout_mailbox(checkout_store: StoreProfile, pytestconfig: pytest.Config) -> Mailbox:
    """The mail that really left the store."""
    return platform.mailbox(checkout_store, service_kinds(pytestconfig))


@pytest.fixture(scope="session")
def checkout_oms(checkout_store: StoreProfile, pytestconfig: pytest.Config) -> OrderManagement:
    """The orders that really reached the order management system."""
    return platform.oms(checkout_store, service_kinds(pytestconfig))


@pytest.fixture(scope="session")
def checkout_carrier(checkout_store: StoreProfile, pytestconfig: pytest.Config) -> Carrier:
    """The labels that the carrier really made."""
    return platform.carrier(checkout_store, service_kinds(pytestconfig))


@pytest.fixture(scope="session")
def checkout_inventory_system(checkout_store: StoreProfile, pytestconfig: pytest.Config) -> Inventory:
    """What the inventory system behind the store counts."""
    return platform.inventory(checkout_store, service_kinds(pytestconfig))


@pytest.fixture
def checkout_journal(request: pytest.FixtureRequest) -> Iterator[Journal]:
    """What this scenario's shoppers read and did; it travels with the report."""
    journal = Journal()
    yield journal
    record(request.node, facts=journal.facts())
    explain.keep(request.node, journal.explained())


@pytest.fixture
def checkout_script_errors(page: Page) -> list[str]:
    """Errors that scripts of the page threw and nobody caught, from the first page on."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    return errors


@pytest.fixture
def checkout_device() -> ChosenDevice:
    """The device that this scenario is shopped on, when its first step says one."""
    return ChosenDevice()


@pytest.fixture
def shopper(
    page: Page,
    checkout_store: StoreProfile,
    checkout_journal: Journal,
    checkout_turn: None,  # noqa: ARG001  (asked for here, so that it is held before the first page)
    checkout_script_errors: list[str],  # noqa: ARG001  (so that it listens before the first page)
    checkout_device: ChosenDevice,
) -> Shopper:
    """A robot customer in a fresh browser context."""
    return Shopper(
        page,
        checkout_store,
        identity=secrets.token_hex(6),
        journal=checkout_journal,
        device=checkout_device.opened(),
    )


@pytest.fixture
def new_shopper(
    new_context: Callable[[], BrowserContext],
    checkout_store: StoreProfile,
    checkout_journal: Journal,
    checkout_device: ChosenDevice,
) -> NewShopper:
    """Makes further shoppers, each in a browser context of his own."""

    def make() -> Shopper:
        return Shopper(
            new_context().new_page(),
            checkout_store,
            identity=secrets.token_hex(6),
            journal=checkout_journal,
            device=checkout_device.opened(),
        )

    return make


@pytest.fixture
def checkout_purchase() -> Purchase:
    """What this scenario's shopper wants and did so far: the memory behind "my order", "the code", "this product"."""
    return Purchase(started=datetime.now(UTC))


@pytest.fixture
def checkout_page_faults(
    page: Page, checkout_store: StoreProfile, request: pytest.FixtureRequest
) -> Iterator[PageFaults]:
    """Faults between the shopper's browser and the store, undone at the end.

    A scenario that went well although nothing met its fault ends *unknown*: it has seen the store without the fault.
    """
    faults = PageFaults(page.context, checkout_store.url)
    try:
        yield faults
    finally:
        faults.undo()
    if went_well(request.node):
        faults.must_all_have_struck()


@pytest.fixture
def checkout_services(
    checkout_store: StoreProfile, checkout_undo: contextlib.ExitStack, request: pytest.FixtureRequest
) -> Iterator[Services]:
    """Faults between the store and its services, undone at the end. One that nothing met makes the item *unknown*."""
    faults = WireFaults()
    checkout_undo.callback(faults.undo)
    yield Services(checkout_store, faults)
    with contextlib.suppress(NotPutBack):  # `checkout_undo` tries it again, and tells
        faults.undo()
        if went_well(request.node):
            faults.must_all_have_struck()


@pytest.fixture(scope="session")
def checkout_report_dir(pytestconfig: pytest.Config) -> Path:
    """Where this run writes its results."""
    return Path(pytestconfig.getoption("checkout_report"))
