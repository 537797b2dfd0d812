"""A visit on the page, led there by itself, and what is on in the room; an outlet trimmed."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, TimeoutError, expect

from tests.e2e.conftest import DESK, Open, serious
from tests.e2e.running import running_show

pytestmark = pytest.mark.browser

SHEET = """
gala: 1
id: open-house
title: {zh: 串门之夜, en: Open house}
start: 2026-01-30T20:00:00+08:00
outlets: [{id: app, title: {zh: 主站, en: App}, delay: 0s}]
rooms:
  - id: kitchen
    title: {zh: 厨房, en: The kitchen}
    host: Cook
    capacity: 100
    segments:
      - {id: stew, kind: host, title: {zh: 炖汤, en: The first course}, length: 90s}
      - {id: taste, kind: story, title: {zh: 试味, en: The second course}, length: 60s}
  - id: dojo
    title: {zh: 武馆, en: The dojo}
    host: Coach
    capacity: 100
    segments:
      - {id: bow, kind: host, title: {zh: 抱拳, en: The first course}, length: 90s}
      - {id: kata, kind: performance, title: {zh: 套路, en: The second course}, length: 60s}
segments:
  - {id: opening, kind: host, title: {zh: 开场, en: Opening}, length: 8s}
  - {id: walk, kind: visit, title: {zh: 串门, en: A walk}, length: 40s,
     rooms: {kitchen: 3, dojo: 1}, over: 15s}
  - {id: bye, kind: host, title: {zh: 再见, en: Good night}, length: 2m}
"""


def declining(phones: list[Page]) -> Page:
    """Return the first of `phones` on which somebody was quick enough to stay.

    When each is led away is drawn from its name, and for some that is at once.
    """
    for phone in phones:
        try:
            phone.get_by_test_id("visit-stay").click(timeout=2_000)
        except TimeoutError:
            continue
        return phone
    raise AssertionError("all were led away at once")


def test_a_viewer_is_led_into_a_room_and_back(tmp_path: Path, open_page: Open) -> None:
    with running_show(tmp_path, "--start", "now", sheet=SHEET) as show:
        desk = open_page(show.address("Console"), size=DESK)
        phones = [open_page(show.address("Phone")) for _ in range(3)]
        invited = phones[0].get_by_test_id("invitation").or_(phones[0].get_by_test_id("room"))
        expect(invited.first).to_be_visible(timeout=30_000)
        other = declining(phones)
        page = next(phone for phone in phones if phone is not other)
        expect(other.get_by_test_id("room-button")).to_have_count(2)
        assert serious(other) == []
        expect(page.get_by_test_id("room")).to_be_visible(timeout=30_000)
        expect(page.get_by_test_id("room")).to_contain_text("in this room", timeout=15_000)
        own = page.get_by_test_id("room-own")
        expect(own.locator("strong")).to_have_text("The first course")
        expect(own).to_contain_text("Next in this room: The second course")
        assert serious(page) == []
        assert serious(desk) == []
        for room in ("kitchen", "dojo"):
            desk.get_by_test_id(f"room-go-{room}").click()
            expect(desk.get_by_test_id(f"own-{room}")).to_contain_text("Nothing comes after it")
        expect(own.locator("strong")).to_have_text("The second course", timeout=10_000)
        expect(desk.get_by_test_id("visit")).to_contain_text("3 invited", timeout=15_000)
        expect(desk.get_by_test_id("rooms")).to_contain_text("came in")
        expect(other.get_by_test_id("room")).to_have_count(0)
        expect(page.get_by_test_id("room")).to_have_count(0, timeout=60_000)
        expect(desk.get_by_test_id("visit")).to_contain_text("Last visit", timeout=15_000)
        expect(desk.get_by_test_id("rooms")).to_contain_text("stayed to the end")
        for one in (desk, *phones):
            one.close()


def test_an_outlet_is_trimmed_at_the_desk(tmp_path: Path, open_page: Open) -> None:
    with running_show(tmp_path, "--start", "now", sheet=SHEET) as show:
        desk = open_page(show.address("Console"), size=DESK)
        page = open_page(show.address("Phone"))
        entry = desk.get_by_test_id("trim-app-ms")
        expect(entry).to_have_value("0", timeout=15_000)
        expect(desk.get_by_test_id("trim-app-less")).to_be_disabled()
        desk.get_by_test_id("trim-app-more").click()
        expect(entry).to_have_value("100")
        expect(desk.get_by_test_id("trim-app")).to_contain_text("0 ms in the run sheet")
        assert serious(desk) == []
        entry.fill("2300")
        entry.press("Enter")
        expect(desk.get_by_test_id("trim-app")).to_contain_text("0 ms in the run sheet")
        expect(page.locator("footer")).to_contain_text("2.3", timeout=10_000)
        entry.fill("999999")
        entry.press("Tab")
        expect(entry).to_have_value("2300")
        page.close()
        desk.close()
