"""How a service of one kind is spoken to: what `kind:` under `services:` of the profile means."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Way:
    """The way to a service, as the profile tells it; `key` is empty where it names none.

    `verify` says whether a certificate there must be vouched for, in the way that requests takes it.
    """

    url: str
    key: str = field(default="", repr=False)
    verify: bool = True


@dataclass(frozen=True)
class ServiceKind:
    """One kind of one service. With `ServiceKind("oms", "our-erp", connect)` a profile may say `oms: {kind: our-erp}`.

    `service` is the key under `services:` (gateway, mailbox, oms ...), `connect` gives an object with the methods of
    that service's port in store/ports/. The back office is one as well: `ServiceKind("backoffice", "our-shop",
    connect)` lets a profile say `platform: our-shop`.
    """

    service: str
    kind: str
    connect: Callable[[Way], Any]
    needs_key: bool = False
