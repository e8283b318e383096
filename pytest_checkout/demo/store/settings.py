"""Django settings of the demo shop; everything that differs per start comes from CHECKOUT_DEMO_* variables."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urlsplit

from django.conf.locale import LANG_INFO
from django.core.management.utils import get_random_secret_key
from oscar.defaults import *  # noqa: F403 - Oscar is configured this way

DATA = Path(os.environ["CHECKOUT_DEMO_DATA"])
URL = os.environ.get("CHECKOUT_DEMO_URL", "http://127.0.0.1/")
GATEWAY_URL = os.environ.get("CHECKOUT_DEMO_GATEWAY_URL", "")
# Where the shop calls it; browsers load its script from GATEWAY_URL.
GATEWAY_API = os.environ.get("CHECKOUT_DEMO_GATEWAY_API", "") or GATEWAY_URL
GATEWAY_KEY = os.environ.get("CHECKOUT_DEMO_GATEWAY_KEY", "")
WEBHOOK_SECRET = os.environ.get("CHECKOUT_DEMO_WEBHOOK_SECRET", "")
CARRIER_URL = os.environ.get("CHECKOUT_DEMO_CARRIER_URL", "")
INVENTORY_URL = os.environ.get("CHECKOUT_DEMO_INVENTORY_URL", "")
OMS_URL = os.environ.get("CHECKOUT_DEMO_OMS_URL", "")
BACK_OFFICE_TOKEN = os.environ.get("CHECKOUT_DEMO_TOKEN", "")
FIRST_PLUGINS = [name for name in os.environ.get("CHECKOUT_DEMO_PLUGINS", "").split(",") if name]
FIRST_BREAKAGES = [name for name in os.environ.get("CHECKOUT_DEMO_BREAKAGES", "").split(",") if name]

SECRET_KEY = get_random_secret_key()
DEBUG = False
ALLOWED_HOSTS = [urlsplit(URL).hostname or "127.0.0.1", "127.0.0.1", "localhost"]
ROOT_URLCONF = "pytest_checkout.demo.store.urls"
CSRF_FAILURE_VIEW = "pytest_checkout.demo.store.old_forms.show_again"
WSGI_APPLICATION = "pytest_checkout.demo.store.wsgi.application"
SITE_ID = 1
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"

# A fork is an Oscar app with a few of its parts replaced; its tables stay Oscar's.
FORKS = ("address", "basket", "catalogue", "checkout", "offer", "partner", "payment", "shipping", "voucher")
MIGRATION_MODULES = {fork: f"oscar.apps.{fork}.migrations" for fork in FORKS if fork != "checkout"}


def _app(label: str, config: str) -> str:
    package = f"pytest_checkout.demo.store.forks.{label}" if label in FORKS else f"oscar.apps.{label}"
    return f"{package}.apps.{config}"


INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.sites",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.flatpages",
    "pytest_checkout.demo.store.apps.StoreConfig",
    "oscar.config.Shop",
    _app("analytics", "AnalyticsConfig"),
    _app("checkout", "CheckoutConfig"),
    _app("address", "AddressConfig"),
    _app("shipping", "ShippingConfig"),
    _app("catalogue", "CatalogueConfig"),
    _app("catalogue.reviews", "CatalogueReviewsConfig"),
    _app("communication", "CommunicationConfig"),
    _app("partner", "PartnerConfig"),
    _app("basket", "BasketConfig"),
    _app("payment", "PaymentConfig"),
    _app("offer", "OfferConfig"),
    _app("order", "OrderConfig"),
    _app("customer", "CustomerConfig"),
    _app("search", "SearchConfig"),
    _app("voucher", "VoucherConfig"),
    _app("wishlists", "WishlistsConfig"),
    _app("dashboard", "DashboardConfig"),
    _app("dashboard.reports", "ReportsDashboardConfig"),
    _app("dashboard.users", "UsersDashboardConfig"),
    _app("dashboard.orders", "OrdersDashboardConfig"),
    _app("dashboard.catalogue", "CatalogueDashboardConfig"),
    _app("dashboard.offers", "OffersDashboardConfig"),
    _app("dashboard.partners", "PartnersDashboardConfig"),
    _app("dashboard.pages", "PagesDashboardConfig"),
    _app("dashboard.ranges", "RangesDashboardConfig"),
    _app("dashboard.reviews", "ReviewsDashboardConfig"),
    _app("dashboard.vouchers", "VouchersDashboardConfig"),
    _app("dashboard.communications", "CommunicationsDashboardConfig"),
    _app("dashboard.shipping", "ShippingDashboardConfig"),
    "widget_tweaks",
    "haystack",
    "treebeard",
    "sorl.thumbnail",
    "django_tables2",
]

MIDDLEWARE = [
    "pytest_checkout.demo.store.files.FilesMiddleware",
    "pytest_checkout.demo.store.headers.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "pytest_checkout.demo.store.forks.basket.middleware.BasketMiddleware",
    "pytest_checkout.demo.store.payments.unfinished.UnfinishedPayments",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": ["pytest_checkout.demo.store.layers.Loader"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.template.context_processors.i18n",
                "django.template.context_processors.static",
                "django.contrib.messages.context_processors.messages",
                "oscar.apps.search.context_processors.search_form",
                "oscar.apps.checkout.context_processors.checkout",
                "oscar.apps.communication.notifications.context_processors.notifications",
                "oscar.core.context_processors.metadata",
                "pytest_checkout.demo.store.page.context",
            ],
            "libraries": {"chance": "pytest_checkout.demo.store.breakages.chance"},
        },
    }
]

_SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": DATA / "db.sqlite3",
    # Threads write at the same time: a write lock taken at once waits, one taken halfway through fails.
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    },
}
_SOCKET = os.environ.get("CHECKOUT_DEMO_POSTGRESQL", "")
_POSTGRESQL = {"ENGINE": "django.db.backends.postgresql", "HOST": _SOCKET, "USER": "store", "NAME": "postgres"}
DATABASES = {"default": {**(_POSTGRESQL if _SOCKET else _SQLITE), "CONN_MAX_AGE": None}}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
HAYSTACK_CONNECTIONS = {"default": {"ENGINE": "haystack.backends.simple_backend.SimpleEngine"}}
AUTHENTICATION_BACKENDS = (
    "oscar.apps.customer.auth_backends.EmailBackend",
    "django.contrib.auth.backends.ModelBackend",
)

STATIC_URL = "/static/"
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA / "media"

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "British English"), ("de-de", "Deutsch"), ("fr-fr", "Français"), ("ar", "العربية")]
# Last, so that nobody whose browser asks for English or French alone is led there: see channels.py.
CHANNELS = [("en-jp", "English (Japan)"), ("fr-tn", "Français (Tunisie)")]
LANGUAGES += CHANNELS
# Django describes "de" and "fr"; asked for "de-de" it would answer with the code "de", which this shop does not speak,
# and the language selector would lead nowhere.
LANG_INFO.update({code: {**LANG_INFO[code[:2]], "code": code} for code in ("de-de", "fr-fr")})
LANG_INFO.update({code: {**LANG_INFO[code[:2]], "code": code, "name_local": name} for code, name in CHANNELS})
# The seed compiles the translations into the data directory: an installed package may be read-only.
LOCALE_PATHS = [DATA / "locale"]
TIME_ZONE = "UTC"
SHOP_ZONE = "Europe/London"
"""Where the shop is, as it tells people. Dates are kept, and compared, in UTC."""
USE_TZ = True

EMAIL_BACKEND = "pytest_checkout.demo.store.mail.Backend"
EMAIL_HOST, _, _port = os.environ.get("CHECKOUT_DEMO_SMTP", "127.0.0.1:25").rpartition(":")
EMAIL_PORT = int(_port)
EMAIL_TIMEOUT = 4  # the page of the order waits for it

OSCAR_SHOP_NAME = "Oscar demo store"
OSCAR_SHOP_TAGLINE = ""
OSCAR_DEFAULT_CURRENCY = "GBP"
OSCAR_FROM_EMAIL = "orders@demo-store.example"
OSCAR_ALLOW_ANON_CHECKOUT = True
OSCAR_MAX_BASKET_QUANTITY_THRESHOLD = 50
OSCAR_OFFERS_INCL_TAX = True
OSCAR_OFFER_ROUNDING_FUNCTION = "pytest_checkout.demo.store.forks.offer.rounding.down"
OSCAR_INITIAL_ORDER_STATUS = "Pending"
OSCAR_INITIAL_LINE_STATUS = "Pending"
OSCAR_ORDER_STATUS_PIPELINE = {
    "Awaiting payment": ("Pending", "Cancelled"),
    "Pending": ("Being processed", "Cancelled", "Refunded"),
    "Being processed": ("Complete", "Refunded"),
    "Complete": ("Refunded",),
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {
        "file": {
            "class": "logging.FileHandler",
            "filename": DATA / "store.log",
            "formatter": "line",
            "delay": True,
        }
    },
    "root": {"handlers": ["file"], "level": "WARNING"},
    "loggers": {"django.request": {"level": "ERROR"}, "django.server": {"level": "ERROR"}},
}
