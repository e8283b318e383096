"""Template tag of breakages that hit only some shoppers: drawn with a fixed seed, so that a run can be repeated."""

from __future__ import annotations

import random

from django import template

register = template.Library()

_draw = random.Random(2026).random
SHARE = 0.05


@register.simple_tag
def one_in_twenty() -> bool:
    """Whether this shopper is one of the five in a hundred."""
    return _draw() < SHARE
