"""Each fault, seen through the ports of a process that has a perfect way to the store."""

import asyncio
import random

import pytest

from gala.core.seckill import Decision
from gala.ports import CommandEnvelope, Fenced, LogConflict, Refused, StoreDown, Won
from gala.sim.store_calls import store_time
from gala.sim.store_faults import NO_ANSWER
from gala.sim.store_model import Request
from gala.sim.store_ports import StorePorts
from gala.store.connection import BLOCKED_GRACE_MS, DEADLINE_MS
from tests.sim.storing import (
    CLOCK,
    HOUR_MS,
    claim,
    cue,
    faulty,
    in_virtual_time,
    ports_to,
    row,
    taking_ms,
)


async def lines(ports: StorePorts, count: int, start: int = 0) -> None:
    for index in range(start, start + count):
        await ports.log.append(1, index, b"%d" % index)


# Death


@in_virtual_time
async def test_a_crash_keeps_what_was_acknowledged_and_tells_who_waits() -> None:
    server = faulty()
    ports = ports_to(server)
    await lines(ports, 3)
    waiting = asyncio.create_task(ports.log.wait(3, 60_000))
    await asyncio.sleep(1)
    assert server.crash() == 0
    with pytest.raises(StoreDown, match="closed by server"):
        await waiting
    assert server.is_down
    with pytest.raises(StoreDown, match="refused"):
        await ports.log.read(0)
    server.restart()
    assert await ports.log.read(0) == [b"0", b"1", b"2"]


@in_virtual_time
async def test_a_crash_can_lose_what_nobody_was_told_of() -> None:
    for lose, kept in ((None, 1), (0, 3), (1, 2), (9, 1)):
        server = faulty()
        ports, reader = ports_to(server), ports_to(server, "reader")
        await lines(ports, 1)
        server.slow(100)
        under_way = [asyncio.create_task(ports.log.append(1, n, b"%d" % n)) for n in (1, 2)]
        reading = asyncio.create_task(reader.log.read(0))
        await asyncio.sleep(0.05)
        assert server.crash(lose=lose) == 3 - kept
        for task in (*under_way, reading):
            with pytest.raises(StoreDown):
                await task
        server.restart()
        server.slow(0)
        assert len(await ports.log.read(0)) == kept


@in_virtual_time
async def test_who_read_something_keeps_it_through_a_crash() -> None:
    server = faulty()
    ports, reader = ports_to(server), ports_to(server, "reader")
    server.slow(100)
    writing = asyncio.create_task(ports.log.append(1, 0, b"0"))
    await asyncio.sleep(0.05)
    waiting = asyncio.create_task(reader.log.wait(0, 60_000))
    assert await waiting == [b"0"]
    server.crash()
    await asyncio.gather(writing, return_exceptions=True)
    server.restart()
    assert await reader.log.read(0) == [b"0"]


@in_virtual_time
async def test_a_machine_that_dies_is_only_silent() -> None:
    server = faulty()
    ports = ports_to(server)
    waiting = asyncio.create_task(taking_ms(ports.log.wait(0, 500)))
    await asyncio.sleep(0)
    server.crash(silent=True)
    took_ms, error = await waiting
    assert (took_ms, type(error)) == (500 + BLOCKED_GRACE_MS, StoreDown)
    took_ms, error = await taking_ms(ports.lease.take("a", 500))
    assert (took_ms, type(error)) == (DEADLINE_MS, StoreDown)
    assert await server.serve(Request("time")) is NO_ANSWER


@in_virtual_time
async def test_a_crash_in_a_write_leaves_it_done_or_not_and_never_answered() -> None:
    for kept in (True, False):
        server = faulty()
        ports = ports_to(server)
        await ports.log.append(1, 0, b"0")
        server.crash_at_write(kept=kept)
        with pytest.raises(StoreDown, match="closed by server"):
            await ports.log.append(1, 1, b"1")
        server.restart()
        assert len(await ports.log.read(0)) == (2 if kept else 1)
        await ports.log.append(1, 1, b"1")
        assert len(await ports.log.read(0)) == 2, "the same line again is a success"


