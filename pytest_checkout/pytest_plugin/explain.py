"""`--checkout-explain`: what the shopper took each page for, what it did and why, in the terminal and in the report.

A test that failed keeps the same beside its pictures, asked for or not.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pytest

from pytest_checkout.pytest_plugin import capture
from pytest_checkout.pytest_plugin.evidence import record, went_well
from pytest_checkout.redaction import redact

SECTION: Final = "shopper's decisions"


def keep(item: pytest.Item, lines: Sequence[str]) -> None:
    """Keep what a shopper decided in this test, when it was asked for or when the test failed."""
    asked = item.config.getoption("checkout_explain")
    if not lines or not (asked or not went_well(item)):
        return
    record(item, attachments=[capture.written(item, "decisions.txt", lines)])
    if asked:
        item.add_report_section("teardown", SECTION, "\n".join(redact(line) for line in lines))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if not config.getoption("checkout_explain"):
        return
    for reports in list(terminalreporter.stats.values()):
        for report in reports:
            for title, text in getattr(report, "sections", ()):
                if SECTION in title and report.when == "teardown":
                    terminalreporter.write_sep("-", f"{SECTION}: {report.nodeid.split('::')[-1]}")
                    terminalreporter.write_line(text)
