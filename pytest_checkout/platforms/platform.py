"""From a store profile to the store's back office and services: which adapter speaks to what."""

from __future__ import annotations

from collections.abc import Callable

from pytest_checkout.errors import CannotProvide
from pytest_checkout.platforms.oscar import OscarBackOffice
from pytest_checkout.platforms.woocommerce import WooCommerceBackOffice
from pytest_checkout.services.gateway import StripeLedger
from pytest_checkout.services.mailbox import HttpMailbox
from pytest_checkout.store.ports import SUBJECTS, BackOffice, Mailbox, PaymentLedger
from pytest_checkout.store.profile import ServiceAccess, StoreProfile

_BACK_OFFICES: dict[str, Callable[..., BackOffice]] = {
    "oscar": OscarBackOffice,
    "woocommerce": WooCommerceBackOffice,
}


def backoffice(profile: StoreProfile) -> BackOffice:
    """The back office that the profile names. Raises CannotProvide, saying what to add."""
    access = profile.backoffice
    if access is None:
        raise CannotProvide(f"needs a back office, which {profile.path.name} does not give: add 'backoffice:'")
    if profile.platform not in _BACK_OFFICES:
        known = ", ".join(sorted(_BACK_OFFICES))
        raise CannotProvide(
            f"needs a back office, and none is known for platform '{profile.platform}' (known: {known})"
        )
    verify = profile.vouched_for(access.url)
    return _BACK_OFFICES[profile.platform](access.url, access.token.value(), verify=verify)


def subject(profile: StoreProfile, name: str) -> BackOffice:
    """The back office, if it has this subject ("products").

    Raises CannotProvide naming what is missing, DeclaredLack when the owner says that the store does without.
    """
    needed = f"backoffice.{name}"
    profile.refuse_lack(needed)
    if profile.backoffice is None:
        raise CannotProvide(f"needs {needed}, which {profile.path.name} does not give: it has no 'backoffice:'")
    office = backoffice(profile)
    if not isinstance(office, SUBJECTS[name]):
        raise CannotProvide(
            f"needs {needed}, which {profile.path.name} does not give: the back office of platform "
            f"'{profile.platform}' has none; declare '{needed}' under 'lacks:' if the store does without"
        )
    return office


def ledger(profile: StoreProfile) -> PaymentLedger:
    """The payment provider's ledger. Raises CannotProvide, saying what to add."""
    access = _service(profile, "gateway", "stripe")
    if access.key is None:
        raise CannotProvide(f"needs the payment gateway's key: add 'key: {{env: ...}}' to it in {profile.path.name}")
    return StripeLedger(access.url, access.key.value(), verify=profile.vouched_for(access.url))


def mailbox(profile: StoreProfile) -> Mailbox:
    """The mailbox that sees the store's mail. Raises CannotProvide, saying what to add."""
    access = _service(profile, "mailbox", "http")
    return HttpMailbox(access.url, verify=profile.vouched_for(access.url))


def _service(profile: StoreProfile, name: str, kind: str) -> ServiceAccess:
    access = profile.services.get(name)
    if access is None:
        raise CannotProvide(
            f"needs the {name}'s own record, which {profile.path.name} does not give: add it under 'services:'"
        )
    if access.kind != kind:
        raise CannotProvide(f"needs a {name} of kind '{kind}', but {profile.path.name} names kind '{access.kind}'")
    return access
