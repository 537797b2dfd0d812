"""Hosts that crash, pause and come back."""

from __future__ import annotations

import asyncio

import pytest

from gala.sim.hosts import Host

from .echoes import PORT, pair


def test_a_crash_is_without_finally_and_its_connections_are_reset() -> None:
    with pair() as two:
        seen: list[str] = []

        async def work() -> None:
            try:
                while True:
                    await asyncio.sleep(1)
                    seen.append("tick")
            except BaseException:
                seen.append("except")
            finally:
                seen.append("finally")

        async def scenario() -> None:
            await two.serve()
            two.server.run(work())
            talker = await two.talk()
            await asyncio.sleep(2.5)
            two.server.crash()
            two.server.crash()
            assert not two.server.up
            await asyncio.sleep(10)
            assert seen == ["tick", "tick"]
            assert talker.seen == ["made", "ConnectionResetError"]
            assert two.served == ["made"], "the dead are told nothing"
            with pytest.raises(ConnectionRefusedError):
                await two.talk()

        two.sim.run(scenario())
    assert seen[:2] == ["tick", "tick"]


def test_a_machine_that_is_gone_says_nothing_until_it_is_back() -> None:
    with pair() as two:

        async def scenario() -> None:
            await two.serve()
            talker = await two.talk()
            two.server.crash(silently=True)
            talker.transport.write(b"are you there")
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(two.talk(), 60)
            assert talker.seen == ["made"]
            two.server.restart()
            assert two.server.lives == 2
            await asyncio.sleep(60)
            assert talker.seen == ["made"], "it does not know that anything is wrong"
            talker.transport.write(b"and now")
            await asyncio.sleep(1)
            assert talker.seen == ["made", "ConnectionResetError"]
            await two.serve()
            again = await two.talk()
            again.transport.write(b"hello")
            await asyncio.sleep(1)
            assert again.heard == b"hello"

        two.sim.run(scenario())


def test_a_paused_host_is_silent_and_then_answers_everything() -> None:
    with pair() as two:

        async def scenario() -> None:
            await two.serve()
            talker = await two.talk()
            two.server.pause()
            for number in range(3):
                talker.transport.write(b"%d" % number)
                await asyncio.sleep(10)
            late = await two.talk()
            assert talker.heard == b""
            two.server.resume()
            await asyncio.sleep(1)
            assert talker.heard == b"012"
            late.transport.write(b"late")
            await asyncio.sleep(1)
            assert late.heard == b"late"

        two.sim.run(scenario())


def test_code_within_a_host_is_its_own() -> None:
    with pair() as two:

        async def scenario() -> None:
            task = two.client.within(asyncio.ensure_future, asyncio.sleep(1, "slept"))
            assert task.get_name().startswith("client-")
            two.client.crash()
            await asyncio.sleep(5)
            assert not task.done()
            with pytest.raises(AssertionError, match="client is down"):
                two.client.within(print)
            with pytest.raises(AssertionError, match="there is a host client"):
                Host(two.sim.network, "client")

        two.sim.run(scenario())


def test_a_port_is_free_after_a_crash() -> None:
    with pair() as two:

        async def scenario() -> None:
            for life in range(1, 4):
                assert two.server.lives == life
                await two.serve()
                talker = await two.talk()
                assert talker.transport.get_extra_info("peername") == ("server", PORT)
                two.server.restart()

        two.sim.run(scenario())
