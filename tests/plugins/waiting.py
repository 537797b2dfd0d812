"""Waiting for what comes true, in place of sleeping for as long as it usually takes."""

import asyncio
import inspect
import subprocess
from collections.abc import Callable
from typing import Any


async def until(condition: Callable[[], Any], within_s: float = 10.0) -> Any:
    """Return the first true value of `condition()`, awaited if need be. Raises `TimeoutError`."""
    async with asyncio.timeout(within_s):
        while True:
            value = condition()
            if inspect.isawaitable(value):
                value = await value
            if value:
                return value
            await asyncio.sleep(0.001)


def runs(pid: int) -> bool:
    """Say whether process `pid` runs; a zombie that nobody reaps does not."""
    # Not os.kill(pid, 0): a zombie takes signals too.
    ps = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, check=False)
    return ps.stdout.strip()[:1] not in (b"", b"Z")
