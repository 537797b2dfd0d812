"""One direction of a stream, seen from its two ends: order, delay, room, and cuts at any byte."""

from __future__ import annotations

import asyncio

import pytest

from gala.sim.pipes import Mark, Pipe

from .echoes import Pair, Talker, pair


def outward(talker: Talker) -> Pipe:
    """The pipe that `talker` writes to."""
    pipe: Pipe = talker.transport.get_extra_info("socket").outward
    return pipe


def test_what_is_written_later_never_arrives_earlier() -> None:
    with pair(3) as two:

        async def scenario() -> None:
            await two.serve()
            two.faults.delay(1, 500)
            talker = await two.talk()
            for number in range(200):
                talker.transport.write(b"%04d" % number)
                await asyncio.sleep(0.01)
            await asyncio.sleep(5)
            whole = b"".join(b"%04d" % number for number in range(200))
            assert talker.heard == whole
            assert b"".join(one for one in two.served if isinstance(one, bytes)) == whole
            assert len(two.served) < 200, "what arrives together is read together"

        two.sim.run(scenario())


@pytest.mark.parametrize("seed", range(5))
def test_pieces_of_any_size_make_the_whole(seed: int) -> None:
    with pair(seed) as two:

        async def scenario() -> None:
            two.faults.splitting(1.0)
            await two.serve()
            talker = await two.talk()
            for _ in range(50):
                talker.transport.write(b"0123456789")
                await asyncio.sleep(0.01)
            sizes = {len(one) for one in two.served if isinstance(one, bytes)}
            assert sizes >= {1, 2, 3, 7, 8, 9}, f"seed {seed}"
            assert talker.heard == b"0123456789" * 50, f"seed {seed}"

        two.sim.run(scenario())


def test_room_comes_back_when_the_reader_has_read_and_the_way_back_is_open() -> None:
    with pair() as two:

        async def scenario() -> None:
            await two.serve()
            talker = await two.talk()
            pipe, room = outward(talker), outward(talker).room
            two.faults.partition("server", "client", both=False)
            talker.transport.write(bytes(1_000))
            assert pipe.room == room - 1_000
            assert pipe.on_the_way == 1_000
            await asyncio.sleep(5)
            assert pipe.on_the_way == 0
            assert two.served[-1] == bytes(1_000), "it has been read"
            assert pipe.room == room - 1_000, "but we do not hear of it"
            two.faults.stall("server", "client", 3_000)
            two.faults.heal()
            two.faults.stall("server", "client", 6_000)
            await asyncio.sleep(5)
            assert pipe.room == room - 1_000
            await asyncio.sleep(5)
            assert pipe.room == room

        two.sim.run(scenario())


def shortened(two: Pair, kept: int) -> bytes:
    async def scenario() -> None:
        await two.serve()
        talker = await two.talk()
        two.faults.delay(50, 0)
        talker.transport.write(b"01234")
        talker.transport.write(b"56789")
        outward(talker).shorten(kept)
        await asyncio.sleep(1)

    two.sim.run(scenario())
    return b"".join(one for one in two.served if isinstance(one, bytes))


@pytest.mark.parametrize("kept", [0, 1, 5, 6, 10, 11])
def test_a_pipe_is_cut_at_any_byte(kept: int) -> None:
    with pair() as two:
        assert shortened(two, kept) == b"0123456789"[:kept]


def test_what_was_cut_twice_has_no_gap() -> None:
    with pair() as two:

        async def scenario() -> None:
            await two.serve()
            talker = await two.talk()
            pipe = outward(talker)
            two.faults.partition("client", "server")
            talker.transport.write(b"0123456789")
            pipe.shorten(5)
            pipe.mark(Mark.RESET)
            talker.transport.write(b"of a writer who has not heard of the reset")
            pipe.shorten(20)
            two.faults.heal()
            await asyncio.sleep(5)
            assert two.served == ["made", b"01234", "ConnectionResetError"]

        two.sim.run(scenario())
