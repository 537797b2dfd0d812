"""The record of a night on disk: what `gala replay` reads.

DIR/log.jsonl       the as-run log, line by line as the store has it (gala.core.log)
DIR/claims.jsonl    every unit given, in order: one canonical JSON object a line. `hash` is the
                    SHA-256 of the line without it, `prev` the hash of the line before
DIR/crowd.json      what the crowd's viewers saw, when there was a crowd
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from gala.core.log import Written
from gala.core.seckill import Winner
from gala.ports import Log, StoreDown
from gala.store.follow import Follower

LOG = "log.jsonl"
CLAIMS = "claims.jsonl"
CROWD = "crowd.json"

NO_CLAIM = ""
"""What the first claim has as `prev`."""

WAIT_MS = 1_000
RETRY_MS = 200


class Recorder:
    """Keeps `log.jsonl` in step with the store's log, from its beginning."""

    def __init__(self, log: Log, folder: Path) -> None:
        """`folder` is there; an earlier `log.jsonl` in it is replaced once the log answers."""
        self.follower = Follower(log, self._entry)
        self._path = folder / LOG
        self._opened: BinaryIO | None = None

    async def run(self) -> None:
        """Record until cancelled.

        Raises `LogError` when the log does not follow the rules, `OSError` when it cannot be kept.
        """
        while True:
            try:
                came = await self.follower.wait(WAIT_MS)
            except StoreDown:
                await asyncio.sleep(RETRY_MS / 1000)
                continue
            if came:
                self._file().flush()

    async def finish(self) -> None:
        """Take what is still in the store, as far as it answers, and close the file."""
        try:
            with contextlib.suppress(StoreDown):
                await self.follower.catch_up()
            if self.follower.started:
                self._file()
        finally:
            self.close()

    def close(self) -> None:
        """Close the file, with what it has."""
        if self._opened is not None:
            self._opened.close()

    def _entry(self, written: Written) -> None:
        self._file().write(written.line + b"\n")

    def _file(self) -> BinaryIO:
        """Return the record's file, which begins with the log's first line."""
        if self._opened is None:
            assert self.follower.first_line is not None
            self._opened = self._path.open("wb")
            self._opened.write(self.follower.first_line + b"\n")
        return self._opened


def claim_line(window: str, winner: Winner, prev: str) -> bytes:
    """Return a unit that was given as its line in `claims.jsonl`; `prev` is of the line before."""
    fields = {
        "window": window,
        "viewer": winner.viewer,
        "outlet": winner.outlet,
        "gen": winner.won.gen,
        "unit": winner.won.unit,
        "price_fen": winner.won.price_fen,
        "at_ms": winner.won.at_ms,
        "claim_id": winner.won.claim_id.hex(),
        "prev": prev,
    }
    return _canonical({**fields, "hash": hashlib.sha256(_canonical(fields)).hexdigest()})


def write_claims(folder: Path, journals: Iterable[tuple[str, list[Winner]]]) -> int:
    """Write `claims.jsonl` from the windows' journals; return how many units were given."""
    count, prev = 0, NO_CLAIM
    with (folder / CLAIMS).open("wb") as file:
        for window, winners in journals:
            for winner in winners:
                line = claim_line(window, winner, prev)
                prev = json.loads(line)["hash"]
                file.write(line + b"\n")
                count += 1
    return count


def _canonical(fields: dict[str, object]) -> bytes:
    return json.dumps(fields, sort_keys=True, separators=(",", ":")).encode()
