"""A transport's habits: back pressure, half-closing, aborting, and what goes wrong in protocols."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from gala.sim.network import ROOM
from gala.sim.transport import SimTransport

from .echoes import PORT, Pair, Talker, pair

Scenario = Callable[[Pair, Talker], Awaitable[None]]


def play(scenario: Scenario, seed: int = 1) -> Pair:
    """Run `scenario` with a connection that stands."""
    with pair(seed) as two:

        async def main() -> None:
            await two.serve()
            await scenario(two, await two.talk())

        two.sim.run(main())
    return two


def test_a_reader_who_pauses_stops_the_writer_and_loses_nothing() -> None:
    data = bytes(range(256)) * 4_096

    async def scenario(two: Pair, talker: Talker) -> None:
        talker.transport.pause_reading()
        assert not talker.transport.is_reading()
        talker.transport.write(data)
        await asyncio.sleep(10)
        assert talker.heard == b""
        assert talker.seen == ["made", "pause", "resume"], "the echo reads"
        assert two.served.count("pause") == 1
        assert "resume" not in two.served, "but it cannot write"
        talker.transport.resume_reading()
        assert talker.heard == b"", "not within the call"
        await asyncio.sleep(10)
        assert talker.heard == data
        assert talker.seen.count("resume") == talker.seen.count("pause")
        assert talker.transport.get_write_buffer_size() == 0

    play(scenario)


def test_limits_are_asyncios() -> None:
    async def scenario(two: Pair, talker: Talker) -> None:
        transport = talker.transport
        assert transport.get_write_buffer_limits() == (16_384, 65_536)
        transport.set_write_buffer_limits(low=100)
        assert transport.get_write_buffer_limits() == (100, 400)
        with pytest.raises(ValueError, match="high"):
            transport.set_write_buffer_limits(high=1, low=2)
        transport.set_write_buffer_limits(high=0)
        two.faults.partition("client", "server")
        transport.write(bytes(ROOM))
        assert talker.seen == ["made"], "it fits the kernel"
        transport.write(b"x")
        assert talker.seen == ["made", "pause"]
        assert transport.get_write_buffer_size() == 1
        two.faults.heal()
        await asyncio.sleep(5)
        assert "resume" in talker.seen
        assert len(talker.heard) == ROOM + 1

    play(scenario)


def test_half_closing_ends_the_other_side_which_closes() -> None:
    async def scenario(two: Pair, talker: Talker) -> None:
        assert talker.transport.can_write_eof()
        talker.transport.write(b"last words")
        talker.transport.write_eof()
        with pytest.raises(RuntimeError, match="write_eof"):
            talker.transport.write(b"more")
        await asyncio.sleep(1)
        assert two.served == ["made", b"last words", "eof", "lost"]
        assert talker.seen == ["made", b"last words", "eof", "lost"]
        assert talker.transport.is_closing()
        assert talker.transport.get_extra_info("socket").fileno() == -1

    play(scenario)


def test_closing_sends_what_was_written() -> None:
    data = bytes(5 * ROOM)

    async def scenario(two: Pair, talker: Talker) -> None:
        talker.transport.write(data)
        talker.transport.close()
        talker.transport.close()
        await asyncio.sleep(5)
        assert sum(len(one) for one in two.served if isinstance(one, bytes)) == len(data)
        assert talker.seen[-1] == "lost"
        # Its echo met a closed socket.
        assert two.served[-1] in ("lost", "ConnectionResetError", "BrokenPipeError")

    play(scenario)


def test_aborting_drops_what_is_buffered() -> None:
    async def scenario(two: Pair, talker: Talker) -> None:
        talker.transport.write(bytes(5 * ROOM))
        talker.transport.abort()
        talker.transport.write(b"into the void")
        assert talker.seen == ["made", "pause"], "connection_lost comes from the loop"
        await asyncio.sleep(5)
        assert talker.seen == ["made", "pause", "lost"]
        assert sum(len(one) for one in two.served if isinstance(one, bytes)) <= ROOM

    play(scenario)


def test_another_protocol_may_take_over() -> None:
    async def scenario(two: Pair, talker: Talker) -> None:
        other = Talker([])
        talker.transport.set_protocol(other)
        assert talker.transport.get_protocol() is other
        talker.transport.write(b"for the other")
        await asyncio.sleep(1)
        assert other.seen == [b"for the other"]

    play(scenario)


def test_only_bytes_are_written() -> None:
    async def scenario(two: Pair, talker: Talker) -> None:
        with pytest.raises(TypeError, match="str"):
            talker.transport.write("text")  # type: ignore[arg-type]
        talker.transport.write(b"")
        talker.transport.write(bytearray(b"a"))
        talker.transport.write(memoryview(b"b"))
        await asyncio.sleep(1)
        assert talker.heard == b"ab"

    play(scenario)


class Broken(asyncio.Protocol):
    """Fails at whatever `at` names."""

    def __init__(self, at: str, seen: list[object]) -> None:
        self.at = at
        self.seen = seen

    def data_received(self, data: bytes) -> None:
        if self.at == "data_received":
            raise ZeroDivisionError

    def eof_received(self) -> None:
        if self.at == "eof_received":
            raise ZeroDivisionError

    def connection_lost(self, exc: Exception | None) -> None:
        self.seen.append(type(exc).__name__)


@pytest.mark.parametrize("at", ["data_received", "eof_received"])
def test_a_protocol_that_fails_loses_its_connection(at: str) -> None:
    seen: list[object] = []
    with pair() as two:

        async def scenario() -> None:
            loop = asyncio.get_running_loop()
            await two.serve()
            transport, _ = await two.client.run(
                loop.create_connection(lambda: Broken(at, seen), "server", PORT)
            )
            assert isinstance(transport, SimTransport)
            transport.write(b"x")
            transport.write_eof()
            await asyncio.sleep(1)

        two.sim.loop.run_until_complete(scenario())
        assert seen == ["ZeroDivisionError"]
        [failure] = two.sim.failures
        assert failure.message == f"protocol.{at}() failed"
        assert failure.host == "client"
        two.sim.failures.clear()


def test_protocols_with_a_buffer_of_their_own() -> None:
    class Buffered(asyncio.BufferedProtocol):
        def __init__(self) -> None:
            self.buffer = bytearray(3)
            self.data = b""

        def get_buffer(self, sizehint: int) -> bytearray:
            return self.buffer

        def buffer_updated(self, nbytes: int) -> None:
            self.data += self.buffer[:nbytes]

    with pair() as two:

        async def scenario() -> bytes:
            loop = asyncio.get_running_loop()
            await two.serve()
            transport, protocol = await loop.create_connection(Buffered, "server", PORT)
            transport.write(b"hello world")
            await asyncio.sleep(1)
            return protocol.data

        assert two.sim.run(scenario()) == b"hello world"
