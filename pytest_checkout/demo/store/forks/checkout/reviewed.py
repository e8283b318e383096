"""What a shopper saw on the review, and what of it is different when the order comes in.

Oscar orders the basket as it is by then, at whatever it costs by then. This shop asks again when that is not what the
review showed: a code that ended, a price, a fee or a tax rate that changed, another tab that added something.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core import signing
from django.utils.translation import gettext as _
from oscar.templatetags.currency_filters import currency

SALT = "reviewed"


def shown(submission: Mapping[str, Any]) -> str:
    """What the review shows, signed, for a hidden field of it."""
    return str(signing.dumps(_parts(submission), salt=SALT))


def changes(sent: str, submission: Mapping[str, Any]) -> list[str]:
    """What is different now from the review that was `sent`, in sentences; nothing when it still holds."""
    now = _parts(submission)
    try:
        then = signing.loads(sent, salt=SALT)
    except signing.BadSignature:
        then = {}
    if then == now:
        return []
    in_currency = submission["order_total"].currency
    found = [_("The code %s no longer holds.") % code for code in then.get("codes", ()) if code not in now["codes"]]
    for sku, (title, price) in now["prices"].items():
        if then.get("prices", {}).get(sku, [title, price])[1] != price:
            found.append(_("%(title)s now costs %(price)s.") % {"title": title, "price": currency(price, in_currency)})
    if then.get("delivery", now["delivery"]) != now["delivery"]:
        found.append(_("Delivery now costs %s.") % currency(now["delivery"], in_currency))
    if then.get("tax", now["tax"]) != now["tax"]:
        found.append(_("The tax in it is now %s.") % currency(now["tax"], in_currency))
    total = currency(now["total"], in_currency)
    return [*found, _("Your total is now %s. Please look at your order again before you place it.") % total]


def _parts(submission: Mapping[str, Any]) -> dict[str, Any]:
    basket, total = submission["basket"], submission["order_total"]
    return {
        "codes": sorted({discount["voucher"].code for discount in basket.voucher_discounts}),
        "prices": {
            line.stockrecord.partner_sku: [line.product.get_title(), str(line.purchase_info.price.incl_tax)]
            for line in basket.all_lines()
        },
        "delivery": str(submission["shipping_charge"].incl_tax),
        "tax": str(total.tax),
        "total": str(total.incl_tax),
    }
