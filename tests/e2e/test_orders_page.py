"""A unit that was won and has to be paid for: on three phones, at the desk, and in the record."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from gala.cli.operator_keys import pinned
from gala.conductor.verifying import verify_folder
from tests.e2e.conftest import DESK, Open, serious
from tests.e2e.running import SHEET, RunningShow, running_show

pytestmark = pytest.mark.browser

PAID = SHEET.replace("stock: {app: 5, tv: 2}", "stock: {app: 2}, pay_within: 25s")


@pytest.fixture(scope="module")
def show(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningShow]:
    folder = tmp_path_factory.mktemp("orders")
    with running_show(folder, "--start", "now", sheet=PAID) as running:
        yield running


def press(page: Page) -> None:
    """Press the button of the window as soon as it is open."""
    button = page.get_by_test_id("claim-button")
    expect(button).to_have_attribute("aria-disabled", "false", timeout=30_000)
    button.click()


def test_paid_in_time_not_paid_and_next_in_the_list(show: RunningShow, open_page: Open) -> None:
    pays, forgets, waits = (open_page(show.address("Phone")) for _ in range(3))
    desk = open_page(show.address("Console"), size=DESK)
    for page in (pays, forgets):
        press(page)
        expect(page.get_by_test_id("kept-pens")).to_be_visible(timeout=10_000)
    press(waits)
    expect(waits.get_by_test_id("claim-state")).to_have_attribute("data-state", "sold_out")

    mine = pays.get_by_test_id("orders-pens")
    expect(mine).to_contain_text("Pay within 00:", timeout=10_000)
    expect(mine).to_contain_text("Demo payment (costs nothing)")
    expect(mine).to_contain_text("in rehearsals only")
    assert serious(pays) == []
    mine.get_by_test_id("pay-pens").click()
    expect(mine).to_contain_text("Paid. It is yours", timeout=10_000)
    expect(mine.get_by_test_id("pay-pens")).to_have_count(0)

    place = waits.get_by_test_id("wait-pens")
    expect(place).to_be_visible(timeout=30_000)
    place.click()
    expect(waits.get_by_test_id("orders-pens")).to_contain_text("You are next", timeout=10_000)
    waits.reload()
    expect(waits.get_by_test_id("orders-pens")).to_contain_text("You are next", timeout=15_000)

    lost = forgets.get_by_test_id("orders-pens")
    expect(lost).to_contain_text("Not paid for in time", timeout=40_000)
    expect(desk.get_by_test_id("orders-pens-paid")).to_have_text("1", timeout=10_000)
    expect(desk.get_by_test_id("orders-pens-held")).to_have_text("1")
    turn = waits.get_by_test_id("orders-pens")
    expect(turn).to_contain_text("Your turn!", timeout=30_000)
    turn.get_by_test_id("pay-pens").click()
    expect(turn).to_contain_text("Paid. It is yours", timeout=10_000)


def test_the_record_has_every_order(show: RunningShow) -> None:
    assert show.interrupt() == 0
    report = verify_folder(show.folder, pinned(show.folder.parent / "home" / "pins.json"))
    assert report.ok, report.checks[-1]
    found = next(check for check in report.checks if check.name == "orders")
    assert found.detail == (
        "2 paid with 2 fen, 0 held, 0 returned, 0 refunded, 0 to be refunded, 0 still waiting"
    )
