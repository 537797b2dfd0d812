from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator

import pytest

from gala.client import reports as module
from gala.client.clock import Exchange, ShowClock
from gala.client.events import Presented, Resumed
from gala.client.reports import Reports
from gala.wire.codec import unpack
from gala.wire.picture import Picture
from gala.wire.steps import Cue

SPREAD_S = 0.05


class Sent:
    """The reports of one viewer, whose clock may be off by some milliseconds."""

    def __init__(self) -> None:
        clock = ShowClock(lambda: 0.0)
        clock.exchanged(Exchange(0.0, 5, 5, 6.0, 1))
        self.error_ms = round(clock.error_ms)
        self.reports = Reports(clock, self.send, random.Random(1))
        self.messages: list[object] = []

    def send(self, frame: bytes) -> None:
        self.messages.append(unpack(frame))

    def shown(
        self, seq: int, late_ms: int, *, kind: str = "take", channel: str = "main", due: int = 1_000
    ) -> None:
        cue = Cue(channel, 2, seq, due, kind, ())
        self.reports.shown(Presented(channel, cue, due, 1_000 + late_ms, Picture()))


@pytest.fixture
async def sent(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Sent]:
    monkeypatch.setattr(module, "SPREAD_S", SPREAD_S)
    made = Sent()
    yield made
    made.reports.stop()


async def test_a_take_is_reported_within_the_spread(sent: Sent) -> None:
    sent.shown(4, 12)
    assert sent.messages == []
    await asyncio.sleep(SPREAD_S + 0.02)
    assert sent.messages == [["presented", 2, 4, 12, sent.error_ms]]
    sent.shown(5, -3)
    await asyncio.sleep(SPREAD_S + 0.02)
    assert sent.messages[1:] == [["presented", 2, 5, 0, sent.error_ms]]


async def test_of_two_that_wait_the_newer_is_reported(sent: Sent) -> None:
    sent.shown(4, 12)
    sent.shown(6, 7)
    await asyncio.sleep(SPREAD_S + 0.02)
    assert sent.messages == [["presented", 2, 6, 7, sent.error_ms]]


async def test_what_says_nothing_about_an_instant_is_not_reported(sent: Sent) -> None:
    sent.reports.resumed(Resumed("main", 2, 4))
    sent.reports.resumed(Resumed("room:x", 2, 90))
    sent.shown(4, 60_000)  # missed, and sent when we came back
    sent.shown(5, 3, kind="hold")
    sent.shown(6, 3, channel="room:x", kind="visit")
    sent.shown(7, 3, due=0)
    sent.reports.shown(Presented("main", None, 0, 1_000, Picture()))
    await asyncio.sleep(SPREAD_S + 0.02)
    assert sent.messages == []
    sent.shown(8, 3)
    sent.reports.stop()
    await asyncio.sleep(SPREAD_S + 0.02)
    assert sent.messages == []
