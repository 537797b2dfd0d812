"""The run sheet edited on air, in real browsers: previewed, committed, confirmed, and proven."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from gala.cli.operator_keys import pinned
from gala.conductor.verifying import verify_folder
from gala.console.editing import DRAFTS_MAX
from tests.e2e.conftest import DESK, PHONE, Open, serious
from tests.e2e.running import SHEET, running_show

pytestmark = pytest.mark.browser


def _previewed(page: Page) -> None:
    page.get_by_test_id("edit-preview").click()
    expect(page.get_by_test_id("edit-found")).to_be_visible()
    assert serious(page) == []


def _committed(page: Page) -> None:
    page.get_by_test_id("edit-commit").click()
    expect(page.get_by_test_id("edit-dialog")).to_have_count(0)


def _forgotten(route: Route) -> None:
    """See that a draft is not known; the browser would log a 404 as an error of the page's."""
    answer = route.fetch()
    assert answer.status == 404
    route.fulfill(status=200, content_type="application/json", body=answer.text())


def test_a_segment_is_put_in_and_a_price_takes_two(tmp_path: Path, open_page: Open) -> None:
    with running_show(tmp_path, "--start", "now", "--manual") as show:
        director = open_page(show.address("Console"), size=DESK)
        second = open_page(show.address("Second seat"), size=DESK)
        found = director.get_by_test_id("edit-found")

        director.get_by_test_id("edit").click()
        director.get_by_test_id("edit-segment").select_option("story")
        expect(director.get_by_test_id("edit-title_en")).to_have_value("A story")
        director.get_by_test_id("edit-length").fill("90s")
        assert serious(director) == []
        _previewed(director)
        expect(found).to_contain_text("longer by 30s")
        director.get_by_test_id("edit-back").click()
        director.get_by_test_id("edit-way-insert").click()
        director.get_by_test_id("edit-segment").select_option("pens")
        director.get_by_test_id("edit-id").fill("ad")
        director.get_by_test_id("edit-title_en").fill("A word from us")
        director.get_by_test_id("edit-length").fill("30s")
        _previewed(director)
        expect(found).to_contain_text('added segment `ad` "A word from us"')
        _committed(director)
        expect(director.get_by_test_id("segment-ad")).to_contain_text("A word from us")

        dearer = tmp_path / "dearer.yaml"
        dearer.write_text(SHEET.replace("price_fen: 1,", "price_fen: 3,"), encoding="utf-8")
        director.get_by_test_id("edit").click()
        director.get_by_test_id("edit-way-file").click()
        director.get_by_test_id("edit-sheet").set_input_files(dearer)
        _previewed(director)
        expect(found).to_contain_text("removed segment `ad`")
        expect(found).to_contain_text("both seats must agree")
        _committed(director)
        expect(second.get_by_test_id("edit")).to_contain_text("Confirm")
        second.get_by_test_id("edit").click()
        expect(second.get_by_test_id("edit-found")).to_contain_text("0.03 yuan")
        _committed(second)
        expect(director.get_by_test_id("segment-ad")).to_have_count(0)

        director.get_by_test_id("go").click()
        expect(director.get_by_test_id("segment-opening")).to_have_attribute(
            "data-state", "on_air", timeout=10_000
        )
        late = tmp_path / "late.yaml"
        late.write_text(dearer.read_text().replace("en: Opening", "en: Hello"), encoding="utf-8")
        director.get_by_test_id("edit").click()
        director.get_by_test_id("edit-way-file").click()
        director.get_by_test_id("edit-sheet").set_input_files(late)
        _previewed(director)
        expect(found).to_contain_text("it is on air: it stands as it is")
        expect(director.get_by_test_id("edit-commit")).to_be_disabled()
        director.get_by_test_id("edit-cancel").click()
        for page in (director, second):
            page.context.close()
        assert show.interrupt() == 0
    report = verify_folder(show.folder, pinned(tmp_path / "home" / "pins.json"))
    assert report.ok, report.checks[-1]
    assert (show.folder / "log.jsonl").read_bytes().count(b'"event":["sheet_edited"') == 2


def test_the_other_seat_can_agree_where_the_draft_is_not_known(
    tmp_path: Path, open_page: Open
) -> None:
    with running_show(tmp_path, "--start", "now", "--manual") as show:
        director = open_page(show.address("Console"), size=DESK)
        second = open_page(show.address("Second seat"), size=PHONE)
        dearer = tmp_path / "dearer.yaml"
        dearer.write_text(SHEET.replace("price_fen: 1,", "price_fen: 3,"), encoding="utf-8")
        director.get_by_test_id("edit").click()
        director.get_by_test_id("edit-way-file").click()
        director.get_by_test_id("edit-sheet").set_input_files(dearer)
        _previewed(director)
        _committed(director)
        # As on another console: so many drafts came after it that it is forgotten.
        for number in range(DRAFTS_MAX):
            change = {"do": "set", "segment": "bye", "values": {"length": f"{70 + number}s"}}
            url = director.url.replace("/console", "/api/console/edit/preview")
            assert director.request.post(url, data={"changes": [change]}).ok
        second.route(re.compile("/api/console/edit/[0-9a-f]{64}$"), _forgotten)
        second.get_by_test_id("edit").click()
        expect(second.get_by_test_id("edit-trouble")).to_contain_text("no such preview")
        second.get_by_test_id("edit-sheet").set_input_files(dearer)
        _previewed(second)
        expect(second.get_by_test_id("edit-commit")).to_have_text("Commit")
        _committed(second)
        expect(director.get_by_test_id("edit")).to_have_text("Edit")
        for page in (director, second):
            page.context.close()
        assert show.interrupt() == 0
    assert (show.folder / "log.jsonl").read_bytes().count(b'"event":["sheet_edited"') == 1
