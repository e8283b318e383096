"""The picture strip of a journey: one HTML file that needs nothing else, for people who were not there."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from html import escape

from pytest_checkout.discovery.findings import Findings, Picture

_PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
 body {{ font: 15px/1.5 system-ui, sans-serif; margin: 2rem; color: #1b1b1b; background: #fff }}
 ol {{ display: flex; flex-wrap: wrap; gap: 1.25rem; padding: 0; list-style: none; counter-reset: step }}
 li {{ width: 20rem; counter-increment: step }}
 img {{ width: 100%; border: 1px solid #bbb; border-radius: 4px; cursor: zoom-in }}
 input {{ position: absolute; opacity: 0 }} input:focus-visible + img {{ outline: 3px solid #06c }}
 input:checked + img {{ position: fixed; inset: 0; z-index: 1; width: 100%; height: 100%; border: 0; border-radius: 0;
   object-fit: contain; background: #000c; cursor: zoom-out }}
 h2 {{ font-size: 1rem; margin: .4rem 0 0 }} h2::before {{ content: counter(step) ". " }}
 p {{ margin: 0; color: #444; overflow-wrap: anywhere }} .stopped {{ color: #a00; font-weight: 600 }}
</style>
<h1>{title}</h1>
<p>{figures}</p>{stopped}
<ol>
{steps}
</ol></html>
"""


def html(found: Findings) -> str:
    """The journey of the default locale as a page; a click on a picture shows it in full size, and another one puts it
    back: browsers follow no link to a picture that is in the page itself."""
    journey = found.journey
    figures = f"{journey.pages} pages, {journey.fields} fields and {journey.clicks} clicks: {journey.shape}"
    return _PAGE.format(
        title=escape(f"The way to an order at {found.name}"),
        figures=escape(figures),
        stopped=f'\n<p class="stopped">{escape(journey.stopped)}</p>' if journey.stopped else "",
        steps="\n".join(_steps(journey.pictures)),
    )


def _steps(pictures: Sequence[Picture]) -> list[str]:
    return [
        f'<li><label><input type="checkbox" aria-label="full size"><img src="{_data(picture)}" '
        f'alt="{escape(str(picture.stage))}"></label>'
        f"<h2>{escape(str(picture.stage))}</h2><p>{escape(picture.caption)}</p><p>{escape(picture.url)}</p></li>"
        for picture in pictures
    ]


def _data(picture: Picture) -> str:
    return "data:image/jpeg;base64," + base64.b64encode(picture.jpeg).decode("ascii")
