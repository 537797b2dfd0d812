"""A life is told by the context that code runs in, and keeps its tasks."""

import asyncio
from contextvars import copy_context

from gala.sim.life import LIFE, Life
from gala.sim.loop import SimLoop


def test_a_context_belongs_to_a_life_and_so_does_what_is_copied_from_it() -> None:
    life = Life("edge")
    assert LIFE.get(None) is None
    assert life.context.run(LIFE.get) is life
    assert life.context.run(lambda: copy_context().run(LIFE.get)) is life


def test_a_life_says_how_it_is() -> None:
    life = Life("edge")
    assert repr(life) == "<Life edge running>"
    life.running = False
    assert repr(life) == "<Life edge paused>"
    life.dead = True
    assert repr(life) == "<Life edge dead>"


def test_a_task_that_nobody_holds_is_held_and_finished_ones_go() -> None:
    loop = SimLoop(0)
    done: list[int] = []

    async def work(number: int) -> None:
        await loop.create_future() if number == 0 else await asyncio.sleep(1)
        done.append(number)

    async def main() -> None:
        for number in range(500):
            asyncio.ensure_future(work(number))  # noqa: RUF006 - that nobody holds
            await asyncio.sleep(1)

    loop.run_until_complete(main())
    assert len(done) > 490
    tasks = loop.outside.tasks
    assert len(tasks) < 200
    assert sum(not task.done() for task in tasks) <= 3
    loop.close()
