"""Pytest part: reads the files beside the checklists once per process, and lays them upon what a run learned."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import pytest

from pytest_checkout.checklist import stock
from pytest_checkout.checklist.plan import Case
from pytest_checkout.errors import Problem, ProblemsError
from pytest_checkout.pytest_plugin.options import settings, store_path
from pytest_checkout.readiness import failures, governance, project, triage
from pytest_checkout.readiness.failures import Catalogue
from pytest_checkout.readiness.governance import Governance
from pytest_checkout.readiness.impact import Traffic
from pytest_checkout.readiness.results import Evidence, ItemResult, State
from pytest_checkout.store import profile as profiles
from pytest_checkout.store.profile import Sales


class Beside:
    """What lies beside the checklists of one project. `asked` gives the checklists that this run was asked for."""

    def __init__(self, config: pytest.Config, asked: Callable[[], Sequence[Path]]) -> None:
        self._config, self._root, self._settings, self._asked = config, config.rootpath, settings(config), asked

    @property
    def problems(self) -> list[Problem]:
        """Every mistake in those files."""
        return [*self._read[1], *self._own_patterns[1]]

    @property
    def files(self) -> Governance:
        """What they say; as if there were none, when there are mistakes in them."""
        return self._read[0]

    def helped(self, result: ItemResult, scenarios: Sequence[str]) -> ItemResult:
        """A red item with its playbook and what it costs. `scenarios` are those that went wrong."""
        if not result.is_red:
            return result
        linked = triage.linked(result, scenarios, self._catalogue, self._root)
        if self._sales is None:
            return linked
        sales = self._sales
        traffic = Traffic(sales.orders_per_hour, sales.average_order, sales.shares.get(result.disruptor))
        return triage.priced(linked, traffic)

    def playbook(self, case: Case, evidence: Evidence) -> str:
        """The playbook against what one test saw, with its pattern's id; empty when it is not red or none fits."""
        if evidence.state not in (State.NOT_READY, State.UNKNOWN):
            return ""
        pattern = self._catalogue.pattern_for(
            case.item.disruptor,
            scenarios=[case.scene.name if case.scene else case.item.title],
            reason_code=evidence.reason_code,
            stage=evidence.stage,
        )
        return f"{self._seen_from_root(pattern.playbook)} ({pattern.id})" if pattern else ""

    def facts(self) -> dict[str, Any]:
        """What `pytest-checkout gate` needs to read the same files again. Paths are seen from the root."""
        folders = self._settings.checklists, self._settings.features
        outside = [path for path in self._asked() if not any(path.is_relative_to(folder) for folder in folders[0])]
        return {
            "beside": self.files.files,
            "checklists": [self._seen_from_root(path) for path in (*folders[0], *outside)],
            "features": [self._seen_from_root(path) for path in folders[1]],
        }

    @cached_property
    def _read(self) -> tuple[Governance, list[Problem]]:
        folders = self._settings.checklists, self._settings.features
        try:
            return governance.load(self._root, [*folders[0], *self._asked()], folders[1], datetime.now(UTC)), []
        except ProblemsError as error:
            return Governance(self._root), list(error.problems)

    @cached_property
    def _own_patterns(self) -> tuple[Catalogue, list[Problem]]:
        path = self._root / failures.NAME
        if path == stock.failures() or not path.exists():
            return Catalogue(()), []
        whole = project.read([*self._settings.checklists, *self._asked()], self._settings.features)
        known = {scene.name for scene in whole.library.scenes} | {item.title for item in whole.by_id.values()}
        try:
            return failures.load(path, known), []
        except ProblemsError as error:
            return Catalogue(()), list(error.problems)

    @cached_property
    def _catalogue(self) -> Catalogue:
        """Read only when an item is red: most mornings nobody needs it."""
        return failures.load(stock.failures()).with_own(self._own_patterns[0])

    @cached_property
    def _sales(self) -> Sales | None:
        path = store_path(self._config)
        if path is None or not path.exists():
            return None
        try:
            return profiles.load(path).sales
        except ProblemsError:  # told before the run, if anything in it needs the store
            return None

    def _seen_from_root(self, path: Path) -> str:
        return (path.relative_to(self._root) if path.is_relative_to(self._root) else path).as_posix()


BESIDE: Final = pytest.StashKey[Beside]()
