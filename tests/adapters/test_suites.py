"""The shipped suites: an honest adapter in memory passes each, every broken one is caught, every test was seen red."""

from __future__ import annotations

from types import ModuleType
from typing import get_type_hints

import pytest

from pytest_checkout import conformance
from pytest_checkout.conformance.suite import Conformance
from pytest_checkout.store import ports as store_ports
from pytest_checkout.store.ports import SUBJECTS
from tests.adapters import back_office, back_office_broken, carrier, gateway_control, inventory, ledger, mailbox, oms
from tests.adapters.seen_red import assert_seen_red, outcomes

SUITES: dict[type[Conformance], ModuleType] = {
    conformance.PaymentLedgerConformance: ledger,
    conformance.GatewayControlConformance: gateway_control,
    conformance.MailboxConformance: mailbox,
    conformance.OrderManagementConformance: oms,
    conformance.CarrierConformance: carrier,
    conformance.InventoryConformance: inventory,
}


@pytest.mark.parametrize("suite", SUITES)
def test_an_honest_adapter_passes_and_every_broken_one_is_caught_by_name(
    suite: type[Conformance], pytester: pytest.Pytester
) -> None:
    adapters = SUITES[suite]
    assert_seen_red(pytester, suite, adapters.InMemory, adapters.BROKEN)


def test_an_honest_back_office_passes_and_every_broken_one_is_caught_by_name(pytester: pytest.Pytester) -> None:
    assert_seen_red(pytester, conformance.BackOfficeConformance, back_office.InMemory, back_office_broken.BROKEN)


def test_each_subject_of_a_back_office_is_tried(pytester: pytest.Pytester) -> None:
    """An adapter of one subject alone has tests that run, and pass; all else is skipped."""
    alone = {name.replace(" ", "_"): of_one_subject(subject) for name, subject in SUBJECTS.items()}
    pytester.makepyfile(
        "import pytest\n"
        "from pytest_checkout.conformance import BackOfficeConformance\n"
        "from tests.adapters.test_suites import SUBJECTS, of_one_subject\n"
        "for name, subject in SUBJECTS.items():\n"
        "    fixture = pytest.fixture(lambda self, give=of_one_subject(subject): give())\n"
        "    globals()['Test' + name.replace(' ', '_')] = type(name, (BackOfficeConformance,), {'sandbox': fixture})\n"
    )

    found = outcomes(pytester)

    assert set(found) == set(alone)
    for name, ended in found.items():
        assert set(ended) == {"passed", "skipped"}, name
        assert ended["passed"] > {"test_it_has_a_subject_that_can_be_read"}, name


def of_one_subject(subject: type) -> type[back_office.InMemory]:
    """The honest back office with the methods of this subject alone."""
    methods = [name for name in vars(subject) if not name.startswith("_")]
    parts = {name: getattr(back_office.Office, name) for name in (*methods, "__init__", "get", "put", "payment", "act")}
    return type("OfOneSubject", (back_office.InMemory,), {"office": type("Office", (), parts)})


def test_every_port_has_a_suite() -> None:
    ports = {name for name in vars(store_ports) if isinstance(vars(store_ports)[name], type) and _is_port(name)}
    whole = {"BackOffice", *(subject.__name__ for subject in SUBJECTS.values())}
    tried = {get_type_hints(suite.Sandbox)["adapter"].__name__ for suite in SUITES}
    assert ports - whole == tried


def test_everything_that_is_a_suite_ships() -> None:
    shipped = {name for name in conformance.__all__ if name.endswith("Conformance")}
    tried = {suite.__name__ for suite in SUITES}
    assert shipped == tried | {"BackOfficeConformance", "WireFaultConformance"}


def _is_port(name: str) -> bool:
    return bool(getattr(vars(store_ports)[name], "_is_protocol", False))
