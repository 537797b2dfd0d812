"""Putting a show into a store: its header is line 0 of the log, written once."""

from __future__ import annotations

import contextlib

from gala.core.log import Header, LogReader, header_line
from gala.core.stated import stated
from gala.ports import Fenced, Log, LogConflict

HEADER_EPOCH = 0


class OtherShow(Exception):
    """The store has another show under this name, or one that has ended."""


async def open_show(log: Log, header: Header) -> LogReader:
    """Write the header, or find that the same sheet already stands there and may go on.

    The sheet may also be one that the show was edited to on air.

    Returns a reader at line 0. Raises `OtherShow`, `StoreDown`, `LogError`.
    """
    found = await find_show(log)
    if found is None:
        # Another process may be as quick as we are: then its header counts.
        with contextlib.suppress(LogConflict, Fenced):
            await log.append(HEADER_EPOCH, 0, header_line(header))
        found = await find_show(log)
        assert found is not None
    same = found.header.sheet_digest == header.sheet_digest
    same = same or header.sheet_digest in {one.digest for one in stated(await log.read(0))}
    if not same or found.header.pace_milli != header.pace_milli:
        raise OtherShow(
            f"the store already has another show (sheet {found.header.sheet_digest[:12]}, pace "
            f"{found.header.pace_milli / 1000:g})"
        )
    return found


async def find_show(log: Log) -> LogReader | None:
    """Return a reader at line 0 of the show that stands in the log; None when there is none."""
    lines = await log.read(0)
    return LogReader(lines[0]) if lines else None
