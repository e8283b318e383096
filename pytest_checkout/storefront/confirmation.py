"""Is this the page after the order, and which number does it give? Evidence from several places, no single word."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from pytest_checkout.errors import CannotRead
from pytest_checkout.storefront.snapshot import Snapshot
from pytest_checkout.storefront.words import CODE, lexicon, normal, speaks, tokens

_NUMBER = re.compile(r"(?<![\w.,:/£€$+@-])#?([A-Za-z0-9](?:[A-Za-z0-9-]{1,23})[A-Za-z0-9])(?![\w%/@]|[.,]\d)")

_YEAR = re.compile(r"(?:19|20)\d\d")
"""A heading often holds a date; a number of that form must be named as the order's."""
_IN_ADDRESS = re.compile(r"(?:[A-Z]{1,6}-?)?\d{4,14}")
"""An order's number as a part of an address; what looks otherwise is a key that the shop made up, and no number."""
_TOLD_TWICE = 4
"""Points of a number that two places of the page agree on, such as its heading and a link."""


def thanks(snapshot: Snapshot, language: str) -> int:
    """How strongly the page says that an order was placed: 0 not at all, 3 or more surely."""
    points = 0
    headings = normal(
        " ".join(heading.text for heading in snapshot.headings if heading.level <= 2) + " " + snapshot.title
    )
    start = normal(snapshot.text[:1500])
    speaks = {spoken: lexicon(spoken) for spoken in (language, "en")}
    if any(words.says("signs", "confirmation", headings) for words in speaks.values()):
        points += 2
    elif any(words.says("signs", "confirmation", start) for words in speaks.values()):
        points += 1
    path = urlsplit(snapshot.url)
    if lexicon(CODE).says("signs", "confirmation", tokens(f"{path.path} {path.query}")):
        points += 1
    strongest = max(_candidates(snapshot, language).values(), default=0)
    return points + (2 if strongest >= _TOLD_TWICE else 1 if strongest else 0)


def order_number(snapshot: Snapshot, language: str) -> str:
    """The order's number as the page shows it; empty when it shows none. Raises CannotRead when two fit."""
    ranked = sorted(_candidates(snapshot, language).items(), key=lambda item: -item[1])
    if not ranked:
        return ""
    if len(ranked) > 1 and ranked[0][1] - ranked[1][1] < 2:
        both = f"{ranked[0][0]} and {ranked[1][0]}"
        raise CannotRead(
            f"two order numbers fit on the confirmation page: {both}",
            stage="confirmation",
            looked_for="the order number",
            found=both,
        )
    return ranked[0][0]


def new_mark(snapshot: Snapshot, review: str) -> bool:
    """Whether the page's address has a part of its own for this order that the page before had not."""
    address = urlsplit(snapshot.url)
    parts = re.split(r"[/=&]", unquote(f"{address.path}&{address.query}"))
    return any(sum(sign.isdigit() for sign in part) >= 3 and part not in review for part in parts)


def new_numbers(snapshot: Snapshot, review: str) -> list[str]:
    """Numbers that the page shows and the review before it did not: no amounts, dates, or numbers of an address."""
    address = urlsplit(snapshot.url)
    parts = re.split(r"[/=&]", unquote(f"{address.path}&{address.query}"))
    text = snapshot.text + " " + " ".join(part for part in parts if _IN_ADDRESS.fullmatch(part))
    for amount in snapshot.amounts:
        text = text.replace(amount.text, " ")
    known = set(_NUMBER.findall(review))
    found = dict.fromkeys(match[1] for match in _NUMBER.finditer(text))
    return [
        number
        for number in found
        if number not in known
        and sum(sign.isdigit() for sign in number) >= 4
        and not re.fullmatch(r"(19|20)\d\d|\d{4}-\d\d-\d\d|\d{1,2}-\d{1,2}-\d{2,4}", number)
        and f"+{number}" not in text
    ]


def _candidates(snapshot: Snapshot, language: str) -> dict[str, int]:
    """Number -> points. One that no word and no heading points at is none."""
    points: dict[str, int] = {}
    path = urlsplit(snapshot.url)
    address = set(re.split(r"[/=&]", unquote(f"{path.path}&{path.query}")))
    headings = " \n ".join([snapshot.title, *(heading.text for heading in snapshot.headings if heading.level <= 2)])
    links = " ".join(control.path for control in snapshot.controls)
    text = snapshot.text
    for amount in snapshot.amounts:
        text = text.replace(amount.text, "0")  # what an order costs is no number of it
    in_headings = {match[1] for match in _NUMBER.finditer(headings)}
    for number in {match[1] for match in _NUMBER.finditer(text)} | in_headings:
        if not _may_be_one(number, address) and not _is_labelled(number, snapshot.text, language):
            continue
        named = _named(number, text, language)
        if named or (number in in_headings and not _YEAR.fullmatch(number)):
            linked = f"/{number}/" in links
            points[number] = 4 * named + 3 * (number in in_headings) + 2 * (number in address) + linked
    return points


def _may_be_one(number: str, address: set[str]) -> bool:
    """Three digits make a number; a code of capitals is one when the page's address holds it too."""
    if sum(sign.isdigit() for sign in number) >= 3:
        return True
    return len(number) >= 4 and number.isupper() and number in address


def _is_labelled(number: str, text: str, language: str) -> bool:
    """Whether a line says that a word of capitals is the order's reference, and no more: some have no digit."""
    if len(number) < 6 or not number.isalpha() or not number.isupper():
        return False
    labels = re.findall(rf"^\s*(\S.{{2,40}}?)\s*:\s*{number}\s*$", text, re.MULTILINE)
    return any(speaks("signs", "order number", label, language) for label in labels)


def _named(number: str, text: str, language: str) -> bool:
    """Whether the words for "order number" stand shortly before it, in the same sentence, no other number between."""
    plain = normal(text)
    for found in re.finditer(rf"(?<!\w){re.escape(number.casefold())}(?!\w)", plain):
        before = re.split(r"[.!?]\s|\d", plain[max(0, found.start() - 40) : found.start()])[-1]
        if speaks("signs", "order number", before, language):
            return True
    return False
