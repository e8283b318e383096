"""Who may use the back office and how it answers: bearer token in, JSON out, mistakes told in a sentence."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import wraps
from inspect import signature
from typing import Any

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.views.decorators.csrf import csrf_exempt

Json = dict[str, Any] | list[dict[str, Any]]
View = Callable[..., JsonResponse]


class Refused(Exception):
    """The request cannot be granted; the sentence says why, the status is HTTP's."""

    def __init__(self, sentence: str, status: int = 400) -> None:
        super().__init__(sentence)
        self.status = status


def resource(**methods: Callable[..., Json]) -> View:
    """A view that answers `GET=...` and `PUT=...` with the JSON its functions return.

    They get what is in the address as keywords, a GET function the query as well, a PUT function the JSON object of the
    body as `wanted`. Answers 401 without the token, 405 for another method, 400 for a query or body it cannot use.
    """

    @csrf_exempt
    def view(request: HttpRequest, **place: str) -> JsonResponse:
        try:
            _check_token(request)
            if request.method not in methods:
                raise Refused(f"{request.method} is not possible here; possible: {', '.join(methods)}.", 405)
            act = methods[request.method]
            given = _query(request, act) if request.method == "GET" else {"wanted": _body(request)}
            answer = act(**place, **given)
        except Refused as refused:
            return JsonResponse({"error": str(refused)}, status=refused.status)
        return JsonResponse(answer, safe=False, json_dumps_params={"ensure_ascii": False})

    return wraps(view)(view)


def only(wanted: Mapping[str, Any], **types: type) -> None:
    """Raises Refused when `wanted` has another key than these, or a value of another type; None is allowed nowhere."""
    for key, value in wanted.items():
        if key not in types:
            raise Refused(f"'{key}' cannot be set here; possible: {', '.join(types)}.")
        # bool is an int to Python, but 'true' is no number to anybody else; and a whole number is a number
        fits = (int, float) if types[key] is float else types[key]
        if not isinstance(value, fits) or (types[key] in (int, float) and isinstance(value, bool)):
            raise Refused(f"'{key}' must be of type {types[key].__name__}, not {value!r}.")


def known(kind: str, name: str, names: Iterable[str]) -> None:
    """Raises Refused when there is no such name."""
    if name not in names:
        raise Refused(f"There is no {kind} '{name}'; there are {', '.join(names)}.", 404)


def amount_of(key: str, text: str, smallest: Decimal = Decimal("0.01")) -> Decimal:
    """Decimal text as an amount. Raises Refused for no amount, a negative one, or one finer than `smallest`."""
    try:
        found = Decimal(text)
        if found < 0 or found != found.quantize(smallest):
            raise ValueError
    except (ArithmeticError, ValueError):
        raise Refused(f"'{key}' must be a plain amount like {smallest * 120}, not '{text}'.") from None
    return found


def _check_token(request: HttpRequest) -> None:
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    token = settings.BACK_OFFICE_TOKEN
    if not token or not secrets.compare_digest(given.encode(), token.encode()):
        raise Refused("The back office needs the header 'Authorization: Bearer <token>'.", 401)


def _query(request: HttpRequest, act: Callable[..., Json]) -> dict[str, str]:
    query: dict[str, str] = request.GET.dict()
    for key in query:
        if key not in signature(act).parameters:
            raise Refused(f"'{key}' cannot be asked for here.")
    return query


def _body(request: HttpRequest) -> dict[str, Any]:
    try:
        wanted = json.loads(request.body)
    except ValueError as error:
        raise Refused(f"The body is not JSON: {error}.") from error
    if not isinstance(wanted, dict):
        raise Refused("The body must be a JSON object.")
    return wanted
