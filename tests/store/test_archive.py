"""The archive's process: a real journal hashed elsewhere, deaths survived, none left behind."""

from __future__ import annotations

import asyncio
import hashlib
import os
import signal
from collections.abc import AsyncIterator

import pytest

from gala.ports import Claim, OutletWindow, StoreDown, StoreError, WindowTree, Won
from gala.proof.bundles import verify_bundle
from gala.proof.frozen import frozen_root, frozen_texts, frozen_tree
from gala.proof.leaf import Leaf
from gala.proof.rules import DrawRule, RainRule
from gala.store.archive import StoreArchive
from gala.store.show import Store
from tests.keys import KEYS
from tests.plugins.waiting import runs, until

RULE = DrawRule((("car", 1, 9),), 2)


@pytest.fixture
async def archive(store: Store) -> AsyncIterator[StoreArchive]:
    made = StoreArchive(store.url, store.show)
    yield made
    await made.aclose()


async def given(store: Store, entries: int, window: str = "w") -> WindowTree:
    """Let so many enter, on two outlets, with weights from 1 to 3."""
    now_ms = store.clock.now_ms()
    rows = [OutletWindow(one, now_ms - 10, now_ms + 60_000, 10**12) for one in ("app", "tv")]
    await store.ledger.open_window(1, window, 1, 0, rows)
    numbers = {"app": 0, "tv": 0}
    for start in range(0, entries, 500):
        claims = []
        for n in range(start, min(entries, start + 500)):
            digest = hashlib.sha256(f"{window} {n}".encode()).digest()
            outlet = ("app", "tv")[n % 3 == 0]
            claims.append(Claim(digest[:16].hex(), outlet, digest[16:], 1 + n % 3))
            numbers[outlet] += 1 + n % 3
        decisions = await store.ledger.claim(window, 1, claims)
        assert all(isinstance(one, Won) for one in decisions)
    return WindowTree(window, 1, tuple((one, 0, given) for one, given in numbers.items()))


async def test_five_thousand_entries_make_the_tree_that_the_journal_says(
    store: Store, archive: StoreArchive
) -> None:
    tree = await given(store, 5_000)
    root, entries = await archive.freeze(tree)
    leaves: dict[str, list[Leaf]] = {"app": [], "tv": []}
    for one in await store.claims_journal("w"):
        leaves[one.outlet].append(one.leaf())
    texts = frozen_texts([("app", 0), ("tv", 0)], leaves)
    sums = frozen_tree(texts)
    assert (root, entries) == (frozen_root("w", 5_000, sums.root_node), 5_000)
    assert await archive.leaves(tree, 4_990, 100) == texts[4_990:]
    assert await archive.leaves(tree, 5_000, 100) == []
    places = await archive.places(tree, bytes(32), RULE)
    assert [texts[index] for index, _, _ in places] == [leaf for _, leaf, _ in places]
    assert [path for _, _, path in places] == [sums.path(index) for index, _, _ in places]
    bundle = await archive.entry(tree, "tv", 5)
    assert bundle is not None
    assert verify_bundle(bundle, KEYS.pins).ok
    assert await archive.entry(tree, "tv", 10**9) is None
    rain = await archive.split(tree, bytes(32), RainRule(1_000, 10, 10, 500))
    assert (rain.packets, rain.paid_fen, rain.returned_fen) == (10, 1_000, 0)


async def test_it_starts_with_the_first_question_and_stays(
    store: Store, archive: StoreArchive
) -> None:
    tree = await given(store, 3)
    assert archive.pid == 0
    await archive.freeze(tree)
    pid = archive.pid
    assert runs(pid)
    await asyncio.gather(*(archive.leaves(tree, n, 1) for n in range(3)))
    assert archive.pid == pid
    await archive.aclose()
    assert archive.pid == 0
    assert not runs(pid)


async def test_what_does_not_agree_with_the_journal_is_an_error_and_no_death(
    store: Store, archive: StoreArchive
) -> None:
    tree = await given(store, 4)
    wrong = WindowTree("w", 2, (("app", 0, 1), ("tv", 0, 1)))
    with pytest.raises(StoreError, match="are recorded"):
        await archive.freeze(wrong)
    pid = archive.pid
    assert (await archive.freeze(tree))[1] == 4
    assert archive.pid == pid


async def test_a_window_that_nobody_entered(store: Store, archive: StoreArchive) -> None:
    tree = WindowTree("none", 1, (("app", 0, 0), ("tv", 0, 0)))
    _, entries = await archive.freeze(tree)
    assert entries == 0
    assert await archive.entry(tree, "app", 1) is None


async def test_killed_while_it_is_asked_it_is_down_and_then_there_again(
    store: Store, archive: StoreArchive
) -> None:
    tree = await given(store, 4)
    before = await archive.freeze(tree)
    first = archive.pid
    os.kill(first, signal.SIGSTOP)
    asking = asyncio.create_task(archive.leaves(tree, 0, 4))
    await until(lambda: archive._turn.locked())
    os.kill(first, signal.SIGKILL)
    with pytest.raises(StoreDown, match="has died"):
        await asking
    assert await archive.freeze(tree) == before
    assert archive.pid not in (0, first)


async def test_an_answer_that_nobody_waited_for_is_not_taken_for_another(
    store: Store, archive: StoreArchive
) -> None:
    tree = await given(store, 4)
    await archive.freeze(tree)
    os.kill(archive.pid, signal.SIGSTOP)
    asking = asyncio.create_task(archive.leaves(tree, 0, 4))
    await until(lambda: archive._turn.locked())
    asking.cancel()
    await asyncio.gather(asking, return_exceptions=True)
    assert (await archive.freeze(tree))[1] == 4


async def test_a_store_that_is_away_is_down() -> None:
    archive = StoreArchive("redis://127.0.0.1:1/0", "nobody")
    try:
        with pytest.raises(StoreDown, match="the archive: "):
            await archive.freeze(WindowTree("w", 1, ()))
    finally:
        await archive.aclose()
