import asyncio

import pytest

from gala.conductor.world import World
from gala.console.watch import ConsoleWorld
from gala.edge.edge import EdgePorts
from gala.ports import Archive, CommandEnvelope, EdgeReport, StoreDown
from gala.proof.promise import Promise
from gala.sim import store_ports
from gala.sim.store_ports import StorePorts
from gala.store import commands, cues, log
from tests.sim.storing import CLOCK, cue, faulty, in_virtual_time, ports_to


def command(name: str = "c", lives_ms: int = 500) -> CommandEnvelope:
    return CommandEnvelope(name, CLOCK.now_ms() + lives_ms, b"{}")


@in_virtual_time
async def test_they_are_what_conductors_edges_and_consoles_need() -> None:
    ports = ports_to(faulty())
    conductors: World = ports
    consoles: ConsoleWorld = ports
    archive: Archive = ports.archive
    edges = EdgePorts(ports.clock, ports.cues, ports.ledger, ports.counters)
    assert all([conductors, consoles, archive, edges])
    assert await ports.promise(2) == Promise("always", 2)


@in_virtual_time
async def test_lines_are_read_page_by_page_and_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_ports, "PAGE", 2)
    ports = ports_to(faulty())
    lines = [b"%d" % n for n in range(5)]
    for index, line in enumerate(lines):
        await ports.log.append(1, index, line)
    assert await ports.log.read(0) == lines
    assert await ports.log.read(4) == lines[4:]
    assert await ports.log.wait(1, 5_000) == lines[1:3], "a page at once"
    waiting = asyncio.create_task(ports.log.wait(5, 5_000))
    await asyncio.sleep(1)
    await ports.log.append(1, 5, b"5")
    assert await waiting == [b"5"]
    assert await ports.log.wait(6, 5_000) == []


@in_virtual_time
async def test_a_header_lists_its_show() -> None:
    ports = ports_to(faulty())
    assert await ports.shows() == []
    await ports.log.append(0, 0, b"header")
    assert await ports.shows() == ["616"]


def test_an_impossible_show_id() -> None:
    with pytest.raises(ValueError, match="cannot name"):
        StorePorts(faulty(), "a:b", "here", CLOCK)


@in_virtual_time
async def test_the_lease() -> None:
    ports = ports_to(faulty())
    assert (await ports.lease.take("a", 500)).holder == "a"
    assert await ports.lease.renew("a", 1, 500)
    await ports.lease.release("a", 1)
    assert not await ports.lease.renew("a", 1, 500)
    with pytest.raises(ValueError, match="name"):
        await ports.lease.take("", 500)


@in_virtual_time
async def test_cues_are_followed_by_cursor() -> None:
    ports = ports_to(faulty())
    assert await ports.cues.wait("0", 10) == ("0", [])
    await ports.cues.publish(1, [cue(1), cue(2)])
    cursor, found = await ports.cues.wait("0", 10)
    assert found == [cue(1), cue(2)]
    assert await ports.cues.wait(cursor, 10) == (cursor, [])


@in_virtual_time
async def test_figures() -> None:
    ports = ports_to(faulty())
    report = EdgeReport("e1", 1, (("app", 12),), 0, 3, 480)
    await ports.counters.report(report)
    assert await ports.counters.reports() == [report]
    assert await ports.counters.next_tick(10) is None
    await ports.counters.publish_tick(b"one")
    await ports.counters.publish_tick(b"two")
    assert [await ports.counters.next_tick(10) for _ in range(3)] == [b"one", b"two", None]


@in_virtual_time
async def test_a_cancelled_wait_for_a_tick_begins_anew() -> None:
    server = faulty()
    ports, sender = ports_to(server), ports_to(server, "sender")
    waiting = asyncio.create_task(ports.counters.next_tick(5_000))
    await asyncio.sleep(1)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    await sender.counters.publish_tick(b"missed")
    assert await ports.counters.next_tick(10) is None
    await sender.counters.publish_tick(b"heard")
    assert await ports.counters.next_tick(10) == b"heard"


@in_virtual_time
async def test_a_command_is_received_and_answered_once() -> None:
    server = faulty()
    console, conductor = ports_to(server, "console"), ports_to(server, "conductor")
    cursor, _ = await conductor.commands.receive("$", 1)
    sending = [asyncio.create_task(console.commands.send(command(), 5_000)) for _ in range(2)]
    cursor, received = await conductor.commands.receive(cursor, 5_000)
    assert [one.id for one in received] == ["c"]
    await conductor.commands.answer("c", b"first")
    await conductor.commands.answer("c", b"second")
    assert await asyncio.gather(*sending) == [b"first"] * 2
    assert await conductor.commands.receive(cursor, 10) == (cursor, [])
    assert await conductor.commands.receive("$", 10) == (cursor, [])
    assert await console.commands.send(command("void", lives_ms=0), 10) is None


@in_virtual_time
async def test_closed_is_closed() -> None:
    ports = ports_to(faulty())
    await ports.aclose()
    for call in (ports.log.read(0), ports.cues.wait("0", 1), ports.ledger.batch("w", "1-0")):
        with pytest.raises(StoreDown, match="closed here"):
            await call


def test_pages_and_deadlines_are_the_real_ones() -> None:
    assert store_ports.PAGE == log._PAGE == cues._PAGE
    assert store_ports.LOG_DEADLINE_MS == log._READ_DEADLINE_MS
    assert store_ports.COMMANDS_PAGE == commands._PAGE
