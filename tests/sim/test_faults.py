"""Each fault, as a tiny echo protocol sees it."""

from __future__ import annotations

import asyncio

import pytest

from .echoes import pair


def test_a_partition_says_nothing_until_it_is_healed() -> None:
    with pair() as two:

        async def scenario() -> None:
            await two.serve()
            talker = await two.talk()
            two.faults.partition("client", "server")
            talker.transport.write(b"hello")
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(30):
                    await two.talk()
            await asyncio.sleep(600)
            assert talker.seen == ["made"]
            assert two.served == ["made"]
            two.faults.heal("client", "server")
            await asyncio.sleep(5)
            assert talker.seen == ["made", b"hello"]

        two.sim.run(scenario())


def test_a_partition_one_way_lets_the_other_way_through() -> None:
    with pair() as two:

        async def scenario() -> None:
            await two.serve()
            talker = await two.talk()
            two.faults.partition("server", "client", both=False)
            talker.transport.write(b"hello")
            await asyncio.sleep(60)
            assert two.served == ["made", b"hello"]
            assert talker.seen == ["made"]
            two.faults.calm()
            await asyncio.sleep(5)
            assert talker.seen == ["made", b"hello"]

        two.sim.run(scenario())


def test_an_isolated_host_hears_nobody() -> None:
    with pair() as two:

        async def scenario() -> None:
            await two.serve()
            two.faults.isolate("server")
            for host in (two.client, two.sim.host("late")):
                connecting = two.talk(host)
                if host.name == "late":
                    await connecting  # who comes later is not part of it
                    continue
                with pytest.raises(TimeoutError):
                    await asyncio.wait_for(connecting, 10)

        two.sim.run(scenario())


def test_a_stall_is_late_and_nothing_is_lost() -> None:
    with pair() as two:

        async def scenario() -> None:
            await two.serve()
            talker = await two.talk()
            two.faults.stall("client", "server", 5_000)
            for _ in range(3):
                talker.transport.write(b"hello ")
                await asyncio.sleep(1)
            assert talker.heard == b""
            await asyncio.sleep(2.1)
            assert talker.heard == b"hello " * 3

        two.sim.run(scenario())


@pytest.mark.parametrize("seed", range(5))
def test_a_reset_breaks_both_ends_at_any_byte(seed: int) -> None:
    with pair(seed) as two:

        async def scenario() -> None:
            await two.serve()
            talkers = [await two.talk(), await two.talk()]
            two.faults.delay(20, 0)
            talkers[0].transport.write(b"0123456789")
            assert two.faults.reset("client", "server") == 2
            await asyncio.sleep(1)
            for talker in talkers:
                assert talker.seen[-1] == "ConnectionResetError"
            assert two.served.count("ConnectionResetError") == 2
            arrived = b"".join(one for one in two.served if isinstance(one, bytes))
            assert b"0123456789".startswith(arrived), f"seed {seed}"
            assert two.faults.reset("client", "server") == 0

        two.sim.run(scenario())


def test_loss_makes_a_stream_late_and_calm_ends_it() -> None:
    with pair() as two:

        async def times() -> list[float]:
            talker, found = await two.talk(), []
            for _ in range(50):
                began_s = two.sim.loop.time()
                talker.transport.write(b"x")
                talker.came.clear()
                await talker.came.wait()
                found.append(two.sim.loop.time() - began_s)
            return found

        async def scenario() -> None:
            await two.serve()
            two.faults.loss(0.3)
            assert max(await times()) > 0.2
            two.faults.calm()
            assert max(await times()) < 0.01

        two.sim.run(scenario())


def test_delay_between_two_hosts_only() -> None:
    with pair() as two:

        async def scenario() -> None:
            await two.serve()
            two.faults.delay(100, 0, "client", "server")
            began_s = two.sim.loop.time()
            await two.talk()
            assert two.sim.loop.time() - began_s == pytest.approx(0.2)
            await two.talk(two.sim.host("near"))
            assert two.sim.loop.time() - began_s < 0.21

        two.sim.run(scenario())


def test_every_fault_is_a_line_of_the_trace() -> None:
    with pair() as two:
        faults = two.faults
        faults.delay(1, 2)
        faults.loss(0.1)
        faults.duplication(0.1, "a", "b")
        faults.reordering(0.1)
        faults.splitting(0.1)
        faults.partition("a", "b", both=False)
        faults.stall("a", "b", 10)
        faults.reset("client", "server")
        faults.heal()
        said = [line.split()[2:] for line in two.sim.trace.tail if " fault " in line]
        assert [words[0] for words in said] == [
            "delay", "loss", "duplication", "reordering", "splitting", "partition", "stall",
            "reset", "heal",
        ]  # fmt: skip
        assert said[5] == ["partition", "a", "b", "one", "way"]
