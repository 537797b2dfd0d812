import asyncio
import time

import pytest

from gala.client.clock import Exchange, ShowClock
from gala.client.events import Presented, Snapshot, Welcome
from gala.client.presenter import Presenter
from gala.client.programme import Programme
from gala.client.session import Session
from gala.wire.steps import Cue
from tests.plugins.waiting import until

CARD = ("a", "host", ("甲", "A"), (), ())


class Screen:
    """A presenter over a session; `shown` is what it showed."""

    def __init__(self, delay_ms: int = 0, programme: Programme | None = None) -> None:
        self.session = Session()
        self.session.receive(Welcome("616", ("", ""), "app", delay_ms, ()))
        self.clock = ShowClock(lambda: time.monotonic_ns() / 1e6)
        self.shown: list[Presented] = []
        self.presenter = Presenter(self.session, self.clock, self.shown.append, programme)
        self.seq = 0
        self.session.receive(Snapshot("main", 1, 0, ()))

    def set_clock(self) -> None:
        own_ms = self.clock.own_ms()
        self.clock.exchanged(Exchange(own_ms, 50_000, 50_000, own_ms))

    def cue(self, kind: str, *body: object, at: int = 0) -> None:
        self.seq += 1
        self.session.receive(Cue("main", 1, self.seq, at, kind, body))
        self.presenter.refresh()

    @property
    def kinds(self) -> list[str]:
        return [each.cue.kind if each.cue is not None else "picture" for each in self.shown]


@pytest.fixture
async def screen() -> Screen:
    screen = Screen()
    screen.set_clock()
    return screen


async def test_a_cue_is_shown_at_its_instant_and_not_before(screen: Screen) -> None:
    due_ms = screen.clock.now_ms() + 40
    screen.cue("take", CARD, 0, None, at=due_ms)
    assert screen.shown == []
    await asyncio.sleep(0.06)
    (shown,) = screen.shown
    assert shown.due_ms == due_ms
    assert due_ms <= shown.shown_ms < due_ms + 1_000
    assert shown.picture.segment is not None


async def test_with_a_player_it_comes_with_its_picture() -> None:
    behind_ms = 60.0

    def media() -> float:
        now_ms: int = playing.clock.now_ms()
        return now_ms - behind_ms

    playing = screen = Screen(delay_ms=30_000, programme=Programme(media))
    screen.set_clock()
    due_ms = screen.clock.now_ms()
    screen.cue("take", CARD, 0, None, at=due_ms)
    assert screen.shown == []
    await until(lambda: screen.shown)
    (shown,) = screen.shown
    assert shown.shown_ms >= due_ms + behind_ms
    assert abs(shown.due_ms - due_ms - behind_ms) <= 2
    behind_ms = 20_000.0  # the player pauses: nothing more is presented, whatever the time
    screen.cue("hold", at=screen.clock.now_ms())
    screen.cue("panic")  # but what is urgent
    await asyncio.sleep(0.12)
    assert screen.kinds == ["take", "panic"]
    behind_ms = 60.0
    await until(lambda: screen.kinds == ["take", "panic", "hold"])
    screen.presenter.stop()


async def test_a_delay_moves_it() -> None:
    screen = Screen(delay_ms=40)
    screen.set_clock()
    screen.cue("take", CARD, 0, None, at=screen.clock.now_ms())
    assert screen.shown == []
    await asyncio.sleep(0.06)
    assert screen.kinds == ["take"]


async def test_what_is_late_or_urgent_is_shown_at_once(screen: Screen) -> None:
    screen.cue("take", CARD, 0, None, at=1)
    screen.cue("panic")
    assert screen.kinds == ["take", "panic"]


async def test_retimed_and_cancelled_takes(screen: Screen) -> None:
    later_ms = screen.clock.now_ms() + 10_000
    screen.cue("take", CARD, 0, None, at=later_ms)
    screen.cue("retime", "a", 0, None, at=screen.clock.now_ms() + 20)
    await asyncio.sleep(0.04)
    assert screen.kinds == ["take"]
    screen.cue("take", CARD, 0, None, at=screen.clock.now_ms() + 20)
    screen.cue("cancel", "a")
    await asyncio.sleep(0.04)
    assert screen.kinds == ["take"]


async def test_nothing_is_shown_before_the_clock_is_known() -> None:
    screen = Screen()
    screen.cue("panic")
    assert screen.shown == []
    screen.set_clock()
    screen.presenter.refresh()
    assert screen.kinds == ["panic"]


async def test_a_snapshot_shows_one_picture_and_then_what_comes(screen: Screen) -> None:
    now_ms = screen.clock.now_ms()
    take = Cue("main", 1, 7, now_ms - 50, "take", (CARD, 0, None))
    hold = Cue("main", 1, 9, now_ms + 20, "hold", ())
    screen.session.receive(Snapshot("main", 1, 9, (take, hold)))
    screen.presenter.replaced("main")
    screen.presenter.refresh()
    assert screen.kinds == ["picture"]
    assert screen.shown[0].picture.phase == "on_air"
    await asyncio.sleep(0.04)
    assert screen.kinds == ["picture", "hold"]


async def test_stopped(screen: Screen) -> None:
    screen.cue("hold", at=screen.clock.now_ms() + 10)
    screen.presenter.stop()
    await asyncio.sleep(0.03)
    assert screen.shown == []
