"""What words mean in a checkout: one data file per language in `words/`, and `code` for what programmers write.

A phrase stands for itself as a whole word; "*" at an end stands for the rest of a word ("gutschein*"). Languages
whose articles are written onto the word (Arabic) use "*" at both ends.
"""

from __future__ import annotations

import functools
import json
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from importlib import resources

CODE = "code"
_SPLIT = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[^0-9A-Za-z]+")


# Letters that are written one way or the other: the apostrophe, Arabic's alef, ya and ta marbuta, Hebrew's marks of an
# abbreviation.
_SPELLINGS = str.maketrans("’أإآٱىة״׳", "'ااااي\N{ARABIC LETTER HEH}\"'")


_IN_ENGLISH = 0.8
"""What a word in English is worth on a page in another language."""
_SHORT = 400
"""Characters up to which what a text says is remembered: a page's labels come again at each of its readings."""


def normal(text: str) -> str:
    """Text as it is compared: one case, one spelling of each letter, no marks of direction or vowels, single blanks."""
    return _normal_before(text) if len(text) <= _SHORT else _normal(text)


def _normal(text: str) -> str:
    if text.isascii():
        return " ".join(text.lower().split())
    folded = unicodedata.normalize("NFKC", text).casefold()
    kept = "".join(sign for sign in folded if unicodedata.category(sign) != "Cf" and not "\u064b" <= sign <= "\u0652")
    return " ".join(kept.translate(_SPELLINGS).split())


_normal_before = functools.lru_cache(maxsize=20_000)(_normal)


@functools.lru_cache(maxsize=20_000)
def tokens(text: str) -> str:
    """An identifier as words: "id_firstName" and "id-first-name" become "id first name"."""
    return " ".join(part for part in _SPLIT.split(text) if part).lower()


@dataclass(frozen=True)
class Lexicon:
    """The meanings of one language: section ("fields", "acts", "totals", "signs") -> meaning -> pattern."""

    language: str
    patterns: dict[str, dict[str, re.Pattern[str]]]

    def meanings(self, section: str, text: str) -> dict[str, float]:
        """Each meaning of the section found in `text` (already normal), with the share of the text it explains.

        A phrase inside a longer one says nothing by itself: "name on card" is not about a name. Several of one meaning
        explain the text together ("place your order and pay"), each once: a name and an id often say the same.
        Nobody may change what is returned: it is remembered.
        """
        return self._meanings_before(section, text) if len(text) <= _SHORT else self._meanings(section, text)

    @functools.cached_property
    def _meanings_before(self) -> Callable[[str, str], dict[str, float]]:
        return functools.lru_cache(maxsize=20_000)(self._meanings)

    def _meanings(self, section: str, text: str) -> dict[str, float]:
        spans = [
            (match.start(), match.end(), meaning)
            for meaning, pattern in self.patterns.get(section, {}).items()
            for match in pattern.finditer(text)
        ]
        found: dict[str, dict[str, float]] = {}
        for start, end, meaning in spans:
            inside = any(s <= start and end <= e and e - s > end - start and other != meaning for s, e, other in spans)
            if not inside:
                found.setdefault(meaning, {})[text[start:end]] = (end - start) / max(1, len(text))
        return {meaning: min(1.0, sum(shares.values())) for meaning, shares in found.items()}

    def says(self, section: str, meaning: str, text: str) -> bool:
        """Whether `text` (already normal) holds a phrase of this meaning."""
        pattern = self.patterns.get(section, {}).get(meaning)
        return bool(pattern and pattern.search(text))


@functools.cache
def lexicon(language: str) -> Lexicon:
    """The words of a language ("de"); a language without a file has none, and only what is free of language counts."""
    return Lexicon(
        language,
        {
            section: {meaning: _pattern(phrases) for meaning, phrases in meanings.items()}
            for section, meanings in _listed(language).items()
        },
    )


def _listed(language: str) -> dict[str, dict[str, list[str]]]:
    """The file of a language: section -> meaning -> phrases; empty where there is none."""
    file = resources.files(__package__) / "words" / f"{language}.json"
    found: dict[str, dict[str, list[str]]] = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    return found


@functools.cache
def languages() -> tuple[str, ...]:
    """The languages that have a list of words."""
    files = (resources.files(__package__) / "words").iterdir()
    return tuple(
        sorted(
            name for name, _, kind in (file.name.rpartition(".") for file in files) if (name, kind) != (CODE, "json")
        )
    )


def understood(section: str, text: str, language: str) -> tuple[dict[str, float], float]:
    """The meanings of a text in the page's language, else in English (partly untranslated pages are common).

    The second value is what they are worth: 1 in the page's own language, 0.8 in English. Of a text that both
    understand, as "First name" on a page in German, that language speaks which explains more of it.
    """
    plain = normal(text)
    own = lexicon(language).meanings(section, plain)
    if language == "en" or max(own.values(), default=0.0) >= _IN_ENGLISH:
        return own, 1.0
    english = lexicon("en").meanings(section, plain)
    more = _IN_ENGLISH * max(english.values(), default=0.0) > max(own.values(), default=0.0)
    return (english, _IN_ENGLISH) if more else (own, 1.0)


def speaks(section: str, meaning: str, text: str, language: str) -> bool:
    """Whether a text holds a phrase of this meaning, in the page's language or in English."""
    plain = normal(text)
    return any(lexicon(spoken).says(section, meaning, plain) for spoken in (language, "en"))


def phrases(language: str, section: str, meaning: str) -> list[str]:
    """The phrases of one meaning as they stand in the file."""
    return _listed(language).get(section, {}).get(meaning, [])


def _pattern(listed: list[str]) -> re.Pattern[str]:
    parts = []
    for phrase in sorted(listed, key=len, reverse=True):
        body = re.escape(normal(phrase.strip("*")))
        start = r"\w*" if phrase.startswith("*") else r"(?<!\w)"
        end = r"\w*" if phrase.endswith("*") else r"(?!\w)"
        parts.append(start + body + end)
    return re.compile("|".join(parts))
