"""The language selector knows the language of the page, and offers those that the shop speaks."""

from __future__ import annotations

import pytest
import requests

from tests.demo.store_walk import BackOffice


@pytest.mark.parametrize("theme", ["classic", "compact"])
@pytest.mark.parametrize("language", ["en-gb", "de-de", "fr-fr", "ar"])
def test_the_selector_marks_the_language_of_the_page(
    where: dict[str, str], office: BackOffice, theme: str, language: str
) -> None:
    office.put("theme", name=theme)
    page = " ".join(requests.get(f"{where['url']}{language}/catalogue/", timeout=30).text.split())

    marked = {
        "classic": f'<option value="{language}" selected="selected">',
        "compact": f'value="{language}" lang="{language}" aria-current="true">',
    }
    assert marked[theme] in page
    assert all(f'value="{other}"' in page for other in ("en-gb", "de-de", "fr-fr", "ar"))
