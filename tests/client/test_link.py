import asyncio
import logging

import pytest
from websockets.asyncio.server import ServerConnection, serve
from websockets.typing import Subprotocol

from gala.client import link as module
from gala.client.closing import ComeBack
from gala.client.errors import Refused
from gala.client.link import Link, open_link
from gala.wire import messages
from gala.wire.codec import pack, unpack
from tests.certificates import client_side, server_side

from .scripted import Peer, Refusal, scripted


async def connected(url: str) -> Link:
    link = await open_link(url, "main=1.5", "a.b.c")
    assert isinstance(link, Link)
    return link


async def test_the_opening_is_as_the_page_has_it() -> None:
    async with scripted(Peer.stay) as server:
        link = await connected(server.url)
        await link.close()
    assert server.paths == ["/live?main=1.5"]
    assert server.headers[0]["Sec-WebSocket-Protocol"] == "gala.v1, ticket.a.b.c"
    assert "Sec-WebSocket-Extensions" not in server.headers[0]


async def test_frames_both_ways_and_the_close_code() -> None:
    async def script(peer: Peer) -> None:
        await peer.send(messages.fresh())
        assert await peer.said("enter") == ["kitchen"]
        await peer.close(1001, "drain 250")

    heard: list[object] = []
    async with scripted(script) as server:
        link = await connected(server.url)

        def take(frame: bytes) -> None:
            heard.append(unpack(frame)[0])
            link.send(pack(["enter", "kitchen"]))

        assert await link.receive(take) == (1001, "drain 250")
        link.send(messages.leave())  # lost, and no error
    assert heard == ["fresh"]


async def test_silence_breaks_the_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SILENCE_S_MAX", 0.5)

    async def script(peer: Peer) -> None:
        for _ in range(4):
            await peer.send(messages.fresh())
            await asyncio.sleep(0.15)
        await peer.stay()

    heard: list[bytes] = []
    async with scripted(script) as server:
        link = await connected(server.url)
        async with asyncio.timeout(4):
            assert await link.receive(heard.append) == (1006, "")
    assert len(heard) == 4


async def test_a_cut_connection_gives_nothing_more() -> None:
    async def script(peer: Peer) -> None:
        await peer.send(*[messages.fresh()] * 10)
        await peer.stay()

    heard: list[bytes] = []
    async with scripted(script) as server:
        link = await connected(server.url)

        def take(frame: bytes) -> None:
            heard.append(frame)
            link.cut()

        assert await link.receive(take) == (1006, "")
    assert len(heard) == 1


async def test_refusals_and_failures() -> None:
    async with scripted(
        Refusal(401, "ticket"), Refusal(503, "busy", {"Retry-After": "3"})
    ) as server:
        refused = await open_link(server.url, "", "t")
        assert isinstance(refused, Refused)
        assert (refused.status, refused.word) == (401, "ticket")
        assert await open_link(server.url, "", "t") == ComeBack(3_000, "503 busy")
        url = server.url
    nobody = await open_link(url, "", "t")
    assert isinstance(nobody, ComeBack)
    assert nobody.after_ms is None
    assert nobody.why


async def test_over_tls_whom_we_believe() -> None:
    async def stay(connection: ServerConnection) -> None:
        await connection.wait_closed()

    async with serve(
        stay, "127.0.0.1", 0, ssl=server_side(), subprotocols=[Subprotocol("gala.v1")]
    ) as server:
        url = f"wss://127.0.0.1:{server.sockets[0].getsockname()[1]}/live"
        link = await open_link(url, "", "t", client_side())
        assert isinstance(link, Link)
        await link.close()
        refused = await open_link(url, "", "t")
        assert isinstance(refused, ComeBack)
        assert "certificate verify failed" in refused.why


async def test_a_full_house_refuses_before_it_is_asked() -> None:
    async def full(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 4\r\n\r\nbusy")
        writer.write_eof()
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(full, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        for _ in range(20):
            refused = await open_link(f"ws://127.0.0.1:{port}/live", "", "t")
            assert isinstance(refused, ComeBack)


async def test_the_ticket_goes_into_no_log(caplog: pytest.LogCaptureFixture) -> None:
    async with scripted(Peer.stay) as server:
        with caplog.at_level(logging.DEBUG):
            link = await open_link(server.url, "", "canary.of.mine")
            assert isinstance(link, Link)
            await link.close()
    ours = [record for record in caplog.records if record.name != "websockets.server"]
    assert not [record for record in ours if "canary" in record.getMessage()]
