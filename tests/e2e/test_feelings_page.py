"""Hearts, flags and shedding in real browsers: a viewer's phone and the director's desk."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import DESK, Open, serious
from tests.e2e.running import RunningShow, running_show

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def show(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningShow]:
    folder = tmp_path_factory.mktemp("show")
    with running_show(folder, "--start", "now", "--flags-alert", "1") as running:
        yield running


def test_a_heart_a_flag_and_a_button_that_rests(show: RunningShow, open_page: Open) -> None:
    phone = open_page(show.address("Phone"))
    desk = open_page(show.address("Console"), size=DESK)
    pens = "A pen for one fen"
    expect(phone.get_by_test_id("on-air-title")).to_have_text(pens, timeout=20_000)
    heart = phone.get_by_test_id("heart")
    expect(heart).to_be_enabled(timeout=10_000)
    for _ in range(3):
        heart.click()
    expect(heart.get_by_test_id("hearts")).to_have_text("3", timeout=10_000)
    expect(desk.get_by_test_id("hearts")).to_contain_text("3", timeout=10_000)

    phone.get_by_test_id("flag").locator("summary").click()
    assert serious(phone) == []
    wrong = phone.get_by_test_id("flag-wrong_price")
    wrong.click()
    expect(wrong).to_be_disabled()
    expect(wrong).to_contain_text("The crew has been told")
    expect(desk.get_by_test_id("flags-pens-wrong_price")).to_contain_text("1", timeout=10_000)
    expect(desk.get_by_test_id("flags-alert")).to_contain_text(f"“{pens}”: wrong price")

    desk.get_by_test_id("shed-1").click()
    expect(desk.get_by_test_id("shed-1")).to_have_attribute("aria-pressed", "true", timeout=10_000)
    sheds = desk.get_by_test_id(re.compile("^sheds-"))
    expect(sheds).to_contain_text("no hearts", timeout=10_000)
    expect(heart).to_be_disabled(timeout=10_000)
    expect(heart).to_have_accessible_name("So many are here: hearts rest a while")
    assert serious(desk) == []
    # What is promised goes on: the button buys.
    button = phone.get_by_test_id("claim-button")
    expect(button).to_have_attribute("aria-disabled", "false", timeout=15_000)
    button.click()
    expect(phone.get_by_test_id("claim-state")).to_have_attribute("data-state", "won")

    desk.get_by_test_id("shed-0").click()
    expect(heart).to_be_enabled(timeout=10_000)
    expect(sheds).to_have_count(0, timeout=10_000)
