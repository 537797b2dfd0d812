"""Connections between hosts, and messages."""

from __future__ import annotations

import asyncio
import errno
from collections import Counter

import pytest

from .echoes import PORT, pair


def test_an_echo_comes_back_late_and_whole() -> None:
    with pair() as two:

        async def scenario() -> None:
            await two.serve()
            talker = await two.talk()
            began_s = two.sim.loop.time()
            talker.transport.write(b"hello")
            await asyncio.sleep(1)
            assert talker.seen == ["made", b"hello"]
            assert two.served == ["made", b"hello"]
            assert two.sim.loop.time() == began_s + 1
            assert talker.transport.get_extra_info("peername") == ("server", PORT)
            assert talker.transport.get_extra_info("sockname")[0] == "client"

        two.sim.run(scenario())


def test_the_same_seed_is_the_same_run_and_another_is_another() -> None:
    def run(seed: int) -> str:
        with pair(seed) as two:

            async def scenario() -> None:
                await two.serve()
                talkers = [await two.talk() for _ in range(5)]
                for number in range(50):
                    for talker in talkers:
                        talker.transport.write(b"%d" % number)
                    await asyncio.sleep(0.001)
                for talker in talkers:
                    assert talker.heard == b"".join(b"%d" % n for n in range(50)), f"seed {seed}"

            two.faults.splitting(0.3)
            two.sim.run(scenario())
            return two.sim.trace.digest

    assert run(7) == run(7)
    assert run(7) != run(8)


def test_streams_of_asyncio_and_localhost() -> None:
    with pair() as two:

        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write((await reader.readline()).upper())
            await writer.drain()
            writer.close()

        async def alone() -> bytes:
            server = await asyncio.start_server(serve, "127.0.0.1", 0)
            [listening] = server.sockets
            host, port = listening.getsockname()
            assert host == "server"
            reader, writer = await asyncio.open_connection("localhost", port)
            writer.write(b"hello\n")
            answer = await reader.read()
            writer.close()
            await writer.wait_closed()
            server.close()
            await server.wait_closed()
            return answer

        async def scenario() -> bytes:
            return await two.server.run(alone())

        assert two.sim.run(scenario()) == b"HELLO\n"


def test_nobody_listens() -> None:
    with pair() as two:

        async def scenario() -> None:
            with pytest.raises(ConnectionRefusedError):
                await two.talk()
            loop = asyncio.get_running_loop()
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(60):
                    await loop.create_connection(asyncio.Protocol, "no such host", PORT)

        two.sim.run(scenario())


def test_a_port_belongs_to_one_and_to_its_own_host() -> None:
    with pair() as two:

        async def scenario() -> None:
            await two.serve()
            with pytest.raises(OSError, match=r".") as taken:
                await two.serve()
            assert taken.value.errno == errno.EADDRINUSE
            with pytest.raises(OSError, match=r".") as foreign:
                await asyncio.get_running_loop().create_server(asyncio.Protocol, "server", 81)
            assert foreign.value.errno == errno.EADDRNOTAVAIL

        two.sim.run(scenario())


def test_who_gives_up_connecting_leaves_nothing_behind() -> None:
    with pair() as two:

        async def scenario() -> None:
            await two.serve()
            two.faults.delay(1_000, 0)
            connecting = two.client.run(asyncio.wait_for(two.talk(), 1.5))
            with pytest.raises(TimeoutError):
                await connecting
            await asyncio.sleep(10)
            assert two.served[0] == "made"
            assert two.served[-1] in ("lost", "ConnectionResetError")

        two.sim.run(scenario())


def test_messages_arrive_on_the_other_host_in_order() -> None:
    with pair() as two:
        seen: list[tuple[int, str]] = []

        def deliver(number: int) -> None:
            task = asyncio.get_running_loop().create_task(asyncio.sleep(0))
            seen.append((number, task.get_name().split("-")[0]))

        async def scenario() -> None:
            for number in range(100):
                two.sim.network.send("client", "server", number, deliver)
            await asyncio.sleep(1)

        two.sim.run(scenario())
        assert seen == [(number, "server") for number in range(100)]


def test_messages_are_lost_doubled_and_reordered_as_told() -> None:
    for seed in range(5):
        with pair(seed) as two:
            seen: list[int] = []

            async def scenario(seen: list[int] = seen, two=two) -> None:  # type: ignore[no-untyped-def]
                for number in range(500):
                    two.sim.network.send("client", "server", number, seen.append)
                await asyncio.sleep(1)

            two.faults.loss(0.2)
            two.faults.duplication(0.2)
            two.faults.reordering(0.2)
            two.sim.run(scenario())
            counts = Counter(seen)
            assert 340 < len(counts) < 460, f"seed {seed}"
            assert 40 < sum(count == 2 for count in counts.values()) < 160, f"seed {seed}"
            assert seen != sorted(seen), f"seed {seed}"


def test_messages_to_who_is_down_or_cut_off_are_lost() -> None:
    with pair() as two:
        seen: list[str] = []

        async def scenario() -> None:
            send = two.sim.network.send
            send("client", "nowhere", "to nobody", seen.append)
            two.faults.partition("client", "server", both=False)
            send("client", "server", "into the partition", seen.append)
            send("server", "client", "the other way", seen.append)
            await asyncio.sleep(1)
            two.faults.heal()
            await asyncio.sleep(1)
            send("client", "server", "on its way", seen.append)
            two.faults.partition("client", "server")
            await asyncio.sleep(1)
            two.faults.heal()
            await asyncio.sleep(1)
            send("client", "server", "to the dying", seen.append)
            two.server.crash()
            send("client", "server", "to the dead", seen.append)
            await asyncio.sleep(1)

        two.sim.run(scenario())
        assert seen == ["the other way"]
