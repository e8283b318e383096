"""Lists of products straight from the database: Oscar's need a search server."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.generic import ListView
from oscar.core.loading import get_model

Product = get_model("catalogue", "Product")
Category = get_model("catalogue", "Category")


class CatalogueView(ListView):
    """All products."""

    template_name = "oscar/catalogue/browse.html"
    context_object_name = "products"
    paginate_by = settings.OSCAR_PRODUCTS_PER_PAGE

    def get_queryset(self) -> QuerySet[Any]:
        shelf: QuerySet[Any] = Product.objects.browsable().base_queryset().order_by("pk")
        return shelf

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(summary=_("All products"), **more)
        return context


class ProductCategoryView(CatalogueView):
    """The products of one category."""

    template_name = "oscar/catalogue/category.html"

    def dispatch(self, request: HttpRequest, *args: Any, **place: Any) -> HttpResponseBase:
        self.category = get_object_or_404(Category.objects.browsable(), pk=place["pk"])
        return super().dispatch(request, *args, **place)

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().filter(categories__in=self.category.get_descendants_and_self()).distinct()

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(category=self.category, **more)
