"""Builds the shop's database and pictures in an empty directory: `python -m pytest_checkout.demo.store.seed DIR`."""

from __future__ import annotations

import os
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

THUMBNAILS = ("x155", "100x100", "200x200", "440x400")
"""The sizes Oscar's templates ask for; made now, so that the first shopper need not wait for them."""


def main(data_dir: str | Path) -> None:
    """Make and seed the database in `data_dir`, which must hold none yet, and compile the translations there."""
    data = Path(data_dir)
    data.mkdir(parents=True, exist_ok=True)
    from pytest_checkout.demo.store import translations

    translations.compile_into(data / "locale")
    os.environ["CHECKOUT_DEMO_DATA"] = str(data)
    os.environ["DJANGO_SETTINGS_MODULE"] = "pytest_checkout.demo.store.settings"
    import django

    django.setup()
    from django.apps import apps
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connections, transaction

    # A new database has no history: tables straight from the models spare 150 migrations, four fifths of the time.
    settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}
    call_command("migrate", run_syncdb=True, verbosity=0)
    with transaction.atomic():
        _countries()
        _products()
        _codes()
        _payments()
    _thumbnails()
    # The last connection to close folds the write-ahead log into the database: one file to copy.
    connections.close_all()


def _countries() -> None:
    from babel import Locale

    from pytest_checkout.demo.store.assortment import COUNTRIES

    Country = _model("address", "Country")
    names = Locale("en", "GB").territories
    for order, code in enumerate(reversed(COUNTRIES)):
        Country.objects.create(
            iso_3166_1_a2=code,
            printable_name=names[code],
            name=names[code],
            display_order=order,
            is_shipping_country=True,
        )


def _products() -> None:
    from django.core.files.base import ContentFile

    from pytest_checkout.demo.store import pictures
    from pytest_checkout.demo.store.assortment import PRODUCTS

    kinds = {
        name: _model("catalogue", "ProductClass").objects.create(
            name=name, requires_shipping=name != "Download", track_stock=name != "Download"
        )
        for name in ("Goods", "Book", "Download")
    }
    size = _model("catalogue", "ProductAttribute").objects.create(
        product_class=kinds["Goods"], name="Size", code="size", type="text"
    )
    Category = _model("catalogue", "Category")
    categories = {
        name: Category.objects.add_root({"name": name}) for name in sorted({product.category for product in PRODUCTS})
    }
    partner = _model("partner", "Partner").objects.create(name="Warehouse", code="warehouse")
    Product = _model("catalogue", "Product")
    shelf = []
    for planned in PRODUCTS:
        product = Product.objects.create(
            structure=Product.PARENT if planned.sizes else Product.STANDALONE,
            upc=planned.sku,
            title=planned.title,
            description=planned.description,
            product_class=kinds[planned.kind],
        )
        product.categories.add(categories[planned.category])
        product.images.create(original=ContentFile(pictures.draw(planned.sku, planned.colour), f"{planned.sku}.jpg"))
        for name, stock in planned.sizes:
            child = Product.objects.create(structure=Product.CHILD, parent=product, upc=f"{planned.sku}-{name}")
            child.attribute_values.create(attribute=size, value_text=name)
            _stock(child, partner, planned.price, stock)
        if not planned.sizes:
            _stock(product, partner, planned.price, planned.stock)
        shelf.append(product)
    for product in shelf:
        others = [other for other in shelf if other != product and other.upc in ("KIT-MUG", "KIT-APRON", "HOME-CANDLE")]
        for other in others:
            _model("catalogue", "ProductRecommendation").objects.create(primary=product, recommendation=other)


def _stock(product: Any, partner: Any, price: Any, available: int) -> None:
    from pytest_checkout.demo.store.assortment import CURRENCY

    tracked = product.get_product_class().track_stock
    product.stockrecords.create(
        partner=partner,
        partner_sku=product.upc,
        price_currency=CURRENCY,
        price=price,
        num_in_stock=available if tracked else None,
    )


def _codes() -> None:
    from django.utils import timezone

    from pytest_checkout.demo.store.assortment import CODES

    Benefit, Condition = _model("offer", "Benefit"), _model("offer", "Condition")
    Voucher = _model("voucher", "Voucher")
    everything = _model("offer", "Range").objects.create(name="All products", includes_all_products=True)
    for planned in CODES:
        products = _range(planned) if planned.only_for or planned.leaves_out else everything
        if planned.free_delivery:
            benefit = Benefit.objects.create(type=Benefit.SHIPPING_PERCENTAGE, value=100)
        elif planned.amount:
            benefit = Benefit.objects.create(type=Benefit.FIXED, value=planned.amount, range=products)
        else:
            benefit = Benefit.objects.create(type=Benefit.PERCENTAGE, value=planned.percent, range=products)
        condition = Condition.objects.create(
            range=products,
            type=Condition.VALUE if planned.minimum else Condition.COUNT,
            value=planned.minimum or 1,
        )
        offer = _model("offer", "ConditionalOffer").objects.create(
            name=planned.name, offer_type="Voucher", benefit=benefit, condition=condition, max_basket_applications=1
        )
        voucher = Voucher.objects.create(
            name=planned.name,
            code=planned.code,
            usage=Voucher.SINGLE_USE if planned.single_use else Voucher.MULTI_USE,
            start_datetime=timezone.now() + timedelta(days=planned.starts_in_days),
            end_datetime=timezone.now() + timedelta(days=planned.ends_in_days),
        )
        voucher.offers.add(offer)


def _range(code: Any) -> Any:
    """The products that a code is for, as Oscar calls a choice of products for an offer."""
    from pytest_checkout.demo.store.assortment import PRODUCTS

    chosen = _model("offer", "Range").objects.create(name=code.name, includes_all_products=not code.only_for)
    for planned in PRODUCTS:
        product = _model("catalogue", "Product").objects.get(upc=planned.sku)
        if planned.role in code.only_for:
            chosen.add_product(product)
        elif planned.role in code.leaves_out:
            chosen.excluded_products.add(product)
    return chosen


def _payments() -> None:
    SourceType = _model("payment", "SourceType")
    SourceType.objects.create(code="card", name="Credit or debit card")
    SourceType.objects.create(code="invoice", name="Invoice")
    SourceType.objects.create(code="direct-debit", name="Direct debit")
    # Orders look it up for their log; the text of the mail is a template.
    _model("communication", "CommunicationEventType").objects.create(code="ORDER_PLACED", name="Order placed")


def _thumbnails() -> None:
    from oscar.core.thumbnails import get_thumbnailer

    for image in _model("catalogue", "ProductImage").objects.all():
        for size in THUMBNAILS:
            get_thumbnailer().generate_thumbnail(image.original, size=size, upscale=False)


def _model(app: str, name: str) -> Any:
    from django.apps import apps

    return apps.get_model(app, name)


if __name__ == "__main__":
    main(sys.argv[1])
