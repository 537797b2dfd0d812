"""Virtual time, the order that is kept and the one that is not, and what it needs of asyncio."""

from __future__ import annotations

import asyncio
import contextvars
import inspect
import itertools
import math
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from gala.sim import scheduling
from gala.sim.errors import Deadlock, TooManySteps, Unsimulated
from gala.sim.loop import SimLoop


@pytest.fixture
def loop() -> Iterator[SimLoop]:
    loop = SimLoop(1)
    yield loop
    loop.close()


# Time


def test_an_hour_takes_no_time(loop: SimLoop) -> None:
    began_s = time.monotonic()

    async def wait() -> float:
        for _ in range(60):
            await asyncio.sleep(60)
        return loop.time()

    assert loop.run_until_complete(wait()) == 3_600
    assert time.monotonic() - began_s < 0.5


def test_timers_come_at_their_instant_and_in_the_order_of_their_making(loop: SimLoop) -> None:
    seen: list[tuple[str, float]] = []
    for name, delay_s in (("c", 2.0), ("a", 1.0), ("b", 1.0), ("now", 0.0), ("past", -5.0)):
        loop.call_later(delay_s, lambda name=name: seen.append((name, loop.time())))
    loop.call_at(3.0, loop.stop)
    loop.run_forever()
    assert seen == [("now", 0.0), ("past", 0.0), ("a", 1.0), ("b", 1.0), ("c", 2.0)]


def test_cancelled_timers_neither_come_nor_pile_up(loop: SimLoop) -> None:
    async def impatient() -> None:
        for _ in range(10_000):
            async with asyncio.timeout(1_000):
                await asyncio.sleep(0.001)

    loop.run_until_complete(impatient())
    assert loop.time() < 11
    assert len(loop._timers) < 500


def test_a_timer_cancelled_at_its_own_instant_does_not_come(loop: SimLoop) -> None:
    seen: list[str] = []
    loop.call_later(1, lambda: second.cancel())
    second = loop.call_later(1, seen.append, "second")
    loop.call_later(2, loop.stop)
    loop.run_forever()
    assert seen == []


def test_waiting_for_what_cannot_come_is_a_deadlock_that_says_where(loop: SimLoop) -> None:
    async def stuck() -> None:
        loop.call_at(math.inf, print)
        await asyncio.Event().wait()

    with pytest.raises(Deadlock, match=r"no timer is set, at 0\.000000 s\n.*Event\.wait:"):
        loop.run_until_complete(stuck())


def test_code_that_spins_is_stopped(loop: SimLoop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scheduling, "STEPS_AT_ONCE_MAX", 1_000)

    async def spin() -> None:
        await asyncio.sleep(7)
        for _ in itertools.count():
            await asyncio.sleep(0)

    with pytest.raises(TooManySteps, match=r"1000 steps and the time is still 7\.0+ s"):
        loop.run_until_complete(spin())


def test_a_run_has_a_limit_of_steps_and_counts_them() -> None:
    loop = SimLoop(1, steps_max=100)

    async def run() -> None:
        for _ in itertools.count():
            await asyncio.sleep(1)

    with pytest.raises(TooManySteps, match="100 steps"):
        loop.run_until_complete(run())
    assert loop.steps == 100
    loop.close()


def test_checks_after_each_step_and_each_instant(loop: SimLoop) -> None:
    steps: list[float] = []
    instants: list[float] = []
    loop.after_step = lambda: steps.append(loop.time())
    loop.after_instant = lambda: instants.append(loop.time())
    loop.run_until_complete(asyncio.sleep(5))
    assert instants == [0.0]
    assert len(steps) == loop.steps >= 3

    def broken() -> None:
        raise AssertionError("an invariant")

    loop.after_step = broken
    with pytest.raises(AssertionError, match="an invariant"):
        loop.run_until_complete(asyncio.sleep(5))
    loop.after_step = None


# Order


def order_of(seed: int, *, tasks: int) -> list[int]:
    """In which order tasks that were begun together take their first step."""
    loop = SimLoop(seed)
    seen: list[int] = []

    async def note(number: int) -> None:
        seen.append(number)

    async def main() -> None:
        await asyncio.gather(*map(note, range(tasks)))

    loop.run_until_complete(main())
    loop.close()
    return seen


