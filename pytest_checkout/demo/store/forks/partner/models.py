"""Oscar's partner tables, unchanged."""

from oscar.apps.partner.models import *  # noqa: F403
