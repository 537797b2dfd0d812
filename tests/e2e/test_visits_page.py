"""A visit on the viewer's page, led there by itself; an outlet trimmed at the director's desk."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

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
  - {id: kitchen, title: {zh: 厨房, en: The kitchen}, host: Cook, capacity: 100}
  - {id: dojo, title: {zh: 武馆, en: The dojo}, host: Coach, capacity: 100}
segments:
  - {id: opening, kind: host, title: {zh: 开场, en: Opening}, length: 4s}
  - {id: walk, kind: visit, title: {zh: 串门, en: A walk}, length: 26s,
     rooms: {kitchen: 3, dojo: 1}, over: 5s}
  - {id: bye, kind: host, title: {zh: 再见, en: Good night}, length: 2m}
"""


def test_a_viewer_is_led_into_a_room_and_back(tmp_path: Path, open_page: Open) -> None:
    with running_show(tmp_path, "--start", "now", sheet=SHEET) as show:
        desk = open_page(show.address("Console"), size=DESK)
        page, other = open_page(show.address("Phone")), open_page(show.address("Phone"))
        invitations = [one.get_by_test_id("invitation") for one in (page, other)]
        expect(invitations[1]).to_contain_text("You go to The", timeout=20_000)
        assert serious(other) == []
        other.get_by_test_id("visit-stay").click()
        expect(other.get_by_test_id("room-button")).to_have_count(2)
        expect(page.get_by_test_id("room")).to_be_visible(timeout=15_000)
        expect(page.get_by_test_id("room")).to_contain_text("in this room", timeout=15_000)
        expect(desk.get_by_test_id("visit")).to_contain_text("2 invited", timeout=15_000)
        expect(desk.get_by_test_id("rooms")).to_contain_text("1 came in")
        expect(other.get_by_test_id("room")).to_have_count(0)
        expect(page.get_by_test_id("room")).to_have_count(0, timeout=40_000)
        expect(desk.get_by_test_id("visit")).to_contain_text("Last visit", timeout=15_000)
        expect(desk.get_by_test_id("rooms")).to_contain_text("1 stayed to the end")
        for one in (desk, page, other):
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
