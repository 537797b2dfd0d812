"""Virtual time, and the seed's choice of what runs next.

Time stands still while anything is ready and then jumps to the next timer, so an idle hour costs
nothing. What may be reordered, and what real code may lean on:

- Kept: the plain callbacks of one host (`call_soon`, timers that are due, a future's callbacks, a
  transport's calls to its protocol) run in the order in which they became ready. asyncio documents
  that, and protocols are written against it. Timers of one instant keep the order of their making.
- Kept: one task's steps, of course; and whatever futures, locks and queues promise by themselves.
- Shuffled: the next steps of different tasks, against each other and against callbacks. asyncio
  happens to run them first come, first served too, but documents nothing, and another loop, another
  Python or one more `await` in a library changes it. Code that needs an order must make it.
- Shuffled: different hosts against each other.
"""

from __future__ import annotations

import asyncio
import heapq
import itertools
import math
import threading
from collections.abc import Callable
from contextvars import Context, copy_context
from random import Random
from typing import Any

from .errors import Deadlock, TooManySteps, Unsimulated
from .life import LIFE, Handle, Life

STEPS_AT_ONCE_MAX = 200_000
"""Steps without time moving: more than that is code that spins."""

_CANCELLED_KEPT = 100


class Scheduler(asyncio.BaseEventLoop):
    """The part of the loop that decides. It replaces asyncio's `_run_once`.

    `after_step` is called after every step and `after_instant` before time moves; what they raise
    ends the run.
    """

    # Of BaseEventLoop, not public; tests/sim/test_scheduling.py pins them.
    _closed: bool
    _stopping: bool
    _thread_id: int | None
    _timer_cancelled_count: int

    def __init__(self, seed: int, steps_max: int | None = None) -> None:
        """`steps_max` bounds the whole run."""
        super().__init__()
        self.set_debug(False)
        self.steps = 0
        self.after_step: Callable[[], None] | None = None
        self.after_instant: Callable[[], None] | None = None
        self.outside = Life("")
        """What belongs to no host: whoever runs the simulation."""
        self._now = 0.0
        self._random = Random(f"{seed}/loop").random
        self._turns: list[Handle | Life] = []
        self._timers: list[tuple[float, int, Handle]] = []
        self._timer_numbers = itertools.count()
        self._steps_max = steps_max

    def time(self) -> float:
        """Return the virtual time in seconds; it begins at 0."""
        return self._now

    def call_soon(  # type: ignore[override] # typeshed's *args are typed by the callback
        self, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> asyncio.Handle:
        """See asyncio; for the order that is kept, see above."""
        if context is None:
            context = copy_context()
            life = LIFE.get(self.outside)
            is_step = False
        else:
            life = context.get(LIFE, self.outside)
            # Only tasks give methods of their own together with a context.
            is_step = isinstance(getattr(callback, "__self__", None), asyncio.Task)
        handle = Handle(self._now, callback, args, self, context, life, is_step)
        if self._closed:
            return self._too_late(handle)
        self._make_ready(handle)
        return handle

    def call_soon_threadsafe(  # type: ignore[override] # as above
        self, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> asyncio.Handle:
        """As `call_soon`: there are no other threads. Raises `Unsimulated` when there are."""
        if self._thread_id not in (None, threading.get_ident()):
            raise Unsimulated("a call from another thread: its moment is not the seed's")
        return self.call_soon(callback, *args, context=context)

    def call_later(  # type: ignore[override] # as above
        self,
        delay: float,
        callback: Callable[..., object],
        *args: Any,
        context: Context | None = None,
    ) -> asyncio.TimerHandle:
        """See asyncio."""
        return self.call_at(self._now + delay, callback, *args, context=context)

    def call_at(  # type: ignore[override] # as above
        self,
        when: float,
        callback: Callable[..., object],
        *args: Any,
        context: Context | None = None,
    ) -> asyncio.TimerHandle:
        """See asyncio. Never late: in virtual time no machine is busy."""
        if context is None:
            context = copy_context()
        life = context.get(LIFE, self.outside)
        handle = Handle(when, callback, args, self, context, life, False)
        if self._closed:
            return self._too_late(handle)
        if when <= self._now:
            self._make_ready(handle)
        else:
            self.set(handle, when)
        return handle

    def set(self, handle: Handle, when: float) -> None:
        """Have a handle that is not set come at `when`, which is not past: again, at no cost."""
        handle._scheduled = True
        heapq.heappush(self._timers, (when, next(self._timer_numbers), handle))

    def _too_late(self, handle: Handle) -> Handle:
        """Answer who schedules something on a closed loop."""
        raise RuntimeError("Event loop is closed")

    def _timer_handle_cancelled(self, handle: asyncio.TimerHandle) -> None:
        if handle._scheduled:  # type: ignore[attr-defined] # asyncio's own protocol with timers
            self._timer_cancelled_count += 1

    def _make_ready(self, handle: Handle) -> None:
        if handle.is_step:
            self._turns.append(handle)
            return
        life = handle.life
        if not life.lane:
            self._turns.append(life)
        life.lane.append(handle)

    def _run_once(self) -> None:
        """Run until stopped. asyncio's `run_forever` calls this again and again."""
        turns, random = self._turns, self._random
        budget = left = self._budget()
        try:
            while not self._stopping:
                if not turns:
                    self.steps += budget - left
                    budget = left = 0  # counted; what follows may raise
                    self._advance()
                    budget = left = self._budget()
                    continue
                count = len(turns)
                place = int(random() * count) if count > 1 else 0
                turn = turns[place]
                if isinstance(turn, Life):
                    handle = turn.lane.popleft()
                    spent = not turn.lane
                else:
                    handle = turn
                    spent = True
                if spent:
                    last = turns.pop()
                    if place < count - 1:
                        turns[place] = last
                if handle._cancelled:
                    continue
                if not handle.life.running:
                    handle.life.held.append(handle)
                    continue
                if not left:
                    raise self._spun()
                left -= 1
                try:
                    handle._context.run(handle._callback, *handle._args)
                except (SystemExit, KeyboardInterrupt):
                    raise
                except BaseException as error:
                    self._failed(handle, error)
                if self.after_step is not None:
                    self.after_step()
        finally:
            self.steps += budget - left

    def _budget(self) -> int:
        if self._steps_max is None:
            return STEPS_AT_ONCE_MAX
        return min(STEPS_AT_ONCE_MAX, self._steps_max - self.steps)

    def _spun(self) -> TooManySteps:
        if self._budget() < STEPS_AT_ONCE_MAX:
            return TooManySteps(f"{self._steps_max} steps, at {self._now:.6f} s")
        return TooManySteps(
            f"{STEPS_AT_ONCE_MAX} steps and the time is still {self._now:.6f} s: something spins"
            f"{self._whereabouts()}"
        )

    def _advance(self) -> None:
        """Jump to the next instant at which something is due. Raises `Deadlock`."""
        if self.after_instant is not None:
            self.after_instant()
            if self._turns:
                return
        timers, pop = self._timers, heapq.heappop
        if self._timer_cancelled_count > max(_CANCELLED_KEPT, len(timers) // 2):
            # The order stays what it was: (instant, number) is unique.
            timers[:] = [timer for timer in timers if not timer[2]._cancelled]
            heapq.heapify(timers)
            self._timer_cancelled_count = 0
        while timers and timers[0][0] < math.inf:
            when = timers[0][0]
            while timers and timers[0][0] == when:
                handle = pop(timers)[2]
                handle._scheduled = False
                if handle._cancelled:
                    self._timer_cancelled_count -= 1
                    continue
                self._now = when
                life = handle.life
                if not life.lane:
                    self._turns.append(life)
                life.lane.append(handle)
            if self._turns:
                return
        raise Deadlock(
            f"nothing is ready and no timer is set, at {self._now:.6f} s{self._whereabouts()}"
        )

    def _whereabouts(self) -> str:
        """Say where every unfinished task stands."""
        return ""

    def _failed(self, handle: Handle, error: BaseException) -> None:
        context = {"message": f"exception in {handle!r}", "exception": error, "handle": handle}
        self.call_exception_handler(context)
