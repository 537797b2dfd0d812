"""The viewer's page in a real browser, over a real show."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Open, serious
from tests.e2e.running import RunningShow, running_show

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def show(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningShow]:
    with running_show(tmp_path_factory.mktemp("show"), "--start", "now") as running:
        yield running


def test_a_viewer_sees_what_is_on_claims_and_keeps_the_receipt(
    show: RunningShow, open_page: Open
) -> None:
    page = open_page(show.address("Phone"))
    title = page.get_by_test_id("on-air-title")
    expect(title).to_have_text("Opening", timeout=15_000)
    expect(page.get_by_test_id("next")).to_contain_text("A pen for one fen")
    assert serious(page) == []

    expect(title).to_have_text("A pen for one fen", timeout=15_000)
    button = page.get_by_test_id("claim-button")
    expect(button).to_have_attribute("aria-disabled", "false", timeout=15_000)
    assert serious(page) == []
    button.click()
    expect(page.get_by_test_id("claim-state")).to_have_attribute("data-state", "won", timeout=5_000)
    kept = page.get_by_test_id("wallet").get_by_test_id("receipt-pens")
    expect(kept).to_be_visible()
    receipt = kept.inner_text()

    page.reload()
    expect(kept).to_have_text(receipt, timeout=10_000, use_inner_text=True)
    expect(page.get_by_test_id("on-air-title")).to_have_text("A pen for one fen")


def test_the_page_speaks_chinese_and_can_be_switched(show: RunningShow, open_page: Open) -> None:
    page = open_page(show.address("Phone"), locale="zh-CN")
    title = page.get_by_test_id("on-air-title")
    expect(title).to_have_text("一分钱钢笔", timeout=20_000)
    page.get_by_test_id("lang").click()
    expect(title).to_have_text("A pen for one fen")
    page.reload()
    expect(page.get_by_test_id("on-air-title")).to_have_text("A pen for one fen")


def test_another_outlet_is_its_delay_behind(show: RunningShow, open_page: Open) -> None:
    page = open_page(show.address("Phone") + "?outlet=tv")
    expect(page.get_by_test_id("freshness")).to_contain_text("Live", timeout=10_000)
    expect(page.get_by_test_id("on-air-title")).to_be_visible()
