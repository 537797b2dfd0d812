"""A claim on a guarantee, from the wallet on the phone to the staff's desk and back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from gala.after.account import from_folder
from gala.after.guarantees import claimed
from gala.after.reconcile import differences, reconcile
from gala.cli.operator_keys import pinned
from gala.conductor.verifying import verify_folder
from tests.core.trust.cards import CARD
from tests.e2e.conftest import DESK, Open, serious
from tests.e2e.running import RunningShow, running_show

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def show(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningShow]:
    folder = tmp_path_factory.mktemp("trust")
    with running_show(folder, "--start", "now", sheet=CARD) as running:
        yield running


def bought(page: Page) -> None:
    """Buy a pen, and return when the receipt is in the wallet."""
    button = page.get_by_test_id("claim-button")
    expect(button).to_have_attribute("aria-disabled", "false", timeout=20_000)
    button.click()
    expect(page.get_by_test_id("kept-pens")).to_be_visible(timeout=10_000)


def test_a_claim_goes_from_the_wallet_to_the_desk_and_back(
    show: RunningShow, open_page: Open, tmp_path: Path
) -> None:
    phone = open_page(show.address("Phone") + "?tier=gold")
    bought(phone)
    card = phone.get_by_test_id("guarantees-pens")
    expect(card).to_contain_text("Keep the pen")
    expect(card).to_contain_text("for Gold")

    card.get_by_test_id("claim-guarantee").click()
    form = card.get_by_test_id("guarantee-form")
    expect(form).to_contain_text("at most ¥5 · within 30 days", timeout=10_000)
    expect(form).to_contain_text("The word of The pen shop, given on 2021-06-01 (Owner)")
    expect(form.get_by_test_id("guarantee-send")).to_be_disabled()
    picture = tmp_path / "leak.jpg"
    picture.write_bytes(b"a picture of a leak")
    form.get_by_test_id("guarantee-files").set_input_files(picture)
    expect(form).to_contain_text("1 file’s fingerprint noted")
    form.get_by_test_id("guarantee-said").fill("It leaks 漏墨")
    assert serious(phone) == []
    form.get_by_test_id("guarantee-send").click()
    refund = card.get_by_test_id("guarantee-refund")
    expect(refund).to_contain_text("Filed, being looked at", timeout=10_000)
    phone.reload()
    expect(refund).to_contain_text("Filed, being looked at", timeout=15_000)

    card.get_by_test_id("use-again").click()
    card.get_by_test_id("use-sure-again").click()
    expect(card.get_by_test_id("guarantee-again")).to_contain_text("Used, ¥5 off", timeout=10_000)

    desk = open_page(show.address("Console"), size=DESK)
    desk.get_by_test_id("tab-office").click(timeout=15_000)
    office = desk.get_by_test_id("office")
    expect(office).to_contain_text("It leaks 漏墨")
    expect(office.get_by_test_id("total-again")).to_contain_text("1 / 1 claims, ¥5")
    assert serious(desk) == []
    office.get_by_test_id("office-amount").fill("9.99")
    office.get_by_test_id("office-reason").fill("Seen the picture")
    expect(office.get_by_test_id("office-meet")).to_be_disabled()
    office.get_by_test_id("office-amount").fill("3.50")
    office.get_by_test_id("office-meet").click()
    office.get_by_test_id("office-confirm").click()
    expect(office.get_by_test_id("total-refund")).to_contain_text("¥3.50 / ¥7", timeout=10_000)
    office.get_by_test_id("show-met").click()
    expect(office).to_contain_text("Seen the picture")
    expect(office).to_contain_text("Director")
    assert serious(desk) == []

    expect(refund).to_contain_text("Seen the picture", timeout=30_000)
    expect(refund).to_contain_text("¥3.50")

    desk.get_by_test_id("tab-desk").click()
    desk.get_by_test_id("end").click()
    desk.get_by_test_id("confirm-do").click()
    phone.reload()
    expect(refund).to_contain_text("by the director", timeout=20_000)
    card.get_by_test_id("claim-guarantee").click()
    card.get_by_label("Fake pays ten").check()
    card.get_by_test_id("guarantee-said").fill("The night is over, and it is a fake")
    card.get_by_test_id("guarantee-send").click()
    tenfold = card.get_by_test_id("guarantee-tenfold")
    expect(tenfold).to_contain_text("Filed, being looked at", timeout=10_000)


def test_the_record_has_every_claim(show: RunningShow) -> None:
    assert show.interrupt() == 0
    pins = pinned(show.folder.parent / "home" / "pins.json")
    report = verify_folder(show.folder, pins)
    assert report.ok, report.checks[-1]
    found = next(check for check in report.checks if check.name == "guarantees")
    assert found.detail == (
        "pens comes with refund, freight, tenfold, again; 3 claims, 2 met with 850 fen"
    )
    account = from_folder(show.folder)
    assert differences(reconcile(account)) == []
    assert [(one.offer.id, one.owed_fen) for one in claimed(account)] == [
        *(("refund", 350), ("again", 0), ("tenfold", 0)),
    ]
