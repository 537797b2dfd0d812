"""A primary that is cut off in the midst of a sale, and a replica that takes over.

Who was told "you have it" has it afterwards: that is what waiting for the replicas is for, and a
run without it shows what it is worth.
"""

import asyncio
import contextlib
import os
import shutil
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from gala.ports import Claim, StoreDown
from gala.store.replicas import REPLICATED_MS
from gala.store.show import Store
from tests.durability import shopping
from tests.durability.selling import WINDOW, Sellers, missing, opened, oversold
from tests.durability.servers import Cable, Link, Server, replicated
from tests.plugins.waiting import until

SHOW = "night"
BEFORE = 40
MANY = 20_000
AFTER_S = 0.7

Group = tuple[Server, list[Server], list[Cable]]


@pytest.fixture
async def group(tmp_path: Path) -> AsyncIterator[Group]:
    async with replicated(tmp_path, 2) as running:
        yield running


async def sold_through_a_cut(group: Group, wait: int) -> tuple[Sellers, int]:
    """Sell, cut the primary off and sell on; return what was told, and how much after the cut."""
    primary, _, cables = group
    async with await Store.open(primary.url, SHOW) as store:
        store.wait_for(wait)
        await opened(store)
        sellers = Sellers(store)
        sellers.begin()
        await until(lambda: len(sellers.won) >= BEFORE)
        for cable in cables:
            cable.cut()
        at_cut = len(sellers.won)
        await asyncio.sleep(AFTER_S)
        await sellers.end()
        return sellers, len(sellers.won) - at_cut


async def test_what_was_acknowledged_survives_a_primary_that_was_cut_off(group: Group) -> None:
    sellers, late = await sold_through_a_cut(group, wait=2)
    assert late <= 3, "answers on their way at the cut, and no others"
    assert sellers.lost, "claims were made while it was cut off"
    await group[1][0].promote()
    async with await Store.open(group[1][0].url, SHOW) as store:
        assert await missing(store, sellers.won) == []
        assert await oversold(store) == 0


async def test_without_waiting_the_same_cut_loses_what_was_acknowledged(group: Group) -> None:
    sellers, late = await sold_through_a_cut(group, wait=0)
    assert late > 10
    await group[1][0].promote()
    async with await Store.open(group[1][0].url, SHOW) as store:
        assert len(await missing(store, sellers.won)) > 10


@pytest.mark.parametrize("wait", [2, 0])
async def test_a_pulled_cable_between_hosts(tmp_path: Path, wait: int) -> None:
    if sys.platform != "linux" or os.geteuid() != 0 or shutil.which("ip") is None:
        pytest.skip("networks of one's own take root and the program ip, on Linux")
    async with contextlib.AsyncExitStack() as stack:
        try:
            link = stack.enter_context(Link())
        except OSError as error:
            pytest.skip(f"no network of one's own here: {error}")
        primary = Server(tmp_path / "primary", host=link.OURS)
        others = [
            Server(tmp_path / f"other{number}", host=link.THEIRS, before=link.INSIDE)
            for number in range(2)
        ]
        for server in (primary, *others):
            stack.push_async_callback(server.stop)
            await server.ready()
        for other in others:
            await other.follow(link.OURS, primary.port)
        async with await Store.open(primary.url, SHOW) as store:
            store.wait_for(wait)
            await opened(store)
            sellers = Sellers(store)
            sellers.begin()
            await until(lambda: len(sellers.won) >= BEFORE)
            link.pull()
            await asyncio.sleep(AFTER_S)
            await sellers.end()
        await primary.stop()
        link.plug()
        await others[0].ready()
        await others[0].promote()
        async with await Store.open(others[0].url, SHOW) as store:
            lost = await missing(store, sellers.won)
            assert lost == [] if wait else len(lost) > 10
            assert await oversold(store) == 0


