"""What is counted, and that it is what happened."""

from __future__ import annotations

import secrets

from gala.edge.limits import Limits
from gala.edge.tally import Tally
from gala.wire import messages

from .house import running, until


def test_a_sweep_counts_for_all_its_viewers_at_once() -> None:
    tally = Tally()
    tally.swept(0.002, 100, 3, 250)
    tally.swept(0.002, 10, 1, 20)
    assert (tally.writes, tally.frames, tally.bytes) == (110, 310, 25_200)
    assert sum(tally.sweep_s.counts) == 2


async def test_a_night_in_figures() -> None:
    async with running(limits=Limits(linger_s=1.0, tick_s=60)) as house:
        tally = house.hall.tally
        async with house.guest(viewer="ann") as ann, house.guest(viewer="bob") as bob:
            before = tally.writes
            await house.cues.say("next", None, times=2)
            for viewer in (ann, bob):
                await viewer.next("cue")
                await viewer.next("cue")
            assert (tally.writes - before, tally.frames) == (2, 4)
            assert tally.bytes > 0
            await ann.send(messages.claim("lipstick", 1, secrets.token_bytes(16), True))
            await ann.next("receipt")
            await bob.send(messages.claim("none", 1, secrets.token_bytes(16), False))
            await bob.next("answer")
            await bob.send(b"\xc1")
            assert await bob.closed() == (1008, "malformed")
        async with house.wire(house.request(ticket="x.y.z")) as wire:
            await wire.head()
        await until(lambda: not house.hall.connections)
        assert tally.joined == 2
        assert tally.refused == {"ticket": 1}
        assert tally.closed == {"gone": 1, "malformed": 1}
        assert tally.answers == {"receipt": 1, "unknown": 1}
        assert sum(tally.ledger_s.counts) == 1
        assert sum(tally.lag_s.counts) > 0


async def test_a_code_that_a_viewer_makes_up_is_no_word_of_ours() -> None:
    async with running() as house:
        async with house.wire() as wire:
            await wire.frame((4242).to_bytes(2, "big"), opcode=8)
            await wire.closed()
        await until(lambda: not house.hall.connections)
        assert house.hall.tally.closed == {"gone": 1}


async def test_ticks_that_are_overtaken() -> None:
    async with running(limits=Limits(tick_s=60)) as house:
        for viewers in (1, 2, 3):
            house.fan_out.tick(messages.tick(0, viewers, ()))
        assert house.hall.tally.ticks_shed == 2
