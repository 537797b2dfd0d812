"""Shows each cue at its instant: one timer a viewer, set to the next instant of any channel."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from gala.wire.board import Board

from .clock import ShowClock
from .events import Presented
from .programme import LOOK_MS, Programme
from .session import Session


class Presenter:
    """Calls `show` with every cue at its instant, and with each snapshot's picture at once.

    Call `refresh` whenever a board, the clock or the delay has changed.
    """

    def __init__(
        self,
        session: Session,
        clock: ShowClock,
        show: Callable[[Presented], None],
        programme: Programme | None = None,
    ) -> None:
        self._session = session
        self._clock = clock
        self._programme = programme or Programme()
        self._show = show
        self._replaced: set[str] = set()
        self._timer: asyncio.TimerHandle | None = None

    def delay_ms(self, now_ms: int) -> int:
        """Return how far the viewer is behind the studio at `now_ms`."""
        return self._programme.delay_ms(now_ms, self._session.delay_ms)

    def replaced(self, channel: str) -> None:
        """Note that a snapshot has replaced the picture of `channel`."""
        self._replaced.add(channel)

    def refresh(self) -> None:
        """Show what is due, and set the timer for what comes next."""
        self.stop()
        if not self._clock.ready:
            return
        now_ms = self._clock.now_ms()
        delay_ms = self.delay_ms(now_ms)
        for board in self._session.boards:
            self._present(board, now_ms, delay_ms)
        instants = (board.next_change_ms(now_ms, delay_ms) for board in self._session.boards)
        next_ms = min((at_ms for at_ms in instants if at_ms is not None), default=None)
        if next_ms is not None:
            wait_s = (next_ms - self._clock.offset_ms - self._clock.own_ms()) / 1_000
            if self._programme.by_player:
                wait_s = LOOK_MS / 1_000
            loop = asyncio.get_running_loop()
            self._timer = loop.call_later(max(wait_s, 0.0), self.refresh)

    def _present(self, board: Board, now_ms: int, delay_ms: int) -> None:
        cues = board.due(now_ms, delay_ms)
        channel = board.channel
        replaced = channel in self._replaced
        if not (cues or replaced):
            return
        picture = board.at(now_ms, delay_ms)
        if replaced:
            self._replaced.discard(channel)
            self._show(Presented(channel, None, 0, now_ms, picture))
        else:
            for cue in cues:
                self._show(Presented(channel, cue, cue.due_ms(delay_ms), now_ms, picture))

    def stop(self) -> None:
        """Show nothing more until the next `refresh`."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
