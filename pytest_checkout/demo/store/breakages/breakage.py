"""What a breakage is: a fault that takes the place of a part of the shop while its switch is on.

Either a function that stands in for one of the shop's (`@breaks`), or a directory of templates below templates/ that
lies over the shop's own.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from pytest_checkout.demo.store.switches import switches

TEMPLATES = Path(__file__).parent / "templates"

Function = Callable[..., Any]

_functions: set[str] = set()


def breaks(owner: Any, attribute: str, *, switch: str) -> Callable[[Function], Function]:
    """Have the decorated fault stand in for `owner.attribute` while `switch` is on.

    The fault is called with the sound function first, then with the arguments of the call. `owner` is a class or a
    module.
    """

    def put_in_place(fault: Function) -> Function:
        sound = getattr(owner, attribute)

        @wraps(sound)
        def sound_or_fault(*args: Any, **more: Any) -> Any:
            return fault(sound, *args, **more) if switch in switches.breakages else sound(*args, **more)

        setattr(owner, attribute, sound_or_fault)
        _functions.add(switch)
        return fault

    return put_in_place


def known() -> list[str]:
    """The names of all breakages."""
    return sorted(_functions | {directory.name for directory in TEMPLATES.iterdir()})
