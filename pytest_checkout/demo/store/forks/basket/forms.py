"""The basket's forms: a product with sizes asks for the size, and offers none by itself."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from oscar.apps.basket import forms as oscar
from oscar.forms.widgets import AdvancedSelect


class AddToBasketForm(oscar.AddToBasketForm):
    def _create_parent_product_fields(self, product: Any) -> None:
        """One field for the attribute in which the variants differ; what cannot be bought is shown, but not offered."""
        children = list(product.get_public_children())
        attribute = children[0].attribute_values.first().attribute
        choices = [("", _("Please choose"))]
        sold_out = []
        for child in children:
            choices.append((str(child.id), str(child.attribute_values.first().value)))
            if not self.basket.strategy.fetch_for_product(child).availability.is_available_to_buy:
                sold_out.append(str(child.id))
        self.fields["child_id"] = forms.ChoiceField(
            choices=choices, label=attribute.name, widget=AdvancedSelect(disabled_values=sold_out)
        )


class SimpleAddToBasketForm(oscar.SimpleAddToBasketMixin, AddToBasketForm):
    """The short form of product lists."""
