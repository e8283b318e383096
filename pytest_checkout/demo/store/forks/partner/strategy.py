"""What a product costs: the price on the tag includes tax, at the rate of its product class."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from oscar.apps.partner import strategy as oscar
from oscar.apps.partner.availability import Unavailable as NotAvailable
from oscar.apps.partner.prices import TaxInclusiveFixedPrice, Unavailable

from pytest_checkout.demo.store.assortment import RATES, REDUCED_RATE_CLASSES
from pytest_checkout.demo.store.switches import switches

PENNY = Decimal("0.01")


def without_tax(price: Decimal, rate: Decimal) -> Decimal:
    """The part of a tax-inclusive `price` that is not tax, to the penny; `rate` is 0.20 for 20 %."""
    return (price / (1 + rate)).quantize(PENNY, ROUND_HALF_UP)


def rate(kind: str) -> Decimal:
    """The tax rate of a kind ("standard", "reduced"), as it is now."""
    return switches.rates.get(kind, RATES[kind])


def rate_of(product: Any) -> Decimal:
    """The rate of a product's class."""
    return rate("reduced" if product.get_product_class().slug in REDUCED_RATE_CLASSES else "standard")


class PriceOnTheTag(oscar.UseFirstStockRecord, oscar.StockRequired, oscar.Structured):
    def pricing_policy(self, product: Any, stockrecord: Any) -> Any:
        if stockrecord is None or stockrecord.price is None:
            return Unavailable()
        net = without_tax(stockrecord.price, rate_of(product))
        return TaxInclusiveFixedPrice(stockrecord.price_currency, excl_tax=net, tax=stockrecord.price - net)

    def availability_policy(self, product: Any, stockrecord: Any) -> Any:
        """Oscar sells on what was taken off the shelf while it lay in a basket; this shop does not."""
        return super().availability_policy(product, stockrecord) if on_the_shelf(product) else NotAvailable()

    def parent_pricing_policy(self, _: Any, children_stock: list[tuple[Any, Any]]) -> Any:
        """The price of a product with variants is that of the first; in this shop all variants cost the same."""
        child, stockrecord = children_stock[0]
        return self.pricing_policy(child, stockrecord)


def on_the_shelf(product: Any) -> bool:
    return bool(product.is_public and (product.parent is None or product.parent.is_public))


class Selector:
    """Everybody pays the same prices."""

    def strategy(self, request: Any = None, **_: Any) -> PriceOnTheTag:
        return PriceOnTheTag(request)
