"""Putting a show into a store: its header is line 0 of the log, written once."""

from __future__ import annotations

import contextlib

from gala.core.log import Header, LogReader, header_line
from gala.ports import Fenced, Log, LogConflict

HEADER_EPOCH = 0


class OtherShow(Exception):
    """The store has another show under this name, or one that has ended."""


async def open_show(log: Log, header: Header) -> LogReader:
    """Write the header, or find that the same sheet already stands there and may go on.

    Returns a reader at line 0. Raises `OtherShow`, `StoreDown`, `LogError`.
    """
    found = await find_show(log)
    if found is None:
        # Another process may be as quick as we are: then its header counts.
        with contextlib.suppress(LogConflict, Fenced):
            await log.append(HEADER_EPOCH, 0, header_line(header))
        found = await find_show(log)
        assert found is not None
    ours = (header.sheet_digest, header.pace_milli)
    if (found.header.sheet_digest, found.header.pace_milli) != ours:
        raise OtherShow(
            f"the store already has another show (sheet {found.header.sheet_digest[:12]}, pace "
            f"{found.header.pace_milli / 1000:g})"
        )
    return found


async def find_show(log: Log) -> LogReader | None:
    """Return a reader at line 0 of the show that stands in the log; None when there is none."""
    lines = await log.read(0)
    return LogReader(lines[0]) if lines else None
