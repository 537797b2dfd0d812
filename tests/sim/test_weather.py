"""All faults together, against the echo: what arrives is always a prefix of what was sent."""

from __future__ import annotations

import asyncio
from random import Random

import pytest

from .echoes import Pair, Talker, pair

SEEDS = 20


async def weather(two: Pair, rng: Random) -> None:
    """One fault."""
    faults, hosts = two.faults, [two.client, two.server]
    src, dst = rng.sample(["client", "server"], 2)
    match rng.randrange(9):
        case 0:
            faults.partition(src, dst, both=rng.random() < 0.5)
        case 1 | 2:
            faults.heal()
        case 3:
            faults.stall(src, dst, rng.uniform(1, 3_000))
        case 4:
            faults.reset("client", "server")
        case 5:
            faults.loss(rng.choice([0, 0.3]))
            faults.splitting(rng.choice([0, 0.5]))
        case 6:
            faults.delay(rng.uniform(0, 50), rng.uniform(0, 50))
        case 7:
            host = rng.choice(hosts)
            if host.up and host.life.running:
                host.pause()
                await asyncio.sleep(rng.uniform(0, 5))
                host.resume()
        case 8:
            two.server.crash(silently=rng.random() < 0.5)
            await asyncio.sleep(rng.uniform(0, 5))
            two.server.restart()
            await two.serve()


async def chat(two: Pair, rng: Random) -> list[tuple[Talker, bytes]]:
    """Connect and write, again and again, for ten minutes."""
    chats: list[tuple[Talker, bytes]] = []
    while two.sim.loop.time() < 600:
        try:
            async with asyncio.timeout(5):
                talker = await two.talk()
        except (OSError, TimeoutError):
            await asyncio.sleep(1)
            continue
        sent = b""
        for _ in range(rng.randrange(20)):
            data = rng.randbytes(rng.randint(1, 3_000))
            if talker.transport.is_closing():
                break
            talker.transport.write(data)
            sent += data
            await asyncio.sleep(rng.random())
        chats.append((talker, sent))
        rng.choice([talker.transport.close, talker.transport.abort, talker.transport.write_eof])()
    return chats


def play(seed: int) -> str:
    with pair(seed) as two:

        async def scenario() -> None:
            await two.serve()
            talking = asyncio.ensure_future(chat(two, two.sim.random("chat")))
            rng = two.sim.random("weather")
            while not talking.done():
                await asyncio.sleep(rng.uniform(0, 10))
                await weather(two, rng)
            chats = talking.result()
            two.faults.calm()
            await asyncio.sleep(60)
            assert any(talker.heard for talker, _ in chats), f"seed {seed}: nobody heard anything"
            for talker, sent in chats:
                assert sent.startswith(talker.heard), f"seed {seed}: not what was sent"
            last = await two.talk()
            last.transport.write(b"healed")
            await asyncio.sleep(5)
            assert last.heard == b"healed", f"seed {seed}: the world did not heal"

        two.sim.run(scenario())
        return two.sim.trace.digest


@pytest.mark.parametrize("seed", range(SEEDS))
def test_in_any_weather(seed: int) -> None:
    play(seed)


def test_any_weather_comes_again() -> None:
    assert play(4) == play(4)
