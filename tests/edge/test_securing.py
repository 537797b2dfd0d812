"""Connections before TLS is agreed on."""

from __future__ import annotations

import asyncio

from gala.edge.limits import Limits
from gala.wire.proxies import Proxies
from tests.certificates import client_side

from .house import running, until


async def test_what_is_no_tls() -> None:
    async with running(tls=True) as house, house.wire(house.request()) as wire:
        while await wire.more():
            pass
        assert b"HTTP" not in wire.data
        await until(lambda: not house.hall.connections)
        assert house.hall.tally.refused == {"tls": 1}


async def test_who_says_nothing() -> None:
    async with running(tls=True, limits=Limits(handshake_s=0.3, linger_s=1)) as house:
        async with house.wire(b"") as wire:
            await until(lambda: house.hall.connections)
            assert not await wire.more()
        await until(lambda: not house.hall.connections)
        assert not house.hall.wheel._buckets


async def test_who_dawdles_after_it() -> None:
    async with running(tls=True, limits=Limits(handshake_s=0.3, linger_s=1)) as house:
        _, writer = await asyncio.open_connection("127.0.0.1", house.edge.port, ssl=client_side())
        await until(lambda: house.hall.connections)
        await until(lambda: not house.hall.connections)
        writer.close()


async def test_the_house_is_full() -> None:
    async with running(tls=True, limits=Limits(viewers=1, linger_s=1)) as house:
        async with house.guest(), house.wire(b"") as wire:
            assert not await wire.more()
            assert house.hall.tally.refused == {"busy": 1}
        await until(lambda: not house.hall.connections)
        async with house.guest() as guest:
            await guest.next("welcome")


async def test_who_hangs_up_in_the_midst_of_it() -> None:
    async with running(tls=True) as house:
        async with house.wire(b"\x16\x03\x01\x02\x00\x01"):
            await until(lambda: house.hall.connections)
        await until(lambda: not house.hall.connections)


async def test_the_edge_stops_meanwhile() -> None:
    async with running(tls=True) as house, house.wire(b"") as wire:
        await until(lambda: house.hall.connections)
        await house.edge.stop()
        assert not await wire.more()


async def test_a_request_in_the_same_breath() -> None:
    async with running(tls=True) as house:
        # TLS 1.3's client may send its request with the end of the handshake: many times over,
        # so that both come in one read at least once.
        for _ in range(20):
            reader, writer = await asyncio.open_connection(
                "127.0.0.1", house.edge.port, ssl=client_side()
            )
            writer.write(house.request())
            assert (await reader.readline()).startswith(b"HTTP/1.1 101 ")
            writer.transport.abort()
        await until(lambda: not house.hall.connections)


async def test_tls_is_not_begun_with_more_than_there_is_room_for() -> None:
    limits = Limits(linger_s=1, tls_handshakes_per_s=0.001, tls_handshakes_burst=2)
    async with (
        running(tls=True, limits=limits) as house,
        house.guest(),
        house.guest(),
        house.wire(b"") as wire,
    ):
        assert not await wire.more()
        assert house.hall.tally.refused == {"busy": 1}
        assert house.edge.viewers == 2, "those who are in are none the worse"


FEW = Limits(linger_s=1, address_handshakes_per_s=0.001, address_handshakes_burst=2)


async def test_an_address_is_counted_once_and_before_tls() -> None:
    async with (
        running(tls=True, limits=FEW) as house,
        house.guest(),
        house.guest(),
        house.wire(b"") as wire,
    ):
        assert not await wire.more()
        assert house.hall.tally.refused == {"busy": 1}


async def test_a_proxy_is_no_viewer() -> None:
    options = {"proxies": Proxies(["127.0.0.1"])}
    async with (
        running(tls=True, limits=FEW, options=options) as house,
        house.guest(),
        house.guest(),
        house.guest() as third,
    ):
        assert (await third.next())[0] == "welcome"
