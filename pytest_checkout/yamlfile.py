"""A YAML file that people write: read with the line of every key, checked against a model, all mistakes at once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedBase, CommentedMap, CommentedSeq
from ruamel.yaml.constructor import RoundTripConstructor
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

from pytest_checkout import wording
from pytest_checkout.errors import Problem, ProblemsError
from pytest_checkout.registry import did_you_mean

Model = TypeVar("Model", bound=BaseModel)
Loc = tuple[int | str, ...]
_TEXT, _LIST, _MAPPING = (f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map"))
_SCALARS = frozenset(f"tag:yaml.org,2002:{kind}" for kind in ("null", "bool", "int", "float", "timestamp"))
_KEY = "[key]"
"""What pydantic adds to the place of a key that is itself the mistake."""
_BLOCK = re.compile(r"(?:^|\s)[|>][-+\d]*\s*(?:#.*)?$")
"""The end of a line whose value begins on the next one: "steps: |", "steps: |-  # why"."""


@dataclass(frozen=True)
class YamlFile:
    """The content of one file as plain dicts, lists and scalars; `line_of` knows where each part stands."""

    path: Path
    data: Any
    tree: Any
    text: tuple[str, ...] = ()
    """The file's lines as they were read: asking the disk again for each text made long files slow."""

    def line_of(self, loc: Sequence[int | str]) -> int:
        """1-based line of the deepest part of `loc` that exists (the key's own line for a mapping's entry)."""
        node, line = self.tree, 1
        for part in loc:
            if isinstance(node, MappingNode):
                key, node = next(((key, value) for key, value in node.value if key.value == str(part)), (None, None))
                if key is None:
                    break
                line = key.start_mark.line + 1
            elif isinstance(node, SequenceNode) and isinstance(part, int) and part < len(node.value):
                node = node.value[part]
                line = node.start_mark.line + 1
            else:
                break
        return line

    def block_lines(self, loc: Sequence[int | str]) -> list[tuple[int, str]]:
        """The non-empty lines of a text at `loc`, each with its line number (a "|" block starts one line below)."""
        node = self.data
        for part in loc:
            node = node[part]
        first = self.line_of(loc)
        if first <= len(self.text) and _BLOCK.search(self.text[first - 1]):
            first += 1
        return [(first + i, line.strip()) for i, line in enumerate(str(node).splitlines()) if line.strip()]

    def problem(self, loc: Sequence[int | str], message: str) -> Problem:
        return Problem.at(self.path, self.line_of(loc), message)


