from __future__ import annotations

import asyncio
from collections.abc import Sequence
from random import Random
from time import time

from gala.crowd.bench.audience import Audience, Seen, Wanted
from gala.edge import framing
from gala.wire import messages
from gala.wire.codec import unpack
from gala.wire.tickets import TicketKey

AT_MOST_S = 10.0
CLAIMED = b"claimed"
SEGMENT = ["s", "host", ["", ""], [], []]


def cue(seq: int, kind: str = "next", body: Sequence[object] = (), at_ms: int = 0) -> bytes:
    return framing.binary(messages.cue("main", 1, seq, at_ms, kind, body))


def snapshot(seq: int) -> bytes:
    return framing.binary(messages.snapshot("main", 1, seq, []))


async def night(*connections: list[bytes], until: str = "home") -> Seen:
    """Serve one viewer's connections in turn with raw bytes, each to its end; return what it saw.

    At `CLAIMED` it waits for a claim and answers that all is gone.
    """
    served = iter(connections)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request = (await reader.readuntil(b"\r\n\r\n")).decode()
        asked.append(request.split()[1])
        for piece in next(served):
            if piece == CLAIMED:
                await claimed(reader, writer)
            else:
                writer.write(piece)
        await writer.drain()
        writer.close()

    async def claimed(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readexactly(2)
        frame = await reader.readexactly(4 + (head[1] & 0x7F))
        match unpack(frame[4:]):
            case ["claim", str(window), int(gen), bytes(claim_id), False]:
                answer = messages.answer(window, gen, claim_id, "sold_out", 0)
                writer.write(framing.binary(answer))

    asked: list[str] = []
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    key = TicketKey.new()
    port = server.sockets[0].getsockname()[1]
    wanted = Wanted(
        *(port, key.kid, key.secret.hex(), "night", ("app",), 0, 1, 1e3),
        address="127.0.0.1",
    )
    audience = Audience(wanted, Random(616))
    try:
        async with asyncio.timeout(AT_MOST_S):
            while not getattr(audience.seen, until):
                await asyncio.to_thread(audience.turn, 0.01)
        audience.told()
    finally:
        audience.close()
        server.close()
        await server.wait_closed()
    audience.seen.problems += [f"asked {path}" for path in asked]
    return audience.seen


HEAD = b"HTTP/1.1 101 Switching Protocols\r\n\r\n"
OVER = framing.close(1000, "over")


async def test_who_sees_everything() -> None:
    late = cue(2, "take", (SEGMENT, 0, None), round(time() * 1_000) - 50)
    early = cue(3, "take", (SEGMENT, 0, None), round(time() * 1_000) + 60_000)
    tick = framing.binary(messages.tick(0, 1, []))
    seen = await night([HEAD + snapshot(1)[:3], snapshot(1)[3:] + late, tick + early, OVER])
    assert (seen.came, seen.home, seen.dropped, seen.missed, seen.covered) == (1, 1, 0, 0, 0)
    assert (seen.cues, seen.takes, seen.late_takes, seen.messages) == (2, 2, 1, 5)
    assert (seen.last, seen.here, seen.done) == ({3: 1}, 0, True)
    assert seen.problems == ["asked /live"]


async def test_a_cue_that_did_not_come() -> None:
    seen = await night([HEAD, snapshot(1), cue(3), OVER])
    assert (seen.missed, seen.home) == (1, 1)
    assert seen.problems[0] == "v-0: cue 3 where 2 is next"


async def test_a_snapshot_covers_and_never_goes_back() -> None:
    seen = await night([HEAD, snapshot(1), cue(2), snapshot(9), cue(10), snapshot(4), OVER])
    assert (seen.covered, seen.missed) == (2, 1)
    assert seen.problems[0] == "v-0: a snapshot at 4 after 10"


async def test_who_is_dropped_comes_back_with_its_resume_point() -> None:
    busy = b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 0\r\n\r\nbusy"
    resumed = framing.binary(messages.resumed("main", 1, 6))
    seen = await night(
        [busy],
        [HEAD, snapshot(5)],
        [HEAD, resumed, cue(6), OVER],
    )
    assert (seen.busy, seen.dropped, seen.missed, seen.came, seen.home) == (1, 1, 0, 1, 1)
    assert seen.problems[-3:] == ["asked /live", "asked /live", "asked /live?main=1.5"]


async def test_who_is_refused_is_dropped() -> None:
    seen = await night([b"HTTP/1.1 401 Unauthorized\r\n\r\nticket"], until="dropped")
    assert seen.problems[0] == "v-0: HTTP/1.1 401 Unauthorized"
    assert (seen.came, seen.here) == (0, 0)


async def test_a_claim_once_the_window_is_open() -> None:
    now_ms = round(time() * 1_000)
    rows = [["app", now_ms - 1_500, now_ms + 60_000, 3]]
    window = cue(2, "window", ("sale", 1, "armed", rows))
    again = cue(3, "window", ("sale", 1, "open", rows))
    seen = await night([HEAD, snapshot(1), window, again, CLAIMED, OVER])
    assert (seen.claims, seen.answers) == (1, {"sold_out": 1})
