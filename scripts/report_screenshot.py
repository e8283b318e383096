"""Opens an HTML report in Chromium and saves pictures of it: the list of items, and the first that is not ready."""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from pytest_checkout import chromium

SIZE = {"width": 1200, "height": 900}


def main(report: Path, image: Path) -> None:
    image.parent.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        own = Path(playwright.chromium.executable_path)
        browser = playwright.chromium.launch(
            executable_path=chromium.find("", own, headless=True), args=chromium.flags()
        )
        page = browser.new_page(viewport=SIZE, color_scheme="light")
        page.goto(report.absolute().as_uri())
        page.locator("[data-testid=tree-section]").first.wait_for()
        save(page, image)
        trouble = page.locator("[data-testid=tree-leaf]", has=page.locator("[data-testid=tree-leaf-status-failed]"))
        if trouble.count():
            trouble.first.click()
            page.get_by_text("Test body").first.wait_for()
            save(page, image.with_stem(f"{image.stem}-item"))
        browser.close()


def save(page: Page, image: Path) -> None:
    page.evaluate("document.fonts.ready")
    page.screenshot(path=image)
    print(f"saved {image}")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: report_screenshot.py REPORT.html IMAGE.png")
    main(Path(sys.argv[1]), Path(sys.argv[2]))
