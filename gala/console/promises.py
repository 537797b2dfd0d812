"""Whether the night's promise is kept, asked twice a second: the alarm when it is not.

A replica that is gone, a disk that is full, an `appendfsync` that somebody has changed: each is
found here within two seconds, also while nobody claims.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable

from gala.ports import StoreError
from gala.proof.promise import Promise
from gala.store.promise import words

_log = logging.getLogger("gala.console")

LOOK_MS = 500

HOLD_MS = 10_000
"""How long the alarm stays after the last write that was not taken: on a full disk a small write
may fit where claims do not, and a store that is started again takes some until it dies once more.
"""


class PromiseWatch:
    """`text` is the newest `store` message; `number` counts them, 0: none yet."""

    def __init__(
        self,
        in_force: Callable[[int], Awaitable[Promise]],
        changed: Callable[[], None],
        hold_ms: int = HOLD_MS,
    ) -> None:
        """`in_force` measures, counting up to so many replicas; `changed` is called at news."""
        self.number = 0
        self.text = ""
        self.kept: bool | None = None
        """Whether the promise is kept; None while that is not known."""
        self._in_force = in_force
        self._changed = changed
        self._hold_s = hold_ms / 1000
        self._held_until_s = 0.0
        self._why = ""

    async def run(self, promised: Promise) -> None:
        """Compare with `promised` until cancelled."""
        while True:
            await self._look(promised)
            await asyncio.sleep(LOOK_MS / 1000)

    async def _look(self, promised: Promise) -> None:
        now, why = await self._measured(promised)
        self.kept = kept = now is not None and now.keeps(promised)
        text = json.dumps(
            {
                "type": "store",
                "promised": promised.text(),
                "in_force": now and now.text(),
                "kept": kept,
                "why": why,
            }
        )
        if text == self.text:
            return
        if not kept:
            means = words(now)[1] if now else f"it takes no write ({why})"
            _log.warning("the store keeps less than this night promised: %s", means)
        elif self.number:
            _log.warning("the store keeps what this night promised")
        self.text = text
        self.number += 1
        self._changed()

    async def _measured(self, promised: Promise) -> tuple[Promise | None, str]:
        """Return what is in force; None, and why, when no write is taken or lately was not."""
        clock = asyncio.get_running_loop().time
        try:
            now = await self._in_force(promised.replicas)
        except StoreError as error:
            self._held_until_s, self._why = clock() + self._hold_s, str(error)
        else:
            if clock() >= self._held_until_s:
                return now, ""
        return None, self._why
