"""How the file of a profile is read: strictly, with every mistake at its line, and no secret left in sight."""

from __future__ import annotations

from pathlib import Path

from pytest_checkout import cards, redaction, yamlfile
from pytest_checkout.errors import Problem, ProblemsError
from pytest_checkout.store.profile import consistency, spelling
from pytest_checkout.store.profile.profile import StoreProfile


def load(path: Path) -> StoreProfile:
    """Read a store profile. Raises ProblemsError with every mistake at its line.

    From then on the values of the environment variables that it names as secrets are hidden in all reports.
    """
    file = yamlfile.read(path)
    problems = _real_cards(path)
    problems += [file.problem(place, words) for place, words in spelling.misspelt(file.data)]
    try:
        profile = yamlfile.check(file, StoreProfile)
    except ProblemsError as error:
        raise ProblemsError(sorted([*problems, *error.problems])) from error
    problems += [file.problem(place, words) for place, words in consistency.contradictions(profile)]
    if problems:
        raise ProblemsError(sorted(problems))
    profile.came_from(path)
    for name, override in profile.overrides.items():
        override.stands_at(f"{path}:{file.line_of(('overrides', name))}")
    redaction.hide_environment(redaction.secret_names(profile.model_dump()))
    return profile


def _real_cards(path: Path) -> list[Problem]:
    return [
        Problem.at(path, number, cards.refused(last4).replace("is not one", "looks like a real card and is not one"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        for last4 in cards.real_cards_in(line)
    ]
