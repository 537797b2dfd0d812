"""What the conductor's tests share: a short sheet, a world that can be bent, and what was written.

SHEET takes three and a half seconds and has a window, a visit and an outlet that is late.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from itertools import count
from typing import Any

from gala.beacon.rehearsal import RehearsalBeacon
from gala.conductor.conductor import Conductor
from gala.conductor.drawing import Notary
from gala.conductor.opening import open_show
from gala.core.effects import Publish
from gala.core.events import Event
from gala.core.log import Header, LogReader
from gala.ports import (
    Claim,
    Clock,
    CommandEnvelope,
    CommandInbox,
    Counters,
    CueRecord,
    CueStream,
    Lease,
    Ledger,
    Log,
    Refused,
    WindowTree,
    Won,
)
from gala.store.archive import StoreArchive
from gala.store.archive_child import Child
from gala.store.show import Store
from gala.wire import messages
from run_sheet import digest
from tests.core.playing import sheet_of
from tests.keys import KEYS, PROMISE, beacon

SHEET = """
gala: 1
id: short
title: {zh: 短, en: Short}
start: 2021-06-15T20:21:00+08:00
outlets:
  - {id: app, title: App, delay: 0s}
  - {id: tv, title: TV, delay: 200ms}
rooms:
  - {id: beauty, title: Beauty, host: Host, capacity: 100}
goods:
  - {id: pen, title: Pen, price_fen: 900}
segments:
  - {id: opening, kind: host, title: Opening, length: 600ms}
  - {id: sale, kind: seckill, title: Sale, length: 1900ms, goods: pen, price_fen: 1,
     opens: 300ms, open_for: 1200ms, stock: {app: 3, tv: 2}}
  - {id: visit, kind: visit, title: Visit, length: 600ms, room: beauty}
  - {id: bye, kind: host, title: Bye, length: 400ms}
"""

DRAWN = (
    SHEET.partition("segments:")[0]
    + """segments:
  - {id: opening, kind: host, title: Opening, length: 300ms}
  - {id: first, kind: draw, title: First, length: 1700ms, opens: 200ms, open_for: 1200ms,
     alternates: 2,
     prizes: [{id: car, title: Car, count: 1, value_fen: 90000},
              {id: cup, title: Cup, count: 2, value_fen: 900}]}
  - {id: second, kind: draw, title: Second, length: 300ms, entries: first,
     prizes: [{id: bag, title: Bag, count: 1, value_fen: 500}]}
  - {id: rain, kind: rain, title: Rain, length: 1700ms, opens: 200ms, open_for: 1200ms,
     pool_fen: 1000, packets: 20, min_fen: 10, max_fen: 200, per_viewer: 4}
  - {id: sale, kind: seckill, title: Sale, length: 1000ms, goods: pen, price_fen: 1,
     opens: 200ms, open_for: 500ms, stock: {app: 3, tv: 2}}
"""
)
"""A night of eight seconds: two rounds of prizes, a rain and a window."""

SOON_MS = 200
_presses = count(1)


@dataclass
class World:
    """A conductor's world, part by part: a test puts its own part where it wants a fault."""

    clock: Clock
    log: Log
    lease: Lease
    cues: CueStream
    ledger: Ledger
    counters: Counters
    commands: CommandInbox
    url: str
    show: str


class LocalArchive(StoreArchive):
    """The archive without its process: short nights have few leaves."""

    def __init__(self, url: str, show: str) -> None:
        super().__init__(url, show)
        self._child = Child(url, show)

    async def _ask(self, name: str, tree: WindowTree, *more: object) -> Any:
        request = [name, tree.window, tree.gen, list(tree.outlets), *more]
        return await asyncio.to_thread(self._child.answer, request)


def notary_of(world: World | Store) -> Notary:
    """Return what draws are done with, under the tests' keys."""
    anytime = RehearsalBeacon(beacon(0).chain, KEYS.rehearsal, world.clock)
    return Notary(LocalArchive(world.url, world.show), anytime, KEYS.vrf)


def world_of(store: Store) -> World:
    """Return the live world, to be bent."""
    return World(
        store.clock,
        store.log,
        store.lease,
        store.cues,
        store.ledger,
        store.counters,
        store.commands,
        store.url,
        store.show,
    )


