"""What the services behind the store are asked, as JSON: read strictly, and refused in a sentence."""

import json
from collections.abc import Mapping
from typing import Any

from aiohttp import web


def refused(status: int, sentence: str) -> web.HTTPException:
    """The answer to a request that cannot be granted, to be raised."""
    answer: dict[int, type[web.HTTPException]] = {
        400: web.HTTPBadRequest,
        404: web.HTTPNotFound,
        409: web.HTTPConflict,
        422: web.HTTPUnprocessableEntity,
        503: web.HTTPServiceUnavailable,
    }
    return answer[status](text=json.dumps({"error": sentence}), content_type="application/json")


async def json_object(request: web.Request, wanted: Mapping[str, type]) -> dict[str, Any]:
    """The JSON object of a request, with at least the keys `wanted`, each of its type. Raises the answer 400."""
    try:
        given = await request.json()
    except ValueError as error:
        raise refused(400, "The body is not JSON.") from error
    if not isinstance(given, dict):
        raise refused(400, "The body must be a JSON object.")
    for key, kind in wanted.items():
        value = given.get(key)
        # bool is an int to Python, but 'true' is no number to anybody else
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise refused(400, f"'{key}' must be given, of type {kind.__name__}, not {value!r}.")
    return given