@in_virtual_time
async def test_a_write_that_crashed_asks_no_replica() -> None:
    server = faulty("r1")
    ports = ports_to(server, wait_replicas=1)
    server.cut("r1")
    server.crash_at_write(kept=True)
    assert (await taking_ms(ports.log.append(1, 0, b"0")))[0] == 0


@in_virtual_time
async def test_everysec_loses_its_last_second_and_none_loses_all() -> None:
    server = faulty(durability="everysec")
    ports = ports_to(server)
    await lines(ports, 2)
    await asyncio.sleep(1)
    await lines(ports, 2, start=2)
    await asyncio.sleep(0.5)
    assert server.crash() == 2
    server.restart()
    assert await ports.log.read(0) == [b"0", b"1"]
    server = faulty(durability="none")
    await lines(ports_to(server), 3)
    await asyncio.sleep(9)
    assert server.crash() == 4, "the header is two writes"


@in_virtual_time
async def test_an_empty_restart_has_forgotten_everything() -> None:
    server = faulty("r1")
    ports = ports_to(server)
    await lines(ports, 3)
    await ports.cues.publish(4, [cue(1, 4)])
    await ports.ledger.open_window(4, "w", 1, 1, [row()])
    waiting = asyncio.create_task(ports.log.wait(3, 60_000))
    await asyncio.sleep(0)
    server.restart_empty()
    with pytest.raises(StoreDown):
        await waiting
    assert await ports.log.read(0) == []
    with pytest.raises(LogConflict, match="the next index is 0, 3 came"):
        await ports.log.append(4, 3, b"3")
    with pytest.raises(LogConflict, match="1 cues were published, 0 are left"):
        await ports.cues.publish(4, [cue(2, 4)])
    assert await ports.ledger.claim("w", 1, [claim("a")]) == [Refused("unknown")]
    assert (await ports.lease.take("a", 500)).epoch == 1


# Failover


@in_virtual_time
async def test_a_failover_loses_the_tail_that_the_replica_had_not_got() -> None:
    server = faulty("r1")
    ports = ports_to(server)
    await ports.ledger.open_window(1, "w", 1, 1, [row()])
    (a,) = await ports.ledger.claim("w", 1, [claim("a")])
    server.lag("r1", 1)
    (b,) = await ports.ledger.claim("w", 1, [claim("b")])
    assert isinstance(b, Won)
    assert server.promote("r1") == 1
    assert await ports.ledger.claim("w", 1, [claim("a")]) == [a]
    (again,) = await ports.ledger.claim("w", 1, [claim("c")])
    assert isinstance(again, Won)
    assert again.unit == b.unit, "somebody was told that this unit is his"


@in_virtual_time
async def test_what_was_fenced_can_be_unfenced_by_a_failover() -> None:
    server = faulty("r1")
    old, new = ports_to(server, "old"), ports_to(server, "new")
    await lines(old, 1)
    server.cut("r1")
    await new.log.append(2, 1, b"new")
    with pytest.raises(Fenced):
        await old.log.append(1, 1, b"old")
    server.promote("r1")
    await old.log.append(1, 1, b"old")
    with pytest.raises(LogConflict):
        await new.log.append(2, 1, b"new")


@in_virtual_time
async def test_waiting_for_a_replica_loses_nothing_that_was_acknowledged() -> None:
    server = faulty("r1", "r2")
    ports = ports_to(server, wait_replicas=2)
    await lines(ports, 1)
    server.cut("r1")
    took_ms, error = await taking_ms(ports.log.append(1, 1, b"1"))
    assert isinstance(error, StoreDown)
    assert took_ms == 500
    assert "fewer than 2 replicas" in str(error)
    server.promote("r1")
    assert await ports.log.read(0) == [b"0"]
    ports = ports_to(server, wait_replicas=1)
    await ports.log.append(1, 1, b"other")
    assert server.promote("r2") == 0


