"""A seckill by lot on the viewer's page and on the stage: entered, drawn, told with the odds."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import DESK, Open, serious
from tests.e2e.running import running_show

pytestmark = pytest.mark.browser

SHEET = """
gala: 1
id: by-lot
title: {zh: 人人一样, en: All alike}
start: 2026-01-30T20:00:00+08:00
outlets: [{id: app, title: {zh: 主站, en: App}, delay: 0s}]
goods: [{id: pen, title: {zh: 钢笔, en: Pen}, price_fen: 2000}]
segments:
  - {id: pens, kind: seckill, title: {zh: 最后几支, en: The last few pens}, length: 90s, by: lot,
     goods: pen, price_fen: 1, opens: 1s, open_for: 12s, stock: {app: 3}, waitlist: 1}
  - {id: bye, kind: host, title: Bye, length: 1m}
"""


def test_a_viewer_enters_and_is_told_what_came_of_it(tmp_path: Path, open_page: Open) -> None:
    with running_show(tmp_path, "--start", "now", sheet=SHEET) as show:
        page = open_page(show.address("Phone"))
        stage = open_page(show.address("Phone").rstrip("/") + "/stage", size=DESK)
        button = page.get_by_test_id("claim-button")
        expect(page.get_by_test_id("by-lot")).to_contain_text(
            "By lot: being first gains nothing", timeout=15_000
        )
        expect(page.get_by_test_id("by-lot")).to_contain_text("3 units for your outlet")
        expect(button).to_have_attribute("aria-disabled", "false", timeout=15_000)
        expect(button).to_contain_text("if drawn")
        expect(stage.get_by_test_id("lot-note")).to_contain_text("3 by lot")
        button.click()
        state = page.get_by_test_id("claim-state")
        expect(state).to_contain_text("You are entered: number 1 of your outlet", timeout=5_000)
        expect(page.get_by_test_id("receipt-pens").first).to_have_attribute("data-kind", "lot")
        assert serious(page) == []

        mine = page.get_by_test_id("draw-mine")
        expect(mine).to_have_attribute("data-is", "won", timeout=60_000)
        odds = page.get_by_test_id("lot-odds")
        expect(odds).to_contain_text("3 units for 1 entry, so everybody has one")
        expect(odds).to_contain_text("2 units more than entries: returned")
        expect(page.get_by_test_id("draw-announced")).to_be_visible(timeout=15_000)
        expect(mine).to_contain_text("You have one")
        expect(stage.get_by_test_id("winner-0")).to_be_visible(timeout=15_000)
        assert serious(page) == []
        page.get_by_test_id("lang").click()
        expect(mine).to_contain_text("您抽中了：有您一件")
        expect(page.get_by_test_id("kept-pens")).to_contain_text("抢购登记")
        page.close()  # before the show ends, which the pages would tell as an error
        stage.close()
