"""What is wrong with a step: no definition or two, one that never runs, a sloppy word, a role that nobody binds."""

from __future__ import annotations

import difflib
import inspect
import os
from collections.abc import Iterable, Iterator

from pytest_bdd.parser import Feature, Step

from pytest_checkout.errors import Problem
from pytest_checkout.pytest_plugin.compat import Definition, StepIndex
from pytest_checkout.store.profile import StoreProfile
from pytest_checkout.store.roles import Role


class StepCheck:
    """Checks steps against the definitions that one file's tests see, and remembers which definitions are used."""

    def __init__(self, index: StepIndex, profile: StoreProfile | None) -> None:
        self.index, self.profile = index, profile
        self.used: list[Definition] = []

    def scenarios(self, feature: Feature, names: Iterable[str]) -> Iterator[Problem]:
        """Every mistake in scenarios of a feature, each row of their examples filled in."""
        for name in names:
            template = feature.scenarios[name]
            rows = [row for examples in template.examples for row in examples.as_contexts()] or [{}]
            for row in rows:
                for step in template.render(row).steps:
                    for wrong in self._step(step):
                        at_step = Problem(feature.filename, step.line_number, str(wrong))
                        yield wrong if isinstance(wrong, Problem) else at_step

    def _step(self, step: Step) -> Iterator[str | Problem]:
        """A sentence about the step, or a problem at the place of its definition."""
        found = self.index.matching(step.type, step.name)
        if not found:
            yield self._undefined(step)
        elif len(found) > 1:
            places = " and ".join(
                f"{os.path.relpath(path)}:{line}" for path, line in sorted(each.place for each in found)
            )
            yield f"the step '{step.name}' is ambiguous: {places} both define it. Change the text of one of them."
        else:
            self.used.append(found[0])
            yield from self._definition(found[0], step)

    def _definition(self, definition: Definition, step: Step) -> Iterator[str | Problem]:
        function = definition.context.step_func
        if inspect.iscoroutinefunction(function) or inspect.isasyncgenfunction(function):
            path, line = definition.place
            yield Problem.at(
                path,
                line,
                f"the step '{step.name}' is an 'async def', which is never awaited and so passes; use 'def'.",
            )
        try:
            values = definition.context.parser.parse_arguments(step.name) or {}
            for name, convert in definition.context.converters.items():
                if name in values:
                    values[name] = convert(values[name])
        except ValueError as error:
            yield f"in the step '{step.name}': {error}"
            return
        for value in values.values():
            if isinstance(value, Role) and (wrong := value.problem(self._declared(value.kind))):
                yield f"in the step '{step.name}': {wrong}"

    def _declared(self, kind: str) -> list[str]:
        """The roles that a store adds to the stock ones."""
        section = getattr(self.profile, kind, None)
        return list(section) if isinstance(section, dict) else []

    def _undefined(self, step: Step) -> str:
        """No definition: is a word in it written wrongly, is it of another kind, or what comes near?"""
        for definition in self.index.definitions:
            try:
                definition.context.parser.parse_arguments(step.name)
            except ValueError as error:
                return f"in the step '{step.name}': {error}"
            except AttributeError:
                continue  # how pytest-bdd's own parsers say that the text is not theirs
        kinds = [kind.title() for kind in ("given", "when", "then") if self.index.matching(kind, step.name)]
        if kinds:
            return f"'{step.name}' is a {' or '.join(kinds)} step and stands here as {step.type.title()}."
        phrases = {
            each.context.parser.name for each in self.index.definitions if each.context.type in (None, step.type)
        }
        near = difflib.get_close_matches(step.name, phrases, n=1, cutoff=0.5)
        hint = f" Did you mean '{near[0]}'?" if near else ""
        return f"no step is defined for '{step.type.title()} {step.name}'.{hint}"
