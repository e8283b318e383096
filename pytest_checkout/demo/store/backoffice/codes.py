"""Discount codes: how often they were used, and when they are valid."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from oscar.core.loading import get_model

from pytest_checkout.demo.store.backoffice.access import Json, Refused, only
from pytest_checkout.demo.store.switches import switches

Voucher = get_model("voucher", "Voucher")
USAGES = {Voucher.SINGLE_USE: "single", Voucher.ONCE_PER_CUSTOMER: "once per customer", Voucher.MULTI_USE: "any"}


def listed() -> list[dict[str, Any]]:
    return [_code(voucher) for voucher in Voucher.objects.order_by("pk")]


def shown(code: str) -> Json:
    return _code(_voucher(code))


def changed(code: str, wanted: dict[str, Any]) -> Json:
    """Set when a code is valid, whether it is withdrawn, and who may use it how often.

    `starts` and `ends` (ISO 8601), or `active`: from now on valid or not. `withdrawn` takes it back without another
    date. `usage`: "single", "once per customer" or "any". `uses: 0` forgets all uses.
    """
    only(wanted, uses=int, active=bool, starts=str, ends=str, withdrawn=bool, usage=str)
    voucher = _voucher(code)
    if wanted.get("uses", 0) != 0:
        raise Refused("'uses' can only be set to 0; uses come from orders.")
    if "uses" in wanted:
        voucher.applications.all().delete()
        voucher.num_orders = 0
    if "active" in wanted:
        now = timezone.now()
        if wanted["active"]:
            voucher.start_datetime = min(voucher.start_datetime, now)
            voucher.end_datetime = max(voucher.end_datetime, now + timedelta(days=365))
        else:
            voucher.end_datetime = now - timedelta(seconds=1)
    if "starts" in wanted:
        voucher.start_datetime = _instant("starts", wanted["starts"])
    if "ends" in wanted:
        voucher.end_datetime = _instant("ends", wanted["ends"])
    if "withdrawn" in wanted:
        switches.offer("code", code, not wanted["withdrawn"])
    if "usage" in wanted:
        if wanted["usage"] not in USAGES.values():
            raise Refused(f"'usage' must be one of {', '.join(USAGES.values())}, not '{wanted['usage']}'.")
        voucher.usage = next(usage for usage, name in USAGES.items() if name == wanted["usage"])
    voucher.save()
    return _code(voucher)


def _instant(key: str, text: str) -> datetime:
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise Refused(f"'{key}' must be a time like 2030-01-31T12:00:00+00:00, not '{text}'.") from None
    return instant if instant.tzinfo else timezone.make_aware(instant)


def _voucher(code: str) -> Any:
    try:
        return Voucher.objects.get(code=code)
    except Voucher.DoesNotExist:
        known = ", ".join(Voucher.objects.order_by("pk").values_list("code", flat=True))
        raise Refused(f"There is no code '{code}'; there are {known}.", 404) from None


def _code(voucher: Any) -> dict[str, Any]:
    uses = voucher.applications.count()
    return {
        "code": voucher.code,
        "uses": uses,
        "uses_left": max(0, 1 - uses) if voucher.usage == Voucher.SINGLE_USE else None,
        "usage": USAGES[voucher.usage],
        "withdrawn": not switches.offers("code", voucher.code),
        "active": voucher.is_active(),
        "starts": voucher.start_datetime.isoformat(),
        "ends": voucher.end_datetime.isoformat(),
    }
