"""Watch time: counted while somebody is connected and the show is there, and never twice."""

from __future__ import annotations

import asyncio

import pytest

from gala.edge import watching
from gala.edge.watching import TELL_S, Watching
from gala.ports import StoreDown

from .facts import Viewers


class Clock:
    """Stands until it is moved."""

    def __init__(self) -> None:
        self.s = 1_000

    def now_ms(self) -> int:
        """The present."""
        return self.s * 1000 + 999

    async def sleep_until(self, at_ms: int) -> None:
        """Not used."""
        raise NotImplementedError


class Edges:
    """Two edges over one store."""

    def __init__(self) -> None:
        self.clock, self.store = Clock(), Viewers()
        self.one, self.other = (Watching(self.store, self.clock) for _ in range(2))

    async def tell(self, edge: Watching, viewer: str = "v") -> None:
        """Tell the store now what an edge has of a viewer."""
        await edge.learn([viewer])


async def test_seconds_count_while_connected() -> None:
    edges = Edges()
    edges.one.joined("v")
    assert edges.one.watched("v") == (0, False)
    await edges.tell(edges.one)
    edges.clock.s += 7
    assert edges.one.watched("v") == (7, True)
    edges.one.left("v")
    edges.clock.s += 20
    assert edges.one.watched("v") == (7, True)
    await edges.tell(edges.one)
    assert edges.store.total_s("v") == 7
    assert edges.one.watched("v") == (0, False), "who has left and is told is forgotten"


async def test_they_go_on_at_another_edge() -> None:
    edges = Edges()
    edges.one.joined("v")
    edges.clock.s += 30
    edges.one.left("v")
    edges.other.joined("v")
    edges.clock.s += 3
    # The other edge is quicker with the store than the first, whose seconds come late.
    await edges.tell(edges.other)
    assert edges.other.watched("v") == (3, True)
    await edges.tell(edges.one)
    await edges.tell(edges.other)
    assert edges.other.watched("v") == (33, True)


async def test_two_sockets_at_once_count_once() -> None:
    edges = Edges()
    for edge in (edges.one, edges.one, edges.other):
        edge.joined("v")
    edges.clock.s += 10
    await edges.tell(edges.one)
    assert edges.one.watched("v") == (10, True)
    edges.clock.s += 10
    await edges.tell(edges.other)
    assert edges.other.watched("v") == (20, True)
    await edges.tell(edges.one)
    edges.one.left("v")
    edges.clock.s += 5
    assert edges.one.watched("v") == (25, True), "one of two sockets is left"
    await edges.tell(edges.one)
    await edges.tell(edges.other)
    assert edges.store.total_s("v") == 25


async def test_what_another_edge_has_told_is_not_counted_on_top() -> None:
    edges = Edges()
    edges.one.joined("v")
    edges.other.joined("v")
    await edges.tell(edges.one)
    edges.store.gate.hang()
    asked = asyncio.create_task(edges.one.learn(["v"]))
    await asyncio.sleep(0)
    edges.clock.s += 6
    edges.store.kept["v"] = edges.store.kept["v"].add(1_000, 1_006)  # by the other one, meanwhile
    edges.store.gate.go()
    await asked
    assert edges.one.watched("v") == (6, True)


async def test_a_crash_loses_what_was_not_told() -> None:
    edges = Edges()
    edges.one.joined("v")
    await edges.tell(edges.one)
    edges.clock.s += TELL_S + 1
    assert edges.one._due() == ["v"]
    await edges.tell(edges.one)
    edges.clock.s += TELL_S - 1
    assert edges.one._due() == []
    edges.other.joined("v")  # the first has died
    await edges.tell(edges.other)
    assert edges.other.watched("v") == (TELL_S + 1, True)


async def test_nothing_counts_while_the_show_is_lost() -> None:
    edges = Edges()
    edges.one.joined("v")
    edges.clock.s += 12
    edges.one.state((edges.clock.s - 2) * 1000)
    edges.one.joined("late")
    edges.clock.s += 100
    assert edges.one.watched("v") == (10, False)
    edges.one.state(None)
    edges.one.state(None)
    edges.clock.s += 5
    await edges.tell(edges.one)
    await edges.tell(edges.one, "late")
    assert (edges.store.total_s("v"), edges.store.total_s("late")) == (15, 5)


@pytest.mark.parametrize("arrived", [True, False])
async def test_a_store_that_is_away_loses_nothing_and_counts_nothing_twice(arrived: bool) -> None:
    edges = Edges()
    edges.one.joined("v")
    edges.clock.s += 10
    told = edges.store.watched

    async def broken(stretches: object) -> list[tuple[int, int]]:
        if arrived:
            await told(stretches)  # type: ignore[arg-type]
        raise StoreDown("down")

    edges.store.watched = broken  # type: ignore[method-assign]
    for _ in range(3):
        with pytest.raises(StoreDown):
            await edges.tell(edges.one)
        edges.clock.s += 10
        assert edges.one.watched("v")[1] is False
    assert edges.one.watched("v")[0] == 40
    edges.store.watched = told  # type: ignore[method-assign]
    await edges.tell(edges.one)
    assert edges.one.watched("v") == (40, True)
    assert edges.store.total_s("v") == 40


async def test_it_tells_by_itself_and_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "TURN_S", 0.001)
    edges = Edges()
    edges.one.joined("v")
    running = asyncio.create_task(edges.one.run())
    edges.store.gate.down = True
    await asyncio.sleep(0.02)
    edges.store.gate.down = False
    async with asyncio.timeout(5):
        while not edges.one.watched("v")[1]:  # noqa: ASYNC110 - a condition on other code's state
            await asyncio.sleep(0.001)
    running.cancel()
    edges.clock.s += 3
    await edges.one.close()
    assert edges.store.total_s("v") == 3
    edges.store.gate.down = True
    await edges.one.close()


async def test_who_has_left_makes_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "KEPT_MAX", 2)
    edges = Edges()
    for viewer in ("a", "b"):
        edges.one.joined(viewer)
    edges.one.left("a")
    edges.one.joined("c")
    assert sorted(edges.one._seen) == ["b", "c"]
    edges.one.left("a")
