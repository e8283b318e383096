"""An exception from a rule has two names: who asks for it, and somebody else who agrees."""

from __future__ import annotations

from pytest_checkout.checklist.mapping import Mapping


def same(first: str, second: str) -> bool:
    """Whether two names are one person's, however they are written."""
    return first.casefold().split() == second.casefold().split()


def read(part: Mapping) -> tuple[str, str]:
    """The `owner` and the `approver` of an exception. One person in both is a mistake."""
    owner, approver = part.text("owner"), part.text("approver")
    if owner and approver and same(owner, approver):
        part.wrong(f"'{approver}' cannot approve an exception of their own; 'approver' is somebody else.", "approver")
    return owner, approver
