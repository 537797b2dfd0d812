"""The record of a night on disk: what `gala replay` reads.

DIR/log.jsonl       the as-run log, line by line as the store has it (gala.core.log)
DIR/claims.jsonl    every unit given, in order: one canonical JSON object a line
DIR/crowd.json      what the crowd's viewers saw, when there was a crowd
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable
from pathlib import Path

from gala.core.log import Written
from gala.core.seckill import Winner
from gala.ports import Log, StoreDown
from gala.store.follow import Follower

LOG = "log.jsonl"
CLAIMS = "claims.jsonl"
CROWD = "crowd.json"

WAIT_MS = 1_000
RETRY_MS = 200


class Recorder:
    """Keeps `log.jsonl` in step with the store's log, from its beginning."""

    def __init__(self, log: Log, folder: Path) -> None:
        self.follower = Follower(log, self._entry)
        self._file = (folder / LOG).open("wb")
        self._headed = False

    async def run(self) -> None:
        """Record until cancelled. Raises `LogError` when the log does not follow the rules."""
        while True:
            try:
                came = await self.follower.wait(WAIT_MS)
            except StoreDown:
                await asyncio.sleep(RETRY_MS / 1000)
                continue
            if came:
                self._flush()

    async def finish(self) -> None:
        """Take what is still in the store, as far as it answers, and close the file."""
        try:
            await self.follower.catch_up()
        except StoreDown:
            pass
        finally:
            self._flush()
            self._file.close()

    def _entry(self, written: Written) -> None:
        self._head()
        self._file.write(written.line + b"\n")

    def _head(self) -> None:
        if not self._headed and self.follower.first_line is not None:
            self._headed = True
            self._file.write(self.follower.first_line + b"\n")

    def _flush(self) -> None:
        self._head()
        self._file.flush()


def claim_line(window: str, winner: Winner) -> bytes:
    """Return a unit that was given as its line in `claims.jsonl`."""
    fields = {
        "window": window,
        "viewer": winner.viewer,
        "outlet": winner.outlet,
        "gen": winner.won.gen,
        "unit": winner.won.unit,
        "price_fen": winner.won.price_fen,
        "at_ms": winner.won.at_ms,
        "claim_id": winner.won.claim_id.hex(),
    }
    return json.dumps(fields, sort_keys=True, separators=(",", ":")).encode()


def write_claims(folder: Path, journals: Iterable[tuple[str, list[Winner]]]) -> int:
    """Write `claims.jsonl` from the windows' journals; return how many units were given."""
    count = 0
    with (folder / CLAIMS).open("wb") as file:
        for window, winners in journals:
            for winner in winners:
                file.write(claim_line(window, winner) + b"\n")
                count += 1
    return count
