"""The store's facts of viewers: the function is the rule of `gala.core.watching`."""

import asyncio
import os

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gala.core.watching import Watched
from gala.ports import Claim, OutletWindow, Stretch
from gala.store.show import Store
from gala.store.watched import STRETCHES_MAX

HOUR_MS = 3_600_000


async def test_who_has_a_receipt_has_bought(store: Store) -> None:
    assert await store.viewers.bought("w", ["a", "b"]) == [0, 0]
    now_ms = store.clock.now_ms()
    rows = [OutletWindow("app", now_ms - HOUR_MS, now_ms + HOUR_MS, 1)]
    await store.ledger.open_window(1, "w", 1, 990, rows)
    claims = [Claim(viewer, "app", os.urandom(16)) for viewer in "ab"]
    await store.ledger.claim("w", 1, claims)
    assert await store.viewers.bought("w", ["b", "a", "c"]) == [0, 1, 0]
    assert await store.viewers.bought("w", []) == []


async def test_watch_times_add_up_and_are_kept(store: Store) -> None:
    watched = store.viewers.watched
    assert await watched([Stretch("a", 100, 100)]) == [(0, 0)]
    told = await watched([Stretch("a", 100, 110), Stretch("b", 100, 101), Stretch("a", 105, 112)])
    assert told == [(10, 110), (1, 101), (12, 112)]
    assert await watched([Stretch("a", 100, 110), Stretch("b", 0, 0)]) == [(12, 112), (1, 101)]


async def test_more_than_one_call_takes(store: Store) -> None:
    many = [Stretch(f"v{number}", 100, 101) for number in range(STRETCHES_MAX + 3)]
    assert await store.viewers.watched(many) == [(1, 101)] * len(many)
    viewers = [one.viewer for one in many] * 3
    assert await store.viewers.bought("w", viewers) == [0] * len(viewers)


async def test_two_edges_at_once_count_each_second_once(store: Store) -> None:
    async def edge(shift_s: int) -> None:
        for at_s in range(1_000 + shift_s, 1_050 + shift_s, 5):
            await store.viewers.watched([Stretch("a", at_s, at_s + 5)])

    await asyncio.gather(edge(0), edge(2), edge(0))
    [(total_s, until_s)] = await store.viewers.watched([Stretch("a", 0, 0)])
    assert (total_s, until_s) == (52, 1_052)


_stretches = st.lists(
    st.tuples(st.sampled_from("ab"), st.integers(0, 60), st.integers(0, 12)), max_size=12
)


@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(batches=st.lists(_stretches, max_size=4))
async def test_the_store_and_the_rule_say_the_same(
    store: Store, batches: list[list[tuple[str, int, int]]]
) -> None:
    night = os.urandom(8).hex()
    kept: dict[str, Watched] = {}
    for batch in batches:
        told = await store.viewers.watched(
            [Stretch(f"{night}-{name}", at_s, at_s + length) for name, at_s, length in batch]
        )
        for (name, at_s, length), answer in zip(batch, told, strict=True):
            kept[name] = kept.get(name, Watched()).add(at_s, at_s + length)
            assert answer == (kept[name].total_s, kept[name].until_s)
