"""How late things are on a path, and what of them arrives."""

from __future__ import annotations

from random import Random

from gala.sim.loop import SimLoop
from gala.sim.paths import RETRANSMIT_S, Path


def path(seed: int = 1) -> tuple[SimLoop, Path]:
    loop = SimLoop(seed)
    way = Path(loop, "a", "b", Random(seed))
    way.base_s, way.jitter_s = 0.010, 0.005
    return loop, way


def run_to(loop: SimLoop, at_s: float) -> None:
    loop.call_at(at_s, loop.stop)
    loop.run_forever()


def test_delays_are_between_base_and_jitter() -> None:
    loop, way = path()
    delays = [way.delay_s() for _ in range(1_000)]
    assert 0.010 <= min(delays) < 0.0105 < 0.0145 < max(delays) <= 0.015
    way.jitter_s = 0
    assert way.delay_s() == way.segment_delay_s() == 0.010
    assert str(way) == "a->b"
    loop.close()


def test_a_lost_segment_is_late_by_its_retransmissions() -> None:
    loop, way = path()
    way.loss = 0.5
    delays = [way.segment_delay_s() for _ in range(1_000)]
    assert 400 < sum(delay < 0.016 for delay in delays) < 600
    assert max(delays) > RETRANSMIT_S * 3
    loop.close()


def test_messages_keep_their_order_unless_reordered() -> None:
    loop, way = path()
    instants = [instant for _ in range(200) for instant in way.message_instants()]
    assert instants == sorted(instants)
    assert len(instants) == 200
    way.reordering = 0.5
    instants = [instant for _ in range(200) for instant in way.message_instants()]
    assert instants != sorted(instants)
    loop.close()


def test_a_segment_is_cut_anywhere_but_at_its_ends() -> None:
    loop, way = path()
    assert way.split(10) == 0
    way.splitting = 1.0
    assert {way.split(5) for _ in range(200)} == {1, 2, 3, 4}
    assert way.split(1) == 0
    loop.close()


def test_what_waits_for_a_severed_path_is_told_when_it_is_mended() -> None:
    loop, way = path()
    told: list[float] = []
    way.sever()
    way.sever()
    assert not way.is_open
    assert way.message_instants() == []
    way.reliably(lambda: told.append(loop.time()))
    run_to(loop, 60)
    assert told == []
    way.mend()
    way.mend()
    run_to(loop, 70)
    assert len(told) == 1
    assert 60 <= told[0] <= 61
    assert way.is_open
    loop.close()


def test_a_stall_passes_by_itself() -> None:
    loop, way = path()
    told: list[float] = []
    way.stall(5.0)
    way.stall(3.0)
    [instant] = way.message_instants()
    assert instant >= 5.0
    way.reliably(lambda: told.append(loop.time()))
    run_to(loop, 10)
    assert told == [5.0]
    loop.close()


def test_severed_again_before_anybody_was_told() -> None:
    loop, way = path()
    told: list[float] = []
    way.sever()
    way.reliably(lambda: told.append(loop.time()))
    run_to(loop, 10)
    way.mend()
    way.sever()
    run_to(loop, 20)
    assert told == []
    way.mend()
    run_to(loop, 30)
    assert len(told) == 1
    loop.close()
