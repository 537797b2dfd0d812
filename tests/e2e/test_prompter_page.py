"""The host's prompter and the director's desk in real browsers, while captions come in."""

from __future__ import annotations

import json
import re
import urllib.request
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import DESK, PHONE, Open, serious
from tests.e2e.running import SHEET, RunningShow, running_show

pytestmark = pytest.mark.browser

WORDS = SHEET.replace(
    "notes: {zh: 慢一点, en: Slowly}}",
    "notes: {zh: 慢一点, en: Slowly},\n"
    "     prompter: {zh: 大家晚上好, en: 'Good evening, everybody'}}",
).replace("length: 8s", "length: 600s")


@pytest.fixture(scope="module")
def show(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningShow]:
    folder = tmp_path_factory.mktemp("show")
    with running_show(folder, "--start", "now", sheet=WORDS) as running:
        yield running


def said(show: RunningShow, name: str, text: str) -> None:
    """Send a caption as a captioning program does."""
    kept = show.folder.parent / "home" / "keys" / "captions.json"
    request = urllib.request.Request(
        show.address("Captions"),
        json.dumps({"id": name, "text": text}).encode(),
        {
            "Authorization": f"Bearer {json.loads(kept.read_text())['key']}",
            "Content-Type": "application/json",
        },
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        assert answer.status == 200


def test_the_host_reads_what_to_say_and_what_to_put_right(
    show: RunningShow, open_page: Open
) -> None:
    prompter = open_page(show.address("Prompter"), size=DESK)
    assert prompter.url.endswith("/prompter")
    desk = open_page(show.address("Console"), size=DESK)
    expect(prompter.get_by_test_id("on-air")).to_have_text("Opening", timeout=20_000)
    expect(prompter.get_by_test_id("words")).to_have_text("Good evening, everybody")
    expect(prompter.get_by_test_id("left")).to_have_text(re.compile(r"^0\d:\d\dleft$"))
    expect(prompter.get_by_test_id("next")).to_have_text("A pen for one fen")

    desk.get_by_test_id("to-host").fill("Slower, please")
    desk.get_by_test_id("to-host").press("Space")  # a key for the text, and no GO
    desk.get_by_test_id("send-to-host").click()
    expect(prompter.get_by_test_id("message")).to_contain_text("Slower, please")
    expect(desk.get_by_test_id("to-host")).to_have_value("")

    said(show, "c1", "我们的钢笔")
    said(show, "c2", "销量第一。")
    alert = prompter.get_by_test_id("alert")
    expect(alert).to_contain_text("Say where the figure comes from", timeout=10_000)
    expect(alert).to_contain_text("销量第一")
    card = desk.get_by_test_id("alert")
    expect(card).to_contain_text("GS502")
    expect(card).to_contain_text("我们的钢笔销量第一。")
    expect(card).to_contain_text("Opening")
    expect(desk.get_by_test_id("spoken-alarm")).to_contain_text("One claim waits")
    assert serious(prompter) == []
    assert serious(desk) == []

    card.get_by_test_id("decide-corrected").click()
    expect(alert).to_have_count(0, timeout=10_000)
    expect(card).to_have_count(0)
    expect(desk.get_by_test_id("spoken")).to_contain_text("Put right on air (Director)")
    desk.get_by_role("button", name="Take “Slower, please” off").click()
    expect(prompter.get_by_test_id("message")).to_have_count(0, timeout=10_000)

    # Another screen, by a link that the desk makes: a phone, in Chinese, behind a glass.
    desk.get_by_test_id("prompter-link").click()
    address = desk.get_by_test_id("prompter-address").locator("code").inner_text()
    phone = open_page(address, size=PHONE, locale="zh-CN")
    expect(phone.get_by_test_id("words")).to_have_text("大家晚上好", timeout=10_000)
    assert serious(phone) == []
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    phone.goto(phone.url + "?mirror=1")
    expect(phone.get_by_test_id("words")).to_have_text("大家晚上好")
    turned = phone.locator("#app").evaluate("one => getComputedStyle(one).transform")
    assert turned == "matrix(-1, 0, 0, 1, 0, 0)"
