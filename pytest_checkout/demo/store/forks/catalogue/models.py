"""Catalogue models whose texts are shown in the language of the request."""

from __future__ import annotations

from oscar.apps.catalogue import abstract_models as oscar

from pytest_checkout.demo.store.translated import translated


class ProductClass(oscar.AbstractProductClass):
    name = translated(oscar.AbstractProductClass, "name")


class Category(oscar.AbstractCategory):
    name = translated(oscar.AbstractCategory, "name")
    description = translated(oscar.AbstractCategory, "description")


class Product(oscar.AbstractProduct):
    title = translated(oscar.AbstractProduct, "title")
    description = translated(oscar.AbstractProduct, "description")


class ProductAttribute(oscar.AbstractProductAttribute):
    name = translated(oscar.AbstractProductAttribute, "name")


from oscar.apps.catalogue.models import *  # noqa: E402, F403 - Oscar's order: the models we replace come first
