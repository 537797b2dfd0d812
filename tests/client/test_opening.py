import asyncio

import pytest

from gala.client import (
    Left,
    NoRoom,
    Refused,
    ShowOver,
    TicketExpired,
    Unreachable,
    connect,
)
from gala.wire import messages

from .scripted import Hurry, Peer, Refusal, scripted, snapshot, welcome


async def stay(peer: Peer) -> None:
    await peer.begin()
    await peer.stay()


async def test_a_refused_ticket_is_an_error_at_once() -> None:
    async with scripted(Refusal(401, "ticket")) as server:
        with pytest.raises(Refused) as refused:
            async with connect(server.url, "ticket"):
                pass
        assert refused.value.word == "ticket"
    async with scripted(Refusal(401, "expired")) as server:
        with pytest.raises(TicketExpired):
            async with connect(server.url, "ticket"):
                pass


async def test_a_show_that_is_over() -> None:
    async def over(peer: Peer) -> None:
        await peer.close(1000, "over")

    async with scripted(over) as server:
        with pytest.raises(ShowOver):
            async with connect(server.url, "ticket"):
                pass


async def test_an_edge_that_does_not_answer_is_given_up_in_time() -> None:
    async def dumb(peer: Peer) -> None:
        await peer.stay()

    async with scripted(dumb) as server:
        with pytest.raises(Unreachable):
            async with connect(server.url, "ticket", open_timeout_ms=100):
                pass
        url = server.url
    with pytest.raises(Unreachable, match=r"\w"):
        async with connect(url, "ticket", open_timeout_ms=100, rng=Hurry()):
            pass


async def test_the_clock_is_waited_for() -> None:
    async def no_clock(peer: Peer) -> None:
        peer.clock_answered = False
        await peer.begin()
        await peer.stay()

    async with scripted(no_clock) as server:
        with pytest.raises(Unreachable):
            async with connect(server.url, "ticket", open_timeout_ms=100):
                pass


async def test_beginning_in_a_room() -> None:
    async def room(peer: Peer) -> None:
        await peer.send(welcome(), snapshot(0), snapshot(4, channel="room:kitchen"))
        await peer.stay()

    async with (
        scripted(room) as server,
        connect(server.url, "ticket", room="kitchen") as viewer,
    ):
        assert server.queries == ["room:kitchen="]
        assert viewer.room_board is not None
        assert viewer.room_board.resume_point == (1, 4)


async def test_beginning_in_a_room_that_is_not_there() -> None:
    async def no_room(peer: Peer) -> None:
        await peer.send(welcome(), snapshot(0), messages.no_room("cellar"))
        await peer.stay()

    async with scripted(no_room) as server:
        with pytest.raises(NoRoom):
            async with connect(server.url, "ticket", room="cellar"):
                pass


async def test_leaving_the_block_says_goodbye_and_ends_what_waits() -> None:
    closed = asyncio.Event()

    async def until_closed(peer: Peer) -> None:
        await peer.begin()
        await peer.stay()
        closed.set()

    async with scripted(until_closed) as server:
        async with connect(server.url, "ticket") as viewer:
            reading = asyncio.create_task(anext(viewer.cues(), None))
            await asyncio.sleep(0.02)
        await asyncio.wait_for(closed.wait(), 2)
        assert await reading is None
        assert isinstance(await viewer.ended(), Left)
        with pytest.raises(Left):
            await viewer.enter("kitchen")


async def test_an_error_in_the_block_comes_out_as_it_is() -> None:
    async with scripted(stay) as server:
        with pytest.raises(ZeroDivisionError):
            async with connect(server.url, "ticket"):
                raise ZeroDivisionError
