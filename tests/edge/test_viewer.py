"""One viewer: what it may send, how it falls behind and catches up, how it is sent away."""

from __future__ import annotations

import asyncio
import math
from typing import Any

import pytest
from websockets.frames import Frame, Opcode

from gala.edge.hall import CLOCK_ERROR_MS_MAX
from gala.edge.limits import Limits
from gala.wire import messages
from tests.keys import named

from .house import House, Wire, running, until

SLOW = 4096
"""A receive buffer so small that the edge notices soon who does not read."""


async def overflow(house: House, wire: Wire, channel: str = "main") -> None:
    """Say cues until `wire`, which does not read, is behind, and then five that it misses."""
    rings = {"main": house.hall.main.ring} | {
        room.ring.channel: room.ring for room in house.hall.rooms.values()
    }
    ring, behind = rings[channel], house.hall.behind

    async def say() -> None:
        seq = ring.seq
        await house.cues.say("filler", bytes(4000), channel=channel)
        await until(lambda: ring.seq > seq)

    while house.hall.behind == behind:
        await say()
    for _ in range(5):
        await say()


def numbered(messages_: list[list[Any]]) -> int:
    """Check that cues came without a gap, snapshots covering what they replace; the last seq."""
    last = 0
    for message in messages_:
        match message:
            case ["snapshot", _, _, seq, cues]:
                assert seq >= last
                assert not cues or cues[-1][3] == seq
                last = seq
            case ["cue", _, _, seq, *_]:
                assert seq == last + 1
                last = seq
    return last


async def test_the_clock() -> None:
    async with running() as house, house.guest() as guest:
        before_ms = house.clock.now_ms()
        await guest.send(messages.ask_clock(-(2**63)))
        name, t0, received_ms, sent_ms, error_ms = await guest.next("clock")
        assert (name, t0, error_ms) == ("clock", -(2**63), 0)
        assert before_ms <= received_ms <= sent_ms <= house.clock.now_ms()


@pytest.mark.parametrize(
    ("error_ms", "said_ms"), [(0.2, 1), (130.0, 130), (math.inf, CLOCK_ERROR_MS_MAX)]
)
async def test_the_clock_says_how_wrong_it_may_be(error_ms: float, said_ms: int) -> None:
    async with running() as house, house.guest() as guest:
        house.clock.error_ms = error_ms
        await guest.send(messages.ask_clock(5))
        assert (await guest.next("clock"))[-1] == said_ms


async def test_pings_fragments_and_a_close() -> None:
    async with running() as house, house.wire() as wire:
        ask = messages.ask_clock(7)
        await wire.frame(ask[:2], fin=False)
        await wire.frame(b"?" * 125, Opcode.PING)
        await wire.frame(b"", Opcode.PONG)
        await wire.frame(ask[2:], Opcode.CONT)
        frames = [await wire.next() for _ in range(4)]
        assert frames[2] == (Opcode.PONG, b"?" * 125)
        assert messages.unpack(frames[3][1])[:2] == ["clock", 7]
        await wire.frame(b"\x0f\xa0bye", Opcode.CLOSE)
        assert await wire.closed() == (4000, "")
        assert not await wire.more()
        await until(lambda: not house.hall.connections)


@pytest.mark.parametrize(
    ("data", "code", "reason"),
    [
        pytest.param(Frame(Opcode.BINARY, b"x").serialize(mask=False), 1002, "", id="unmasked"),
        pytest.param(Frame(Opcode.TEXT, b"x").serialize(mask=True), 1003, "", id="text"),
        pytest.param(
            Frame(Opcode.CLOSE, b"\x03\xe8\xff").serialize(mask=True), 1007, "", id="bad UTF-8"
        ),
        pytest.param(Frame(Opcode.BINARY, b"x" * 5000).serialize(mask=True), 1009, "", id="long"),
        pytest.param(
            Frame(Opcode.BINARY, b"\xdd\xff\xff\xff\xff").serialize(mask=True),
            1008, "malformed", id="a bomb",
        ),
        pytest.param(
            Frame(Opcode.BINARY, messages.fresh()).serialize(mask=True),
            1008, "malformed", id="a message of ours",
        ),
    ],
)  # fmt: skip
async def test_breaches(data: bytes, code: int, reason: str) -> None:
    async with running() as house, house.wire() as wire, house.guest() as other:
        await wire.send(data)
        assert await wire.closed() == (code, reason)
        assert not await wire.more()
        await other.send(messages.ask_clock(1))
        assert await other.next("clock")


