"""How a check says what it expected, what it saw and what to do about it."""

from __future__ import annotations

from pytest_checkout.errors import ShopFault


class CheckFailed(ShopFault):
    """Something was seen and is wrong. `expected`, `actual` and `advice` are plain sentences for a reader."""

    def __init__(self, what: str, *, expected: object, actual: object, advice: str = "", reason_code: str) -> None:
        self.what, self.expected, self.actual, self.advice = what, str(expected), str(actual), advice
        text = f"{what} should be {expected}, but is {actual}."
        super().__init__(
            text + (f" {advice}" if advice else ""),
            looked_for=f"{what} {expected}",
            found=str(actual),
            reason_code=reason_code,
        )


def expect(what: str, actual: object, *, equals: object, advice: str = "", reason_code: str = "wrong-outcome") -> None:
    """Check that `actual` equals `equals`; `what` names the thing in the reader's words. Raises CheckFailed.

    >>> expect("The total", 3, equals=3)
    """
    if actual != equals:
        raise CheckFailed(what, expected=equals, actual=actual, advice=advice, reason_code=reason_code)


def expect_that(
    condition: bool,
    what: str,
    *,
    expected: object,
    actual: object,
    advice: str = "",
    reason_code: str = "wrong-outcome",
) -> None:
    """Check a condition that is not an equality; the words are as for `expect`. Raises CheckFailed."""
    if not condition:
        raise CheckFailed(what, expected=expected, actual=actual, advice=advice, reason_code=reason_code)
