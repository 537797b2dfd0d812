import asyncio

import pytest

from gala.client.changes import Changes
from gala.client.errors import Left, ShowOver


async def test_a_pulse_wakes_everybody() -> None:
    changes = Changes()
    waiting = [asyncio.create_task(changes.wait()) for _ in range(3)]
    await asyncio.sleep(0)
    changes.pulse()
    await asyncio.gather(*waiting)


async def test_a_timeout_is_no_error() -> None:
    await Changes().wait(0.001)


async def test_the_end_is_raised_to_who_waits_and_to_who_comes_later() -> None:
    changes = Changes()
    waiting = asyncio.create_task(changes.wait())
    await asyncio.sleep(0)
    changes.end(ShowOver("over"))
    with pytest.raises(ShowOver):
        await waiting
    with pytest.raises(ShowOver):
        await changes.wait()
    changes = Changes()
    changes.check()
    changes.end(Left("left"))
    with pytest.raises(Left):
        changes.check()


async def test_the_end_is_waited_for_through_every_pulse() -> None:
    changes = Changes()
    waiting = asyncio.create_task(changes.until_end())
    await asyncio.sleep(0)
    changes.pulse()
    await asyncio.sleep(0)
    assert not waiting.done()
    changes.end(ShowOver("over"))
    assert isinstance(await waiting, ShowOver)
    assert isinstance(await changes.until_end(), ShowOver)
