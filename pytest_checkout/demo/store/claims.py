"""What only one order can have, the last unit or a code for one use, is claimed before the order is written down.

Oscar counts stock down without asking whether it is still there, and tells a code that was used up meanwhile as "a
problem". Both functions are called in the transaction of the order, and raise Oscar's UnableToPlaceOrder, in the
shopper's language, when somebody else was first.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.utils.translation import gettext as _
from oscar.apps.order.exceptions import UnableToPlaceOrder
from oscar.core.loading import get_model

StockRecord = get_model("partner", "StockRecord")


def claim_stock(basket: Any) -> None:
    wanted: Counter[int] = Counter()
    for line in basket.all_lines():
        if line.product.get_product_class().track_stock:
            wanted[line.stockrecord_id] += line.quantity
    for record in locked(StockRecord.objects.filter(pk__in=wanted)):
        if record.net_stock_level < wanted[record.pk]:
            word = _("Somebody else has just bought the last %s. Your order was not placed, and you pay nothing.")
            raise UnableToPlaceOrder(word % record.product.get_title())


def claim_codes(basket: Any, user: Any) -> None:
    for voucher in locked(basket.vouchers.all()):
        if not voucher.is_available_to_user(user=user)[0]:
            word = _(
                "The code %s has just been used up. Your order was not placed, and you pay nothing. "
                "Please look at the new total."
            )
            raise UnableToPlaceOrder(word % voucher.code)


def locked(rows: Any) -> Any:
    """The rows, kept from everybody else until the transaction ends.

    Always in the same order: of two orders for the same goods one waits for the other, and neither waits for ever.
    """
    return rows.order_by("pk").select_for_update(of=("self",))
