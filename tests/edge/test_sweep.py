"""The fan-out: each cue exactly once and in order, whatever viewers do in the course of a sweep."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import socket
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from random import Random
from typing import Any

import pytest

from gala.edge.limits import Limits
from gala.edge.sweep import RECORDS_MAX, write_all
from gala.edge.viewer import MISSED_MAIN, Viewer
from gala.ports import CueRecord
from gala.wire import messages

from .house import House, Wire, running, until

ONE_BY_ONE = Limits(slice_viewers=1, linger_s=1)


def record(seq: int, channel: str = "main", kind: str = "panic", size: int = 0) -> CueRecord:
    body = (bytes(size),) if size else ()
    return CueRecord(channel, 1, seq, messages.cue(channel, 1, seq, 0, kind, body))


class HalfASweep:
    """A sweep that stops after each slice, for a test to do something in its course."""

    def __init__(self, house: House, *records: CueRecord) -> None:
        house.edge._tasks[0].cancel()  # there is one sweep at a time: from here on ours
        house.fan_out.put(records)
        self._turn: Coroutine[Any, Any, None] = house.fan_out.turn()

    def slice(self) -> bool:
        """Do one; whether there is another."""
        try:
            self._turn.send(None)
        except StopIteration:
            return False
        return True

    def rest(self) -> None:
        """Do the others."""
        while self.slice():
            pass


async def sweep_all(house: House, *records: CueRecord) -> None:
    """Do a whole sweep after such a half one."""
    house.fan_out.put(records)
    await house.fan_out.turn()


async def seqs(wire: Wire, count: int) -> list[int]:
    """The seqs of the next cues; nothing else may come."""
    got = []
    for _ in range(count):
        message = await wire.message()
        assert message[0] == "cue", message
        got.append(message[3])
    return got


async def entered(house: House, wire: Wire, name: str) -> list[Any]:
    """Go into a room; the snapshot of it."""
    await wire.frame(messages.enter(name))
    return await wire.message("snapshot")


async def came_in(wire: Wire) -> list[Any]:
    """Read the welcome; the snapshot after it."""
    assert (await wire.message())[0] == "welcome"
    return await wire.message()


async def test_messages_of_a_moment_are_one_write() -> None:
    async with running() as house, house.wire() as wire:
        await came_in(wire)
        writes = []

        def write(fd: int, data: bytes) -> int:
            writes.append(data)
            return len(data)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(os, "write", write)
            house.fan_out.put([record(1), record(2)])
            house.fan_out.tick(messages.tick(1, 2, ()))
            house.fan_out.put([record(3)])
            await house.fan_out.turn()
        [data] = writes
        wire.data = data
        assert await seqs(wire, 3) == [1, 2, 3]
        assert await wire.message("tick") == ["tick", 1, 2, []]


async def test_who_joins_in_the_course_of_a_sweep_gets_its_cues_once() -> None:
    async with running(limits=ONE_BY_ONE) as house, house.wire() as a, house.wire() as b:
        await came_in(a)
        await came_in(b)
        sweep = HalfASweep(house, record(1))
        assert sweep.slice()
        async with house.wire() as late:
            assert (await came_in(late))[3] == 1
            sweep.rest()
            await sweep_all(house, record(2))
            assert await seqs(late, 1) == [2]
            assert await seqs(a, 2) == [1, 2]
            assert await seqs(b, 2) == [1, 2]


async def test_cues_that_come_meanwhile_are_not_yet_known() -> None:
    async with running(limits=ONE_BY_ONE) as house, house.wire() as a, house.wire() as b:
        await came_in(a)
        await came_in(b)
        sweep = HalfASweep(house, record(1))
        sweep.slice()
        house.fan_out.put([record(2)])
        async with house.wire() as late:
            assert (await came_in(late))[3] == 1
            sweep.rest()
            await sweep_all(house)
            for wire in (a, b):
                assert await seqs(wire, 2) == [1, 2]
            assert await seqs(late, 1) == [2]


async def test_a_number_given_to_another_socket_is_not_written_to() -> None:
    async with running(limits=ONE_BY_ONE) as house, house.wire() as a:
        await came_in(a)
        async with house.wire() as b:
            await came_in(b)
            viewer = list(house.hall.main.members)[1]
            fd = viewer.fd
            sweep = HalfASweep(house, record(1))
            sweep.slice()
            viewer.abort()
            await until(lambda: viewer.closing)
            # The system gives the lowest free number: to this pair.
            taken: list[socket.socket] = []
            await until(lambda: _took(fd, taken))
            sweep.rest()
            for sock in taken:
                sock.setblocking(False)
                with pytest.raises(BlockingIOError):
                    sock.recv(1)
            for sock in taken:
                sock.close()
        assert await seqs(a, 1) == [1]


def _took(fd: int, taken: list[socket.socket]) -> bool:
    taken += socket.socketpair()
    return any(sock.fileno() == fd for sock in taken)


async def test_who_is_closed_in_the_course_of_a_sweep_can_read_why() -> None:
    async with running(limits=ONE_BY_ONE) as house, house.wire() as a, house.wire() as b:
        await came_in(a)
        await came_in(b)
        sweep = HalfASweep(house, record(1))
        sweep.slice()
        list(house.hall.main.members)[1].close(4401, "expired")
        sweep.rest()
        assert await b.closed() == (4401, "expired")


async def test_who_drains_in_the_course_of_a_sweep_is_passed_over() -> None:
    async with running(limits=ONE_BY_ONE) as house, house.wire() as a:
        await came_in(a)
        async with house.wire(receive_bytes=4096) as slow:
            await came_in(slow)
            viewer = list(house.hall.main.members)[1]
            seq = 0
            while not viewer.behind:
                seq += 1
                house.fan_out.put([record(seq, size=4000)])
                await until(lambda: house.hall.main.ring.seq == seq)  # noqa: B023
            missed = HalfASweep(house, record(seq + 1))
            missed.rest()
            sweep = HalfASweep(house, record(seq + 2))
            assert sweep.slice()
            assert await seqs(slow, seq) == list(range(1, seq + 1))
            assert (await slow.message())[:4] == ["snapshot", "main", 1, seq + 2]
            sweep.rest()
            await sweep_all(house, record(seq + 3))
            assert await seqs(slow, 1) == [seq + 3]
            assert await seqs(a, seq + 3) == list(range(1, seq + 4))


async def test_who_drains_before_missing_anything_gets_the_sweep() -> None:
    async with running(limits=ONE_BY_ONE) as house, house.wire() as a:
        await came_in(a)
        async with house.wire(receive_bytes=4096) as slow:
            await came_in(slow)
            viewer = list(house.hall.main.members)[1]
            house.fan_out.put([record(1, size=200_000)])
            await until(lambda: viewer.behind)
            sweep = HalfASweep(house, record(2))
            sweep.slice()
            assert await seqs(slow, 1) == [1]
            await until(lambda: not viewer.behind)
            sweep.rest()
            assert await seqs(slow, 1) == [2]


async def test_a_room_left_and_entered_again_in_the_course_of_its_sweep() -> None:
    async with running(limits=ONE_BY_ONE) as house, house.wire() as a, house.wire() as b:
        for wire in (a, b):
            await came_in(wire)
            await entered(house, wire, "home")
        sweep = HalfASweep(house, record(1, "room:home"))
        sweep.slice()
        await b.frame(messages.leave())
        assert (await entered(house, b, "home"))[3] == 1
        sweep.rest()
        await sweep_all(house, record(2, "room:home"))
        assert await seqs(b, 1) == [2]
        assert await seqs(a, 2) == [1, 2]


async def test_a_room_left_in_the_course_of_its_sweep() -> None:
    async with running(limits=ONE_BY_ONE) as house, house.wire() as a, house.wire() as b:
        for wire in (a, b):
            await came_in(wire)
            await entered(house, wire, "home")
        sweep = HalfASweep(house, record(1, "room:home"))
        sweep.slice()
        assert (await entered(house, b, "fashion"))[1] == "room:fashion"
        sweep.rest()
        await sweep_all(house, record(1))
        assert (await b.message())[:2] == ["cue", "main"]


async def test_a_room_left_for_none_in_the_course_of_its_sweep() -> None:
    async with running(limits=ONE_BY_ONE) as house, house.wire() as a, house.wire() as b:
        for wire in (a, b):
            await came_in(wire)
            await entered(house, wire, "home")
        sweep = HalfASweep(house, record(1, "room:home"))
        sweep.slice()
        await b.frame(messages.leave())
        await until(lambda: len(house.hall.rooms["home"].members) == 1)
        sweep.rest()
        await sweep_all(house, record(1))
        assert (await b.message())[:2] == ["cue", "main"]


async def test_history_written_anew_is_a_snapshot_for_everybody(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with running() as house, house.wire() as wire:
        await came_in(wire)
        await entered(house, wire, "home")
        house.fan_out.put([record(1), record(1, "room:home")])
        assert [(await wire.message())[1] for _ in range(2)] == ["main", "room:home"]
        anew = [
            CueRecord(channel, 2, 1, messages.cue(channel, 2, 1, 0, "clear", ()))
            for channel in ("main", "room:home")
        ]
        with caplog.at_level(logging.CRITICAL):
            house.fan_out.put(anew)
            got = [await wire.message() for _ in range(2)]
        assert [message[:4] for message in got] == [
            ["snapshot", "main", 2, 1],
            ["snapshot", "room:home", 2, 1],
        ]


async def test_ticks_are_conflated_and_take_their_share() -> None:
    limits = Limits(tick_share=0.0001, linger_s=1)
    async with running(limits=limits) as house, house.wire() as wire:
        await came_in(wire)
        house.fan_out.tick(messages.tick(1, 1, ()))
        assert (await wire.message("tick"))[1] == 1
        for number in range(2, 50):
            house.fan_out.tick(messages.tick(number, 1, ()))
            await asyncio.sleep(0)
        # On a machine that is slow the edge may have made a tick of its own meanwhile.
        while (now_ms := (await wire.message("tick"))[1]) > 1_000:
            pass
        assert now_ms == 49
        # A cue takes a waiting tick along.
        house.fan_out.tick(messages.tick(50, 1, ()))
        house.fan_out.put([record(1)])
        assert await seqs(wire, 1) == [1]
        assert (await wire.message("tick"))[1] == 50


async def test_the_stream_waits_while_too_much_does() -> None:
    async with running(limits=ONE_BY_ONE) as house, house.wire(), house.wire():
        await until(lambda: len(house.hall.main.members) == 2)
        sweep = HalfASweep(house, record(1))
        sweep.slice()
        house.fan_out.put([record(2 + n) for n in range(RECORDS_MAX + 1)])
        room = asyncio.ensure_future(house.fan_out.room())
        await asyncio.sleep(0)
        assert not room.done()
        sweep.rest()
        await sweep_all(house)
        await room


async def test_cues_of_no_channel_of_ours(caplog: pytest.LogCaptureFixture) -> None:
    async with running() as house, house.wire() as wire:
        await came_in(wire)
        with caplog.at_level(logging.CRITICAL):
            house.fan_out.put([record(1, "room:attic"), record(1)])
            assert await seqs(wire, 1) == [1]


async def test_a_sweep_that_fails_is_not_the_last(caplog: pytest.LogCaptureFixture) -> None:
    async with running() as house, house.wire() as wire:
        await came_in(wire)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("gala.edge.sweep.write_all", None)
            house.fan_out.put([record(1)])
            await until(lambda: house.hall.main.ring.seq == 1)
        assert "TypeError" in caplog.text
        house.fan_out.put([record(2)])
        assert await seqs(wire, 1) == [2]


async def test_nothing_is_collected_meanwhile() -> None:
    async with running() as house, house.wire() as wire:
        await came_in(wire)
        [viewer] = house.hall.main.members
        seen = []

        class Spy(Viewer):
            @property
            def fd(self) -> int:  # type: ignore[override]
                seen.append(gc.isenabled())
                return viewer.fd

        spy = Spy.__new__(Spy)
        write_all([spy], b"\x82\x00", MISSED_MAIN)
        assert seen == [False]
        assert gc.isenabled()


@pytest.mark.parametrize("seed", range(3))
async def test_each_cue_once_and_in_order_for_everybody(seed: int) -> None:
    """Viewers come, go, dawdle and change rooms while cues are swept in slices of two."""
    rng = Random(seed)
    over = asyncio.Event()
    async with (
        running(limits=Limits(slice_viewers=2, linger_s=1)) as house,
        AsyncExitStack() as stack,
        asyncio.TaskGroup() as tasks,
    ):
        for _ in range(25):
            receive = rng.choice([0, 0, 4096])
            wire = await stack.enter_async_context(house.wire(receive_bytes=receive))
            tasks.create_task(_follow(wire, Random(rng.random()), over))
            channel = rng.choice(["main", "main", "room:home"])
            size = rng.choice([10, 10, 3000])
            await house.cues.say("filler", bytes(size), channel=channel, times=rng.randint(1, 5))
            await asyncio.sleep(rng.choice([0, 0, 0.003]))
        await house.cues.say("filler", bytes(3000), times=40)
        await house.cues.say("filler", b"", channel="room:home")
        await house.cues.say("over")
        over.set()


async def _follow(wire: Wire, rng: Random, over: asyncio.Event) -> None:
    """Check what one viewer gets, up to the end of the show."""
    last: dict[str, int] = {}
    while True:
        if not over.is_set():
            await asyncio.sleep(rng.choice([0, 0, 0.01]))
            if rng.random() < 0.1:
                await wire.frame(rng.choice([messages.enter("home"), messages.leave()]))
        match await wire.message():
            case ["snapshot", channel, _, seq, cues]:
                assert seq >= last.get(channel, 0)
                if cues:
                    assert [cue[3] for cue in cues] == list(range(cues[0][3], seq + 1))
                    kinds = [cue[5] for cue in cues]
                else:
                    kinds = []
                last[channel] = seq
            case ["cue", channel, _, seq, _, kind, _]:
                assert seq == last[channel] + 1, f"{channel}: {seq} after {last[channel]}"
                last[channel] = seq
                kinds = [kind]
            case _:
                kinds = []
        if "over" in kinds:
            return
