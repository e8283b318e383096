"""Model fields whose stored English text is shown in the language of the request."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models.query_utils import DeferredAttribute
from django.utils.translation import gettext


class _TranslatedAttribute(DeferredAttribute):
    """Reads the stored text through gettext; a data descriptor, so that it is asked although the text is loaded."""

    def __get__(self, instance: models.Model | None, cls: type | None = None) -> Any:
        text = super().__get__(instance, cls)
        return gettext(text) if instance is not None and text else text

    def __set__(self, instance: models.Model, text: str) -> None:
        instance.__dict__[self.field.attname] = text


class _Translated:
    """Mixed into a text field: reading translates, saving stores what was stored before."""

    descriptor_class = _TranslatedAttribute
    attname: str

    def pre_save(self, instance: models.Model, add: bool) -> str:  # noqa: ARG002 - Django names it
        text: str = instance.__dict__[self.attname]
        return text


def translated(model: type[models.Model], name: str) -> models.Field[Any, Any]:
    """The field `name` of the abstract `model`, to be declared again in a subclass that shows it translated."""
    field = model._meta.get_field(name)
    _, _, positional, keywords = field.deconstruct()
    kind = type(f"Translated{type(field).__name__}", (_Translated, type(field)), {})
    made: models.Field[Any, Any] = kind(*positional, **keywords)
    return made