@in_virtual_time
async def test_a_replica_that_catches_up_ends_the_wait() -> None:
    server = faulty("r1")
    ports, other = ports_to(server, wait_replicas=1), ports_to(server, "other")
    for nth in range(2):
        server.lag("r1", 2)
        writing = asyncio.create_task(taking_ms(ports.lease.take("a", 500)))
        await asyncio.sleep(0.1)
        if nth:
            server.lag("r1", 0)
        else:
            server.mend("r1")
        assert (await writing)[0] == 100
    server.lag("r1", 2)
    writing = asyncio.create_task(taking_ms(ports.lease.take("a", 500)))
    for _ in range(2):
        await asyncio.sleep(0.1)
        await other.lease.renew("b", 1, 500)
    assert (await writing)[0] == 200
    server.cut("r1")
    writing = asyncio.create_task(taking_ms(ports.lease.take("a", 500)))
    await asyncio.sleep(0.1)
    server.add_replica("r2")
    assert (await writing)[0] == 100


@in_virtual_time
async def test_figures_and_commands_wait_for_no_replica() -> None:
    server = faulty()
    ports = ports_to(server, wait_replicas=1)
    command = CommandEnvelope("c", CLOCK.now_ms() + 500, b"{}")
    assert await ports.commands.send(command, 10) is None
    await ports.commands.answer("c", b"done")
    assert await ports.commands.send(command, 10) == b"done"


@in_virtual_time
async def test_the_next_replica_follows_the_new_primary() -> None:
    server = faulty("r1", "r2")
    ports = ports_to(server)
    await lines(ports, 2)
    server.cut("r1")
    await lines(ports, 1, start=2)
    server.promote("r1")
    await ports.log.append(1, 2, b"other")
    server.crash()
    assert server.promote("r2") == 0
    assert await ports.log.read(0) == [b"0", b"1", b"other"]


@in_virtual_time
async def test_the_new_primarys_clock_may_be_behind_and_no_cursor_hides_a_cue() -> None:
    server = faulty("r1")
    ports = ports_to(server)
    await ports.cues.publish(1, [cue(1)])
    server.cut("r1")
    await asyncio.sleep(0.01)
    await ports.cues.publish(1, [cue(2)])
    cursor, _ = await ports.cues.wait("0", 1)
    server.promote("r1", clock_off_ms=-60)
    with pytest.raises(LogConflict, match="2 cues were published, 1 are left"):
        await ports.cues.publish(1, [cue(3)])
    await ports.cues.publish(2, [cue(2), cue(3)])
    assert (await ports.cues.wait(cursor, 1))[1] == [cue(2), cue(3)], "an edge misses nothing"


@in_virtual_time
async def test_a_call_that_is_made_again_after_a_failover_has_the_ids_that_it_had() -> None:
    server = faulty("r1")
    ports = ports_to(server)
    await ports.cues.publish(1, [cue(1)])
    server.cut("r1")
    unanswered = server.serve(Request("cue_publish", (1, 1, (cue(2),))))
    await unanswered
    cursor, _ = await ports.cues.wait("0", 1)
    server.promote("r1", clock_off_ms=-60)
    await ports.cues.publish(1, [cue(2)])
    assert await ports.cues.wait("1-1", 1) == (cursor, [cue(2)]), "who has read it has read this"


# Slowness


@in_virtual_time
async def test_a_store_that_hangs_answers_nothing_and_then_does_all() -> None:
    server = faulty()
    ports = ports_to(server)
    server.hang()
    given_up = [asyncio.create_task(taking_ms(ports.log.append(1, 0, b"0")))]
    await asyncio.sleep(0.8)
    patient = asyncio.create_task(server.serve(Request("log_append", (1, 1, b"1"))))
    late = asyncio.create_task(server.serve(Request("log_append", (1, 0, b"0"))))
    await asyncio.sleep(0.5)
    ((took_ms, error),) = await asyncio.gather(*given_up)
    assert (took_ms, type(error)) == (DEADLINE_MS, StoreDown)
    assert server.peek("log_read", 0, 9) == []
    server.resume()
    assert type(await patient) is not int, "a gap: whoever was before it has gone"
    assert await late == 1


