"""What scenarios may set in a back office, and how each setting is read, written, told in words and kept in a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter

from pytest_checkout.domain import Money
from pytest_checkout.store.ports import CodeTerms

T = TypeVar("T")


@dataclass(frozen=True)
class Setting(Generic[T]):
    """One kind of setting. `subject` is the subject of the back office that has it (see ports.SUBJECTS)."""

    name: str
    subject: str
    words: str
    """With {} for what it is the setting of: "the price of {}"."""
    kind: Any
    """The type of its value."""
    read: Callable[[Any, str], T]
    write: Callable[[Any, str, T], None]

    def plain(self, value: T) -> Any:
        """The value as JSON has it."""
        return TypeAdapter(self.kind).dump_python(value, mode="json")

    def value(self, plain: Any) -> T:
        """The value that `plain` stands for. Raises ValueError for anything else."""
        found: T = TypeAdapter(self.kind).validate_python(plain)
        return found


STOCK = Setting("stock", "stock", "the stock of {}", int, lambda o, n: o.stock(n), lambda o, n, v: o.set_stock(n, v))
CODE_USES = Setting(
    "code uses",
    "codes",
    "the uses of the code {}",
    int,
    lambda office, name: office.code_uses(name),
    lambda office, name, value: office.set_code_uses(name, value),
)
CODE_TERMS = Setting(
    "code terms",
    "codes",
    "the terms of the code {}",
    CodeTerms,
    lambda office, name: office.code_terms(name),
    lambda office, name, value: office.set_code_terms(name, value),
)
PRICE = Setting(
    "price",
    "products",
    "the price of {}",
    Money,
    lambda office, name: office.price(name),
    lambda office, name, value: office.set_price(name, value),
)
FOR_SALE = Setting(
    "for sale",
    "products",
    "whether {} is for sale",
    bool,
    lambda office, name: office.is_for_sale(name),
    lambda office, name, value: office.offer_product(name, value),
)
PAYMENT = Setting(
    "payment",
    "payments",
    "whether payment by {} is offered",
    bool,
    lambda office, name: office.payment_is_offered(name),
    lambda office, name, value: office.offer_payment(name, value),
)
CAPTURE = Setting(
    "capture",
    "payment terms",
    "when money is taken",
    str,
    lambda office, _: office.capture_terms(),
    lambda office, _, value: office.set_capture_terms(value),
)
PAYMENT_MISTAKE = Setting(
    "payment mistake",
    "payment terms",
    "what is wrong with the access to the payment gateway",
    str,
    lambda office, _: office.payment_mistake(),
    lambda office, _, value: office.set_payment_mistake(value),
)
DELIVERY = Setting(
    "delivery",
    "deliveries",
    "whether delivery by {} is offered",
    bool,
    lambda office, name: office.delivery_is_offered(name),
    lambda office, name, value: office.offer_delivery(name, value),
)
DELIVERY_FEE = Setting(
    "delivery fee",
    "deliveries",
    "the fee of delivery by {}",
    Money,
    lambda office, name: office.delivery_fee(name),
    lambda office, name, value: office.set_delivery_fee(name, value),
)
PLUGIN = Setting(
    "plugin",
    "plugins",
    "whether the plugin {} is active",
    bool,
    lambda office, name: office.plugin_is_active(name),
    lambda office, name, value: office.switch_plugin(name, value),
)
THEME = Setting(
    "theme",
    "themes",
    "the theme",
    str,
    lambda office, _: office.theme(),
    lambda office, _, value: office.use_theme(value),
)
MAIL_TEMPLATE = Setting(
    "mail template",
    "mail templates",
    "the template of the {} mail",
    str,
    lambda office, name: office.mail_template(name),
    lambda office, name, value: office.set_mail_template(name, value),
)
TAX_RATE = Setting(
    "tax rate",
    "taxes",
    "the {} tax rate",
    Decimal,
    lambda office, name: office.tax_rate(name),
    lambda office, name, value: office.set_tax_rate(name, value),
)
CLOCK = Setting(
    "clock",
    "clock",
    "how far the clock is ahead",
    timedelta,
    lambda office, _: office.clock_ahead(),
    lambda office, _, value: office.set_clock_ahead(value),
)

SETTINGS = {
    setting.name: setting
    for setting in (
        STOCK,
        CODE_USES,
        CODE_TERMS,
        PRICE,
        FOR_SALE,
        PAYMENT,
        CAPTURE,
        PAYMENT_MISTAKE,
        DELIVERY,
        DELIVERY_FEE,
        PLUGIN,
        THEME,
        MAIL_TEMPLATE,
        TAX_RATE,
        CLOCK,
    )
}
"""Every setting by the name under which it is kept."""
