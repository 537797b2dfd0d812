"""The model and the real store give the same answers to the same calls, in the same order.

Both run on this machine's clock, a moment apart; what a millisecond decides is kept out: leases,
commands and windows end an hour from now, or an hour ago. Instants, batches and cursors have other
names on each side, so each name of the one must always stand for the same name of the other.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gala.core.seckill import Winner
from gala.ports import (
    Claim,
    CommandEnvelope,
    CueRecord,
    EdgeReport,
    LeaseState,
    OutletWindow,
    StoreError,
    Won,
)
from gala.sim.store_faults import FaultyStore
from gala.sim.store_ports import StorePorts
from gala.store.connection import Connections
from gala.store.keys import ShowKeys
from gala.store.show import Store

HOUR_MS = 3_600_000
SLACK_MS = 5_000

Ports = Store | StorePorts
Call = Callable[[Ports, "Side"], Awaitable[object]]


@dataclass
class Side:
    """What one side has been told that it may say again."""

    ports: Ports
    now_ms: int
    cursors: dict[str, str] = field(default_factory=dict)
    batches: list[tuple[str, str]] = field(default_factory=list)

    def batch(self, nth: int) -> tuple[str, str]:
        return self.batches[nth % len(self.batches)] if self.batches else ("w1", "7-7")


@dataclass
class Names:
    """Which batch or cursor of the real store stands for which of the model."""

    there: dict[str, str] = field(default_factory=dict)
    back: dict[str, str] = field(default_factory=dict)

    def same(self, real: str, model: str) -> bool:
        return self.there.setdefault(real, model) == model and (
            self.back.setdefault(model, real) == real
        )


# What is compared: everything, with instants and names taken out and compared by themselves.


def compare(real: Any, model: Any, names: Names) -> None:
    """Fail unless both are the same but for the moment and for names."""
    assert type(real) is type(model), (real, model)
    match real:
        case StoreError():
            assert str(real) == str(model)
        case Won():
            assert abs(real.at_ms - model.at_ms) < SLACK_MS
            assert names.same(real.batch, model.batch), (real, model)
            assert fields(real) == fields(model)
        case Winner():
            assert (real.viewer, real.outlet) == (model.viewer, model.outlet)
            compare(real.won, model.won, names)
        case LeaseState():
            assert (real.epoch, real.holder) == (model.epoch, model.holder)
            assert abs(real.until_ms - model.until_ms) < SLACK_MS
            assert abs(real.renewed_ms - model.renewed_ms) < SLACK_MS
        case list():
            assert len(real) == len(model), (real, model)
            for one, other in zip(real, model, strict=True):
                compare(one, other, names)
        case (str(cursor), list(found)):
            assert names.same(cursor, model[0]), (real, model)
            compare(found, model[1], names)
        case _:
            assert real == model


def fields(won: Won) -> tuple[object, ...]:
    """A receipt without its instant and its batch's name, but with its place in it."""
    return (*(replace(won, at_ms=0),), won.index, won.size, won.outlet)


# Steps: each makes the same call on whichever side it is given.


EPOCHS = st.sampled_from([2, 2, 2, 2, 1, 3])
WINDOWS = st.sampled_from(["w1", "w1", "w2"])
OUTLETS = st.sampled_from(["app", "tv", "大屏 1"])
GENS = st.integers(1, 3)
WHEN = st.sampled_from([(-1, 1), (-1, 1), (-1, 1), (-2, -1), (1, 2)])
LINES = st.sampled_from([b"a", b"b", b"\x00\xff"])
CHANNELS = st.sampled_from(["main", "main", "room:red"])
IDS = st.sampled_from(["c1", "c2", "c3"])
HOLDERS = st.sampled_from(["ann", "bo"])


@st.composite
def appends(draw: st.DrawFn) -> Call:
    epoch, back, line = draw(EPOCHS), draw(st.sampled_from([0, 0, 0, 1, 2, -1])), draw(LINES)
    last_ms = draw(st.sampled_from([0, 0, -HOUR_MS, HOUR_MS]))

    async def call(ports: Ports, side: Side) -> object:
        index = max(0, len(await ports.log.read(0)) - back)
        not_after_ms = last_ms and ports.clock.now_ms() + last_ms
        await ports.log.append(epoch, index, b"%d %b" % (index, line), not_after_ms)
        return index

    return call


