"""Whose code is running: each callback belongs to one life of one host, by its context.

A host that crashes and restarts begins another life. The context variable travels as asyncio's
contexts do, into every task, timer and callback that is begun from within, so real code is told
apart without knowing of it.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from contextvars import Context, ContextVar, copy_context
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from .sockets import Descriptors

_TASKS_KEPT = 64


class Clock(Protocol):
    """What a machine tells its processes of the time (`gala.sim.clocks`)."""

    def wall_ns(self) -> int:
        """Return its Unix time, which people set."""

    def steady_ns(self) -> int:
        """Return the time since it was switched on, which nobody sets."""


class Life:
    """One run of a host's process, from its start to its crash.

    `running` is False while it is paused and for ever once it is `dead`; the loop then puts the
    handles whose turn has come into `held`.
    """

    __slots__ = (
        "_purge_at",
        "clock",
        "context",
        "dead",
        "descriptors",
        "held",
        "lane",
        "name",
        "running",
        "tasks",
    )

    def __init__(self, name: str, clock: Clock | None = None) -> None:
        self.name = name
        self.clock = clock
        self.descriptors: Descriptors | None = None
        """Its open sockets, once it is on a network."""
        self.running = True
        self.dead = False
        self.lane: deque[Handle] = deque()
        """Plain callbacks that are ready, in their order: the loop's."""
        self.held: list[Handle] = []
        self.tasks: list[asyncio.Task[object]] = []
        """Strongly, unlike asyncio: what nobody refers to must not end when the collector likes."""
        self._purge_at = _TASKS_KEPT
        self.context: Context = copy_context()
        self.context.run(LIFE.set, self)

    def __repr__(self) -> str:
        state = "dead" if self.dead else "running" if self.running else "paused"
        return f"<Life {self.name or 'outside'} {state}>"

    def began(self, task: asyncio.Task[object]) -> None:
        """Keep `task` for as long as it runs."""
        self.tasks.append(task)
        if len(self.tasks) > self._purge_at:
            self.tasks = [one for one in self.tasks if not one.done()]
            self._purge_at = max(_TASKS_KEPT, 2 * len(self.tasks))


class Handle(asyncio.TimerHandle):
    """A callback, of `call_soon` or of a timer: made without asyncio's own, slower constructor.

    `is_step`: a task's next step, and not a plain callback.
    """

    __slots__ = ("is_step", "life")

    _args: tuple[Any, ...]
    _callback: Callable[..., object]
    _context: Context
    _scheduled: bool

    def __init__(
        self,
        when: float,
        callback: Callable[..., object],
        args: tuple[Any, ...],
        loop: asyncio.AbstractEventLoop,
        context: Context,
        life: Life,
        is_step: bool,
    ) -> None:
        self._when = when
        self._callback = callback
        self._args = args
        self._loop = loop
        self._context = context
        self._cancelled = False
        self._scheduled = False
        self._repr = None
        self._source_traceback = None
        self.life = life
        self.is_step = is_step


LIFE: ContextVar[Life] = ContextVar("gala.sim.life")
"""The life to which the running code belongs; unset in code that no simulator runs."""
