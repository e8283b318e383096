"""Draws the product pictures: flat shapes on a pale ground, the same on every machine."""

from __future__ import annotations

import random
from io import BytesIO

from PIL import Image, ImageColor, ImageDraw

SIZE = 800


def draw(sku: str, colour: str) -> bytes:
    """A JPEG of 800 x 800 pixels in shades of `colour` ("#rrggbb"); its shapes follow from the `sku`."""
    chance = random.Random(sku)
    red, green, blue = ImageColor.getrgb(colour)[:3]
    image = Image.new("RGB", (SIZE, SIZE), (245, 242, 236))
    pen = ImageDraw.Draw(image)
    pen.ellipse((120, 640, 680, 730), fill=(226, 221, 210))
    for step in range(4):
        shade = (red - 14 * step) % 256, (green - 14 * step) % 256, (blue - 14 * step) % 256
        left, top = chance.randint(170, 330), chance.randint(120 + 110 * step, 200 + 110 * step)
        box = (left, top, left + chance.randint(220, 320), 690)
        if chance.random() < 0.5:
            pen.rounded_rectangle(box, radius=60, fill=shade)
        else:
            pen.ellipse(box, fill=shade)
    stream = BytesIO()
    image.save(stream, "JPEG", quality=85)
    return stream.getvalue()
