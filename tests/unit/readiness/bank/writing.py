"""A process that records trials and says so: python -m tests.unit.readiness.bank.writing BANK NAME COUNT."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from pytest_checkout.readiness.bank import Bank, Writer
from tests.unit.readiness.bank.builders import put
from tests.unit.readiness.trials.builders import a_trial


def main(path: str, name: str, count: str) -> None:
    with Bank.to_write(Path(path)) as bank:
        writer = Writer(bank, lambda: datetime.now(UTC), name=name, run="monday")
        for number in range(1, int(count) + 1):
            put(writer, "PRO-01", a_trial("."))
            print(number, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
