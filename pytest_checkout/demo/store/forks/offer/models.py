"""Offers and ranges named in the language of the request."""

from __future__ import annotations

from oscar.apps.offer import abstract_models as oscar

from pytest_checkout.demo.store.translated import translated


class ConditionalOffer(oscar.AbstractConditionalOffer):
    name = translated(oscar.AbstractConditionalOffer, "name")
    description = translated(oscar.AbstractConditionalOffer, "description")


class Range(oscar.AbstractRange):
    name = translated(oscar.AbstractRange, "name")


from oscar.apps.offer.models import *  # noqa: E402, F403 - Oscar's order: the models we replace come first
