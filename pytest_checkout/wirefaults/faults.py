"""What can go wrong on the wire between a store and one of its services, as plain data that crosses the control."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from fnmatch import fnmatchcase
from random import Random
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator


class Harm(enum.StrEnum):
    """What is done to a request that meets the fault, or to its answer."""

    DOWN = "down"
    """Every connection is reset before the service hears of the request."""
    SILENCE = "silence"
    """The request is taken, never reaches the service, and nothing ever comes back: a black hole."""
    REFUSAL = "refusal"
    """An answer with an error status, in the place of the service's."""
    LATE = "late"
    """The service works at once, and its answer comes late: what makes a caller give up on work that was done."""
    LOST = "lost"
    """The service works, and its answer never comes: the connection is reset."""
    TWICE = "twice"
    """The request reaches the service twice, as after a retry on the way; the second answer comes back."""
    CUT = "cut"
    """Half of the answer comes, then the connection ends."""
    GARBLED = "garbled"
    """An answer that is whole by HTTP and broken inside: the first half of what the service said."""


ON_CONNECTIONS = frozenset({Harm.DOWN, Harm.SILENCE, Harm.LATE, Harm.CUT})
"""What can be done to a connection of which only its bytes are known, such as SMTP."""


UNHEARD = frozenset({Harm.DOWN, Harm.SILENCE, Harm.REFUSAL})
"""Of these requests the service never hears."""


class WireFault(BaseModel):
    """One fault: the harm, which requests it concerns, and how many or which share of them it hits."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    harm: Harm
    method: str = "*"
    """A pattern for the request's method, as of file names: "POST"."""
    path: str = "*"
    """A pattern for the path without its query: "/v1/payment_intents*"."""
    times: int | None = Field(default=None, ge=1)
    """It hits that many requests and no more; None: all of them."""
    share: float = Field(default=1.0, gt=0, le=1)
    """The part of the requests that it hits, drawn with `seed`."""
    seed: int = 0
    seconds: float = Field(default=0.0, ge=0)
    """How late, for `late`."""
    status: int = Field(default=503, ge=400, le=599)
    """The status of a `refusal`."""

    @model_validator(mode="after")
    def _late_by_some_time(self) -> Self:
        if (self.harm is Harm.LATE) != (self.seconds > 0):
            raise ValueError("'seconds' says how late a 'late' fault is, and stands with no other")
        return self

    def __str__(self) -> str:
        """Finishes the sentence "The fault was that <the service> ..."."""
        what = {
            Harm.DOWN: "is down",
            Harm.SILENCE: "never answers",
            Harm.REFUSAL: f"answers {self.status}",
            Harm.LATE: f"answers {self.seconds:g} s late",
            Harm.LOST: "does its work and its answer is lost",
            Harm.TWICE: "gets every request twice",
            Harm.CUT: "sends half of its answer",
            Harm.GARBLED: "answers with nonsense",
        }[self.harm]
        where = "" if (self.method, self.path) == ("*", "*") else f" ({self.method} {self.path})"
        often = f", {self.times} times" if self.times else ""
        draw = f", {self.share:.0%} of the time with seed {self.seed}" if self.share < 1 else ""
        return what + where + often + draw


@dataclass
class Aim:
    """Which requests a fault hits, one after the other: it counts and draws as they come."""

    fault: WireFault
    strikes: int = 0

    def __post_init__(self) -> None:
        self._draw = Random(self.fault.seed)

    def hits(self, method: str, path: str) -> bool:
        """Whether the next request of this form is hit; a hit is counted.

        Every request of the form takes one draw: the same requests in the same order are hit with the same seed.
        """
        fault = self.fault
        if not (fnmatchcase(method, fault.method) and fnmatchcase(path, fault.path)):
            return False
        if fault.times is not None and self.strikes >= fault.times:
            return False
        if fault.share < 1 and self._draw.random() >= fault.share:
            return False
        self.strikes += 1
        return True
