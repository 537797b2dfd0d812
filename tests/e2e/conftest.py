"""A browser, and pages in it that may not complain."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from tests.e2e.browser import launch

AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}

Open = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium a module: Playwright keeps a loop running, which tests elsewhere cannot have."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(**launch())
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Open]:
    """Open a page of a person's own; whatever it writes as an error fails the test."""
    errors: list[str] = []
    contexts = []

    def heard(said: ConsoleMessage) -> None:
        if said.type == "error":
            errors.append(f"{said.location.get('url')}: {said.text}")

    def opened(url: str, *, size: dict[str, int] = PHONE, locale: str = "en-US") -> Page:
        context = browser.new_context(
            viewport={"width": size["width"], "height": size["height"]},
            locale=locale,
            reduced_motion="reduce",
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(f"{url}: {error}"))
        page.on("console", heard)
        page.goto(url)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert errors == []


def serious(page: Page) -> list[str]:
    """Return what axe finds serious or critical on a page."""
    # The page's own policy forbids foreign scripts, so axe comes in by the debugger.
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: dict[str, Any] = page.evaluate("() => axe.run()")
    return [
        f"{violation['id']}: {node['html']}"
        for violation in found["violations"]
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
    ]
