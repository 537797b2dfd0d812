"""The report in a real browser: on a desk, on a phone, on paper, and in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from gala.after.account import from_folder
from gala.after.reconcile import reconcile
from gala.after.report import sections
from gala.after.report.html import html
from tests.e2e.conftest import DESK, PHONE, Open, serious

pytestmark = pytest.mark.browser


@pytest.fixture
def url(drawn_record: Path, tmp_path: Path) -> str:
    account = from_folder(drawn_record)
    path = tmp_path / "report.html"
    path.write_text(html(account, sections(account), reconcile(account)), encoding="utf-8")
    return path.as_uri()


@pytest.mark.parametrize("size", [DESK, PHONE])
def test_it_fits_and_can_be_read_by_everybody(
    open_page: Open, url: str, size: dict[str, int]
) -> None:
    page = open_page(url, size=size)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert serious(page) == []


def test_one_language_at_a_time(open_page: Open, url: str) -> None:
    page = open_page(url)
    heading = page.locator("h2", has_text="Promised")
    assert not heading.locator("[lang=en]").is_visible()
    page.get_by_label("English").check()
    assert heading.locator("[lang=en]").is_visible()
    assert not heading.locator("[lang=zh]").is_visible()


def test_paper_has_the_chosen_language_and_no_switch(open_page: Open, url: str) -> None:
    page = open_page(url)
    page.emulate_media(media="print")
    assert not page.get_by_label("English").is_visible()
    assert page.get_by_role("heading", name="承诺与兑现").is_visible()
