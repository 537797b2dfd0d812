"""Who may take part, on the viewer's page: the rule, the own state, and both as they change."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Open, serious
from tests.e2e.running import running_show

pytestmark = pytest.mark.browser

SHEET = """
gala: 1
id: for-some
title: {zh: 给老朋友, en: For old friends}
start: 2026-01-30T20:00:00+08:00
outlets: [{id: app, title: App, delay: 0s}]
goods: [{id: pen, title: {zh: 钢笔, en: Pen}, price_fen: 2000}]
segments:
  - {id: pens, kind: seckill, title: {zh: 一分钱钢笔, en: A pen for one fen}, length: 14s,
     goods: pen, price_fen: 1, opens: 1s, open_for: 12s, stock: {app: 5}}
  - {id: prizes, kind: draw, title: {zh: 抽奖, en: The draw}, length: 90s, opens: 1s, open_for: 88s,
     prizes: [{id: first, title: First, count: 1, value_fen: 100}],
     who: {watched: 25s, weights: [{bought: [pens], weight: 3}]}}
  - {id: bye, kind: host, title: Bye, length: 1m}
"""


def test_a_viewer_reads_the_rule_waits_and_enters_with_weight(
    tmp_path: Path, open_page: Open
) -> None:
    with running_show(tmp_path, "--start", "now", sheet=SHEET) as show:
        page = open_page(show.address("Phone"))
        button = page.get_by_test_id("claim-button")
        title = page.get_by_test_id("on-air-title")
        expect(title).to_have_text("A pen for one fen", timeout=15_000)
        expect(page.get_by_test_id("who")).to_have_count(0)
        expect(button).to_have_attribute("aria-disabled", "false", timeout=15_000)
        button.click()
        state = page.get_by_test_id("claim-state")
        expect(state).to_have_attribute("data-state", "won", timeout=5_000)

        expect(title).to_have_text("The draw", timeout=20_000)
        rule = page.get_by_test_id("who")
        expect(rule).to_contain_text("Watched 25 seconds tonight")
        expect(rule).to_contain_text("Bought in “A pen for one fen”: weight × 3")
        standing = page.get_by_test_id("standing")
        expect(standing).to_have_attribute("data-may", "no", timeout=5_000)
        expect(standing).to_contain_text("more of watching, and you may take part")
        assert serious(page) == []
        expect(state).to_have_attribute("data-state", "not_eligible", timeout=5_000)
        page.get_by_test_id("lang").click()
        expect(rule).to_contain_text("在「一分钱钢笔」抢到过：权重 ×3")
        page.get_by_test_id("lang").click()

        expect(standing).to_have_text("You may take part, weight 3", timeout=40_000)
        expect(button).to_have_attribute("aria-disabled", "false")
        button.click()
        expect(state).to_contain_text("You are entered with weight 3", timeout=5_000)
        page.close()  # before the show ends, which the page would tell as an error
