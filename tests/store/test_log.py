import asyncio

import pytest

from gala.ports import Fenced, LogConflict, TooLate
from gala.store.show import Store


async def test_lines_come_back_in_order_and_in_bytes(store: Store) -> None:
    lines = [bytes([n % 256]) * (n % 7 + 1) for n in range(601)]
    for index, line in enumerate(lines):
        await store.log.append(1, index, line)
    assert await store.log.read(0) == lines
    assert await store.log.read(599) == lines[599:]
    assert await store.log.read(601) == []


async def test_the_same_line_again_is_a_success(store: Store) -> None:
    for index, line in [(0, b"header"), (0, b"header"), (1, b"one"), (0, b"header"), (1, b"one")]:
        await store.log.append(1, index, line)
    assert await store.log.read(0) == [b"header", b"one"]


async def test_another_line_or_a_gap_is_a_conflict(store: Store) -> None:
    await store.log.append(1, 0, b"header")
    with pytest.raises(LogConflict, match="another line"):
        await store.log.append(1, 0, b"other")
    with pytest.raises(LogConflict, match="next index is 1"):
        await store.log.append(1, 2, b"two")
    assert await store.log.read(0) == [b"header"]


async def test_what_comes_after_its_last_instant_is_not_written(store: Store) -> None:
    await store.log.append(1, 0, b"header", store.clock.now_ms() + 60_000)
    with pytest.raises(TooLate):
        await store.log.append(1, 1, b"one", store.clock.now_ms() - 1_000)
    await store.log.append(1, 0, b"header", 1)  # it is there: in time, and told so
    assert await store.log.read(0) == [b"header"]


async def test_an_older_conductor_is_fenced_even_when_it_repeats_itself(store: Store) -> None:
    await store.log.append(1, 0, b"header")
    await store.log.append(3, 1, b"one")
    for index, line in [(2, b"two"), (0, b"header")]:
        with pytest.raises(Fenced, match="epoch 3"):
            await store.log.append(2, index, line)
    await store.log.append(3, 2, b"two")


async def test_of_two_at_one_index_one_wins(store: Store) -> None:
    results = await asyncio.gather(
        *(store.log.append(1, 0, b"%d" % n) for n in range(5)), return_exceptions=True
    )
    assert sum(result is None for result in results) == 1
    assert sum(isinstance(result, LogConflict) for result in results) == 4


async def test_waiting_returns_what_comes(store: Store) -> None:
    assert await store.log.wait(0, 10) == []
    waiting = asyncio.create_task(store.log.wait(1, 5_000))
    await store.log.append(1, 0, b"header")
    await store.log.append(1, 1, b"one")
    assert await waiting == [b"one"]
    assert await store.log.wait(0, 5_000) == [b"header", b"one"]
