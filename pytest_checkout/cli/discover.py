"""`pytest-checkout discover URL`: walk a shop that nobody has scripted, and write its store profile.

On a profile that exists already it tells what has changed since, and writes only with --update.
"""

from __future__ import annotations

import argparse
import re
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Error as BrowserError
from rich.console import Console

from pytest_checkout.discovery import changes, draft, strip, window
from pytest_checkout.discovery.explore import Exploration
from pytest_checkout.discovery.findings import Findings
from pytest_checkout.errors import CannotProvide, CouldNotLook, ShopFault, UserError
from pytest_checkout.store import profile as profiles
from pytest_checkout.store.profile import HttpLogin, Secret, StoreProfile, Tls
from pytest_checkout.storefront.asking import first_line
from pytest_checkout.storefront.entrance import Entrance

HELP = "walk a shop that nobody has scripted, and write its store profile"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("url", metavar="URL", help="the shop's home page, or the page of a product")
    parser.add_argument("--place-order", action="store_true", help="go through with it: place one order")
    parser.add_argument(
        "--output", type=Path, default=Path("store.yaml"), metavar="FILE", help="the profile (default: store.yaml)"
    )
    parser.add_argument(
        "--accept-self-signed",
        action="store_true",
        help="this is a shop in staging, whose certificate nobody vouches for",
    )
    parser.add_argument(
        "--http-login",
        type=_login,
        metavar="USER:VARIABLE",
        help="what its server asks for: the user, and the environment variable that holds the password",
    )
    parser.add_argument("--update", action="store_true", help="write what has changed into a profile that exists")


def run(arguments: argparse.Namespace) -> int:
    """0: written, or nothing has changed. 1: something has changed, or the walk stopped before the last click.

    Raises UserError, one sentence that says what to do, when nothing can be said about the shop.
    """
    url, output = address(arguments.url), arguments.output
    known = _known(output, url)
    tls = Tls.ACCEPT if arguments.accept_self_signed else Tls.VERIFY
    found = _explored(url, known, Entrance(tls, arguments.http_login), place_order=arguments.place_order)
    output.parent.mkdir(parents=True, exist_ok=True)
    if found.locale in found.journeys:
        pictures = output.with_name(f"{output.stem}-journey.html")
        pictures.write_text(strip.html(found), encoding="utf-8")
        print(f"pictures: {pictures}")
    if known is not None:
        return _compares(known, found, output, update=arguments.update)
    output.write_text(draft.text(found, ordered=arguments.place_order, today=date.today()), encoding="utf-8")
    profiles.load(output)
    print(f"profile: {output}")
    if found.journey.stopped:
        print(f"The walk stopped: {found.journey.stopped}")
    return 1 if found.journey.stopped else 0


def address(given: str) -> str:
    """What was typed as an address; "shop.example" means https. Raises UserError for what is none."""
    url = given if "://" in given else f"https://{given}"
    if not re.match(r"https?://[^/\s]+", url):
        raise UserError(f"'{given}' is no address of a shop: write it like https://shop.example/")
    return url


def _known(output: Path, url: str) -> StoreProfile | None:
    """The profile that is there already. Raises UserError when it is another shop's."""
    if not output.exists():
        return None
    profile = profiles.load(output)
    if urlsplit(profile.url).netloc != urlsplit(url).netloc:
        raise UserError(f"{output} is the profile of {profile.url}: give another file with --output.")
    return profile


def _login(given: str) -> HttpLogin:
    user, found, variable = given.rpartition(":")
    if not (found and user and re.fullmatch(r"[A-Za-z_]\w*", variable)):
        raise argparse.ArgumentTypeError(
            f"'{given}' is not USER:VARIABLE; the password stays in an environment variable, as in qa:SHOP_PASSWORD"
        )
    return HttpLogin(user=user, password=Secret(env=variable))


def _explored(url: str, known: StoreProfile | None, entrance: Entrance, *, place_order: bool) -> Findings:
    console = Console(highlight=False)

    def tell(what: str, words: str) -> None:
        console.print(f"  {what:<13}{words}", markup=False, soft_wrap=True)

    with console.status("looking at the shop ..."), window.opened() as browser:
        try:
            exploration = Exploration(browser, url, tell, entrance)
            if known is not None:
                return exploration.looks_again(known, place_order=place_order)
            return exploration.runs(place_order=place_order)
        except (ShopFault, CouldNotLook, CannotProvide) as error:
            raise UserError(str(error)) from error
        except BrowserError as error:
            reason = first_line(error)
            raise UserError(f"the browser gave up: {reason}; try again, or see `pytest-checkout doctor`") from error


def _compares(known: StoreProfile, found: Findings, output: Path, *, update: bool) -> int:
    different = changes.since(known, found)
    when = f" since {known.discovered.on}" if known.discovered else ""
    if not different:
        print(f"nothing has changed{when}")
        return 0
    print(f"changed{when}:", *(f"  {change.words}" for change in different), sep="\n")
    if update:
        _rewrites(output, changes.written(output, different, date.today()))
    else:
        print(f"{output} stays as it is; --update writes the changes into it.")
    return 1


def _rewrites(output: Path, text: str) -> None:
    """Replace the profile by one that was proved to load; until then it stays as it was."""
    new = output.with_name(f".{output.name}.new")
    new.write_text(text, encoding="utf-8")
    profiles.load(new)
    new.replace(output)
    print(f"updated: {output}")