def header(
    store: Store,
    *,
    sheet: str = SHEET,
    mode: str = "auto",
    pace_milli: int = 1_000,
    margin_ms: int = 200,
) -> Header:
    """Return the header of a show that starts soon."""
    return Header(
        show=store.show,
        sheet=sheet,
        sheet_digest=digest(sheet_of(sheet)),
        pace_milli=pace_milli,
        origin_ms=store.clock.now_ms() + SOON_MS,
        mode=mode,
        beacon=beacon(store.clock.now_ms() + SOON_MS, margin_ms=margin_ms),
        keys=KEYS.log_keys,
        promise=PROMISE,
    )


@contextlib.asynccontextmanager
async def conducting(
    world: World | Store, holder: str, notary: Notary | None = None
) -> AsyncIterator[Conductor]:
    """Run a conductor; at the end it is cancelled, and what it raised comes out."""
    conductor = Conductor(world, notary or notary_of(world), holder)
    task = asyncio.create_task(conductor.run())
    try:
        yield conductor
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def read(store: Store) -> tuple[LogReader, list[Event], list[Publish]]:
    """Return a reader at the end of the store's log, the events and the cues they asked for."""
    lines = await store.log.read(0)
    reader = LogReader(lines[0])
    events: list[Event] = []
    cues: list[Publish] = []
    for line in lines[1:]:
        written = reader.feed(line)
        events.append(written.event)
        cues += [effect for effect in written.effects if isinstance(effect, Publish)]
    return reader, events, cues


async def streamed(store: Store) -> list[CueRecord]:
    """Return every cue that stands in the stream."""
    cursor, records = "0", list[CueRecord]()
    while True:
        cursor, page = await store.cues.wait(cursor, 1)
        if not page:
            return records
        records += page


async def check_streamed(store: Store) -> list[CueRecord]:
    """The stream has what the log asked for: every cue once, each channel in the order of seq."""
    records = await streamed(store)
    _, _, cues = await read(store)
    for channel in {cue.channel for cue in cues}:
        here = [record for record in records if record.channel == channel]
        assert [record.seq for record in here] == list(range(1, len(here) + 1))
        asked = [cue for cue in cues if cue.channel == channel]
        frames = [
            messages.cue(c.channel, c.epoch, c.seq, c.present_at_ms, c.kind, c.body) for c in asked
        ]
        assert [record.frame for record in here] == frames, f"{len(here)} of {len(frames)}"
    assert len(records) == len(cues)
    epochs = [record.epoch for record in records]
    assert epochs == sorted(epochs)
    return records


async def press(
    store: Store, command: str, *, lives_ms: int = 5_000, **fields: object
) -> dict[str, object] | None:
    """Press a key as the director and return the answer, None when nobody answers."""
    body = json.dumps({"command": command, "by": "director", **fields}).encode()
    expires_ms = store.clock.now_ms() + lives_ms
    envelope = CommandEnvelope(f"press-{next(_presses)}", expires_ms, body)
    answer = await store.commands.send(envelope, lives_ms)
    if answer is None:
        return None
    decided: dict[str, object] = json.loads(answer)
    return decided


async def accepted(store: Store, command: str, **fields: object) -> int:
    """Press a key that must do something; return the main stage's seq afterwards."""
    answer = await press(store, command, **fields)  # type: ignore[arg-type]
    assert answer is not None, f"{command}: nobody answered"
    assert answer["accepted"], answer
    seq = answer["seq"]
    assert isinstance(seq, int)
    return seq


async def over(conductor: Conductor) -> None:
    """Return when a conductor says that the show is over and settled."""
    await asyncio.wait_for(conductor.finished.wait(), 30)


async def opened(store: Store, **fields: Any) -> None:
    """Put the short show, or another, into the store; see `header`."""
    await open_show(store.log, header(store, **fields))


async def entered(store: Store, window: str, *quantities: int, gen: int = 1) -> list[Won]:
    """Have so many viewers claim as soon as a window opens, in two calls; return what they got."""
    claims = [
        Claim(f"{window} {n}".encode().hex().ljust(32, "0")[:32], ("app", "tv")[n % 2],
              hashlib.sha256(f"{window} {n}".encode()).digest()[:16], quantity)
        for n, quantity in enumerate(quantities)
    ]  # fmt: skip
    won: list[Won] = []
    for group in (claims[:2], claims[2:]):
        while True:
            decisions = await store.ledger.claim(window, gen, group)
            if all(isinstance(one, Won) for one in decisions):
                won += [one for one in decisions if isinstance(one, Won)]
                break
            assert decisions[0] != Refused("closed"), f"too late for {window}"
            await asyncio.sleep(0.01)
    return won
