"""The record of a night on disk, as `gala replay` and `gala verify` read it (docs/proof.md, 7).

The log is kept while the night runs; what follows from it and from the claims is written at the
end, and the signed `record.json` last of all, when nothing else changes any more.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import BinaryIO

from gala.core.log import Written
from gala.core.seckill import Winner
from gala.ports import Log, StoreDown
from gala.proof.canon import canonical
from gala.proof.frozen import frozen_texts
from gala.proof.promise import Promise
from gala.proof.receipt import sign_batch
from gala.proof.record import record_manifest
from gala.store.evidence import Evidence
from gala.store.follow import Follower

LOG = "log.jsonl"
CLAIMS = "claims.jsonl"
RECEIPTS = "receipts.jsonl"
CHECKPOINT = "checkpoint"
BUNDLES = "bundles"
CROWD = "crowd.json"
RECORD = "record.json"

NO_CLAIM = ""
"""What the first claim has as `prev`."""

WAIT_MS = 1_000
RETRY_MS = 200
READ_BYTES = 1 << 20

Journals = Mapping[str, list[Winner]]
"""By window, everybody who got something there, in order."""


class Recorder:
    """Keeps `log.jsonl` in step with the store's log, from its beginning."""

    def __init__(self, log: Log, folder: Path, evidence: Evidence) -> None:
        """`folder` is there; an earlier `log.jsonl` in it is replaced once the log answers."""
        self.follower = Follower(log, self._entry)
        self.evidence = evidence
        self._folder = folder
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
        self.evidence.take(written.line, written.event)

    def _file(self) -> BinaryIO:
        """Return the record's file, which begins with the log's first line."""
        if self._opened is None:
            first = self.follower.first_line
            assert first is not None
            self._opened = (self._folder / LOG).open("wb")
            self._opened.write(first + b"\n")
            self.evidence.begin(first, self.follower.origin)
        return self._opened


def claim_line(window: str, winner: Winner, prev: str) -> bytes:
    """Return what was given as its line in `claims.jsonl`; `prev` is of the line before."""
    won = winner.won
    fields = {
        "window": window,
        "pseudonym": winner.viewer,
        "outlet": winner.outlet,
        "gen": won.gen,
        "unit": won.unit,
        "quantity": won.quantity,
        "price_fen": won.price_fen,
        "at_ms": won.at_ms,
        "claim_id": won.claim_id.hex(),
        "batch": won.batch,
        "index": won.index,
        "prev": prev,
    }
    return canonical({**fields, "hash": hashlib.sha256(canonical(fields)).hexdigest()})


def write_claims(folder: Path, journals: Journals) -> int:
    """Write `claims.jsonl` from the windows' journals; return how many claims were given."""
    count, prev = 0, NO_CLAIM
    with (folder / CLAIMS).open("wb") as file:
        for window, winners in journals.items():
            for winner in winners:
                line = claim_line(window, winner, prev)
                prev = json.loads(line)["hash"]
                file.write(line + b"\n")
                count += 1
    return count


def write_receipts(
    folder: Path, journals: Journals, origin: str, secret: bytes, promise: Promise
) -> None:
    """Write `receipts.jsonl`: the signature over every batch, as its viewers have it."""
    with (folder / RECEIPTS).open("wb") as file:
        for window, winners in journals.items():
            for batch, members in groupby(winners, key=lambda winner: winner.won.batch):
                leaves = [winner.leaf().text() for winner in members]
                signed = sign_batch(secret, origin, window, batch, leaves, promise)
                line = canonical(
                    {
                        "batch": batch,
                        "root": signed.root.hex(),
                        "signature": signed.signature.hex(),
                        "size": signed.size,
                        "window": window,
                    }
                )
                file.write(line + b"\n")


def write_bundles(folder: Path, evidence: Evidence, journals: Journals) -> None:
    """Write the checkpoint, and the bundle of every draw and of every seckill's units."""
    (folder / CHECKPOINT).write_text(evidence.checkpoint(), encoding="utf-8")
    bundles = folder / BUNDLES
    bundles.mkdir(exist_ok=True)
    for old in bundles.iterdir():
        old.unlink()
    for number in evidence.committed:
        (bundles / f"draw-{number}.json").write_bytes(evidence.draw(number))
    for window in evidence.seckills:
        leaves = window_leaves(evidence, window, journals[window])
        (bundles / f"window-{window}.json").write_bytes(evidence.window(window, leaves))


def window_leaves(evidence: Evidence, window: str, winners: Iterable[Winner]) -> list[str]:
    """Return the leaves of a frozen window, in the order of its tree."""
    frozen = evidence.frozen(window)
    assert frozen is not None
    given: dict[str, list[Winner]] = {}
    for winner in winners:
        given.setdefault(winner.outlet, []).append(winner)
    return frozen_texts(
        [(outlet, declared) for outlet, declared, _ in frozen.outlets],
        {
            outlet: [one.leaf() for one in sorted(ones, key=lambda one: one.won.unit)]
            for outlet, ones in given.items()
        },
    )


def seal(folder: Path, origin: str, secret: bytes) -> None:
    """Write `record.json` over every other file in `folder`. Raises `OSError`."""
    files = {name: digested(path) for name, path in record_files(folder)}
    draft = folder / f"{RECORD}.draft"
    draft.write_bytes(record_manifest(files, origin, secret))
    draft.replace(folder / RECORD)


def unseal(folder: Path) -> None:
    """Take `record.json` away, if it is there: the record goes on. Raises `OSError`."""
    (folder / RECORD).unlink(missing_ok=True)


def record_files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield every file in a record but `record.json`, by its name in there.

    Raises `OSError` for what is neither a file nor a folder.
    """
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink() or not (path.is_file() or path.is_dir()):
            raise OSError(0, "neither a file nor a folder", str(path))
        if path.is_file() and name != RECORD:
            yield name, path


def digested(path: Path) -> tuple[int, bytes]:
    """Return a file's size and SHA-256. Raises `OSError`."""
    size, digest = 0, hashlib.sha256()
    with path.open("rb") as file:
        while part := file.read(READ_BYTES):
            size += len(part)
            digest.update(part)
    return size, digest.digest()
