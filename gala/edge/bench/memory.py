"""What an idle viewer takes of the edge's memory: resident bytes, before and after they came."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import uvloop

from .stand import Stand

STEP = 500
"""So many are in before it is measured: what grows with the first of them only is nobody's."""

_STATM = Path("/proc/self/statm")
_PAGE_BYTES = 4_096


@dataclass(frozen=True, slots=True)
class Report:
    """Bytes of resident user memory for each viewer."""

    viewers: int
    bytes_each: float


def run(
    viewers: int = 10_000, progress: Callable[[str], None] = lambda _: None, tls: bool = False
) -> Report:
    """Measure. Raises `ValueError` where it cannot be, or not with so many sockets."""
    if not _STATM.exists():
        raise ValueError(f"{sys.platform} does not tell a process's resident memory")
    return uvloop.run(_measure(viewers, progress, tls))


async def _measure(viewers: int, progress: Callable[[str], None], tls: bool) -> Report:
    async with Stand(viewers + STEP, tls) as stand:
        await stand.come(STEP)
        before = resident()
        for come in range(0, viewers, STEP):
            await stand.come(min(STEP, viewers - come))
            progress(f"{come + STEP} viewers are in …")
        return Report(viewers, (resident() - before) / viewers)


def resident() -> int:
    """Return the resident bytes of this process."""
    gc.collect()
    return int(_STATM.read_text().split()[1]) * _PAGE_BYTES
