"""A whole tour as a newcomer sees it, with somebody who kills the conductor and forges the record.

`make demo` runs it in real time and takes the README's pictures; `make test` runs it faster. The
conductor that conducts is a process of its own, and dies by SIGKILL while a window is open; the
one in `gala show` stands by.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import DESK, Open, serious
from tests.e2e.running import RunningShow, running_show
from tests.e2e.served import served_store

pytestmark = pytest.mark.browser

TOUR = Path(__file__).parents[2] / "run_sheet" / "shows" / "616-tour.yaml"
PACE = float(os.environ.get("GALA_DEMO_PACE", "4"))
IMAGES = os.environ.get("GALA_DEMO_IMAGES")
"""A folder for pictures; without it none are taken."""

HALL = {"width": 1920, "height": 1080}
LENGTH_MS = 300_000 / PACE
PATIENCE_MS = LENGTH_MS + 60_000


@contextmanager
def conductor(url: str, home: Path) -> Iterator[subprocess.Popen[str]]:
    """A conductor of its own, which has the lease when the block begins."""
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "gala", "conductor", str(TOUR), "--redis", url),
            *("--pace", str(PACE)),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "GALA_HOME": str(home), "PYTHONUNBUFFERED": "1"},
    )
    assert process.stdout is not None
    try:
        said = process.stdout.readline()
        assert "ready" in said, said
        time.sleep(1.0)
        yield process
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def picture(page: Page, name: str, after_ms: int = 0) -> None:
    """Take a picture for the README, when pictures are wanted."""
    if IMAGES:
        page.wait_for_timeout(after_ms)
        page.screenshot(path=str(Path(IMAGES) / f"{name}.png"))


def test_the_tour(tmp_path: Path, open_page: Open) -> None:
    home = tmp_path / "home"
    with served_store(tmp_path) as url, conductor(url, home) as leader:
        options = ("--redis", url, "--crowd", "200", "--pace", str(PACE))
        with running_show(tmp_path, *options, sheet=TOUR.read_text()) as show:
            desk = open_page(show.address("Console"), size=DESK)
            phone = open_page(show.address("Phone"))
            stage = open_page(show.address("Stage"), size=HALL)
            _lipstick(desk, phone, leader)
            _rain(phone)
            _draw(phone, stage, desk)
            over = phone.locator("#stage[data-phase=over]")
            expect(over).to_be_visible(timeout=PATIENCE_MS)
            for page in (desk, phone, stage):
                page.close()
            assert show.interrupt() == 0, show.text
            assert "200 of 200 joined" in show.text
            assert "complete: yes" in show.text
            _check(show, home)


def _lipstick(desk: Page, phone: Page, leader: subprocess.Popen[str]) -> None:
    """A lipstick for one fen, and the conductor dies while the window is open."""
    desk.get_by_test_id("hints-done").click()
    button = phone.get_by_test_id("claim-button")
    expect(button).to_have_attribute("aria-disabled", "false", timeout=PATIENCE_MS)
    leader.send_signal(signal.SIGKILL)
    button.click()
    expect(phone.get_by_test_id("receipt-lipstick-one-fen").first).to_be_visible()
    picture(phone, "viewer")
    picture(desk, "console", after_ms=8_000)
    assert serious(desk) == []
    # Whoever stood by has taken over, and the programme goes on.
    expect(desk.get_by_test_id("on-air")).to_contain_text(
        re.compile("三块钱|three yuan"), timeout=PATIENCE_MS
    )


def _rain(phone: Page) -> None:
    """Catch a packet, and read that everything was paid or returned."""
    catch = phone.get_by_test_id("claim-button")
    expect(catch).to_have_attribute("aria-disabled", "false", timeout=PATIENCE_MS)
    for _ in range(3):
        catch.click()
    balance = phone.get_by_test_id("rain-sums").first
    expect(balance).to_be_visible(timeout=PATIENCE_MS)
    amounts = [round(float(one) * 100) for one in _money(balance.inner_text())]
    assert amounts[0] + amounts[1] == amounts[2] == 888_800, balance.inner_text()
    picture(phone, "rain")


def _draw(phone: Page, stage: Page, desk: Page) -> None:
    """Enter, and see the winners computed on the phone before they are announced."""
    expect(phone.get_by_test_id("on-air-title")).to_contain_text("grand draw", timeout=PATIENCE_MS)
    button = phone.get_by_test_id("claim-button")
    expect(button).to_have_attribute("aria-disabled", "false", timeout=PATIENCE_MS)
    button.click()
    expect(phone.get_by_test_id("committed")).to_be_visible(timeout=PATIENCE_MS)
    picture(stage, "stage", after_ms=3_000)
    sealed = phone.get_by_test_id("draw-opened")
    expect(sealed).to_be_visible(timeout=PATIENCE_MS)
    expect(phone.get_by_test_id("winners")).to_contain_text("·")
    expect(phone.get_by_test_id("draw-announced")).to_be_visible(timeout=PATIENCE_MS)
    picture(phone, "draw")
    expect(stage.get_by_test_id("winner-0")).to_be_visible(timeout=PATIENCE_MS)
    assert serious(stage) == []
    assert serious(phone) == []
    verify = phone.context.new_page()
    verify.set_viewport_size(DESK)  # type: ignore[arg-type]
    verify.goto(desk.url.replace("/console", "/verify?bundle=/proof/draw/2.json"))
    expect(verify.get_by_test_id("verdict")).to_have_attribute(
        "data-state", "rehearsed", timeout=30_000
    )
    picture(verify, "verify")
    assert serious(verify) == []
    verify.close()


def _check(show: RunningShow, home: Path) -> None:
    """The record proves itself, and one flipped byte is found and named."""
    assert _verified(show.folder, home).returncode == 0
    claims = show.folder / "claims.jsonl"
    data = bytearray(claims.read_bytes())
    data[len(data) // 2] ^= 1
    claims.write_bytes(data)
    forged = _verified(show.folder, home)
    assert forged.returncode == 1
    assert "✗ files  claims.jsonl is another file" in forged.stdout


def _verified(folder: Path, home: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "gala", "verify", str(folder)],
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, "GALA_HOME": str(home)},
    )


def _money(text: str) -> list[str]:
    return [one.replace(",", "") for one in re.findall(r"¥([\d,]+(?:\.\d+)?)", text)]