@st.composite
def publishes(draw: st.DrawFn) -> Call:
    epoch = draw(EPOCHS)
    cues = [
        CueRecord(draw(CHANNELS), epoch, draw(st.integers(1, 4)), draw(LINES))
        for _ in range(draw(st.integers(0, 4)))
    ]
    return lambda ports, _: ports.cues.publish(epoch, cues)


@st.composite
def takes(draw: st.DrawFn) -> Call:
    holder, ttl_ms = draw(HOLDERS), draw(st.sampled_from([HOUR_MS, HOUR_MS, -HOUR_MS]))
    return lambda ports, _: ports.lease.take(holder, ttl_ms)


@st.composite
def renews(draw: st.DrawFn) -> Call:
    holder, epoch = draw(HOLDERS), draw(st.sampled_from([1, 1, 1, 2, 2, 3, 0]))
    ttl_ms = draw(st.sampled_from([HOUR_MS, -HOUR_MS]))
    return lambda ports, _: ports.lease.renew(holder, epoch, ttl_ms)


@st.composite
def releases(draw: st.DrawFn) -> Call:
    holder, epoch = draw(HOLDERS), draw(st.sampled_from([1, 1, 1, 2, 2, 3, 0]))
    return lambda ports, _: ports.lease.release(holder, epoch)


@st.composite
def opens(draw: st.DrawFn) -> Call:
    epoch, window, gen, price = draw(EPOCHS), draw(WINDOWS), draw(GENS), draw(st.integers(0, 10**9))
    parts = draw(st.lists(st.tuples(OUTLETS, WHEN, st.integers(0, 9)), unique_by=lambda p: p[0]))

    def call(ports: Ports, side: Side) -> Awaitable[object]:
        rows = [
            OutletWindow(one, side.now_ms + when[0] * HOUR_MS, side.now_ms + when[1] * HOUR_MS, n)
            for one, when, n in parts
        ]
        return ports.ledger.open_window(epoch, window, gen, price, rows)

    return call


@st.composite
def claims(draw: st.DrawFn) -> Call:
    window, gen = draw(WINDOWS), draw(GENS)
    some = [
        Claim(
            draw(st.sampled_from(["ann", "bo", "周", "d e", "eve", "fay"])),
            draw(OUTLETS),
            draw(st.binary(min_size=16, max_size=16)),
            draw(st.sampled_from([1, 1, 1, 2, 5])),
        )
        for _ in range(draw(st.integers(1, 5)))
    ]

    async def call(ports: Ports, side: Side) -> object:
        decisions = await ports.ledger.claim(window, gen, some)
        side.batches += [(window, one.batch) for one in decisions if isinstance(one, Won)]
        return decisions

    return call


@st.composite
def sends(draw: st.DrawFn) -> Call:
    name, hours = draw(IDS), draw(st.sampled_from([1, 1, -1]))
    return lambda ports, side: ports.commands.send(
        CommandEnvelope(name, side.now_ms + hours * HOUR_MS, b"{}"), 1
    )


@st.composite
def follows(draw: st.DrawFn, what: str) -> Call:
    anew = draw(st.booleans())

    async def call(ports: Ports, side: Side) -> object:
        begin = "$" if what == "commands" and not anew else "0"
        cursor = begin if anew else side.cursors.get(what, begin)
        port = ports.cues.wait if what == "cues" else ports.commands.receive
        cursor, found = await port(cursor, 1)
        side.cursors[what] = cursor
        return cursor, [unmarked(one) for one in found]

    return call


def unmarked(found: CueRecord | CommandEnvelope) -> object:
    """A command without its instant, which each side was given by its own clock."""
    return replace(found, expires_ms=0) if isinstance(found, CommandEnvelope) else found


