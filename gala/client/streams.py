"""Events handed to any number of readers, each at its own speed, each bounded."""

from __future__ import annotations

import asyncio
import weakref
from collections import deque
from collections.abc import AsyncIterator
from typing import Generic, TypeVar

from .errors import Lagging

T = TypeVar("T")

UNREAD_MAX = 4_096
"""A reader that has left this many events unread is told so; a whole night has fewer cues."""


class Stream(Generic[T], AsyncIterator[T]):
    """One reader's events. Ends when the viewer does, with its error when that is one."""

    def __init__(self, hub: Hub[T]) -> None:
        self._hub = hub
        self._unread: deque[T] = deque()
        self._waiter: asyncio.Future[None] | None = None
        self._lagging = False

    def push(self, event: T) -> None:
        """Add an event, or mark the reader as lagging."""
        if len(self._unread) >= UNREAD_MAX:
            self._lagging = True
        else:
            self._unread.append(event)
        self.wake()

    def wake(self) -> None:
        """Let the reader look again."""
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    async def __anext__(self) -> T:
        while not self._unread:
            if self._lagging:
                raise Lagging(f"more than {UNREAD_MAX} events were left unread")
            if self._hub.ended:
                if self._hub.error is not None:
                    raise self._hub.error
                raise StopAsyncIteration
            self._waiter = asyncio.get_running_loop().create_future()
            try:
                await self._waiter
            finally:
                self._waiter = None
        return self._unread.popleft()


class Hub(Generic[T]):
    """Hands each event to every open stream."""

    def __init__(self) -> None:
        self.ended = False
        self.error: Exception | None = None
        # Weakly: a reader who breaks off his loop just drops the stream.
        # By number, so in the order of their opening: a set would go by addresses.
        self._streams: weakref.WeakValueDictionary[int, Stream[T]] = weakref.WeakValueDictionary()
        self._opened = 0

    @property
    def wanted(self) -> bool:
        """True when somebody reads."""
        return bool(self._streams)

    def open(self) -> Stream[T]:
        """Return a stream of the events from this moment on."""
        stream = Stream(self)
        self._opened += 1
        self._streams[self._opened] = stream
        return stream

    def push(self, event: T) -> None:
        """Hand out one event."""
        if self._streams:
            for stream in self._streams.values():
                stream.push(event)

    def end(self, error: Exception | None) -> None:
        """End every stream after what it has unread; with `error` when there is one."""
        self.ended = True
        self.error = error
        for stream in self._streams.values():
            stream.wake()
