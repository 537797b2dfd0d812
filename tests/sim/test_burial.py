"""Ending what was cut off, and saying where it stood."""

from __future__ import annotations

import asyncio
import inspect

import pytest

from gala.sim.burial import bury, silence, stands
from gala.sim.errors import SimulationError
from gala.sim.loop import SimLoop


def test_asyncio_can_be_silenced_as_its_own_code_does_it() -> None:
    assert "_log_destroy_pending = False" in inspect.getsource(asyncio.BaseEventLoop)
    loop = SimLoop(1)
    task = loop.create_task(asyncio.sleep(1))
    silence(task)
    loop.close()


def test_what_resists_for_ever_is_an_error() -> None:
    released = False

    async def immortal() -> None:
        while not released:
            try:
                await asyncio.sleep(1)
            except BaseException:
                continue

    loop = SimLoop(1)
    task = loop.create_task(immortal())
    loop.run_until_complete(asyncio.sleep(0.5))
    with pytest.raises(SimulationError, match=r"swallow even GeneratorExit: asyncio\.tasks\.sleep"):
        loop.close()
    assert not task.done()
    assert loop.is_closed()
    released = True
    assert asyncio._get_running_loop() is None


def test_finished_tasks_are_left_alone() -> None:
    loop = SimLoop(1)
    task = loop.create_task(asyncio.sleep(0, "result"))
    loop.run_until_complete(task)
    bury(loop, [task], [])
    assert task.result() == "result"
    loop.close()


def test_where_a_coroutine_stands() -> None:
    async def inner() -> None:
        await asyncio.Event().wait()

    async def outer() -> None:
        await inner()

    loop = SimLoop(1)
    task = loop.create_task(outer())
    coroutine = outer()
    assert ".outer:" in stands(coroutine)
    coroutine.close()
    assert stands(coroutine) == "not begun"
    loop.run_until_complete(asyncio.sleep(1))
    assert stands(task.get_coro()).startswith("asyncio.locks.Event.wait:")
    loop.close()
