"""All benchmarks, one after the other."""

from __future__ import annotations

import os
import platform
from datetime import UTC, datetime

from benchmarks import bank, collection, daily, gate, overhead, reading, store_start, walk, wire


def main() -> None:
    load = os.getloadavg()[0]
    print(
        f"{datetime.now(UTC):%Y-%m-%d}, {platform.machine()}, {os.cpu_count()} cores, load {load:.1f} before the start"
    )
    for each in (store_start, collection, bank, gate, overhead, reading, walk, wire, daily):
        each.main()


if __name__ == "__main__":
    main()
