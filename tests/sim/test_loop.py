"""Hosts' lives on the loop, what is refused, and the end of a run."""

from __future__ import annotations

import asyncio
import gc
import inspect
import logging
from collections.abc import AsyncIterator
from random import Random

import pytest

from gala.sim.errors import Unsimulated
from gala.sim.life import Life
from gala.sim.loop import UNSIMULATED, SimLoop
from gala.sim.network import Network


def begun(loop: SimLoop, name: str) -> Life:
    life = Life(name)
    loop.live(life)
    return life


def test_a_life_that_is_killed_runs_nothing_more_not_even_finally() -> None:
    loop = SimLoop(1)
    life = begun(loop, "edge")
    seen: list[str] = []

    async def work() -> None:
        try:
            seen.append("begun")
            await asyncio.sleep(2)
            seen.append("after")
        except BaseException:
            seen.append("except")
        finally:
            seen.append("finally")

    task = loop.create_task(work(), context=life.context.copy())
    loop.call_later(3, seen.append, "timer", context=life.context)
    loop.run_until_complete(asyncio.sleep(1))
    loop.kill(life)
    del task
    gc.collect()
    loop.run_until_complete(asyncio.sleep(10))
    assert seen == ["begun"]
    loop.close()


def test_what_was_cut_off_is_unwound_at_the_end_without_effect(
    caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    loop = SimLoop(1)
    seen: list[str] = []

    async def stubborn() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            logging.error("we have been killed")
            loop.call_soon(seen.append, "soon")
            loop.call_later(1, seen.append, "later")
            asyncio.ensure_future(asyncio.sleep(0))  # noqa: RUF006 - never begun
            try:
                await asyncio.sleep(1)
                seen.append("slept")
            finally:
                await asyncio.sleep(1)
                seen.append("slept again")

    async def numbers() -> AsyncIterator[int]:
        try:
            yield 1
        finally:
            await asyncio.sleep(1)
            seen.append("generator")

    async def reader() -> None:
        async for _ in numbers():
            await asyncio.Event().wait()

    async def main() -> None:
        tasks = [asyncio.ensure_future(stubborn()), asyncio.ensure_future(reader())]
        await asyncio.sleep(1)
        assert not any(task.done() for task in tasks)

    loop.run_until_complete(main())
    loop.close()
    gc.collect()
    assert seen == []
    assert not caplog.records
    assert capsys.readouterr() == ("", "")
    assert not loop.failures


def test_a_paused_life_gets_everything_when_it_goes_on() -> None:
    loop = SimLoop(1)
    life = begun(loop, "conductor")
    seen: list[tuple[int, float]] = []

    async def work() -> None:
        for number in range(4):
            await asyncio.sleep(1)
            seen.append((number, loop.time()))

    loop.create_task(work(), context=life.context.copy())
    loop.run_until_complete(asyncio.sleep(1.5))
    loop.pause(life)
    loop.run_until_complete(asyncio.sleep(10))
    assert len(seen) == 1
    loop.resume(life)
    loop.run_until_complete(asyncio.sleep(5))
    assert seen == [(0, 1.0), (1, 11.5), (2, 12.5), (3, 13.5)]
    loop.close()


def test_names_of_tasks_are_the_runs_own() -> None:
    def names() -> list[str]:
        loop = SimLoop(1)
        life = begun(loop, "edge")

        async def work() -> str:
            return asyncio.current_task().get_name()  # type: ignore[union-attr]

        tasks = [loop.create_task(work(), context=life.context.copy()) for _ in range(2)]
        tasks.append(loop.create_task(work()))
        found = [loop.run_until_complete(task) for task in tasks]
        loop.close()
        return found

    assert names() == names() == ["edge-1", "edge-2", "outside-3"]


def test_an_exception_that_nobody_fetches_is_noted() -> None:
    loop = SimLoop(1)
    life = begun(loop, "edge")

    async def broken() -> None:
        raise KeyError("lost")

    loop.create_task(broken(), context=life.context.copy())
    loop.run_until_complete(asyncio.sleep(1))
    life.tasks.clear()
    gc.collect()
    [failure] = loop.failures
    assert isinstance(failure.exception, KeyError)
    loop.close()


def test_a_generator_that_is_dropped_is_closed_on_its_own_host() -> None:
    loop = SimLoop(1)
    edge = begun(loop, "edge")
    seen: list[str] = []

    async def numbers() -> AsyncIterator[int]:
        try:
            yield 1
            yield 2
        finally:
            await asyncio.sleep(1)
            seen.append(asyncio.current_task().get_name().split("-")[0])  # type: ignore[union-attr]

    async def reader() -> None:
        async for _ in numbers():
            break

    async def many() -> None:
        for _ in range(300):
            async for _ in numbers():
                pass

    loop.run_until_complete(loop.create_task(reader(), context=edge.context.copy()))
    loop.run_until_complete(asyncio.sleep(5))
    assert seen == ["edge"]
    loop.run_until_complete(many())
    assert len(loop._agen_contexts) < 150
    loop.close()


@pytest.mark.parametrize("name", UNSIMULATED)
def test_the_real_world_is_refused(name: str) -> None:
    assert hasattr(asyncio.BaseEventLoop, name), "asyncio has no such thing any more"
    loop = SimLoop(1)
    with pytest.raises(Unsimulated, match=name):
        getattr(loop, name)()
    loop.close()


def test_threads_are_refused_by_their_usual_names() -> None:
    loop = SimLoop(1)
    with pytest.raises(Unsimulated, match="run_in_executor"):
        loop.run_until_complete(asyncio.to_thread(print))
    loop.close()


def test_nothing_of_asyncios_loop_is_left_to_the_real_world() -> None:
    ours = {name for name in dir(asyncio.AbstractEventLoop) if not name.startswith("_")}
    harmless = {
        "call_exception_handler", "close", "create_future", "default_exception_handler",
        "get_debug", "get_exception_handler", "get_task_factory", "is_closed", "is_running",
        "run_forever", "run_until_complete", "set_debug", "set_exception_handler",
        "set_task_factory", "shutdown_asyncgens", "shutdown_default_executor", "stop",
    }  # fmt: skip
    overridden = {
        name
        for kind in SimLoop.__mro__
        if kind.__module__.startswith("gala.")
        for name in vars(kind)
    }
    assert ours - harmless - overridden == set(), "a part of asyncio's loop that we do not know"


def test_without_a_network_there_are_no_connections() -> None:
    loop = SimLoop(1)
    with pytest.raises(Unsimulated, match="no network"):
        loop.run_until_complete(asyncio.open_connection("edge", 80))
    loop.close()


def test_options_that_would_matter_are_refused() -> None:
    loop = SimLoop(1)
    Network(loop, Random(1))
    with pytest.raises(Unsimulated, match="create_connection with ssl"):
        loop.run_until_complete(asyncio.open_connection("edge", 80, ssl=True))
    loop.close()


def test_a_closed_loop_takes_nothing() -> None:
    loop = SimLoop(1)
    loop.close()
    loop.close()
    for call in (loop.call_soon, loop.call_soon_threadsafe):
        with pytest.raises(RuntimeError, match="closed"):
            call(print)
    with pytest.raises(RuntimeError, match="closed"):
        loop.call_later(1, print)
    coroutine = asyncio.sleep(1)
    with pytest.raises(RuntimeError, match="closed"):
        loop.create_task(coroutine)
    assert inspect.getcoroutinestate(coroutine) == inspect.CORO_CLOSED


def test_asyncio_has_the_hooks_that_we_replace() -> None:
    for name in ("_asyncgen_firstiter_hook", "_asyncgen_finalizer_hook"):
        assert name in inspect.getsource(asyncio.BaseEventLoop.run_forever)
