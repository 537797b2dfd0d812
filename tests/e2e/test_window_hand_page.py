"""A window under the director's hand, in real browsers: paused, topped up, revoked, and proven."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from gala.cli.operator_keys import pinned
from gala.conductor.verifying import verify_folder
from tests.e2e.conftest import DESK, Open, serious
from tests.e2e.running import SHEET, running_show

pytestmark = pytest.mark.browser

LONG = SHEET.replace("length: 40s", "length: 140s").replace("open_for: 30s", "open_for: 120s")


def _got(phone: Page) -> None:
    button = phone.get_by_test_id("claim-button")
    expect(button).to_have_attribute("aria-disabled", "false", timeout=15_000)
    button.click()
    expect(phone.get_by_test_id("receipt-pens").first).to_be_visible()


def _confirmed(second: Page, button: str, shown: str) -> None:
    """Confirm at the second seat what the first has asked for, with its reason in view."""
    expect(second.get_by_test_id(button)).to_contain_text("Confirm")
    second.get_by_test_id(button).click()
    expect(second.get_by_test_id("confirm")).to_contain_text(shown)
    second.get_by_test_id("confirm-do").click()


def test_pause_top_up_and_revoke(tmp_path: Path, open_page: Open) -> None:
    with running_show(tmp_path, "--start", "now", "--manual", sheet=LONG) as show:
        director = open_page(show.address("Console"), size=DESK)
        second = open_page(show.address("Second seat"), size=DESK)
        first, other = (open_page(show.address("Phone")) for _ in range(2))
        window = director.get_by_test_id("window-pens")
        director.get_by_test_id("jump-pens").click()
        director.get_by_test_id("confirm-do").click()
        _got(first)

        director.get_by_test_id("pause-window-pens").click()
        expect(window).to_have_attribute("data-state", "paused")
        expect(other.get_by_test_id("claim-button")).to_have_text("Paused")
        assert serious(director) == []
        director.get_by_test_id("resume-window-pens").click()
        expect(window).to_have_attribute("data-state", "open", timeout=5_000)
        _got(other)

        director.get_by_test_id("top-up-pens").click()
        director.get_by_test_id("confirm-units").fill("4")
        expect(director.get_by_test_id("confirm-do")).to_be_disabled()
        director.get_by_test_id("confirm-text").fill("one more box was found")
        assert serious(director) == []
        director.get_by_test_id("confirm-do").click()
        _confirmed(second, "top-up-pens", "4 more on App")
        expect(director.get_by_test_id("by-hand-pens")).to_contain_text("one more box was found")
        expect(director.get_by_test_id("window-pens-app")).to_contain_text("927", timeout=5_000)
        expect(window).to_contain_text("opening 3")
        expect(window).to_have_attribute("data-state", "open")

        director.get_by_test_id("revoke-pens-1").click()
        director.get_by_test_id("confirm-text").fill("the price was wrong")
        director.get_by_test_id("confirm-do").click()
        _confirmed(second, "revoke-pens-1", "the price was wrong")
        expect(window).to_have_attribute("data-state", "settled", timeout=5_000)
        told = first.get_by_test_id("revoked-pens").first
        expect(told).to_have_text("Revoked: the price was wrong")
        expect(other.get_by_test_id("receipt-pens").first).to_be_visible()
        expect(other.get_by_test_id("revoked-pens")).to_have_count(0)
        expect(director.get_by_test_id("figures-differ")).to_have_count(0)
        # Who comes back later is told too.
        first.reload()
        expect(first.get_by_test_id("revoked-pens").first).to_be_visible(timeout=10_000)
        for page in (director, second, first, other):
            assert serious(page) == []
            page.context.close()
        assert show.interrupt() == 0
    pins = pinned(tmp_path / "home" / "pins.json")
    report = verify_folder(show.folder, pins)
    assert report.ok, report.checks[-1]
    said = {check.name: check.detail for check in report.checks}
    assert "4 more of pens on app" in said["topped up"]
    assert "1 units of opening 1 of pens are void" in said["revoked"]