async def test_a_frozen_primary_takes_nothing_with_it(group: Group) -> None:
    primary, others, _ = group
    async with await Store.open(primary.url, SHOW) as store:
        store.wait_for(2)
        await opened(store)
        sellers = Sellers(store)
        sellers.begin()
        await until(lambda: len(sellers.won) >= BEFORE)
        primary.freeze()
        await sellers.end()
    await others[1].promote()
    async with await Store.open(others[1].url, SHOW) as store:
        assert await missing(store, sellers.won) == []
        assert await oversold(store) == 0


async def test_an_address_that_moves_to_the_replica_brings_everybody_there(group: Group) -> None:
    primary, others, _ = group
    address = Cable(primary.port)
    url = f"redis://127.0.0.1:{await address.lay()}"
    async with laid(address), await Store.open(url, SHOW) as store:
        store.wait_for(1)
        await shopping.opened(store, MANY)
        await store.log.append(1, 0, b"line 0")
        shoppers = shopping.Shoppers(store, MANY)
        shoppers.begin()
        reading = asyncio.create_task(until(lambda: read_on(store), within_s=60.0))
        await until(lambda: len(shoppers.told) >= BEFORE)
        await primary.kill()
        have = [await offset(one) for one in others]
        ahead, other = others if have[0] >= have[1] else reversed(others)
        await ahead.promote()
        await other.follow(ahead.host, ahead.port)
        before = len(shoppers.told)
        address.lead(ahead.port)
        await until(lambda: len(shoppers.told) >= before + BEFORE, within_s=30.0)
        await until(lambda: written(store, b"line 1"), within_s=30.0)
        assert await reading
        await shoppers.end()
        await shoppers.sell_out()
        assert await shopping.lost(store, shoppers.told) == []
        assert await shopping.sold(store) == MANY


@contextlib.asynccontextmanager
async def laid(cable: Cable) -> AsyncIterator[None]:
    """Take it away at the end."""
    try:
        yield
    finally:
        await cable.remove()


async def offset(server: Server) -> int:
    """How much of its primary's writes a server has."""
    told: bytes = await server.calls.call("INFO", "replication")
    return int(told.partition(b"master_repl_offset:")[2].split()[0])


async def written(store: Store, line: bytes) -> bool:
    """Append the log's second line, as a conductor does."""
    with contextlib.suppress(StoreDown):
        await store.log.append(1, 1, line)
        return True
    return False


async def read_on(store: Store) -> bool:
    """Wait for the log's second line, as all do who follow it."""
    with contextlib.suppress(StoreDown):
        return await store.log.wait(1, 200) == [b"line 1"]
    return False


async def test_a_retry_that_writes_nothing_waits_for_what_was_written_before(group: Group) -> None:
    primary, _, cables = group
    async with await Store.open(primary.url, SHOW) as store:
        store.wait_for(2)
        await opened(store)
        for cable in cables:
            cable.cut()
        claim = Claim("a" * 32, "app", bytes(16))
        with pytest.raises(StoreDown, match="fewer than 2 replicas"):
            await store.ledger.claim(WINDOW, 1, [claim])
    # A connection of its own, which has written nothing: WAIT alone would answer it at once.
    async with await Store.open(primary.url, SHOW) as store:
        store.wait_for(2)
        [given] = await store.claims_journal(WINDOW)
        assert given.viewer == claim.viewer
        with pytest.raises(StoreDown, match="fewer than 2 replicas"):
            await store.ledger.claim(WINDOW, 1, [claim])
        with pytest.raises(StoreDown, match="fewer than 2 replicas"):
            await store.lease.take("somebody", 2_000)
        assert await primary.calls.call("WAIT", 2, REPLICATED_MS) == 2, "the trap is there"


async def test_figures_and_commands_wait_for_nobody(group: Group) -> None:
    primary, _, cables = group
    async with await Store.open(primary.url, SHOW) as store:
        store.wait_for(2)
        for cable in cables:
            cable.cut()
        async with asyncio.timeout(REPLICATED_MS / 1_000):
            await store.counters.publish_tick(b"tick")
            await store.commands.answer("one", b"{}")