async def test_a_flood() -> None:
    async with running() as house, house.wire() as wire:
        for _ in range(200):
            await wire.frame(b"", Opcode.PING)
        code, reason = await wire.closed()
        word, _, ms = reason.partition(" ")
        assert (code, word) == (4429, "flood")
        assert 5_000 <= int(ms) <= 15_000


async def test_fifty_a_second_are_none() -> None:
    async with running() as house, house.guest() as guest:
        for number in range(50):
            await guest.send(messages.ask_clock(number))
        for number in range(50):
            assert (await guest.next("clock"))[1] == number


async def test_rooms() -> None:
    async with running() as house, house.guest() as guest:
        await house.cues.say("visit", ["s1"], 0, channel="room:fashion")
        await until(lambda: house.hall.rooms["fashion"].ring.seq)
        await guest.next("snapshot")
        await guest.send(messages.enter("fashion"))
        assert (await guest.next())[:4] == ["snapshot", "room:fashion", 1, 1]
        await house.cues.say("clear", channel="room:fashion")
        assert (await guest.next())[:4] == ["cue", "room:fashion", 1, 2]
        await guest.send(messages.enter("home"))
        assert (await guest.next()) == ["snapshot", "room:home", 0, 0, []]
        await house.cues.say("clear", channel="room:fashion")
        await house.cues.say("clear", channel="room:home")
        assert (await guest.next())[:4] == ["cue", "room:home", 1, 1]
        await guest.send(messages.enter("attic"))
        assert await guest.next() == ["no_room", "attic"]
        await house.cues.say("clear", channel="room:home")
        await house.cues.say("panic")
        assert (await guest.next())[:4] == ["cue", "main", 1, 1]
        assert not any(room.members for room in house.hall.rooms.values())
        await guest.send(messages.enter("home"))
        await guest.next("snapshot")
        await guest.send(messages.leave())
        await guest.send(messages.leave())
        await until(lambda: not house.hall.rooms["home"].members)


async def test_coming_back() -> None:
    async with running() as house:
        await house.cues.say("panic", times=5)
        await house.cues.say("clear", channel="room:home", times=2)
        await until(lambda: house.hall.rooms["home"].ring.seq == 2)
        async with house.guest("?main=1.3&room:home=1.1") as guest:
            got = [await guest.next() for _ in range(6)]
            assert [message[:4] for message in got[1:]] == [
                ["resumed", "main", 1, 5],
                ["cue", "main", 1, 4],
                ["cue", "main", 1, 5],
                ["resumed", "room:home", 1, 2],
                ["cue", "room:home", 1, 2],
            ]
        async with house.guest("?main=3.3&room:home=") as guest:
            got = [await guest.next() for _ in range(3)]
            assert [message[:4] for message in got[1:]] == [
                ["snapshot", "main", 1, 5],
                ["snapshot", "room:home", 1, 2],
            ]
        async with house.guest("?room:attic=1.1") as guest:
            got = [await guest.next() for _ in range(3)]
            assert got[2] == ["no_room", "attic"]


async def test_who_does_not_read_gets_a_snapshot_and_slows_nobody() -> None:
    async with (
        running() as house,
        house.guest() as fast,
        house.wire(receive_bytes=SLOW) as slow,
    ):
        await overflow(house, slow)
        last = house.hall.main.ring.seq
        got = [await fast.next("snapshot")]
        got += [await fast.next("cue") for _ in range(last)]
        assert numbered(got) == last, "all of them, while the other does not read"
        got = []
        while numbered(got) < last:
            got.append(await slow.message("snapshot", "cue"))
        assert [message[0] for message in got].count("snapshot") == 2
        assert house.hall.behind == 0
        await house.cues.say("panic")
        assert (await slow.message())[:4] == ["cue", "main", 1, last + 1]


async def test_who_was_slow_and_missed_nothing_gets_no_snapshot() -> None:
    async with running() as house, house.wire(receive_bytes=SLOW) as slow:
        viewer = next(iter(house.hall.main.members))
        await house.cues.say("filler", bytes(100_000))
        await until(lambda: viewer.behind)
        assert (await slow.message("cue"))[3] == 1
        await until(lambda: not viewer.behind)
        await house.cues.say("panic")
        assert (await slow.message())[:4] == ["cue", "main", 1, 2]


async def test_a_room_is_caught_up_too() -> None:
    async with running() as house, house.wire(receive_bytes=SLOW) as slow:
        await slow.frame(messages.enter("home"))
        await slow.message("snapshot")
        await slow.message("snapshot")
        await overflow(house, slow, "room:home")
        last = house.hall.rooms["home"].ring.seq
        got: list[list[Any]] = []
        while numbered(got) < last:
            got.append(await slow.message())
        assert {message[1] for message in got} == {"room:home"}
        assert [message[0] for message in got].count("snapshot") == 1


