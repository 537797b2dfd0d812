"""A draw by hand, in a hall: two seats, dice typed in by both, and a winner passed over."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from gala.cli.audits import audits_file, write
from tests.audited import AUDITORS, sheet_of, signed
from tests.e2e.conftest import DESK, Open, serious
from tests.e2e.running import running_show

pytestmark = pytest.mark.browser

SHEET = """
gala: 1
id: hall
title: {zh: 年会, en: Annual party}
start: 2021-06-15T20:21:00+08:00
outlets:
  - {id: hall, title: {zh: 宴会厅, en: The hall}, delay: 0s}
segments:
  - id: prizes
    kind: draw
    title: {zh: 抽奖, en: The draw}
    length: 20m
    opens: 10s
    open_for: 100s
    prizes:
      - {id: kettle, title: {zh: 水壶, en: A kettle}, count: 1, value_fen: 19900}
    alternates: 3
    plan_b: {title: {zh: 先吃菜, en: Eat first}, length: 2m}
  - {id: bye, kind: host, title: {zh: 再见, en: Good night}, length: 10m}
"""
SALE = f"""\
goods: [{{id: pen, title: {{zh: 笔, en: A pen}}, price_fen: 900, note: Counter price}}]
{AUDITORS}segments:
  - {{id: pens, kind: seckill, title: {{zh: 笔, en: Pens}}, length: 60s, goods: pen, price_fen: 1,
     opens: 10s, open_for: 20s, stock: {{hall: 5}}}}
"""
PACE = 20


def _two(first: Page, second: Page, button: str, reason: str | None = None) -> None:
    """Ask at one seat, with a reason if it needs one, and confirm at the other."""
    first.get_by_test_id(button).click()
    if reason is not None:
        expect(first.get_by_test_id("confirm-text")).to_be_focused()
        first.get_by_test_id("confirm-text").fill(reason)
    else:
        expect(first.get_by_test_id("cancel")).to_be_focused()
    first.get_by_test_id("confirm-do").click()
    expect(first.get_by_test_id(button)).to_be_disabled()
    expect(second.get_by_test_id(button)).to_contain_text("Confirm")
    second.get_by_test_id(button).click()
    expect(second.get_by_test_id("cancel")).to_be_focused()
    second.get_by_test_id("confirm-do").click()


def test_a_draw_by_hand_takes_two_people(tmp_path: Path, open_page: Open) -> None:
    options = ("--start", "now", "--manual", "--beacon", "hall", "--pace", str(PACE))
    with running_show(tmp_path, *options, sheet=SHEET) as show:
        director = open_page(show.address("Console"), size=DESK)
        second = open_page(show.address("Second seat"), size=DESK)
        phones = [open_page(show.address("Phone")) for _ in range(3)]
        director.keyboard.press("Space")
        for phone in phones:
            button = phone.get_by_test_id("claim-button")
            expect(button).to_have_attribute("aria-disabled", "false", timeout=15_000)
            button.click()
            expect(phone.get_by_test_id("receipt-prizes").first).to_be_visible()
        _two(director, second, "commit-prizes")
        draw = director.get_by_test_id("draw-1")
        expect(draw).to_have_attribute("data-state", "committed")
        expect(phones[0].get_by_test_id("committed")).to_be_visible()
        assert serious(director) == []
        for seat in (second, director):
            dice = seat.get_by_test_id("hall-1")
            dice.get_by_role("textbox").fill("3 5 1 6")
            dice.get_by_role("button").click()
            if seat is second:
                expect(dice.get_by_role("button")).to_be_disabled()
        expect(director.get_by_test_id("refusal")).to_be_empty()
        expect(draw).to_have_attribute("data-state", "opened", timeout=10_000)
        expect(phones[0].get_by_test_id("draw-opened")).to_be_visible()
        director.get_by_test_id("announce-1").click()
        expect(draw).to_have_attribute("data-state", "announced")
        places = [
            phone.get_by_test_id("draw-mine").get_attribute("data-is", timeout=10_000)
            for phone in phones
        ]
        assert sorted(filter(None, places)) == ["alternate", "alternate", "won"]
        _two(director, second, "pass-over-1-0", "Works for the organiser")
        expect(draw).to_contain_text("passed over", ignore_case=True)
        winner = phones[places.index("won")]
        expect(winner.get_by_test_id("draw-mine")).to_have_attribute("data-is", "passed_over")

        verify = director.context.new_page()
        verify.goto(show.address("Check it") + "?bundle=/proof/draw/1.json")
        verdict = verify.get_by_test_id("verdict")
        expect(verdict).to_have_attribute("data-state", "proven", timeout=15_000)
        for page in (verify, director, second, *phones):
            page.close()


def test_plan_b_is_one_key(tmp_path: Path, open_page: Open) -> None:
    with running_show(tmp_path, "--start", "now", "--manual", sheet=SHEET) as show:
        desk = open_page(show.address("Console"), size=DESK)
        expect(desk.get_by_test_id("plan-b")).to_contain_text("Eat first")
        desk.keyboard.press("b")
        expect(desk.get_by_test_id("on-air")).to_contain_text("Eat first", timeout=5_000)
        expect(desk.get_by_test_id("standby")).to_contain_text("Good night")
        desk.close()


def test_the_verify_page_pins_the_keys_and_takes_a_folder(tmp_path: Path, open_page: Open) -> None:
    sheet = SHEET.replace("segments:\n", SALE)
    write(audits_file(tmp_path / "sheet.yaml"), signed(sheet_of(sheet)))
    options = ("--start", "now", "--pace", "600", "--until-over")
    with running_show(tmp_path, *options, sheet=sheet) as night:
        assert night.process.wait(60) == 0
    again = ("--start", "now", "--manual", "--out", str(tmp_path / "again"))
    with running_show(tmp_path, *again, sheet=SHEET) as show:
        page = open_page(show.address("Check it"))
        expect(page.get_by_test_id("print")).to_have_text(re.compile(r"^[0-9A-F ]+$"))
        assert serious(page) == []
        page.get_by_test_id("folder").set_input_files(night.folder)
        verdict = page.get_by_test_id("verdict")
        expect(verdict).to_have_attribute("data-state", "rehearsed", timeout=15_000)
        audited = page.get_by_test_id("audited")
        audited.get_by_text("pen: quality, 2021-06-10").click()
        expect(audited).to_contain_text('"price_fen": 900')
        assert serious(page) == []
        page.close()
