"""Messages come whole and in order, however the bytes are cut and whatever lies between them."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from random import Random

import pytest
from websockets.asyncio.client import connect
from websockets.frames import Close, Frame, Opcode
from websockets.http11 import Request
from websockets.server import ServerProtocol

from gala.client.socket import Socket
from gala.wire.codec import SERVER_BYTES_MAX

PAUSE_S = 0.02


def frame(data: bytes, opcode: Opcode = Opcode.BINARY, fin: bool = True) -> bytes:
    return Frame(opcode, data, fin).serialize(mask=False)


@asynccontextmanager
async def sent(chunks: Sequence[bytes], *, with_the_opening: bool = False) -> AsyncIterator[Socket]:
    """A connection on which the server writes `chunks`, one by one, and nothing more."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        protocol = ServerProtocol()
        protocol.receive_data(await reader.readuntil(b"\r\n\r\n"))
        (request,) = protocol.events_received()
        assert isinstance(request, Request)
        protocol.send_response(protocol.accept(request))
        opening = b"".join(protocol.data_to_send())
        if with_the_opening:
            writer.write(opening + b"".join(chunks))
        else:
            writer.write(opening)
            for chunk in chunks:
                writer.write(chunk)
                await asyncio.sleep(PAUSE_S)
        with suppress(ConnectionError):
            await reader.read(1)  # a close frame, or the end
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()
        served.set()

    served = asyncio.Event()
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        socket = await connect(
            f"ws://127.0.0.1:{port}", create_connection=Socket, compression=None,
            max_size=SERVER_BYTES_MAX, proxy=None, ping_interval=None, close_timeout=0.5,
        )  # fmt: skip
        assert isinstance(socket, Socket)
        try:
            yield socket
        finally:
            socket.transport.abort()
            await socket.wait_closed()
            await served.wait()


async def heard(
    chunks: Sequence[bytes], count: int, *, with_the_opening: bool = False
) -> list[bytes]:
    messages: list[bytes] = []
    all_came = asyncio.Event()

    def take(message: bytes) -> None:
        messages.append(message)
        if len(messages) == count:
            all_came.set()

    async with sent(chunks, with_the_opening=with_the_opening) as socket:
        socket.hand_to(take)
        async with asyncio.timeout(5):
            await all_came.wait()
    return messages


SIZES = (0, 1, 125, 126, 127, 300, 65_535, 65_536, 70_000)
MESSAGES = [bytes([size % 251]) * size for size in SIZES]


async def test_messages_of_every_length_in_one_chunk() -> None:
    assert await heard([b"".join(map(frame, MESSAGES))], len(MESSAGES)) == MESSAGES


async def test_messages_that_come_with_the_opening() -> None:
    messages = MESSAGES[:6]
    whole = b"".join(map(frame, messages))
    assert await heard([whole], len(messages), with_the_opening=True) == messages


@pytest.mark.parametrize("seed", range(5))
async def test_messages_cut_anywhere(seed: int) -> None:
    random = Random(seed)
    messages = [bytes([n]) * random.choice((0, 3, 125, 126, 200)) for n in range(40)]
    whole = b"".join(map(frame, messages))
    cuts = sorted(random.sample(range(1, len(whole)), 12))
    chunks = [whole[a:b] for a, b in zip([0, *cuts], [*cuts, len(whole)], strict=True)]
    assert await heard(chunks, len(messages)) == messages, f"seed {seed}"


async def test_what_is_not_plain_keeps_its_place() -> None:
    pieces = [
        frame(b"one"),
        frame(b"", Opcode.PING),
        frame(b"tw", fin=False),
        frame(b"", Opcode.PONG),
        frame(b"o", Opcode.CONT),
        frame(b"three"),
        frame(b"text", Opcode.TEXT),
        frame(b"five"),
    ]
    expected = [b"one", b"two", b"three", b"text", b"five"]
    assert await heard([b"".join(pieces)], 5) == expected
    assert await heard(pieces, 5) == expected


async def test_a_whole_message_within_another_ends_the_connection() -> None:
    async with sent([frame(b"tw", fin=False), frame(b"three")]) as socket:
        messages: list[bytes] = []
        socket.hand_to(messages.append)
        async with asyncio.timeout(5):
            await socket.wait_closed()
        assert messages == []
        assert socket.protocol.close_sent == Close(1002, "expected a continuation frame")


async def test_a_message_that_is_too_long_ends_the_connection() -> None:
    async with sent([frame(bytes(SERVER_BYTES_MAX + 1))]) as socket:
        async with asyncio.timeout(5):
            await socket.wait_closed()
        assert socket.protocol.close_sent is not None
        assert socket.protocol.close_sent.code == 1009


async def test_what_a_taker_raises_breaks_the_connection_and_is_kept() -> None:
    taken: list[bytes] = []

    def take(message: bytes) -> None:
        taken.append(message)
        raise ZeroDivisionError

    async with sent([frame(b"one") + frame(b"two")]) as socket:
        socket.hand_to(take)
        async with asyncio.timeout(5):
            await socket.wait_closed()
        assert isinstance(socket.failure, ZeroDivisionError)
    assert taken == [b"one"]


async def test_nothing_comes_once_it_is_mute() -> None:
    taken: list[bytes] = []
    async with sent([frame(b"one") + frame(b"two")]) as socket:

        def take(message: bytes) -> None:
            taken.append(message)
            socket.mute()

        socket.hand_to(take)
        await asyncio.sleep(5 * PAUSE_S)
    assert taken == [b"one"]
