"""Connections before they are viewers, over real sockets."""

from __future__ import annotations

import asyncio

import pytest

from gala.edge.limits import Limits
from gala.edge.opening import Opening

from .house import House, Wire, running, until


async def answer(house: House, data: bytes) -> tuple[bytes, bytes]:
    """The status line and body that `data` gets, once the server has ended."""
    async with house.wire(data) as wire:
        while await wire.more():
            pass
        head, _, body = wire.data.partition(b"\r\n\r\n")
        return head.partition(b"\r\n")[0], body


async def test_refusals_reach_the_other_side() -> None:
    async with running() as house:
        request = house.request(ticket="x.y.z")
        assert await answer(house, request) == (b"HTTP/1.1 401 Unauthorized", b"ticket")
        request = house.request("?main=1")
        assert await answer(house, request) == (b"HTTP/1.1 400 Bad Request", b"malformed")
        await until(lambda: not house.hall.connections)


async def test_nobody_is_taken_back_in_time() -> None:
    # Found by the simulator, seed 151: an edge cut from the store gave an older snapshot.
    async with running() as house:
        await house.cues.say("take", ["s1", "host"], 0, None)
        await until(lambda: house.hall.main.ring.seq == 1)
        status, body = await answer(house, house.request("?main=1.2"))
        assert (status, body) == (b"HTTP/1.1 503 Service Unavailable", b"behind")
        async with house.guest("?main=1.1") as viewer:
            assert await viewer.next("resumed") == ["resumed", "main", 1, 1]


async def test_a_request_in_pieces() -> None:
    async with running() as house:
        request = house.request()
        async with house.wire(request[:50]) as wire:
            await asyncio.sleep(0.01)  # a segment of its own
            await wire.send(request[50:])
            assert (await wire.head()).startswith(b"HTTP/1.1 101 ")
            assert (await wire.message())[0] == "welcome"


@pytest.mark.parametrize("rest", [b"body", b"\x82\x80\x00\x00\x00\x00", b"\r\n"])
async def test_nothing_may_follow_the_request(rest: bytes) -> None:
    async with running() as house:
        status, body = await answer(house, house.request() + rest)
        assert (status, body) == (b"HTTP/1.1 400 Bad Request", b"malformed")


async def test_nothing_may_follow_while_the_request_waits() -> None:
    async with running() as house, house.wire(house.request()[:-1]) as wire:
        await until(lambda: house.hall.connections)
        (opening,) = house.hall.connections
        assert isinstance(opening, Opening)
        await until(lambda: opening._data)
        opening.data_received(b"\n")
        opening.data_received(b"body")
        while await wire.more():
            pass
        assert wire.data.endswith(b"malformed")
        assert house.hall.tally.joined == 0


async def test_too_much_is_not_read() -> None:
    async with running() as house:
        request = house.request()[:-2] + b"X: " + b"y" * 9000 + b"\r\n\r\n"
        assert (await answer(house, request))[1] == b"malformed"
        # Without an end, too.
        assert (await answer(house, b"y" * 9000))[1] == b"malformed"


async def test_ten_seconds() -> None:
    async with running(limits=Limits(handshake_s=0.3)) as house, house.wire(b"GET /li") as wire:
        await until(lambda: house.hall.connections)
        assert not await wire.more()
        assert not house.hall.connections


async def test_a_refusal_that_is_not_read_to_its_end() -> None:
    async with running(limits=Limits(linger_s=0.3)) as house, house.wire(b"\r\n\r\n") as wire:
        await wire.head()
        await wire.send(b"more of it")  # and it keeps the socket
        await until(lambda: not house.hall.connections)


async def test_the_house_is_full() -> None:
    async with running(limits=Limits(viewers=2, linger_s=1)) as house:
        async with house.guest(), house.wire():
            status, body = await answer(house, b"")
            assert (status, body) == (b"HTTP/1.1 503 Service Unavailable", b"busy")
        await until(lambda: not house.hall.connections)
        async with house.guest():
            pass


async def test_who_hangs_up_first() -> None:
    async with running() as house:
        for data in (b"", b"GET", house.request()):
            async with house.wire(data or b"G"):
                await until(lambda: house.hall.connections)
            await until(lambda: not house.hall.connections)
        assert not house.hall.wheel._buckets


async def test_an_error_of_ours_shows_nothing(caplog: pytest.LogCaptureFixture) -> None:
    async with running() as house:

        def broken(*_: object) -> None:
            raise ZeroDivisionError("our own affair")

        house.hall.door.open = broken  # type: ignore[method-assign, assignment]
        async with house.wire(house.request()) as wire:
            while await wire.more():
                pass
            assert not wire.data
        assert "our own affair" in caplog.text


async def test_the_edge_stops_meanwhile() -> None:
    async with running() as house, house.wire(b"GET") as wire:
        await until(lambda: house.hall.connections)
        await house.edge.stop()
        assert not await wire.more()


async def test_viewers_take_the_place() -> None:
    async with running() as house, house.wire() as wire:
        assert isinstance(wire, Wire)
        assert len(house.hall.connections) == 1
        assert house.edge.viewers == 1
