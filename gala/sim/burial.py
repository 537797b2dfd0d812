"""Ends coroutines that were cut off in the middle, without letting them do or say anything.

A suspended coroutine cannot just be forgotten: when its last reference goes, Python throws
GeneratorExit into it, its `finally` runs, and what goes wrong is printed. So it is done here, in
one place, at a time when the loop takes nothing any more.
"""

from __future__ import annotations

import asyncio
import ctypes
import inspect
import logging
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from .errors import SimulationError

_TRIES = 100
"""A `finally` that awaits resists once for each await."""


def _keep_for_ever(coroutine: object) -> None:
    """Never let what resists longer be unwound: at the interpreter's end that might not end."""
    ctypes.pythonapi.Py_IncRef(ctypes.py_object(coroutine))


def silence(task: asyncio.Task[Any]) -> None:
    """Keep asyncio from saying that `task` was destroyed while it was pending."""
    # There is no public way; this is what asyncio itself does for its own tasks.
    task._log_destroy_pending = False  # type: ignore[attr-defined]


def bury(
    loop: asyncio.AbstractEventLoop, tasks: Iterable[asyncio.Task[Any]], others: Iterable[Any]
) -> None:
    """Unwind unfinished `tasks` and suspended async generators (`others`) of a closed `loop`.

    Raises `SimulationError` when there are some that cannot be ended at all.
    """
    resisting = []
    disabled = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    # Code in a `finally` asks for the running loop; without one it would raise, and might catch
    # that and take it for something else.
    running = asyncio._get_running_loop()
    asyncio._set_running_loop(loop)
    try:
        for task in tasks:
            if not task.done():
                silence(task)
                coroutine = task.get_coro()
                if not _close(coroutine):
                    resisting.append(stands(coroutine))
        for generator in others:
            closing = _aclose(generator)
            with suppress(BaseException):
                closing.send(None)
            if not _close(closing):
                resisting.append(stands(closing))
    finally:
        asyncio._set_running_loop(running)
        logging.disable(disabled)
    if resisting:
        raise SimulationError(f"these swallow even GeneratorExit: {', '.join(resisting)}")


async def _aclose(generator: Any) -> None:
    await generator.aclose()


def _close(coroutine: Any) -> bool:
    for _ in range(_TRIES):
        with suppress(BaseException):
            coroutine.close()
        if inspect.getcoroutinestate(coroutine) == inspect.CORO_CLOSED:
            return True
    _keep_for_ever(coroutine)
    return False


def stands(coroutine: Any) -> str:
    """Say where a suspended coroutine waits: the innermost of our frames, for people."""
    place = "not begun"
    while coroutine is not None:
        frame = getattr(coroutine, "cr_frame", None) or getattr(coroutine, "gi_frame", None)
        if frame is not None:
            place = f"{frame.f_globals.get('__name__')}.{frame.f_code.co_qualname}:{frame.f_lineno}"
        coroutine = getattr(coroutine, "cr_await", None) or getattr(coroutine, "gi_yieldfrom", None)
    return place
