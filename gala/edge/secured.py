"""Viewers over TLS in this process: how their sockets are written to and ended.

The kernel must see nothing but what TLS has made, so nobody's `fd` is written to: each viewer's
transport is. What it keeps of one who does not read is bounded all the same. The plain transport
below is told to pause as soon as the kernel is full, and TLS to pause as soon as it cannot hand
on: two merged writes at most stand between, then the viewer is behind like any other.
"""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .viewer import Viewer


def limit(transport: asyncio.Transport) -> None:
    """Have `transport` pause its protocol when the kernel has not taken everything."""
    # TLS pauses when *as many* bytes wait, so with 0 it would pause when none do.
    transport.set_write_buffer_limits(high=0 if transport.can_write_eof() else 1, low=0)


def end(transport: asyncio.Transport) -> None:
    """Send what was written and an end, and leave hanging up to the other side if possible."""
    if transport.can_write_eof():
        transport.write_eof()
    else:  # TLS has no half-open connections: this waits for the other side's farewell
        transport.close()


def send_all(viewers: Sequence[Viewer], frames: bytes, missed: int) -> int:
    """Do what `gala.edge.sweep.write_all` does, through TLS: no bytes go around it."""
    skipped = 0
    collecting = gc.isenabled()
    gc.disable()
    try:
        for viewer in viewers:
            if not viewer.send(frames):
                viewer.skipped(missed)
                skipped += 1
    finally:
        if collecting:
            gc.enable()
    return len(viewers) - skipped
