"""What a button or link does, scored from its words, its code, where it leads and the form it sends."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pytest_checkout.storefront.snapshot import Control, Form, Snapshot
from pytest_checkout.storefront.words import CODE, lexicon, tokens, understood

FORBIDDEN = ("danger", "newsletter", "wishlist", "login", "search", "language")
"""What a shopper never presses on its way to an order."""
ENOUGH = 45.0
_CLEAR = 6.0
_COUNTS = re.compile(r"[(\[]?\d[\d.,:]*[)\]]?")
"""Numbers on a button tell how many, how much or how long, and not what it does: "Cart (2)", "Your cart 29:43"."""


@dataclass(frozen=True)
class Act:
    """A control, how well it fits the act, and why."""

    control: Control
    score: float
    why: str


def is_button(control: Control) -> bool:
    return control.shown and not control.field


def scores(control: Control, form: Form | None, language: str) -> dict[str, tuple[float, str]]:
    """Every act that has evidence, with its score and its strongest piece of evidence."""
    found: dict[str, list[tuple[float, str]]] = {}

    def add(act: str, points: float, why: str) -> None:
        found.setdefault(act, []).append((points, why))

    for source in ("text", "aria", "title"):
        text = str(getattr(control, source))
        meanings, worth = understood("acts", _COUNTS.sub(" ", text), language)
        for act, share in meanings.items():
            add(act, worth * (20 + 50 * share), f"says '{text}'")
    code = lexicon(CODE)
    opens = control.href if control.href.startswith("#") else ""
    for act, share in code.meanings("acts", tokens(f"{control.name} {control.id} {control.controls} {opens}")).items():
        add(act, 30 + 20 * share, f"is called '{control.name or control.id or control.controls or opens}'")
    for act, share in code.meanings("acts", tokens(control.classes)).items():
        add(act, 15 + 15 * share, f"has class '{control.classes}'")
    if control.path:
        last = tokens(control.path.split("?")[0].rstrip("/").rpartition("/")[2])
        for act in code.meanings("acts", tokens(control.path)):
            add(act, 50 if act in code.meanings("acts", last) else 35, f"leads to {control.path}")
    if form and submits(control):
        for act in code.meanings("acts", form.code).keys() - {"back"}:  # an address to come back to leads nowhere yet
            add(act, 45, f"sends {form.action}")
    return {
        act: (max(points for points, _ in parts) + sum(sorted(points for points, _ in parts)[:-1]) / 3, max(parts)[1])
        for act, parts in found.items()
    }


def submits(control: Control) -> bool:
    """Whether pressing it sends its form."""
    return control.form >= 0 and control.tag in ("button", "input") and control.type in ("submit", "image")


def find(
    snapshot: Snapshot,
    act: str,
    language: str,
    *,
    among: Callable[[Control], bool] = lambda _: True,
    bonus: Callable[[Control], tuple[float, str]] = lambda _: (0.0, ""),
    allow: Iterable[str] = (),
    enough: float = ENOUGH,
) -> list[Act]:
    """The controls that may be meant, best first. More than one: they fit equally well and do different things.

    `among` leaves controls out, `bonus` adds what only the caller knows (the form's own fields), `allow` names
    forbidden acts that are harmless here.
    """
    named = [control for control in snapshot.controls if act in control.overrides and control.shown]
    if named:
        return [Act(named[0], 1000, "the profile's override")]
    acts = []
    for control in snapshot.controls:
        if not is_button(control) or not among(control):
            continue
        rated = _rated(control, snapshot, language)
        extra, reason = bonus(control)
        score, why = rated.get(act, (0.0, ""))
        worst = max((rated.get(name, (0.0, ""))[0] for name in FORBIDDEN if name not in allow), default=0.0)
        total = score + extra - (worst if worst > score else worst / 2)
        if total >= enough:
            acts.append(Act(control, total + _looks(control), why or reason))
    acts.sort(key=lambda found: -found.score)
    return _leaders(acts, snapshot)


def _rated(control: Control, snapshot: Snapshot, language: str) -> dict[str, tuple[float, str]]:
    """The scores of a control on its page, worked out once: every act asks for those of every control."""
    rated: dict[tuple[int, int], dict[str, tuple[float, str]]] = snapshot.worked_out.setdefault(("acts", language), {})
    key = (control.frame, control.index)
    if key not in rated:
        rated[key] = scores(control, snapshot.form_of(control), language)
    return rated[key]


def _looks(control: Control) -> float:
    """Among equals a person presses what stands out: painted, large, in the page's own part."""
    width, height = control.box[2:]
    away = control.region in ("header", "nav", "footer")
    hidden = 15.0 * bool(control.covered)
    return 3.0 * control.painted + min(3.0, width * height / 4000) - 12.0 * away - hidden


def _leaders(acts: list[Act], snapshot: Snapshot) -> list[Act]:
    """The best act, and every other one that fits as well and would do something else."""
    if not acts:
        return []
    best = acts[0]
    rivals = [
        other
        for other in acts[1:]
        if best.score - other.score < _CLEAR and not _same(best.control, other.control, snapshot)
    ]
    return [best, *rivals]


def _same(one: Control, other: Control, snapshot: Snapshot) -> bool:
    """Whether two controls do the same: lead to the same page, send the same form, or send twins of one form."""
    if one.path and one.path == other.path:
        return True
    if not (submits(one) and submits(other)):
        return False
    first, second = snapshot.form_of(one), snapshot.form_of(other)
    return one.form == other.form or (first is not None and first == second)
