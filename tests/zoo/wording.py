"""What the zoo's shops say: phrases of real shops by language, one of several picked per shop by its seed."""

from __future__ import annotations

import functools
import json
import random
from pathlib import Path

_UNTRANSLATED = 0.2
FOLDER = Path(__file__).parent / "wording"


@functools.cache
def phrases(language: str) -> dict[str, list[str]]:
    """Every phrase of one language by its key, alternatives in a list."""
    found: dict[str, list[str]] = json.loads((FOLDER / f"{language}.json").read_text("utf-8"))
    return found


class Wording:
    """One shop's own choice among the phrases of its language; templates say `w.cart` or `w('total')`."""

    def __init__(self, language: str, seed: int, *, partly: bool = False) -> None:
        rng = random.Random(seed)
        pool = phrases(language)
        if partly:  # what nobody has translated yet is shown in English
            pool = {key: phrases("en")[key] if rng.random() < _UNTRANSLATED else pool[key] for key in pool}
        self.products: list[str] = pool["products"]
        self._chosen = {key: rng.choice(alternatives) for key, alternatives in pool.items() if key != "products"}

    def __call__(self, key: str, **values: str) -> str:
        return self._chosen[key].format(**values) if values else self._chosen[key]

    def __getattr__(self, key: str) -> str:
        try:
            return self._chosen[key]
        except KeyError:
            raise AttributeError(f"no phrase '{key}'") from None

    def __contains__(self, key: str) -> bool:
        return key in self._chosen
