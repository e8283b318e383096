"""Addresses of the shop: one prefix per locale, and the back office outside them."""

from __future__ import annotations

from django.apps import apps
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from pytest_checkout.demo.store.payments import notices

urlpatterns = [
    path("i18n/", include("django.conf.urls.i18n")),
    path("payments/notifications", notices.receive),
    path("back-office/", include("pytest_checkout.demo.store.backoffice.urls")),
    *i18n_patterns(path("", include(apps.get_app_config("oscar").urls[0]))),
]
