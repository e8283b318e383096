"""A shop that reckons honestly, in whole minor units and by its own arithmetic: the checks of money are tried on it."""

from __future__ import annotations

import decimal
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import strategies as st

from pytest_checkout.bill import Sold
from pytest_checkout.books import Books
from pytest_checkout.domain import Line, Money, Order, Stage, Totals
from pytest_checkout.store.ports import Charge
from pytest_checkout.store.profile import Code, Delivery, Policies

CURRENCIES = ("GBP", "EUR", "USD", "CHF", "SEK", "PLN", "JPY", "KRW", "ISK", "KWD", "BHD", "JOD")
"""Six of two decimals, three of none, three of three."""
RATES = tuple(Fraction(percent, 100) for percent in (0, 5, 7, 19, 20, 25))
MODES = {
    "half up": decimal.ROUND_HALF_UP,
    "half even": decimal.ROUND_HALF_EVEN,
    "up": decimal.ROUND_UP,
    "down": decimal.ROUND_DOWN,
}
LEVELS = ("order", "line", "unit")


def whole(exact: Fraction, mode: str) -> int:
    """Rounded to a whole unit with the decimal module, which the checks do not use."""
    with decimal.localcontext(prec=60):
        return int((Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(Decimal(1), MODES[mode]))


@dataclass(frozen=True)
class CartLine:
    price: int
    units: int
    rate: Fraction

    @property
    def total(self) -> int:
        return self.price * self.units


@dataclass(frozen=True)
class World:
    """A cart and how its shop reckons; every amount in minor units."""

    currency: str
    lines: tuple[CartLine, ...]
    percent: Decimal | None
    amount: int | None
    free_delivery: bool
    fee: int
    free_from: int | None
    counts_after: bool
    inclusive: bool
    discount_mode: str
    discount_level: str
    tax_mode: str
    tax_level: str
    delivery_rate: Fraction
    delivery_rate_declared: bool
    at_dispatch: bool
    by_card: bool
    names_tax: bool

    @property
    def items(self) -> int:
        return sum(line.total for line in self.lines)

    @property
    def policies(self) -> Policies:
        declared = {"delivery tax": f"{int(self.delivery_rate * 100)}%"} if self.delivery_rate_declared else {}
        return Policies.model_validate(
            {
                "prices include tax": self.inclusive,
                "discount rounding": f"{self.discount_mode} per {self.discount_level}",
                "tax rounding": f"{self.tax_mode} per {self.tax_level}",
                "free delivery threshold": "after discounts" if self.counts_after else "before discounts",
                "capture": "at dispatch" if self.at_dispatch else "with the order",
                **declared,
            }
        )

    @property
    def code(self) -> Code | None:
        if self.percent is not None:
            return Code.model_validate({"code": "SHARE", "gives": f"{self.percent}%"})
        if self.amount is not None:
            return Code.model_validate({"code": "AMOUNT", "gives": str(self.money(self.amount))})
        return Code.model_validate({"code": "SHIP", "gives": "free delivery"}) if self.free_delivery else None

    def money(self, units: int) -> Money:
        return Money.from_minor(units, self.currency)

    # -- how it reckons --

    def discount(self) -> int:
        if self.percent is not None:
            share = Fraction(self.percent) / 100
            if self.discount_level == "order":
                return whole(share * self.items, self.discount_mode)
            if self.discount_level == "line":
                return sum(whole(share * line.total, self.discount_mode) for line in self.lines)
            return sum(whole(share * line.price, self.discount_mode) * line.units for line in self.lines)
        return min(self.amount, self.items) if self.amount is not None else 0

    def delivery(self, discount: int) -> int:
        counted = self.items - discount if self.counts_after else self.items
        free = self.free_delivery or (self.free_from is not None and counted >= self.free_from)
        return 0 if free else self.fee

    def tax(self, discount: int, fee: int) -> int:
        """By the declared level: one sum per rate, each line, or each unit."""

        def tax_in(amount: Fraction, rate: Fraction) -> Fraction:
            return amount * rate / (1 + rate) if self.inclusive else amount * rate

        if self.tax_level == "order":
            left = 1 - Fraction(discount, self.items)
            by_rate: dict[Fraction, Fraction] = {}
            for line in self.lines:
                by_rate[line.rate] = by_rate.get(line.rate, Fraction(0)) + tax_in(line.total * left, line.rate)
            goods = sum(whole(tax, self.tax_mode) for tax in by_rate.values())
        else:
            goods = 0
            for line, off in zip(self.lines, self._spread(discount), strict=True):
                pieces = line.units if self.tax_level == "unit" else 1
                goods += whole(tax_in(Fraction(line.total - off, pieces), line.rate), self.tax_mode) * pieces
        return goods + whole(tax_in(Fraction(fee), self.delivery_rate), self.tax_mode)

    def _spread(self, discount: int) -> list[int]:
        """The discount over the lines, in proportion and in whole units, nothing left over."""
        given, seen, parts = 0, 0, []
        for line in self.lines:
            seen += line.total
            parts.append(discount * seen // self.items - given)
            given += parts[-1]
        return parts


@dataclass(frozen=True)
class Reckoning:
    """What the shop says and does about one purchase; a seeded bug changes a part of it."""

    world: World
    items: int
    discount: int
    fee: int
    tax: int
    total: int
    ordered: dict[str, int] = field(default_factory=dict)
    """Parts that the order states otherwise than the pages."""
    mailed: int | None = None
    charged: Sequence[Money] | None = None
    held: Sequence[Money] | None = None
    stock_after: int | None = None

    @property
    def books(self) -> Books:
        world, money = self.world, self.world.money
        tax = money(self.tax) if self.world.names_tax or not world.inclusive else None
        page = Totals(
            Stage.REVIEW,
            money(self.items),
            money(self.discount) if self.discount else None,
            money(self.fee),
            tax,
            money(self.total),
            tax_included=world.inclusive,
        )
        cart = Totals(
            Stage.CART, page.items, page.discount, None, None, money(self.items - self.discount), tax_included=True
        )
        written = {"discount": self.discount, "delivery": self.fee, "tax": self.tax, "total": self.total} | self.ordered
        order = Order(
            number="100042",
            lines=tuple(Line("Goods", line.units, money(line.total)) for line in world.lines),
            **{name: money(units) for name, units in written.items()},  # type: ignore[arg-type]
        )
        due = [money(written["total"])] if written["total"] and world.by_card else []
        taken = self.charged if self.charged is not None else ([] if world.at_dispatch else due)
        held = self.held if self.held is not None else (due if world.at_dispatch else [])
        zero = money(0)
        charges = [Charge("pi", "100042", "", amount, "succeeded", zero) for amount in taken]
        charges += [Charge("pi", "100042", "", zero, "requires_capture", amount) for amount in held]
        units = sum(line.units for line in world.lines)
        return Books(
            pages=[cart, page, replace(page, stage=Stage.CONFIRMATION)],
            sold=[Sold(money(line.price), line.units, line.rate) for line in world.lines],
            code=world.code,
            delivery=Delivery(
                name={"*": "Standard"},
                fee=money(world.fee),
                free_from=None if world.free_from is None else money(world.free_from),
            ),
            order=order,
            mail=money(written["total"] if self.mailed is None else self.mailed),
            charges=charges,
            by_card=world.by_card,
            stock=(1000, 1000 - units if self.stock_after is None else self.stock_after),
        )


def reckon(world: World, *, discount: int | None = None, fee: int | None = None, tax: int | None = None) -> Reckoning:
    """The honest reckoning; a part that is given is taken as it is, and the rest follows from it."""
    discount = world.discount() if discount is None else discount
    fee = world.delivery(discount) if fee is None else fee
    tax = world.tax(discount, fee) if tax is None else tax
    total = world.items - discount + fee + (0 if world.inclusive else tax)
    return Reckoning(world, world.items, discount, fee, tax, total)


lines = st.builds(CartLine, st.integers(1, 500_000), st.integers(1, 20), st.sampled_from(RATES))


@st.composite
def worlds(draw: st.DrawFn) -> World:
    cart = tuple(draw(st.lists(lines, min_size=1, max_size=6)))
    rates = [line.rate for line in cart]
    kind = draw(st.sampled_from(["none", "percent", "amount", "free delivery"]))
    declared = draw(st.booleans())
    return World(
        currency=draw(st.sampled_from(CURRENCIES)),
        lines=cart,
        percent=Decimal(draw(st.integers(1, 200))) / 2 if kind == "percent" else None,
        amount=draw(st.integers(1, 100_000)) if kind == "amount" else None,
        free_delivery=kind == "free delivery",
        fee=draw(st.integers(0, 2_000)),
        free_from=draw(st.none() | st.integers(0, 1_000_000)),
        counts_after=draw(st.booleans()),
        inclusive=draw(st.booleans()),
        discount_mode=draw(st.sampled_from(list(MODES))),
        discount_level=draw(st.sampled_from(LEVELS)),
        tax_mode=draw(st.sampled_from(list(MODES))),
        tax_level=draw(st.sampled_from(LEVELS)),
        delivery_rate=draw(st.sampled_from(RATES)) if declared else draw(st.sampled_from(rates)),
        delivery_rate_declared=declared,
        at_dispatch=draw(st.booleans()),
        by_card=draw(st.booleans()),
        names_tax=draw(st.booleans()),
    )
