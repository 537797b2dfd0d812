"""What a price rests on and who has signed the goods, on the card of a sale and on its own page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from gala.cli.audits import audits_file, write
from tests.audited import AUDITORS, sheet_of, signed
from tests.e2e.conftest import PHONE, Open, serious
from tests.e2e.running import running_show

pytestmark = pytest.mark.browser

SHEET = f"""
gala: 1
id: evening
title: {{zh: 小晚会, en: Small gala}}
start: 2021-06-15T20:21:00+08:00
outlets: [{{id: app, title: {{zh: 主站, en: App}}, delay: 0s}}]
price_rules: [cn, eu]
goods:
  - id: pen
    title: {{zh: 钢笔, en: Fountain pen}}
    price_fen: 9900
    note: {{zh: 柜台价, en: Counter price}}
    prices:
      - {{from: 2021-05-01, to: 2021-05-20, fen: 9900, sold: true}}
      - {{from: 2021-05-21, fen: 9900, sold: true}}
{AUDITORS}segments:
  - {{id: pens, kind: seckill, title: {{zh: 一分钱钢笔, en: A pen for one fen}}, length: 30m,
     goods: pen, price_fen: 1, opens: 1s, open_for: 29m, stock: {{app: 5}}}}
"""


def fits(page: Page) -> bool:
    """Whether nothing is to be read by moving sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_the_card_leads_from_the_price_to_who_signed_and_to_the_proof(
    tmp_path: Path, open_page: Open
) -> None:
    audits = signed(sheet_of(SHEET))
    write(audits_file(tmp_path / "sheet.yaml"), audits)
    with running_show(tmp_path, "--start", "now", sheet=SHEET) as show:
        phone = open_page(show.address("Phone"), size=PHONE)
        card = phone.get_by_test_id("basis-pens")
        expect(card).to_contain_text("What the price rests on", timeout=20_000)
        card.locator("summary").click()
        expect(card).to_contain_text("Counter price")
        expect(card).to_contain_text("2021-05-01 to 2021-05-20: ¥99, sold")
        expect(card).to_contain_text("China: lowest paid in the 7 days before ¥99")
        expect(card.get_by_test_id("audit")).to_have_text("✓ Quality, signed on 2021-06-10")
        expect(card.locator("summary")).to_have_text("✓ Audited · what the price rests on")
        drawn = card.locator("svg.prices").bounding_box()
        assert drawn is not None
        assert drawn["width"] > 200
        assert drawn["x"] + drawn["width"] <= PHONE["width"]
        assert fits(phone)
        assert serious(phone) == []

        link = card.get_by_role("link")
        page = open_page(show.address("Phone").split("?")[0].rstrip("/") + "/goods/pens")
        expect(link).to_have_attribute("href", re.compile("/goods/pens$"))
        expect(page.get_by_role("heading", level=1)).to_have_text("钢笔 · Fountain pen")
        expect(page.get_by_text(audits[0].signature.hex())).to_be_visible()
        expect(page.get_by_role("img")).to_be_visible()
        assert fits(page)
        assert serious(page) == []

        chinese = open_page(show.address("Phone"), locale="zh-CN")
        told = chinese.get_by_test_id("basis-pens")
        told.locator("summary").click(timeout=20_000)
        expect(told).to_contain_text("柜台价")
        expect(told).to_contain_text("Quality，2021-06-10 签字")
        for each in (phone, page, chinese):
            each.close()
