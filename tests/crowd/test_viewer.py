import asyncio

import pytest

from gala.client import JoinRefused, Ticket
from gala.crowd import viewer as module
from gala.crowd.behaviour import Habits, Night, Style, Tap, Trip
from gala.crowd.viewer import CrowdViewer

from .little_show import ROOM, LittleShow, little_show

NIGHT = Night(2_000, 0, 60_000)


def habits(**other: object) -> Habits:
    values: dict[str, object] = {
        "index": 1,
        "seed": "test",
        "outlet": "app",
        "arrives_ms": 0,
        "trips": (),
        "leaves_ms": None,
        "visits_rooms": False,
    }
    return Habits(**(values | other))  # type: ignore[arg-type]


async def live(show: LittleShow, *crowd: Habits) -> list[CrowdViewer]:
    """Live through the show with these habits."""
    viewers = [CrowdViewer(habits, NIGHT, show.join, asyncio.Event()) for habits in crowd]
    start_s = asyncio.get_running_loop().time()
    async with asyncio.timeout(10), asyncio.TaskGroup() as group:
        group.create_task(show.play())
        for viewer in viewers:
            group.create_task(viewer.live(start_s))
    assert [viewer.witness.problems for viewer in viewers] == [[] for _ in crowd]
    return viewers


async def test_every_style_of_tapping_ends_with_one_receipt(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    styles = list(Style)

    def mind(own: Habits, _n: Night, _w: str, _g: int, span_ms: tuple[int, int], _now: int) -> Tap:
        style = styles[own.index]
        return Tap(span_ms[0] + (-250 if style is Style.HASTY else 30), style, 20)

    monkeypatch.setattr(module, "tap", mind)
    async with little_show() as show:
        viewers = await live(show, *(habits(index=index) for index in range(len(styles))))
    for style, viewer in zip(styles, viewers, strict=True):
        witness = viewer.witness
        assert list(witness.receipts) == ["w"]
        twice = style in (Style.DOUBLE, Style.AGAIN, Style.ANOTHER)
        assert witness.answers["receipt"] == 1 + twice
        assert witness.counts["claims"] == 1 + twice
        assert witness.answers["too_early"] == (style is Style.HASTY)
        assert viewer.at_end
        assert [take.segment for take in witness.takes] == ["opening", "visit-1"]
        assert all(0 <= take.late_ms < 1_000 for take in witness.takes)


async def test_a_tunnel_and_a_visit() -> None:
    async with little_show() as show:
        (viewer,) = await live(show, habits(trips=(Trip(600, 100),), visits_rooms=True))
    assert viewer.reconnects == 1
    assert show.queries[0] == ""
    assert show.queries[1].startswith("main=1.")
    assert viewer.witness.counts["resumed"] >= 1
    assert viewer.witness.counts["entered"] == 1
    assert viewer.witness.last_seq(f"room:{ROOM}") == 2
    assert viewer.at_end


async def test_leaving_early_is_not_being_there_at_the_end() -> None:
    async with little_show() as show:
        (viewer,) = await live(show, habits(leaves_ms=300))
    assert viewer.joined
    assert not viewer.at_end
    assert not viewer.here


async def test_stopped_before_arriving() -> None:
    async with little_show() as show:
        stop = asyncio.Event()
        viewer = CrowdViewer(habits(arrives_ms=60_000), NIGHT, show.join, stop)
        living = asyncio.create_task(viewer.live(asyncio.get_running_loop().time()))
        await asyncio.sleep(0)
        stop.set()
        await asyncio.wait_for(living, 1)
    assert not viewer.joined
    assert viewer.witness.problems == []


async def test_a_console_that_refuses_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "JOIN_TRIES", 1)

    async def refuse(_: str | None) -> Ticket:
        raise JoinRefused("no demonstration")

    viewer = CrowdViewer(habits(), NIGHT, refuse, asyncio.Event())
    await viewer.live(asyncio.get_running_loop().time())
    assert viewer.witness.problems == ["viewer 1: JoinRefused: no demonstration"]
