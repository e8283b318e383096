"""Serves static files and product pictures straight from disk, to be cached by browsers for long."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseNotFound
from django.views.static import serve


class FilesMiddleware:
    """First in the chain: a picture needs no session, no language and no basket."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        path = request.path_info
        if path.startswith(settings.STATIC_URL):
            found = _static(path.removeprefix(settings.STATIC_URL))
            return _answer(request, found.lstrip("/"), "/") if found else HttpResponseNotFound()
        if path.startswith(settings.MEDIA_URL):
            return _answer(request, path.removeprefix(settings.MEDIA_URL), str(settings.MEDIA_ROOT))
        return self.get_response(request)


@lru_cache(maxsize=1000)
def _static(path: str) -> str | None:
    found = finders.find(path)
    return str(found) if found else None


def _answer(request: HttpRequest, path: str, root: str) -> HttpResponseBase:
    try:
        response = serve(request, path, document_root=root)
    except Http404:
        return HttpResponseNotFound()
    response["Cache-Control"] = "public, max-age=31536000"
    return response
