"""The terms of a night's draws, as anybody reads them: on a phone and on a desk, with no script."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import DESK, PHONE, Open, serious
from tests.e2e.running import running_show

pytestmark = pytest.mark.browser

LONG = "https://example.com/" + "terms-of-the-draws-" * 12
SHEET = f"""
gala: 1
id: hall
title: {{zh: 年会, en: Annual party}}
start: 2021-06-15T20:21:00+08:00
outlets: [{{id: hall, title: {{zh: 宴会厅, en: The hall}}, delay: 0s}}]
draw_terms:
  text: {{zh: 七天内领奖, en: "Ask within <seven> days, see {LONG}"}}
  kept_days: 900
waive:
  - {{rule: GS603, reason: {{zh: 演示, en: A demonstration}}, by: {{zh: 导演, en: The director}},
     on: 2021-06-10}}
segments:
  - {{id: opening, kind: host, title: {{zh: 开场, en: Opening}}, length: 10m}}
"""


def test_the_terms_are_readable_on_a_phone_and_on_a_desk(tmp_path: Path, open_page: Open) -> None:
    with running_show(tmp_path, "--start", "now", "--manual", sheet=SHEET) as show:
        url = show.address("Phone").split("?")[0].rstrip("/") + "/terms"
        for size in (PHONE, DESK):
            page = open_page(url, size=size)
            expect(page.get_by_role("heading", level=1)).to_contain_text("Terms of the draws")
            expect(page.locator('main > p[lang="en"]').first).to_have_text("Annual party")
            expect(page.get_by_text("七天内领奖")).to_be_visible()
            expect(page.get_by_text("Ask within <seven> days")).to_be_visible()
            expect(page.get_by_text("is kept for 900 days")).to_be_visible()
            expect(page.get_by_text("A demonstration (The director, 2021-06-10)")).to_be_visible()
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= size["width"], "nothing is to be read by moving sideways"
            style = page.evaluate("getComputedStyle(document.body).backgroundColor")
            painted = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
            assert (style, painted) == ("rgba(0, 0, 0, 0)", "rgb(15, 8, 20)"), "its style is loaded"
            assert serious(page) == []
            page.close()
