"""Whether the clocks of the store's nodes agree and run on, asked every few seconds: the alarm.

Windows open and close by them. When a role starts they are compared once; here it is seen when one
is set, or drifts, in the midst of a night. Nothing is stopped by it: people decide, who see which
window is open.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Mapping

from gala.ports import StoreError
from gala.store.clock import Sample
from gala.store.clocks import Off, away, jumped

_log = logging.getLogger("gala.console")

LOOK_MS = 3_000

HOLD_MS = 600_000
"""How long it is said that a clock was set: it is over in a moment, what it did to a window is not.
"""

Times = Callable[[], Awaitable[Mapping[str, Sample]]]


class ClockWatch:
    """`text` is the newest `clocks` message; `number` counts them, 0: none yet."""

    def __init__(
        self,
        times: Times,
        changed: Callable[[], None],
        *,
        look_ms: int = LOOK_MS,
        hold_ms: int = HOLD_MS,
    ) -> None:
        """`times` asks every node (`gala.store.clocks.times`); `changed` is called at news."""
        self.number = 0
        self.text = ""
        self.off = 0
        """How many nodes' clocks are away, or were set lately."""
        self._times = times
        self._changed = changed
        self._look_s = look_ms / 1000
        self._hold_s = hold_ms / 1000
        self._before: dict[str, Sample] = {}
        self._set: dict[str, tuple[float, Off]] = {}
        self._away: set[str] = set()

    async def run(self) -> None:
        """Compare until cancelled. A store that does not answer is somebody else's alarm."""
        while True:
            try:
                self._look(await self._times())
            except StoreError as error:
                _log.debug("the clocks are not known: %s", error)
            await asyncio.sleep(self._look_s)

    def _look(self, now: Mapping[str, Sample]) -> None:
        now_s = asyncio.get_running_loop().time()
        for off in jumped(self._before, now):
            self._set[off.node] = now_s + self._hold_s, off
            _log.warning("the clock of %s was set by %d ms", off.node, off.ahead_ms)
        # A node that is away now keeps what was known of it: it may come back with another time.
        self._before |= now
        self._set = {node: held for node, held in self._set.items() if held[0] > now_s}
        off_now = away(now)
        for off in off_now:
            if off.node not in self._away:
                _log.warning(
                    "the clock of %s is %d ms from that of %s", off.node, off.ahead_ms, off.than
                )
        self._away = {off.node for off in off_now}
        self._say(off_now, [off for _, off in self._set.values()])

    def _say(self, off_now: list[Off], were_set: list[Off]) -> None:
        self.off = len({off.node for off in (*off_now, *were_set)})
        text = json.dumps(
            {
                "type": "clocks",
                "away": [off._asdict() for off in off_now],
                "set": [
                    {"node": off.node, "by_ms": off.ahead_ms, "unsure_ms": off.unsure_ms}
                    for off in were_set
                ],
            }
        )
        if text == self.text:
            return
        self.text = text
        self.number += 1
        self._changed()
