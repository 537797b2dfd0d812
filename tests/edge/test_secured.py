"""Viewers over TLS: the same show, the same bounds, and nothing past the transport."""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

import pytest

from gala.edge import viewer as viewers
from gala.edge.limits import Limits
from gala.edge.secured import send_all
from gala.wire import messages
from tests.certificates import client_side

from .house import House, running, until

BIG = "x" * 60_000


def reached(house: House, seq: int) -> bool:
    """Whether the edge has that cue."""
    return house.hall.main.ring.seq == seq


@asynccontextmanager
async def stalled(house: House) -> AsyncIterator[ssl.SSLSocket]:
    """A viewer over TLS who has come in and reads nothing more."""
    plain = socket.create_connection(("127.0.0.1", house.edge.port))
    plain.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)

    def come_in() -> ssl.SSLSocket:
        plain.settimeout(5)
        sock = client_side().wrap_socket(plain, server_hostname="127.0.0.1")
        sock.sendall(house.request())
        assert sock.recv(4096).startswith(b"HTTP/1.1 101 ")
        return sock

    sock = await asyncio.to_thread(come_in)
    try:
        yield sock
    finally:
        sock.close()


async def test_a_show_over_tls() -> None:
    async with running(tls=True) as house:
        assert house.hall.secure
        async with house.guest() as guest:
            assert (await guest.next("welcome"))[1] == "test"
            await guest.next("snapshot")
            for seq in (1, 2, 3):
                await house.cues.say("next", BIG[: 100 * seq])
                assert (await guest.next("cue"))[3] == seq
            await guest.send(messages.ask_clock(7))
            assert (await guest.next("clock"))[1] == 7


async def test_nothing_goes_around_it(monkeypatch: pytest.MonkeyPatch) -> None:
    async with running(tls=True) as house, house.guest() as guest:
        await guest.next("snapshot")
        [viewer] = house.hall.main.members
        written = []
        real = os.write

        def write(fd: int, data: bytes) -> int:
            written.append(fd)
            return real(fd, data)

        monkeypatch.setattr(os, "write", write)
        await house.cues.say("next", None)
        await guest.next("cue")
        assert viewer.fd not in written


async def test_who_does_not_read_is_behind_and_catches_up() -> None:
    async with (
        running(tls=True, limits=Limits(linger_s=1, behind_s=60)) as house,
        stalled(house) as sock,
    ):
        await until(lambda: house.edge.viewers == 1)
        [viewer] = house.hall.main.members
        said = 0
        while not viewer.behind:
            said += 1
            assert said < 40, "the kernel takes a few and no more"
            await house.cues.say("next", BIG)
            await until(partial(reached, house, said))
            await asyncio.sleep(0.01)
        assert house.hall.behind == 1
        # Whatever comes now is not kept for it: that is what bounds the memory.
        kept = viewer._transport.get_write_buffer_size()
        await house.cues.say("next", BIG, times=20)
        await until(lambda: house.hall.main.ring.seq == said + 20)
        assert viewer._transport.get_write_buffer_size() == kept <= 2 * len(BIG)

        def read_on() -> bytes:
            sock.settimeout(1)
            data = b""
            with contextlib.suppress(TimeoutError):
                while part := sock.recv(65536):
                    data += part
            return data

        data = await asyncio.to_thread(read_on)
        assert not viewer.behind
        assert house.hall.behind == 0
        last = max(data.rfind(b"\xa3cue"), data.rfind(b"\xa8snapshot"))
        snapshot = messages.snapshot("main", 1, said + 20, ())
        assert data.rfind(snapshot[:-1]) > 0
        assert last > data.rfind(snapshot[:-1]), "it holds the newest cue"


async def test_behind_for_too_long() -> None:
    limits = Limits(linger_s=0.5, behind_s=0.5)
    async with running(tls=True, limits=limits) as house, stalled(house):
        await until(lambda: house.edge.viewers == 1)
        [viewer] = house.hall.main.members
        await house.cues.say("next", BIG, times=40)
        await house.cues.say("next", BIG)
        await until(lambda: viewer.closing)
        assert house.hall.tally.closed == {"behind": 1}
        await until(lambda: not house.hall.connections)


async def test_goodbyes_arrive() -> None:
    async with running(tls=True) as house:
        async with house.guest() as guest:
            await guest.send(b"\xc1")
            assert await guest.closed() == (1008, "malformed")
        async with house.guest() as guest:
            closing = asyncio.create_task(house.edge.stop())
            code, reason = await guest.closed()
            assert (code, reason.split()[0]) == (1001, "drain")
            await closing


async def test_a_refusal_arrives() -> None:
    async with running(tls=True) as house:
        reader, writer = await asyncio.open_connection(
            "127.0.0.1", house.edge.port, ssl=client_side()
        )
        writer.write(house.request(ticket="x.y.z"))
        assert (await reader.read()).startswith(b"HTTP/1.1 401 ")
        writer.close()


async def test_send_all_says_who_was_passed_over() -> None:
    class Stub:
        def __init__(self, takes: bool) -> None:
            self.takes = takes
            self.missed = 0

        def send(self, frames: bytes) -> bool:
            return self.takes

        def skipped(self, missed: int) -> None:
            self.missed |= missed

    there, away = Stub(True), Stub(False)
    assert send_all([there, away], b"frames", viewers.MISSED_MAIN) == 1  # type: ignore[list-item]
    assert (there.missed, away.missed) == (0, viewers.MISSED_MAIN)