async def test_the_room_is_entered_while_behind() -> None:
    async with running() as house, house.wire(receive_bytes=SLOW) as slow:
        await overflow(house, slow)
        await slow.frame(messages.enter("fashion"))
        await slow.frame(messages.enter("home"))
        await until(lambda: house.hall.rooms["home"].members)
        message = await slow.message("snapshot")
        while message[1] == "main":
            message = await slow.message("snapshot")
        assert message == ["snapshot", "room:home", 0, 0, []]


async def test_what_is_owed_comes_as_a_retry() -> None:
    async with running() as house, house.wire(receive_bytes=SLOW) as slow:
        now_ms = house.clock.now_ms()
        await house.cues.say("window", "lipstick", 1, "open", [["app", now_ms, now_ms + 9999, 5]])
        await overflow(house, slow)
        await slow.frame(messages.claim("lipstick", 1, bytes(16), False))
        await until(lambda: house.ledger.calls)
        assert (await slow.message("receipt"))[3:5] == [bytes(16), 1]
        asked = [one for _, _, claims in house.ledger.calls for one in claims]
        assert {(one.viewer, one.claim_id) for one in asked} == {(named("v-1"), bytes(16))}
        # Its snapshot may put it behind once more, and then it is asked for once more.
        assert len(asked) >= 2


async def test_no_more_than_eight_are_owed() -> None:
    async with running() as house, house.wire(receive_bytes=SLOW) as slow:
        await overflow(house, slow)
        for number in range(9):
            await slow.frame(messages.claim("attic", 1, number.to_bytes(16, "big"), False))
        await until(lambda: not house.hall.main.members)
        opcode, payload = await slow.next()
        while opcode != Opcode.CLOSE:
            opcode, payload = await slow.next()
        assert payload[:2] == (4408).to_bytes(2, "big")
        assert payload[2:].startswith(b"behind ")
        assert house.hall.behind == 0


async def test_behind_for_too_long() -> None:
    limits = Limits(behind_s=0.3, linger_s=5)
    async with running(limits=limits) as house, house.wire(receive_bytes=SLOW) as slow:
        await overflow(house, slow)
        await until(lambda: not house.hall.main.members)
        opcode, payload = await slow.next()
        while opcode != Opcode.CLOSE:
            opcode, payload = await slow.next()
        assert payload[:2] == (4408).to_bytes(2, "big")
        assert house.hall.behind == 0


async def test_who_never_reads_at_all_is_dropped() -> None:
    limits = Limits(behind_s=0.3, linger_s=0.3)
    async with running(limits=limits) as house, house.wire(receive_bytes=SLOW) as slow:
        await overflow(house, slow)
        await until(lambda: not house.hall.connections)
        assert not house.hall.wheel._buckets


async def test_a_ticket_runs_out() -> None:
    async with running() as house:
        ticket = house.ticket(lasts_ms=1100)
        async with house.guest(ticket=ticket) as guest:
            assert await guest.closed() == (4401, "expired")


async def test_an_error_of_ours_closes_that_viewer_only(caplog: pytest.LogCaptureFixture) -> None:
    async with running() as house, house.guest() as guest, house.guest() as other:

        def broken(*_: object) -> None:
            raise ZeroDivisionError("our own affair")

        claim, house.hall.claims.claim = house.hall.claims.claim, broken  # type: ignore[method-assign, assignment]
        await guest.send(messages.claim("attic", 1, bytes(16), False))
        assert await guest.closed() == (1011, "")
        assert "our own affair" in caplog.text
        house.hall.claims.claim = claim  # type: ignore[method-assign]
        await other.send(messages.ask_clock(1))
        assert await other.next("clock")


async def test_who_vanishes_is_forgotten() -> None:
    async with running() as house:
        async with house.wire() as wire:
            await wire.frame(messages.enter("home"))
            await until(lambda: house.hall.rooms["home"].members)
            assert house.hall.per_outlet == {"app": 1}
        await until(lambda: not house.hall.connections)
        assert not house.hall.main.members
        assert not house.hall.rooms["home"].members
        assert house.hall.per_outlet == {"app": 0}
        assert not house.hall.wheel._buckets


async def test_an_idle_viewer_keeps_nothing() -> None:
    async with running() as house, house.wire() as wire:
        await wire.frame(messages.ask_clock(1))
        await wire.message("clock")
        viewer = next(iter(house.hall.main.members))
        assert viewer._reader is None
        assert not hasattr(viewer, "__dict__")
        await wire.send(b"\x82")
        await until(lambda: viewer._reader is not None)
        await asyncio.sleep(0)
