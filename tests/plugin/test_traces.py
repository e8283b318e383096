"""A trace of a real store never stays on the disk; one of the demo does."""

from __future__ import annotations

import pytest

from pytest_checkout.conformance.elsewhere import answering


@pytest.mark.parametrize(("environment", "kept"), [("demo", 1), ("staging", 0), ("production", 0)])
def test_traces_are_kept_for_the_demo_only(pytester: pytest.Pytester, environment: str, kept: int) -> None:
    pytester.makepyfile("""
        def test_visit(checkout_store, page):
            page.set_content("<h1>hello</h1>")
    """)
    with answering(200, b"<h1>A shop</h1>", "text/html") as url:
        pytester.makefile(
            ".yaml",
            store=f"""
                store: A shop
                url: {url}
                environment: {environment}
                currency: GBP
                locales: {{default: en-GB}}
            """,
        )
        result = pytester.runpytest_subprocess("--tracing=on", "--checkout-store=store.yaml", timeout=120)
    result.assert_outcomes(passed=1)
    assert len(list(pytester.path.glob("test-results/**/trace.zip"))) == kept
    if not kept:
        result.stdout.fnmatch_lines(f"*no trace was kept: A shop is {environment}, and traces hold secrets*")
