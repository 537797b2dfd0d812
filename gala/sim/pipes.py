"""One direction of a stream: bytes in order, late by the path's delay, and only so many on the way.

This is the kernel's part. It goes on when the process that wrote has closed the socket or died.
"""

from __future__ import annotations

from collections import deque
from enum import Enum
from typing import TYPE_CHECKING
from zlib import crc32

from .life import Handle
from .loop import SimLoop
from .paths import Path

if TYPE_CHECKING:
    from .sockets import SimSocket


class Mark(Enum):
    """What travels in a stream besides bytes."""

    OPENED = "opened"
    """The other side has accepted the connection."""

    EOF = "eof"
    RESET = "reset"


class Pipe:
    """From one socket to another."""

    def __init__(self, loop: SimLoop, name: str, path: Path, back: Path, room: int) -> None:
        """`room`: how many bytes the two kernels keep together; `back` brings what makes room."""
        self.name = name
        self.path = path
        self._loop = loop
        self._back = back
        self.room = room
        self._segments: deque[tuple[float, bytes | Mark]] = deque()
        self._handle: Handle | None = None
        self._set = False
        self._waiting = False
        self._unconfirmed = 0
        self.writer: SimSocket
        self.reader: SimSocket

    def push(self, data: bytes) -> None:
        """Send `data`, for which there must be room."""
        self.room -= len(data)
        if self.path.splitting and (cut := self.path.split(len(data))):
            self._put(data[:cut])
            data = data[cut:]
        self._put(data)

    def mark(self, mark: Mark) -> None:
        """Send a mark, behind what was sent before."""
        self._put(mark)

    def _put(self, item: bytes | Mark) -> None:
        at_s = self._loop.time() + self.path.segment_delay_s()
        segments = self._segments
        if segments and segments[-1][0] > at_s:
            at_s = segments[-1][0]
        segments.append((at_s, item))
        if not self._set and not self._waiting:
            self._arm(at_s)

    def _arm(self, at_s: float) -> None:
        # One handle is used again and again: most of a simulation is this.
        if self._handle is None:
            reader, outside = self.reader, self._loop.outside
            context, life = (
                (reader.context, reader.life) if reader.living else (outside.context, outside)
            )
            self._handle = Handle(0, self._arrive, (), self._loop, context, life, False)
        self._set = True
        self._loop.set(self._handle, at_s)

    def _disarm(self) -> None:
        """Forget the handle: it may be set, or be held by a life that is paused or dead."""
        if self._handle is not None:
            self._handle.cancel()
            self._handle = None
            self._set = False

    def _arrive(self) -> None:
        """Hand over everything whose time has come."""
        self._set = False
        segments, now_s, trace = self._segments, self._loop.time(), self._loop.trace
        if self.path.closed_until_s > now_s:
            self._waiting = True
            self.path.when_open(self._look_again)
            return
        while segments and segments[0][0] <= now_s:
            item = segments.popleft()[1]
            if isinstance(item, Mark):
                trace.add(f"{now_s:.6f} {self.name} {item.value}")
                self.reader.marked(item)
                continue
            while segments and segments[0][0] <= now_s:  # together: read together
                more = segments[0][1]
                if isinstance(more, Mark):
                    break
                item += more
                segments.popleft()
            trace.add(f"{now_s:.6f} {self.name} {len(item)} {crc32(item):08x}")
            self.reader.arrived(item)
        if segments and not self._set and not self._waiting:
            self._arm(segments[0][0])

    def _look_again(self) -> None:
        self._waiting = False
        if self._segments and not self._set:
            self._arm(max(self._segments[0][0], self._loop.time()))

    def reader_gone(self) -> None:
        """Have what arrives handled outside the reader's host: nobody reads any more."""
        was_set = self._set
        self._disarm()
        if was_set and self._segments:
            self._arm(max(self._segments[0][0], self._loop.time()))

    def shorten(self, bytes_kept: int) -> None:
        """Lose all that is on the way but its first `bytes_kept` bytes; those arrive now."""
        segments, self._segments = self._segments, deque()
        now_s = self._loop.time()
        for _, item in segments:
            if isinstance(item, Mark):
                if item is not Mark.EOF:
                    self._segments.append((now_s, item))
                if item is Mark.RESET:
                    break  # it has been cut before: what follows must not close the gap
                continue
            if bytes_kept > 0:
                self._segments.append((now_s, item[:bytes_kept]))
            bytes_kept -= len(item)
        self._disarm()
        if self._segments and not self._waiting:
            self._arm(now_s)

    @property
    def on_the_way(self) -> int:
        """How many bytes have been sent and have not arrived."""
        return sum(len(item) for _, item in self._segments if isinstance(item, bytes))

    def consumed(self, count: int) -> None:
        """The reader has taken `count` bytes; the writer hears of it if the way back is open."""
        if self._back.closed_until_s <= self._loop.time():
            self.room += count
            if self.writer.wants_room:
                self.writer.room_made(self._back)
        else:
            if not self._unconfirmed:
                self._back.when_open(self._confirmed)
            self._unconfirmed += count

    def _confirmed(self) -> None:
        if not self._back.is_open:
            self._back.when_open(self._confirmed)
            return
        count, self._unconfirmed = self._unconfirmed, 0
        self.room += count
        self.writer.room_made(self._back)
