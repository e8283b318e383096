"""The shop as a WSGI application, ready to serve from the data directory in CHECKOUT_DEMO_DATA."""

from __future__ import annotations

import os
from urllib.parse import urlsplit

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pytest_checkout.demo.store.settings")

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from pytest_checkout.demo.store import clock

clock.install()

application = get_wsgi_application()

# Models exist once the application does.
from django.contrib.sites.models import Site  # noqa: E402

from pytest_checkout.demo.store import outbox  # noqa: E402
from pytest_checkout.demo.store.switches import switches  # noqa: E402

switches.load(settings.DATA / "state.json", settings.FIRST_BREAKAGES, settings.FIRST_PLUGINS)
# Links in mails lead to the port of this start.
Site.objects.update_or_create(
    pk=settings.SITE_ID, defaults={"domain": urlsplit(settings.URL).netloc, "name": settings.OSCAR_SHOP_NAME}
)
outbox.start()
