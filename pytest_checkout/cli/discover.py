"""`pytest-checkout discover URL`: walk a shop that nobody has scripted, and write its store profile."""

from __future__ import annotations

import argparse
import re
from datetime import date
from pathlib import Path

from rich.console import Console

from pytest_checkout.discovery import draft, strip, window
from pytest_checkout.discovery.explore import Exploration
from pytest_checkout.errors import CouldNotLook, ShopFault, UserError
from pytest_checkout.store import profile as profiles

HELP = "walk a shop that nobody has scripted, and write its store profile"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("url", metavar="URL", help="the shop's home page, or the page of a product")
    parser.add_argument("--place-order", action="store_true", help="go through with it: place one order")
    parser.add_argument(
        "--output", type=Path, default=Path("store.yaml"), metavar="FILE", help="the profile (default: store.yaml)"
    )


def run(arguments: argparse.Namespace) -> int:
    """Write the profile and the picture strip beside it. Raises UserError, one sentence that says what to do."""
    url, output = address(arguments.url), arguments.output
    if output.exists():
        raise UserError(f"{output} exists already, and discover overwrites nothing: give another --output.")
    console = Console(highlight=False)

    def tell(what: str, words: str) -> None:
        console.print(f"  {what:<13}{words}", markup=False, soft_wrap=True)

    with console.status("looking at the shop ..."), window.opened() as browser:
        try:
            found = Exploration(browser, url, tell).runs(place_order=arguments.place_order)
        except (ShopFault, CouldNotLook) as error:
            raise UserError(f"{error}") from error
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(draft.text(found, ordered=arguments.place_order, today=date.today()), encoding="utf-8")
    profiles.load(output)
    pictures = output.with_name(f"{output.stem}-journey.html")
    pictures.write_text(strip.html(found), encoding="utf-8")
    print(f"profile: {output}\npictures: {pictures}")
    if found.journey.stopped:
        print(f"The walk stopped: {found.journey.stopped}")
    return 1 if found.journey.stopped else 0


def address(given: str) -> str:
    """What was typed as an address; "shop.example" means https. Raises UserError for what is none."""
    url = given if "://" in given else f"https://{given}"
    if not re.match(r"https?://[^/\s]+", url):
        raise UserError(f"'{given}' is no address of a shop: write it like https://shop.example/")
    return url
