"""Addresses of the back office, relative to /back-office/."""

from __future__ import annotations

from django.urls import path

from pytest_checkout.demo.store.backoffice import (
    codes,
    feed,
    house,
    mails,
    money,
    orders,
    outbox,
    products,
    stock,
    toggles,
)
from pytest_checkout.demo.store.backoffice.access import Json, resource


def everything() -> Json:
    return {
        "orders": orders.count(),
        "stock": stock.listed(),
        "codes": codes.listed(),
        "products": products.listed(),
        "payments": house.payments(),
        "deliveries": house.deliveries(),
        "rates": house.rates(),
        "clock": house.clock(),
        "payment_terms": money.terms_shown(),
        "theme": toggles.theme(),
        "plugins": toggles.plugins(),
        "breakages": toggles.breakages_listed(),
    }


urlpatterns = [
    path("", resource(GET=everything)),
    path("orders", resource(GET=orders.listed)),
    path("feed", resource(GET=feed.shown)),
    path("outbox", resource(GET=outbox.listed)),
    path("outbox/<str:number>", resource(PUT=outbox.tried_again)),
    path("stock/<str:sku>", resource(GET=stock.shown, PUT=stock.changed)),
    path("codes/<str:code>", resource(GET=codes.shown, PUT=codes.changed)),
    path("orders/<str:number>", resource(PUT=orders.changed)),
    path("orders/<str:number>/payment", resource(GET=money.shown, PUT=money.changed)),
    path("payment-terms", resource(GET=money.terms_shown, PUT=money.terms_changed)),
    path("products/<str:sku>", resource(GET=products.shown, PUT=products.changed)),
    path("payments/<str:code>", resource(GET=house.payment, PUT=house.set_payment)),
    path("deliveries/<str:code>", resource(GET=house.delivery, PUT=house.set_delivery)),
    path("rates/<str:kind>", resource(GET=house.rate, PUT=house.set_rate)),
    path("clock", resource(GET=house.clock, PUT=house.set_clock)),
    path("mails/<str:name>", resource(GET=mails.shown, PUT=mails.changed)),
    path("theme", resource(GET=toggles.theme, PUT=toggles.use_theme)),
    path("plugins", resource(GET=toggles.plugins)),
    path("plugins/<str:name>", resource(GET=toggles.plugin, PUT=toggles.set_plugin)),
    path("breakages", resource(GET=toggles.breakages_listed)),
    path("breakages/<str:name>", resource(GET=toggles.breakage, PUT=toggles.set_breakage)),
]