def test_tasks_are_shuffled_by_the_seed_and_by_nothing_else() -> None:
    orders = [order_of(seed, tasks=6) for seed in range(20)]
    assert orders == [order_of(seed, tasks=6) for seed in range(20)]
    assert len(set(map(tuple, orders))) > 15
    assert all(sorted(order) == list(range(6)) for order in orders)


@pytest.mark.parametrize("seed", range(10))
def test_plain_callbacks_keep_their_order_with_tasks_between(seed: int) -> None:
    loop = SimLoop(seed)
    seen: list[int] = []

    async def other() -> None:
        for _ in range(10):
            await asyncio.sleep(0)

    async def main() -> None:
        others = [asyncio.ensure_future(other()) for _ in range(5)]
        future = loop.create_future()
        loop.call_soon(seen.append, 1)
        loop.call_soon(seen.append, 2)
        future.add_done_callback(lambda _: seen.append(3))
        future.add_done_callback(lambda _: seen.append(4))
        future.set_result(None)
        loop.call_later(0, seen.append, 5)
        loop.call_soon_threadsafe(seen.append, 6)
        await asyncio.gather(*others)
        await asyncio.sleep(1)

    loop.run_until_complete(main())
    loop.close()
    assert seen == [1, 2, 3, 4, 5, 6], f"seed {seed}"


def test_a_call_from_another_thread_is_refused(loop: SimLoop) -> None:
    async def main() -> None:
        loop._thread_id = -1  # as if the loop ran in another thread than this
        try:
            with pytest.raises(Unsimulated, match="another thread"):
                loop.call_soon_threadsafe(print)
        finally:
            loop._thread_id = None

    loop.run_until_complete(main())


def test_an_exception_in_a_callback_is_noted_and_the_run_goes_on(loop: SimLoop) -> None:
    loop.call_soon(lambda: 1 / 0)
    loop.run_until_complete(asyncio.sleep(1))
    [failure] = loop.failures
    assert isinstance(failure.exception, ZeroDivisionError)


# The inside of asyncio: when one of these fails, read scheduling.py with the new Python beside it.


def test_asyncio_runs_our_one_turn_until_it_is_stopped() -> None:
    source = inspect.getsource(asyncio.BaseEventLoop.run_forever)
    assert "self._run_once()" in source
    assert "if self._stopping:" in source
    loop = asyncio.BaseEventLoop()
    for name in ("_closed", "_stopping", "_thread_id", "_timer_cancelled_count", "_asyncgens"):
        assert hasattr(loop, name), name
    loop.close()


def test_timer_handles_have_the_slots_that_ours_fill() -> None:
    slots = {*asyncio.Handle.__slots__, *asyncio.TimerHandle.__slots__} - {"__weakref__"}
    assert slots == {
        "_callback", "_args", "_cancelled", "_loop", "_source_traceback", "_repr", "_context",
        "_scheduled", "_when",
    }  # fmt: skip
    loop = SimLoop(0)
    handle = loop.call_soon(print)
    assert all(hasattr(handle, slot) for slot in slots)
    assert "print" in repr(handle)
    handle.cancel()
    assert handle.cancelled()
    loop.close()


def test_a_task_gives_its_steps_as_its_own_methods_with_its_context() -> None:
    given: list[tuple[object, bool]] = []

    class Noting(SimLoop):
        def call_soon(  # type: ignore[override] # as in `Scheduler`
            self,
            callback: Callable[..., object],
            *args: Any,
            context: contextvars.Context | None = None,
        ) -> asyncio.Handle:
            given.append((getattr(callback, "__self__", None), context is not None))
            return super().call_soon(callback, *args, context=context)

    loop = Noting(0)

    async def main() -> None:
        await asyncio.sleep(0)
        future = loop.create_future()
        loop.call_soon(future.set_result, None)
        await future

    context = contextvars.copy_context()
    task = loop.create_task(main(), context=context)
    loop.run_until_complete(task)
    assert given.count((task, True)) == 3, "begin, after sleep(0), and woken by the future"
    assert (task, False) not in given
    loop.close()
