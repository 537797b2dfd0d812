"""The director's page in a real browser: buttons and keys, against a real show in MANUAL."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis
from playwright.sync_api import Page, expect
from redis.backoff import ConstantBackoff
from redis.retry import Retry

from gala.console.clocks import LOOK_MS
from tests.durability.servers import Server
from tests.e2e.conftest import DESK, Open, serious
from tests.e2e.running import running_show
from tests.store.wrong_time import WrongTime

pytestmark = pytest.mark.browser


def _answered(page: Page) -> None:
    """Wait until the last press has been answered: the desk takes one at a time."""
    expect(page.locator("[aria-busy=true]")).to_have_count(0)


def _looked_at_first(page: Page) -> None:
    """A longer extension is played forward before it is given."""
    page.get_by_test_id("what-if").click()
    finish = page.get_by_test_id("what-if-finish")
    expect(finish).to_contain_text("+0:30")
    page.get_by_test_id("what-if-extend-120000").click()
    expect(finish).to_contain_text("+2:00")
    expect(page.get_by_test_id("what-if-windows")).to_contain_text("A pen for one fen")
    assert serious(page) == []
    page.get_by_test_id("what-if-skip").click()
    expect(page.get_by_test_id("what-if-windows")).to_contain_text("no more")
    page.get_by_test_id("what-if-extend--30000").click()
    expect(finish).to_contain_text("−0:30")
    page.get_by_test_id("what-if-give").click()
    expect(page.get_by_test_id("what-if-dialog")).to_have_count(0)
    _answered(page)


def test_a_director_drives_the_show_by_keys_and_buttons(tmp_path: Path, open_page: Open) -> None:
    with running_show(tmp_path, "--start", "now", "--manual") as show:
        page = open_page(show.address("Console"), size=DESK)
        viewer = open_page(show.address("Phone"))
        on_air, standby = page.get_by_test_id("on-air"), page.get_by_test_id("standby")
        expect(standby).to_contain_text("Opening")
        assert serious(page) == []

        page.keyboard.press("Space")
        expect(on_air).to_contain_text("Opening", timeout=5_000)
        expect(standby).to_contain_text("A pen for one fen")
        expect(page.get_by_test_id("segment-opening")).to_have_attribute("data-state", "on_air")
        expect(viewer.get_by_test_id("on-air-title")).to_have_text("Opening")

        page.keyboard.press("h")
        mode = page.get_by_test_id("mode")
        expect(mode).to_have_attribute("data-mode", "held")
        expect(page.get_by_test_id("go")).to_be_disabled()
        _answered(page)
        page.keyboard.press("h")
        expect(mode).to_have_attribute("data-mode", "on_air")

        page.get_by_test_id("extend").click()
        _answered(page)
        _looked_at_first(page)
        page.keyboard.press("n")
        pens = page.get_by_test_id("segment-pens")
        expect(pens).to_have_attribute("data-state", "ready")
        _answered(page)
        page.get_by_test_id("skip").click()
        expect(pens).to_have_attribute("data-state", "skipped")
        _answered(page)
        page.get_by_test_id("jump-pens").click()
        page.get_by_test_id("confirm-do").click()
        expect(on_air).to_contain_text("A pen for one fen", timeout=5_000)

        button = viewer.get_by_test_id("claim-button")
        expect(button).to_have_attribute("aria-disabled", "false", timeout=15_000)
        button.click()
        expect(page.get_by_test_id("window-pens-app")).to_contain_text("514", timeout=5_000)
        assert serious(page) == []

        page.keyboard.down("Escape")
        expect(page.get_by_test_id("clear")).to_be_visible(timeout=5_000)
        page.keyboard.up("Escape")
        expect(viewer.get_by_test_id("claim-button")).not_to_be_visible()
        expect(page.get_by_test_id("window-pens")).to_have_attribute("data-state", "settled")
        assert serious(page) == []
        page.get_by_test_id("clear").click()
        expect(mode).to_have_attribute("data-mode", "on_air")
        page.context.close()
        viewer.context.close()
        assert show.interrupt() == 0


def test_a_seat_is_asked_for_and_a_rehearsal_says_so(tmp_path: Path, open_page: Open) -> None:
    with running_show(tmp_path, "--start", "now", "--manual", "--rehearsal") as show:
        viewer = open_page(show.address("Phone"))
        expect(viewer.get_by_role("heading", level=1)).to_have_text("Rehearsal · Small gala")
        context = viewer.context
        page = context.new_page()
        page.goto(show.address("Phone") + "console")
        expect(page.get_by_test_id("no-seat")).to_be_visible()
        page.goto(show.address("Console"))
        expect(page.get_by_test_id("mode")).to_have_attribute("data-mode", "rehearsal")
        context.close()


def test_a_store_that_keeps_less_than_was_promised_is_an_alarm(
    tmp_path: Path, open_page: Open
) -> None:
    server = Server(tmp_path / "server")
    try:
        retry = Retry(ConstantBackoff(0.05), 200)
        with redis.Redis.from_url(server.url, retry=retry) as store:
            store.ping()
            _alarmed(tmp_path, open_page, store, server.url)
    finally:
        server.process.kill()
        server.process.wait()


def test_a_clock_that_was_set_is_an_alarm(tmp_path: Path, open_page: Open) -> None:
    server = Server(tmp_path / "server")
    try:
        retry = Retry(ConstantBackoff(0.05), 200)
        with redis.Redis.from_url(server.url, retry=retry) as store:
            store.ping()
        with (
            led_over(server) as (time, url),
            running_show(tmp_path, "--start", "now", "--manual", "--redis", url) as show,
        ):
            page = open_page(show.address("Console"), size=DESK)
            alarm = page.get_by_test_id("clocks-alarm")
            expect(page.get_by_test_id("store")).to_be_visible()
            expect(alarm).to_have_count(0)
            # Compared is with an earlier look: the first time may come before there was one.
            while not alarm.count():
                time.ahead_s += 5
                with contextlib.suppress(AssertionError):
                    expect(alarm).to_be_visible(timeout=3 * LOOK_MS)
                assert time.ahead_s < 20
            expect(alarm).to_contain_text("The clock of the store was set")
            expect(alarm).to_contain_text("ms forward. Windows open and close by it")
            assert serious(page) == []
            page.context.close()
    finally:
        server.process.kill()
        server.process.wait()


@contextlib.contextmanager
def led_over(server: Server) -> Iterator[tuple[WrongTime, str]]:
    """A line to a server that tells a wrong time, in a thread of its own, and its URL."""
    loop, time = asyncio.new_event_loop(), WrongTime()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield time, asyncio.run_coroutine_threadsafe(time.before(server), loop).result(10)
    finally:
        asyncio.run_coroutine_threadsafe(time.aclose(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def _alarmed(tmp_path: Path, open_page: Open, store: redis.Redis, url: str) -> None:
    with running_show(tmp_path, "--start", "now", "--manual", "--redis", url) as show:
        assert "Receipts     回答前已落盘 · on disk before the answer" in show.text
        page = open_page(show.address("Console"), size=DESK)
        told, alarm = page.get_by_test_id("store"), page.get_by_test_id("promise-broken")
        expect(told).to_have_text("on disk before the answer")
        expect(alarm).to_have_count(0)
        store.config_set("appendfsync", "everysec")
        expect(alarm).to_contain_text("may lose the last second", timeout=2_000)
        expect(told).to_have_attribute("data-kept", "false")
        assert serious(page) == []
        store.config_set("appendfsync", "always")
        expect(alarm).to_have_count(0, timeout=2_000)
        page.context.close()