@in_virtual_time
async def test_a_wait_that_ends_while_it_hangs_is_answered_afterwards() -> None:
    server = faulty()
    waiting = asyncio.create_task(taking_ms(server.call(Request("log_read", (0, 9), wait_ms=100))))
    await asyncio.sleep(0.05)
    server.hang()
    await asyncio.sleep(0.2)
    server.resume()
    assert await waiting == (250, [])


@in_virtual_time
async def test_a_store_that_is_killed_while_it_hangs_has_done_nothing() -> None:
    server = faulty()
    ports = ports_to(server)
    server.hang()
    writing = asyncio.create_task(ports.log.append(1, 0, b"0"))
    await asyncio.sleep(0)
    server.crash()
    with pytest.raises(StoreDown, match="closed"):
        await writing
    server.restart()
    assert await ports.log.read(0) == []


@in_virtual_time
async def test_a_slow_store_is_late_and_beyond_the_deadline_down_though_it_did_it() -> None:
    server = faulty()
    ports = ports_to(server)
    server.slow(300)
    assert (await taking_ms(ports.lease.take("a", 9)))[0] == 300
    server.slow(DEADLINE_MS + 1)
    took_ms, error = await taking_ms(ports.log.append(1, 0, b"0"))
    assert (took_ms, type(error)) == (DEADLINE_MS, StoreDown)
    assert server.peek("log_read", 0, 9) == [b"0"]


# Disk and clock


@in_virtual_time
async def test_a_full_disk_refuses_writes_and_lets_read() -> None:
    server = faulty()
    ports = ports_to(server)
    await lines(ports, 1)
    server.fill_disk(dies=False)
    for write in (
        ports.log.append(1, 1, b"1"),
        ports.lease.take("a", 9),
        ports.ledger.claim("w", 1, [claim("a")]),
        ports.counters.next_tick(10),  # it sends a PING, which counts as one
    ):
        with pytest.raises(StoreDown, match="MISCONF"):
            await write
    assert await ports.log.read(0) == [b"0"]
    assert await ports.ledger.totals("w") == (0, ())
    server.make_room()
    assert await ports.counters.next_tick(10) is None
    server.fill_disk(dies=False)
    await ports.counters.publish_tick(b"tick")
    assert await ports.counters.next_tick(10) == b"tick"
    server.make_room()
    await ports.log.append(1, 1, b"1")
    assert await ports.counters.next_tick(10) is None


@in_virtual_time
async def test_a_full_disk_ends_a_store_that_promises_always() -> None:
    server = faulty()
    ports = ports_to(server)
    await lines(ports, 1)
    server.fill_disk()
    assert await ports.log.read(0) == [b"0"]
    for _ in range(2):
        with pytest.raises(StoreDown, match="closed"):
            await ports.log.append(1, 1, b"1")
        with pytest.raises(StoreDown, match="refused"):
            await ports.log.read(0)
        server.restart()
        assert await ports.log.read(0) == [b"0"]
    server.make_room()
    await ports.log.append(1, 1, b"1")
    assert faulty(durability="everysec").durability == "everysec"


@in_virtual_time
async def test_a_full_disk_under_everysec_refuses() -> None:
    server = faulty(durability="everysec")
    server.fill_disk()
    with pytest.raises(StoreDown, match="MISCONF"):
        await ports_to(server).lease.take("a", 9)


async def claimed(ports: StorePorts, viewer: str) -> Decision:
    (decision,) = await ports.ledger.claim("w", 1, [claim(viewer)])
    return decision


@in_virtual_time
async def test_a_clock_that_steps_moves_leases_and_opens_nothing_again() -> None:
    server = faulty()
    ports = ports_to(server)
    await ports.ledger.open_window(1, "w", 1, 1, [row()])
    await ports.lease.take("a", 2_000)
    first = await claimed(ports, "a")
    assert isinstance(first, Won)
    server.step_clock(2 * HOUR_MS)
    assert await claimed(ports, "b") == Refused("closed")
    assert (await ports.lease.take("b", 2_000)).epoch == 2, "it has lapsed"
    seconds, _ = await store_time(server)
    assert seconds == (CLOCK.now_ms() + 2 * HOUR_MS) // 1_000
    server.step_clock(-2 * HOUR_MS)
    assert await claimed(ports, "c") == Refused("closed"), "the latest instant counts on"
    assert (await ports.lease.take("c", 2_000)).holder == "b"


