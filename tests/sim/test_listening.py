"""Servers, as asyncio's users know them."""

from __future__ import annotations

import asyncio

import pytest

from .echoes import PORT, Echo, Talker, pair


def test_a_server_that_is_closed_refuses_and_keeps_its_connections() -> None:
    with pair() as two:

        async def scenario() -> None:
            loop = two.sim.loop
            server = await two.server.run(
                loop.create_server(lambda: Echo([]), "server", PORT, start_serving=False)
            )
            assert server.get_loop() is loop
            assert not server.is_serving()
            with pytest.raises(ConnectionRefusedError):
                await two.talk()
            await server.start_serving()
            assert server.is_serving()
            talker = await two.talk()
            server.close()
            server.close()
            await server.start_serving()
            assert not server.is_serving()
            with pytest.raises(ConnectionRefusedError):
                await two.talk()
            waiting = loop.create_task(server.wait_closed())
            talker.transport.write(b"still here")
            await asyncio.sleep(1)
            assert talker.heard == b"still here"
            assert not waiting.done()
            talker.transport.close()
            await waiting

        two.sim.run(scenario())


@pytest.mark.parametrize("how", ["close_clients", "abort_clients"])
def test_a_server_may_drop_its_clients(how: str) -> None:
    with pair() as two:

        async def scenario() -> None:
            server = await two.server.run(
                two.sim.loop.create_server(lambda: Talker([]), "server", PORT)
            )
            talker = await two.talk()
            getattr(server, how)()
            await asyncio.sleep(1)
            assert talker.seen == ["made", "eof", "lost"]

        two.sim.run(scenario())


def test_serving_until_cancelled_frees_the_port() -> None:
    with pair() as two:

        async def scenario() -> None:
            for _ in range(2):
                server = await two.server.run(
                    two.sim.loop.create_server(lambda: Echo([]), "server", PORT)
                )
                async with server:
                    serving = two.server.run(server.serve_forever())
                    await asyncio.sleep(1)
                    serving.cancel()
                    await asyncio.wait([serving])
                assert not server.is_serving()

        two.sim.run(scenario())