WINDOW_STEPS: list[st.SearchStrategy[Call]] = [
    claims(),
    claims(),
    opens(),
    st.builds(
        lambda epoch, window, gen: lambda ports, _: ports.ledger.close_window(epoch, window, gen),
        *(EPOCHS, WINDOWS, GENS),
    ),
    st.builds(
        lambda epoch, windows: lambda ports, _: ports.ledger.fence(epoch, windows),
        *(EPOCHS, st.lists(WINDOWS, max_size=2)),
    ),
    st.builds(lambda window: lambda ports, _: ports.ledger.totals(window), WINDOWS),
    st.builds(lambda n: lambda ports, side: ports.ledger.batch(*side.batch(n)), st.integers(0, 9)),
]
LOG_STEPS: list[st.SearchStrategy[Call]] = [
    appends(),
    appends(),
    st.builds(lambda start: lambda ports, _: ports.log.wait(start, 1), st.integers(0, 4)),
]
CUE_STEPS: list[st.SearchStrategy[Call]] = [publishes(), publishes(), follows("cues")]
LEASE_STEPS: list[st.SearchStrategy[Call]] = [takes(), renews(), releases()]
COMMAND_STEPS: list[st.SearchStrategy[Call]] = [
    sends(),
    follows("commands"),
    st.builds(lambda i, body: lambda ports, _: ports.commands.answer(i, body), IDS, LINES),
]
FIGURE_STEPS: list[st.SearchStrategy[Call]] = [
    st.builds(
        lambda edge, seq: (
            lambda ports, _: ports.counters.report(
                EdgeReport(edge, seq, (("app", 3), ("电视", 1)), 0, seq, 9)
            )
        ),
        *(st.sampled_from(["e1", "e2"]), st.integers(0, 9)),
    ),
    st.builds(lambda: lambda ports, _: ports.counters.reports()),
    st.builds(lambda line: lambda ports, _: ports.counters.publish_tick(line), LINES),
    st.builds(lambda: lambda ports, _: ports.counters.next_tick(1)),
]
PARTS = [WINDOW_STEPS, LOG_STEPS, CUE_STEPS, LEASE_STEPS, COMMAND_STEPS, FIGURE_STEPS]

# Either a night of all things, or a history of one of them that goes deep.
HISTORIES = st.one_of(
    st.lists(st.one_of(*itertools.chain(*PARTS)), min_size=20, max_size=50),
    *(st.lists(st.one_of(*part), min_size=10, max_size=40) for part in PARTS[:5]),
    st.tuples(opens(), st.lists(st.one_of(*WINDOW_STEPS), min_size=10, max_size=40)).map(
        lambda steps: [steps[0], *steps[1]]
    ),
)


async def outcome(call: Call, side: Side) -> object:
    """What a call returns or raises."""
    try:
        return await call(side.ports, side)
    except StoreError as error:
        return error


async def everything(ports: Ports) -> list[object]:
    """All that a store holds of the show, as its readers see it."""
    read: list[object] = [await ports.log.read(0)]
    cursor, found = await ports.cues.wait("0", 1)
    read.append((cursor, found))
    cursor, commands = await ports.commands.receive("0", 1)
    read.append((cursor, [unmarked(one) for one in commands]))
    for window in ("w1", "w2"):
        read.append(await ports.ledger.totals(window))
        read.append(await ports.claims_journal(window))
        again = [Claim(name, "app", bytes(16)) for name in ("ann", "bo", "周", "d e", "eve", "fay")]
        read.append(await ports.ledger.claim(window, 9, again))
    read.append(await ports.counters.reports())
    return read


@pytest.fixture
async def hasty(store: Store, calls: Connections) -> AsyncIterator[Store]:
    """The store in a hurry: what it answers is the same.

    It does not wait for its disk, and looks every 2 ms in place of 100 for whose wait is over.
    """
    await calls.call("CONFIG", "SET", "appendfsync", "no", "hz", 500)
    yield store
    await calls.call("CONFIG", "SET", "appendfsync", "always", "hz", 10)


shows = (f"model-{n}" for n in itertools.count())


@settings(
    max_examples=200,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(HISTORIES)
async def test_the_model_answers_as_the_store_does(
    hasty: Store, calls: Connections, steps: list[Call]
) -> None:
    server = FaultyStore(lambda: time.time_ns() // 1_000)
    name = f"{hasty.show}-{next(shows)}"
    async with await Store.open(hasty.url, name) as real:
        model = StorePorts(server, name, "here", real.clock)
        now_ms = real.clock.now_ms()  # one for both: what is refused names an instant by it
        sides = [Side(real, now_ms), Side(model, now_ms)]
        names = Names()
        for step in steps:
            told, modelled = [await outcome(step, side) for side in sides]
            compare(told, modelled, names)
        compare(await everything(real), await everything(model), names)
        assert (name in await real.shows()) == (name in await model.shows())
        for window in ("w1", "w2"):
            # Nobody is told it; it counts when the store's clock is set back.
            state = ShowKeys(name).window(window, 0).state
            latest_ms = int(await calls.call("HGET", state, "latest") or 0)
            assert abs(latest_ms - server.peek("window_state", window).latest_ms) < SLACK_MS
