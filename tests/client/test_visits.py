from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from gala.client import visits as module
from gala.client.clock import Exchange, ShowClock
from gala.client.events import Presented, RoomFull, Snapshot, You
from gala.client.session import Session
from gala.client.visits import Visits
from gala.core.steering import order
from gala.wire.codec import unpack
from gala.wire.picture import Card, Picture
from gala.wire.steps import Cue

ME = "ab" * 16
TITLE = ("走", "Walk")
ROOMS = (("dojo", 1), ("hall", 1), ("kitchen", 3))
ORDER = list(order("walk", ME, ROOMS))
DETAIL = ("kitchen", TITLE, [[room, TITLE, weight] for room, weight in ROOMS], 40)
SOON_S = 0.08


class Led:
    """A viewer and what it has sent; its clock stands at 5 ms."""

    def __init__(self, going: bool = True) -> None:
        clock = ShowClock(lambda: 0.0)
        clock.exchanged(Exchange(0.0, 5, 5, 0.0, 0))
        self.session = Session()
        self.session.receive(You(ME))
        self.visits = Visits(self.session, clock, self.send, going)
        self.messages: list[object] = []

    def send(self, frame: bytes) -> None:
        self.messages.append(unpack(frame))

    def on(
        self, segment: str = "walk", kind: str = "visit", detail: tuple[object, ...] = DETAIL
    ) -> None:
        card = Card(segment, kind, TITLE, (), detail)
        picture = Picture(segment=card, started_ms=5, ends_at_ms=60_005)
        self.visits.shown(Presented("main", None, 0, 5, picture))

    def in_room(self, room: str) -> None:
        self.session.receive(Snapshot(f"room:{room}", 1, 1, ()))

    def full(self, room: str) -> None:
        event = self.session.receive(RoomFull(room))
        if isinstance(event, RoomFull):
            self.visits.full(event)

    def over(self, room: str) -> None:
        cue = Cue(f"room:{room}", 1, 2, 9, "visit_over", ("walk",))
        self.visits.shown(Presented(cue.channel, cue, 9, 9, Picture()))


@pytest.fixture
async def led() -> AsyncIterator[Led]:
    made = Led()
    yield made
    made.visits.stop()


async def test_it_goes_at_its_moment_and_comes_back(led: Led) -> None:
    led.on()
    led.on()
    assert led.messages == []
    await asyncio.sleep(SOON_S)
    assert led.messages == [["enter", ORDER[0]]]
    led.in_room(ORDER[0])
    led.over(ORDER[0])
    led.on("bye", "host", ())
    assert led.messages == [["enter", ORDER[0]], ["leave"]]
    assert led.session.room is None


async def test_it_comes_back_when_all_it_hears_is_that_something_else_is_on(led: Led) -> None:
    led.on()
    await asyncio.sleep(SOON_S)
    led.in_room(ORDER[0])
    led.on("bye", "host", ())
    assert led.messages[1:] == [["leave"]]


async def test_who_finds_rooms_full_tries_them_in_order_and_then_stays(led: Led) -> None:
    led.on()
    await asyncio.sleep(SOON_S)
    led.full("elsewhere")
    for room in ORDER:
        led.full(room)
    assert led.messages == [["enter", room] for room in ORDER]
    assert led.session.room is None
    led.over(ORDER[0])
    assert len(led.messages) == 3


async def test_a_room_and_no_more_is_a_visit_too(led: Led) -> None:
    led.on(detail=("kitchen", TITLE))
    assert led.messages == []
    led.visits.stay()
    led.on("next", detail=("kitchen", TITLE, [["kitchen", TITLE, 1]], 0))
    await asyncio.sleep(0.01)
    assert led.messages == [["enter", "kitchen"]]


async def test_who_declines_or_is_in_a_room_already_is_led_nowhere(led: Led) -> None:
    led.on()
    led.visits.stay()
    led.on()
    await asyncio.sleep(SOON_S)
    led.on("bye", "host", ())
    led.session.enter("attic")
    led.on()
    await asyncio.sleep(SOON_S)
    led.over("attic")
    led.on("bye", "host", ())
    assert led.messages == []
    assert led.session.room is not None


async def test_who_does_not_want_to_be_led_is_not() -> None:
    led = Led(going=False)
    led.on()
    await asyncio.sleep(SOON_S)
    assert led.messages == []


async def test_an_enter_that_nothing_answers_is_sent_again(
    led: Led, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "AGAIN_S", 0.03)
    led.on(detail=("kitchen", TITLE, [["kitchen", TITLE, 1]], 0))
    await asyncio.sleep(0.05)
    assert led.messages == [["enter", "kitchen"]] * 2
    led.in_room("kitchen")
    await asyncio.sleep(0.05)
    assert len(led.messages) == 2


async def test_what_is_no_visit_leads_nowhere(led: Led) -> None:
    led.on(detail=())
    led.over("kitchen")
    await asyncio.sleep(SOON_S)
    assert led.messages == []
