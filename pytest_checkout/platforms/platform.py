"""From a store profile to the store's back office and services: which adapter speaks to what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pytest_checkout.errors import CannotProvide
from pytest_checkout.platforms.oscar import OscarBackOffice
from pytest_checkout.platforms.woocommerce import WooCommerceBackOffice
from pytest_checkout.registry import unknown
from pytest_checkout.services.carrier import HttpCarrier
from pytest_checkout.services.gateway import StripeLedger
from pytest_checkout.services.gateway_control import GatewayDouble
from pytest_checkout.services.inventory import HttpInventory
from pytest_checkout.services.kind import ServiceKind, Way
from pytest_checkout.services.mailbox import HttpMailbox
from pytest_checkout.services.oms import HttpOrderManagement
from pytest_checkout.store.ports import (
    SUBJECTS,
    SYSTEMS,
    BackOffice,
    Carrier,
    GatewayControl,
    Inventory,
    Mailbox,
    OrderManagement,
    PaymentLedger,
)
from pytest_checkout.store.profile import StoreProfile

BACK_OFFICE = "backoffice"
"""The key of the profile; what stands under `platform:` is its kind."""
Kinds = Sequence[ServiceKind]
BUILT_IN: Kinds = (
    ServiceKind(BACK_OFFICE, "oscar", lambda way: OscarBackOffice(way.url, way.key, verify=way.verify)),
    ServiceKind(BACK_OFFICE, "woocommerce", lambda way: WooCommerceBackOffice(way.url, way.key, verify=way.verify)),
    ServiceKind("gateway", "stripe", lambda way: StripeLedger(way.url, way.key, verify=way.verify), needs_key=True),
    ServiceKind(
        "gateway control", "double", lambda way: GatewayDouble(way.url, way.key, verify=way.verify), needs_key=True
    ),
    ServiceKind("mailbox", "http", lambda way: HttpMailbox(way.url, verify=way.verify)),
    ServiceKind("carrier", "http", lambda way: HttpCarrier(way.url, way.key, verify=way.verify)),
    ServiceKind("inventory", "http", lambda way: HttpInventory(way.url, way.key, verify=way.verify)),
    ServiceKind("oms", "http", lambda way: HttpOrderManagement(way.url, way.key, verify=way.verify)),
)


def misnamed(data: Mapping[str, Any], kinds: Kinds = BUILT_IN) -> Iterator[tuple[tuple[str, ...], str]]:
    """Systems, kinds of them and a platform that a profile names and nobody knows: each with its place in the file.

    `data` is the content of the file, whatever else is wrong with it.
    """
    platforms = {"generic", *_of(BACK_OFFICE, kinds)}
    kinds = [each for each in kinds if each.service != BACK_OFFICE]
    if (name := str(data.get("platform", "generic"))) not in platforms:
        yield ("platform",), unknown("platform", name, platforms)
    services = data.get("services")
    for service, access in services.items() if isinstance(services, Mapping) else ():
        known = _of(str(service), kinds)
        if not known:
            yield ("services", str(service)), unknown("service", str(service), {each.service for each in kinds})
        elif isinstance(access, Mapping) and (kind := str(access.get("kind"))) not in {*known, "None"}:
            yield ("services", str(service), "kind"), unknown(f"kind of {service}", kind, known)


def _of(service: str, kinds: Kinds) -> dict[str, ServiceKind]:
    """The kinds of one service by their words; of two with the same word the later."""
    return {each.kind: each for each in kinds if each.service == service}


def backoffice(profile: StoreProfile, kinds: Kinds = BUILT_IN) -> BackOffice:
    """The back office that the profile names. Raises CannotProvide, saying what to add."""
    access = profile.backoffice
    if access is None:
        raise CannotProvide(f"needs a back office, which {profile.path.name} does not give: add 'backoffice:'")
    known = _of(BACK_OFFICE, kinds)
    if profile.platform not in known:
        names = ", ".join(sorted(known))
        raise CannotProvide(
            f"needs a back office, and none is known for platform '{profile.platform}' (known: {names})"
        )
    way = Way(access.url, access.token.value(), profile.vouched_for(access.url))
    found: BackOffice = known[profile.platform].connect(way)
    return found


def subject(profile: StoreProfile, name: str, kinds: Kinds = BUILT_IN) -> BackOffice:
    """The back office, if it has this subject ("products").

    Raises CannotProvide naming what is missing, DeclaredLack when the owner says that the store does without.
    """
    needed = f"backoffice.{name}"
    profile.refuse_lack(needed)
    if profile.backoffice is None:
        raise CannotProvide(f"needs {needed}, which {profile.path.name} does not give: it has no 'backoffice:'")
    office = backoffice(profile, kinds)
    if not isinstance(office, SUBJECTS[name]):
        raise CannotProvide(
            f"needs {needed}, which {profile.path.name} does not give: the back office of platform "
            f"'{profile.platform}' has none; declare '{needed}' under 'lacks:' if the store does without"
        )
    return office


def ledger(profile: StoreProfile, kinds: Kinds = BUILT_IN) -> PaymentLedger:
    """The payment provider's ledger. Raises CannotProvide, saying what to add."""
    found: PaymentLedger = service(profile, "gateway", kinds)
    return found


def gateway_control(profile: StoreProfile, kinds: Kinds = BUILT_IN) -> GatewayControl:
    """The control of a payment gateway that tests may direct. Raises CannotProvide, saying what to add."""
    found: GatewayControl = service(profile, "gateway control", kinds)
    return found


def mailbox(profile: StoreProfile, kinds: Kinds = BUILT_IN) -> Mailbox:
    """The mailbox that sees the store's mail. Raises CannotProvide, saying what to add."""
    found: Mailbox = service(profile, "mailbox", kinds)
    return found


def oms(profile: StoreProfile, kinds: Kinds = BUILT_IN) -> OrderManagement:
    """The order management system. Raises CannotProvide, saying what to add."""
    found: OrderManagement = service(profile, "oms", kinds)
    return found


def carrier(profile: StoreProfile, kinds: Kinds = BUILT_IN) -> Carrier:
    """The carrier. Raises CannotProvide, saying what to add."""
    found: Carrier = service(profile, "carrier", kinds)
    return found


def inventory(profile: StoreProfile, kinds: Kinds = BUILT_IN) -> Inventory:
    """The inventory system. Raises CannotProvide, saying what to add."""
    found: Inventory = service(profile, "inventory", kinds)
    return found


def service(profile: StoreProfile, name: str, kinds: Kinds) -> Any:
    """The adapter to a service that the profile names; later kinds go before earlier ones of the same word."""
    access = profile.services.get(name)
    if access is None:
        profile.refuse_lack(name)
        raise CannotProvide(
            f"needs the {SYSTEMS.get(name, name)}'s own record, which {profile.path.name} does not give: add '{name}:' "
            "under 'services:', or declare it under 'lacks:' if the store has none"
        )
    known = _of(name, kinds)
    if access.kind not in known:
        raise CannotProvide(f"{profile.path.name}: {unknown(f'kind of {name}', access.kind, known)}")
    if access.key is None and known[access.kind].needs_key:
        raise CannotProvide(f"needs the {name}'s key: add 'key: {{env: ...}}' to it in {profile.path.name}")
    key = access.key.value() if access.key else ""
    return known[access.kind].connect(Way(access.url, key, profile.vouched_for(access.url)))