# What is lost on the way


@in_virtual_time
async def test_a_request_on_a_half_open_connection_is_done() -> None:
    server = faulty()
    ports = ports_to(server)
    server.lose_answers(1)
    took_ms, error = await taking_ms(ports.log.append(1, 0, b"0"))
    assert (took_ms, type(error)) == (DEADLINE_MS, StoreDown)
    assert await ports.log.read(0) == [b"0"]
    assert server.crash() == 0, "its answer was sent, so it is on disk"


@in_virtual_time
async def test_lost_ticks_are_missed_by_nobody_but_their_listeners() -> None:
    server = faulty()
    ports = ports_to(server)
    assert await ports.counters.next_tick(1) is None
    server.lose_ticks(2)
    for tick in (b"one", b"two", b"three"):
        await ports.counters.publish_tick(tick)
    assert await ports.counters.next_tick(1) == b"three"


@in_virtual_time
async def test_a_broken_subscription_is_reported_once_and_replaced() -> None:
    server = faulty()
    ports = ports_to(server)
    await ports.counters.next_tick(1)
    server.break_subscriptions()
    await ports.counters.publish_tick(b"nobody listens")
    with pytest.raises(StoreDown, match="closed"):
        await ports.counters.next_tick(5_000)
    assert await ports.counters.next_tick(1) is None
    waiting = asyncio.create_task(ports.counters.next_tick(5_000))
    await asyncio.sleep(0)
    server.break_subscriptions()
    with pytest.raises(StoreDown, match="closed"):
        await waiting


@in_virtual_time
async def test_a_restart_ends_subscriptions_too() -> None:
    server = faulty()
    ports = ports_to(server)
    await ports.counters.next_tick(1)
    server.crash()
    server.restart()
    with pytest.raises(StoreDown, match="closed"):
        await ports.counters.next_tick(5_000)
    assert await ports.counters.next_tick(1) is None


# The whole


@in_virtual_time
async def test_what_was_done_is_listed() -> None:
    server = faulty("r1")
    server.slow(5)
    await asyncio.sleep(1)
    server.cut("r1")
    server.promote("r1")
    at_ms = CLOCK.now_ms()
    assert server.done == [
        (at_ms - 1_000, "slow 5 ms, busy=False"),
        (at_ms, "replica r1 cut off"),
        (at_ms, "promote r1, lost 0"),
    ]


@in_virtual_time
async def test_whatever_happens_an_acknowledged_line_stands_after_crashes_and_with_replicas() -> (
    None
):
    seed = random.randrange(10**9)
    print("seed", seed)
    rng = random.Random(seed)
    server = faulty("r1", "r2")
    ports = ports_to(server, wait_replicas=2)
    acknowledged, spare = 0, 3
    for _ in range(300):
        match rng.randrange(9):
            case 0:
                server.crash_at_write(rng.randint(1, 3), kept=rng.random() < 0.5)
            case 1:
                server.lose_answers(rng.randint(1, 3))
            case 2:
                server.slow(rng.choice([0, 200, 1_500]))
            case 3:
                server.lag(rng.choice(server.replicas), rng.randint(0, 3))
            case 4:
                server.cut(rng.choice(server.replicas))
            case 5:
                if not server.is_down:
                    server.crash(lose=rng.choice([None, 0, 1]))
            case 6:
                server.promote(rng.choice(server.replicas))
                server.add_replica(f"r{spare}")
                spare += 1
            case _:
                server.slow(0)
                for replica in server.replicas:
                    server.mend(replica)
        if server.is_down:
            server.restart()
        try:
            await ports.log.append(1, acknowledged, b"%d" % acknowledged)
        except StoreDown:
            continue
        acknowledged += 1
        assert server.peek("log_read", 0, 10**6) == [b"%d" % n for n in range(acknowledged)]
    print("acknowledged", acknowledged)
    assert acknowledged > 10
