"""What a fault does to the text of a page."""

from __future__ import annotations

from pytest_checkout.pagefaults import documents

PAGE = """<head><SCRIPT type="module" src="/a.js"></SCRIPT><script>inline()</script>
<script async src='/b.js' integrity="x"></script></head><p data-src="/c.js">text</p>"""


def test_only_external_scripts_change_places_and_keep_their_attributes() -> None:
    changed = documents.scripts_reversed(PAGE)
    assert changed.index("/b.js' integrity") < changed.index("inline()") < changed.index('"module" src="/a.js"')
    assert documents.scripts_reversed(changed) == PAGE


def test_a_page_with_one_external_script_cannot_be_reordered() -> None:
    assert documents.scripts_reversed("<script src=a></script>") == "<script src=a></script>"


def test_external_scripts_are_deferred_and_inline_ones_are_not() -> None:
    changed = documents.scripts_deferred(PAGE)
    assert changed.count("<script defer") == 2
    assert "<script>inline()" in changed


def test_a_policy_takes_the_place_of_the_pages_own() -> None:
    own = {"Content-Security-Policy": "a", "content-security-policy-report-only": "b", "content-type": "text/html"}
    assert documents.with_policy(own, "c") == {"content-security-policy": "c", "content-type": "text/html"}
