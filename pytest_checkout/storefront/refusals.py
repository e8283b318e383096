"""How the shopper says that something is missing, dead or not plain: each with what it looked for and what it found."""

from __future__ import annotations

import re

from pytest_checkout.domain import Stage
from pytest_checkout.errors import CannotRead, ShopFault
from pytest_checkout.storefront.acts import Act
from pytest_checkout.storefront.hands import Hands
from pytest_checkout.storefront.reading import Reading
from pytest_checkout.storefront.snapshot import Control
from pytest_checkout.storefront.words import normal

_MOST_NEWS = 4
"""Lines of a page that may be an answer; a page with more new ones is another page."""


def news(before: Reading, now: Reading) -> list[str]:
    """What a page says that it did not say before: an answer, where nothing in its code marks it as one.

    Numbers that count up or down are none.
    """
    known = {_wordy(line) for line in before.snapshot.text.splitlines()}
    lines = [line.strip() for line in now.snapshot.text.splitlines() if _wordy(line) and _wordy(line) not in known]
    fresh = list(dict.fromkeys(lines))
    return fresh if len(fresh) <= _MOST_NEWS else []


_MOST_SAID = 300
"""Characters of a page that are quoted."""


def says(reading: Reading) -> str:
    """What a page says beside its headings, its buttons and its amounts, cut short."""
    page = reading.snapshot
    known = {normal(text) for control in page.controls for text in (control.text, control.label)}
    choices = [control for control in page.controls if control.field or control.kin >= 0]
    known |= {normal(text) for control in choices for text in control.card}  # that of a lone button is its whole form
    known |= {normal(heading.text) for heading in page.headings}
    known |= {normal(option.text) for control in page.controls for option in control.options}
    lines = [line.strip() for line in page.text.splitlines() if _wordy(line)]
    rest = [line for line in lines if normal(line) not in known and not any(a.text in line for a in page.amounts)]
    return " / ".join(dict.fromkeys(rest))[:_MOST_SAID] or "nothing"


def _wordy(line: str) -> str:
    return re.sub(r"[\W\d_]+", " ", line).strip()


def only(found: list[Act], what: str, reading: Reading) -> Control:
    """The control of the one act found. Raises CannotRead when another fits as well and would do something else."""
    if len(found) > 1:
        both = " and ".join(f"'{act.control.called}'" for act in found[:2])
        raise CannotRead(
            f"two controls may {what} at {reading.stage}: {both}", stage=str(reading.stage), looked_for=what, found=both
        )
    return found[0].control


def absent(message: str, reading: Reading, looked_for: str) -> ShopFault:
    """The shop lacks something; with what it complains about, and the buttons that there are instead."""
    buttons = [
        c.called for c in reading.snapshot.controls if not c.field and c.region not in ("header", "nav", "footer")
    ]
    return ShopFault(
        f"{message}; the shop says: {' '.join(reading.complaints)}" if reading.complaints else message,
        stage=str(reading.stage),
        looked_for=looked_for,
        found=f"{reading.stage} with {', '.join(repr(name) for name in buttons[:8]) or 'no buttons'}",
        reason_code="capability-absent",
    )


def refuse_stale_override(hands: Hands, *names: str) -> None:
    """Raises CannotRead when the profile names a control for one of these, and it is not there."""
    for name in names:
        if override := hands.overrides.get(name):
            raise CannotRead(
                f"{override.where}: the override '{name}' ({override}) matches nothing at {hands.reading.stage}; "
                "correct it, or remove it and let the page be read",
                stage=str(hands.reading.stage),
                looked_for=f"{name}: {override}",
                found=f"no such control at {hands.reading.snapshot.url}",
            )


def refuse_unknown_page(before: Reading, now: Reading, what: str) -> None:
    """Raises CannotRead when an act led to a page that the robot does not know: then the shop did do something."""
    elsewhere = (now.snapshot.url, now.snapshot.headings) != (before.snapshot.url, before.snapshot.headings)
    if now.stage is Stage.ELSEWHERE and (before.stage is not Stage.ELSEWHERE or elsewhere):
        headings = " / ".join(heading.text for heading in now.snapshot.headings[:3])
        raise CannotRead(
            f"after the act to {what} at {before.stage} the shopper does not know the page it came to: {headings}",
            stage=str(before.stage),
            looked_for=what,
            found=f"{headings} at {now.snapshot.url}",
        )


def refuse_unknown_field(reading: Reading, stage: Stage) -> None:
    """Raises CannotRead when the shop insists on a field that the robot did not understand and so left empty."""
    own = reading.part_controls(stage)
    known = {(field.control.frame, field.control.index) for field in reading.fields if not field.rival}
    forms = {(control.frame, control.form) for control in own}
    for control in reading.snapshot.controls:
        needed = control.field and control.shown and (control.required or control.invalid)
        inside = (control.frame, control.form) in forms
        understood = control in own or (control.frame, control.index) in known
        if needed and inside and not control.tickable and not control.value.strip() and not understood:
            raise CannotRead(
                f"the shop insists on '{control.called}' at {stage}, and the robot does not know what it asks for",
                stage=str(stage),
                looked_for="the meaning of a required field",
                found=f"'{control.called}' (name '{control.name}')",
            )
