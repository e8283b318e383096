"""What can go wrong and whose fault it is: the shop's, the robot's, a service's, or the author's of a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake in a file that somebody wrote: where it is, what is wrong, what to do."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"

    @classmethod
    def at(cls, path: Path | str, line: int, message: str) -> Problem:
        return cls(str(path), line, message)


class ProblemsError(Exception):
    """Every mistake found in the files that a run needs, all at once. Raised before anything runs."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class ShopFault(AssertionError):
    """The page was read, and the shop does not do what it should: the item is *not ready*.

    `stage`, `looked_for` and `found` tell the reader of a report what happened, in the shopper's words.
    `reason_code` is one of: capability-absent, capability-dead, wrong-amount, wrong-outcome, wrong-text,
    double-charge, lost-order, leaked-data.
    """

    def __init__(
        self,
        message: str,
        *,
        stage: str = "",
        looked_for: str = "",
        found: str = "",
        reason_code: str = "wrong-outcome",
    ) -> None:
        super().__init__(message)
        self.stage, self.looked_for, self.found, self.reason_code = stage, looked_for, found, reason_code


class CouldNotLook(Exception):
    """Base of all that makes an item *unknown*: somebody tried, and could not look."""

    reason_code = "could-not-look"

    def __init__(self, message: str, *, stage: str = "", looked_for: str = "", found: str = "") -> None:
        super().__init__(message)
        self.stage, self.looked_for, self.found = stage, looked_for, found


class CannotRead(CouldNotLook):
    """The robot could not read the page, or two candidates fit: its own limit, not the shop's fault."""

    reason_code = "cannot-read"


class Obstructed(CouldNotLook):
    """Something stands between the shopper and the shop: a login, a challenge, a queue. `kind` names it in a word."""

    reason_code = "obstructed"

    def __init__(self, kind: str, message: str, *, stage: str = "", looked_for: str = "", found: str = "") -> None:
        super().__init__(message, stage=stage, looked_for=looked_for, found=found)
        self.kind = kind


class ServiceUnavailable(CouldNotLook):
    """A service that should tell what really happened did not answer, or answered nonsense."""

    reason_code = "service-unavailable"


class StoreUnreachable(CouldNotLook):
    """The store did not answer at all, or not as a shop: nothing can be said about its checkout."""

    reason_code = "store-unreachable"


class PageHangs(StoreUnreachable):
    """A page is there and answers nobody: its own script does not end, or what it asked for does not come."""


class Unproved(CouldNotLook):
    """A precondition could be neither proved from the store nor set through the back office."""

    reason_code = "precondition-unproved"


class NotPutBack(CouldNotLook):
    """Something that was changed in the store could not be undone: the run must stop, and somebody must restore it."""

    reason_code = "not-put-back"


class CannotProvide(Exception):
    """This store cannot provide what the item needs (a role, a service, a back office): skipped, and *unknown*."""

    reason_code = "cannot-provide"


class DeclaredLack(Exception):
    """The profile declares under `lacks:` that the store does without this: the item is *not applicable*."""

    reason_code = "declared-lack"


class UserError(Exception):
    """A mistake of the person at the keyboard, told in one sentence that says what to do. Never a traceback."""
