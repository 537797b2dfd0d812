"""An embedded Valkey for tests that start their own processes beside it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gala.store.embedded import EmbeddedStore


@contextmanager
def served_store(folder: Path) -> Iterator[str]:
    """Run a store in `folder` and give its URL; it ends with the block."""
    store = EmbeddedStore(folder / "valkey")
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        asyncio.run_coroutine_threadsafe(store.start(), loop).result(60)
        yield store.url
    finally:
        asyncio.run_coroutine_threadsafe(store.stop(), loop).result(60)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
