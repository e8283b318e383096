"""Oscar's shipping tables, unchanged."""

from oscar.apps.shipping.models import *  # noqa: F403
