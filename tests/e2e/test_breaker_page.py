"""An unattended night at the console: its breaker holds it, in a real browser, and GO goes on."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.approved import UNATTENDED
from tests.e2e.conftest import DESK, Open, serious
from tests.e2e.running import SHEET, running_show

pytestmark = pytest.mark.browser

SALE = """\
  - {id: ID, kind: seckill, title: {zh: 钢笔, en: TITLE}, length: 5s, goods: pen, price_fen: 1,
     opens: 1s, open_for: 4s, stock: {tv: 2}}
"""

HELD = SHEET.partition("segments:")[0] + (
    UNATTENDED.replace("6500", "19799")
    + "segments:\n"
    + SALE.replace("ID", "one").replace("TITLE", "The first pens")
    + SALE.replace("ID", "two").replace("TITLE", "More pens")
    + "  - {id: bye, kind: host, title: {zh: 再见, en: Good night}, length: 60s}\n"
)
"""On television the first sale is still open when the stage is at its end: two pens more are not
known to be within the limit."""


def test_the_console_calls_and_a_person_goes_on(tmp_path: Path, open_page: Open) -> None:
    with running_show(tmp_path, "--start", "now", "--rehearsal", sheet=HELD) as show:
        page = open_page(show.address("Console"), size=DESK)
        expect(page.get_by_test_id("breaker")).to_contain_text("held before more than ¥197.99")
        held = page.get_by_test_id("breaker-held")
        expect(held).to_contain_text("before “More pens” since", timeout=20_000)
        expect(held).to_contain_text("Call The producer on duty")
        expect(held).to_contain_text("This segment can give ¥197.98 at most")
        expect(held).to_contain_text("it would fit")
        assert serious(page) == []
        page.keyboard.press("Space")
        expect(page.get_by_test_id("on-air")).to_contain_text("More pens", timeout=10_000)
        expect(held).to_have_count(0)
        page.close()


def test_what_go_would_take_is_told_when_what_was_held_is_left_out(
    tmp_path: Path, open_page: Open
) -> None:
    with running_show(tmp_path, "--start", "now", "--rehearsal", sheet=HELD) as show:
        page = open_page(show.address("Console"), size=DESK)
        held = page.get_by_test_id("breaker-held")
        expect(held).to_contain_text("before “More pens” since", timeout=20_000)
        page.get_by_test_id("skip").click()
        expect(held).to_contain_text("What comes now is “Good night” instead, which can give ¥0")
        expect(held).not_to_contain_text("it would fit")
        page.close()
