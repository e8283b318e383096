"""Ways to pay named in the language of the request."""

from __future__ import annotations

from oscar.apps.payment import abstract_models as oscar

from pytest_checkout.demo.store.translated import translated


class SourceType(oscar.AbstractSourceType):
    name = translated(oscar.AbstractSourceType, "name")


from oscar.apps.payment.models import *  # noqa: E402, F403 - Oscar's order: the models we replace come first
