"""A night that nobody drives holds before it gives too much: whoever conducts finds the same."""

from __future__ import annotations

import asyncio

import pytest

from gala.core import events as e
from gala.core.breaker import is_held, sums
from gala.core.breaker_events import BreakerTripped
from gala.core.committing import finished
from gala.store.show import Store
from tests.approved import UNATTENDED
from tests.conductor.nights import (
    SHEET,
    accepted,
    check_streamed,
    conducting,
    entered,
    opened,
    over,
    read,
)
from tests.conductor.test_conductor import TAKEOVER_S, short_lease, unreleased
from tests.conductor.test_metrics import OF, figures
from tests.plugins.waiting import until

__all__ = ["short_lease"]

QUICK = SHEET.partition("segments:")[0] + (
    UNATTENDED.replace("6500", "5000")
    + """segments:
  - {id: opening, kind: host, title: Opening, length: 300ms}
  - {id: sale, kind: seckill, title: Sale, length: 2s, goods: pen, price_fen: 1,
     opens: 200ms, open_for: 1500ms, stock: {app: 3, tv: 2}}
  - {id: talk, kind: host, title: Talk, length: 1s}
  - {id: rain, kind: rain, title: Rain, length: 2s, opens: 200ms, open_for: 1500ms,
     pool_fen: 1000, packets: 20, min_fen: 10, max_fen: 200}
  - {id: bye, kind: host, title: Bye, length: 300ms}
"""
)
"""Five pens at 899 fen less, and a rain of 1,000: 495 fen more than may go by itself."""


@pytest.mark.usefixtures("short_lease")
async def test_it_holds_calls_and_waits_for_a_person_through_every_takeover(store: Store) -> None:
    await opened(store, sheet=QUICK)
    async with conducting(unreleased(store), "a") as first:
        await until(lambda: first.conducting)
        await asyncio.wait_for(entered(store, "sale", 1, 1, 1, 1, 1), 20)
    async with conducting(unreleased(store), "b") as second:
        await until(lambda: second.conducting and second.tally.calls == 1, TAKEOVER_S + 10)
        assert is_held(second.show)
        shown = {name.removeprefix(f"{OF}_"): value for (name, _), value in figures(second).items()}
        assert (shown["breaker_held"], shown["calls_total"]) == (1, 1)
        assert (shown["given_fen"] + shown["open_fen"], shown["breaker_fen"]) == (4_495, 5_000)
    async with conducting(store, "c") as third:
        await until(lambda: third.conducting, TAKEOVER_S)
        assert is_held(third.show)
        # Nobody knows whether the first call was heard.
        assert third.tally.calls == 1
        await accepted(store, "go")
        await asyncio.wait_for(entered(store, "rain", 1, 1), 20)
        await over(third)
    reader, events, _ = await read(store)
    assert finished(reader.show)
    (tripped,) = [one for one in events if isinstance(one, BreakerTripped)]
    sold, pool = 5 * 899, 1_000
    assert (tripped.segment, tripped.coming_fen) == ("rain", pool)
    assert tripped.given_fen + tripped.open_fen == sold
    (resumed,) = [one for one in events if isinstance(one, e.ClockResumed)]
    takes = [one for one in events if isinstance(one, e.TakeScheduled)]
    (taken,) = [one for one in takes if one.segment == "rain"]
    assert events.index(resumed) > events.index(tripped)
    assert resumed.by == taken.by != e.AUTO
    assert sums(reader.show).given_fen == sold + reader.show.draws[0].paid_fen
    await check_streamed(store)