def read(path: Path) -> YamlFile:
    """Read one file. Raises ProblemsError for what is not UTF-8, not YAML, empty, or not a mapping."""
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise _one(path, line, "the file is not UTF-8; save it as UTF-8 (it may be Latin-1)") from error
    except OSError as error:
        raise _one(path, 1, f"cannot be read: {error.strerror or error}") from error
    try:
        tree, data = _read(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = " ".join(str(error.problem or error.context or error).split())
        raise _one(path, mark.line + 1 if mark else 1, f"not YAML: {what}") from error
    except YAMLError as error:
        raise _one(path, 1, f"not YAML: {' '.join(str(error).split())}") from error
    if tree is None:
        raise _one(path, 1, "the file is empty")
    if not isinstance(tree, MappingNode):
        kind = "a list" if isinstance(tree, SequenceNode) else "a single value"
        raise _one(path, 1, f"the file holds {kind}; it must hold keys and values")
    return YamlFile(path, data, tree, tuple(text.splitlines()))


def check(file: YamlFile, model: type[Model]) -> Model:
    """The file's content as `model`. Raises ProblemsError with every mistake, each at its line."""
    try:
        return model.model_validate(file.data)
    except ValidationError as error:
        raise ProblemsError([_problem(file, model, detail) for detail in error.errors()]) from error


class _Constructor(RoundTripConstructor):
    """Leaves a day that no calendar has ("2026-02-30") as text, for whoever wants a date to refuse at its line."""

    def construct_yaml_timestamp(self, node: Any, values: Any = None) -> Any:
        try:
            return super().construct_yaml_timestamp(node, values)
        except ValueError:
            return node.value


_Constructor.add_constructor("tag:yaml.org,2002:timestamp", _Constructor.construct_yaml_timestamp)


def _reader() -> YAML:
    reader = YAML(typ="rt")
    reader.Constructor = _Constructor
    return reader


def _read(text: str) -> tuple[Any, Any]:
    """The nodes of a file, which know their lines, and its content as builtins. Raises YAMLError.

    libyaml reads ten times as fast as Python does. What it does not like, and what is rare, is read again by the
    slower reader, whose messages are better.
    """
    try:
        if text.startswith("%"):  # a directive: this file is in another YAML
            raise _Rare
        tree = YAML(typ="safe").compose(text)
        return tree, _built(tree, _reader().constructor)
    except (YAMLError, _Rare):
        data = _plain(_reader().load(text))
        return YAML(typ="safe", pure=True).compose(text), data


class _Rare(Exception):
    """Something that only the slower reader knows how to build: tags, merged keys, a key that is there twice."""


def _built(node: Any, constructor: RoundTripConstructor, above: tuple[int, ...] = ()) -> Any:
    """What a node stands for, as builtins."""
    if node is None:
        return None
    if id(node) in above:  # it holds itself
        raise _Rare
    if isinstance(node, ScalarNode):
        if node.tag == _TEXT:
            return node.value
        if node.tag not in _SCALARS:
            raise _Rare
        return _plain(constructor.yaml_constructors[node.tag](constructor, node))
    inside = (*above, id(node))
    if isinstance(node, SequenceNode) and node.tag == _LIST:
        return [_built(each, constructor, inside) for each in node.value]
    if not isinstance(node, MappingNode) or node.tag != _MAPPING:
        raise _Rare
    found = {}
    for key, value in node.value:
        if not isinstance(key, ScalarNode):
            raise _Rare
        found[_built(key, constructor, inside)] = _built(value, constructor, inside)
    if len(found) != len(node.value):
        raise _Rare
    return found


def _one(path: Path, line: int, message: str) -> ProblemsError:
    return ProblemsError([Problem.at(path, line, message)])


def _plain(node: Any) -> Any:
    """ruamel's nodes as builtins, so that nobody downstream depends on the reader."""
    if isinstance(node, CommentedMap):
        return {_plain(key): _plain(value) for key, value in node.items()}
    if isinstance(node, CommentedSeq):
        return [_plain(value) for value in node]
    if isinstance(node, bool) or node is None:
        return node
    if isinstance(node, str):
        return str(node)
    if isinstance(node, int):
        return int(node)
    if isinstance(node, float):
        return Decimal(str(node))
    return str(node) if isinstance(node, CommentedBase) else node


def _problem(file: YamlFile, model: type[BaseModel], detail: ErrorDetails) -> Problem:
    loc = tuple(part for part in detail["loc"] if _exists(file.data, detail["loc"], part))
    key = str(next((part for part in reversed(detail["loc"]) if part != _KEY), ""))
    match detail["type"]:
        case "extra_forbidden":
            known = sorted(_keys(model, detail["loc"][:-1]))
            return file.problem(
                detail["loc"], f"unknown key '{key}'.{did_you_mean(key, known)} Known: {', '.join(known)}."
            )
        case "missing":
            return file.problem(loc[:-1] if loc and loc[-1] == key else loc, f"'{key}' is missing.")
        case _:
            where = f"'{key}': " if key and not key.isdigit() and _KEY not in detail["loc"] else ""
            return file.problem(loc, f"{where}{wording.of(detail)}")


def _exists(data: Any, loc: Loc, part: int | str) -> bool:
    """Whether `part` is a real key or index and not a name that pydantic adds for a union's branch."""
    node = data
    for step in loc:
        try:
            node = node[step]
        except (KeyError, IndexError, TypeError):
            return False
        if step == part:
            return True
    return False


def _keys(model: type[BaseModel], loc: Loc) -> Iterator[str]:
    """The keys that `model` knows at `loc`, as a user writes them."""
    current: Any = model
    for part in loc:
        current = _inner(current, part)
        if current is None:
            return
    yield from (field.alias or name for name, field in current.model_fields.items())


def _inner(current: Any, part: int | str) -> Any:
    """The model that lies at `part` of a model, or None when there is none."""
    if not (isinstance(current, type) and issubclass(current, BaseModel)):
        return None
    for name, field in current.model_fields.items():
        if part in (name, field.alias):
            return _model_in(field.annotation, current)
    return current if isinstance(part, int) else getattr(current, "__entry__", None) or current


def _model_in(annotation: Any, default: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in get_args(annotation):
        found = _model_in(argument, None)
        if found is not None:
            return found
    return default
