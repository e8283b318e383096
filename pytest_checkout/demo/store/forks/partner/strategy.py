"""What a product costs: the price on the tag includes tax, at the rate of its product class."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from oscar.apps.partner import strategy as oscar
from oscar.apps.partner.availability import Unavailable as NotAvailable
from oscar.apps.partner.prices import TaxInclusiveFixedPrice, Unavailable

from pytest_checkout.demo.store import channels
from pytest_checkout.demo.store.assortment import RATES, REDUCED_RATE_CLASSES
from pytest_checkout.demo.store.switches import switches


def without_tax(price: Decimal, rate: Decimal, currency: str) -> Decimal:
    """The part of a tax-inclusive `price` that is not tax, to the penny or yen; `rate` is 0.20 for 20 %."""
    return channels.rounded(price / (1 + rate), currency)


def rate(kind: str) -> Decimal:
    """The tax rate of a kind ("standard", "reduced"), as it is now."""
    return switches.rates.get(kind, RATES[kind])


def rate_of(product: Any) -> Decimal:
    """The rate of a product's class."""
    return rate("reduced" if product.get_product_class().slug in REDUCED_RATE_CLASSES else "standard")


class PriceOnTheTag(oscar.UseFirstStockRecord, oscar.StockRequired, oscar.Structured):
    def pricing_policy(self, product: Any, stockrecord: Any) -> Any:
        price, currency = price_of(stockrecord)
        if price is None:
            return Unavailable()
        net = without_tax(price, rate_of(product), currency)
        return TaxInclusiveFixedPrice(currency, excl_tax=net, tax=price - net)

    def availability_policy(self, product: Any, stockrecord: Any) -> Any:
        """Oscar sells on what was taken off the shelf while it lay in a basket; this shop does not."""
        return super().availability_policy(product, stockrecord) if on_the_shelf(product) else NotAvailable()

    def parent_pricing_policy(self, _: Any, children_stock: list[tuple[Any, Any]]) -> Any:
        """The price of a product with variants is that of the first; in this shop all variants cost the same."""
        child, stockrecord = children_stock[0]
        return self.pricing_policy(child, stockrecord)


def on_the_shelf(product: Any) -> bool:
    return bool(product.is_public and (product.parent is None or product.parent.is_public))


def price_of(stockrecord: Any) -> tuple[Decimal | None, str]:
    """The price on the tag and its currency: at home the one in stock, in another channel that of its price list."""
    channel = channels.current()
    if stockrecord is None or channel is channels.HOME:
        return getattr(stockrecord, "price", None), getattr(stockrecord, "price_currency", channel.currency)
    sku = stockrecord.partner_sku
    parent = stockrecord.product.parent
    return channel.prices.get(parent.upc if parent else sku), channel.currency


class Selector:
    """Everybody pays the same prices."""

    def strategy(self, request: Any = None, **_: Any) -> PriceOnTheTag:
        return PriceOnTheTag(request)
