import asyncio

import pytest

from gala.ports import LeaseState
from gala.store.show import Store
from tests.plugins.waiting import until


async def taken(store: Store, holder: str, ttl_ms: int) -> LeaseState:
    """Try until the lease is ours: it lapses by the store's clock."""

    async def ours() -> LeaseState | None:
        state = await store.lease.take(holder, ttl_ms)
        return state if state.holder == holder else None

    state: LeaseState = await until(ours)
    return state


async def test_the_first_takes_it_and_the_second_sees_who_has_it(store: Store) -> None:
    first = await store.lease.take("a", 60_000)
    assert (first.epoch, first.holder, first.renewed_ms) == (1, "a", 0)
    second = await store.lease.take("b", 60_000)
    assert (second.epoch, second.holder, second.until_ms) == (1, "a", first.until_ms)
    assert second.renewed_ms == first.until_ms - 60_000


async def test_a_repeated_take_changes_nothing(store: Store) -> None:
    assert await store.lease.take("a", 60_000) == await store.lease.take("a", 60_000)


async def test_takeover_after_it_lapsed(store: Store) -> None:
    await store.lease.take("a", 60_000)
    assert await store.lease.renew("a", 1, 30)
    before = await store.lease.take("b", 60_000)
    after = await taken(store, "b", 60_000)
    assert after.epoch == 2
    assert after.until_ms - 60_000 >= before.until_ms, "taken before it lapsed"
    assert after.renewed_ms == before.renewed_ms, "when the one before last renewed"
    assert await store.lease.take("b", 60_000) == after
    assert not await store.lease.renew("a", 1, 60_000)
    await store.lease.release("a", 1)
    assert (await store.lease.take("c", 60_000)).holder == "b"


async def test_renewing_lengthens_it(store: Store) -> None:
    first = await store.lease.take("a", 100)
    assert await store.lease.renew("a", 1, 60_000)
    assert (await store.lease.take("b", 1)).until_ms > first.until_ms + 50_000


async def test_a_lapsed_lease_that_nobody_took_can_be_renewed(store: Store) -> None:
    await store.lease.take("a", 1)
    await store.clock.sleep_until(store.clock.now_ms() + 5)
    assert await store.lease.renew("a", 1, 60_000)
    assert (await store.lease.take("b", 1)).holder == "a"


async def test_a_released_lease_is_free_at_once_and_not_to_be_renewed(store: Store) -> None:
    first = await store.lease.take("a", 60_000)
    await store.lease.release("a", 1)
    assert not await store.lease.renew("a", 1, 60_000)
    second = await store.lease.take("b", 60_000)
    assert (second.epoch, second.holder) == (2, "b")
    assert second.renewed_ms == first.until_ms - 60_000


async def test_of_many_one_gets_it(store: Store) -> None:
    states = await asyncio.gather(*(store.lease.take(f"c{n}", 60_000) for n in range(10)))
    assert len({(state.epoch, state.holder) for state in states}) == 1


async def test_nobody_has_no_name(store: Store) -> None:
    with pytest.raises(ValueError, match="name"):
        await store.lease.take("", 1_000)
