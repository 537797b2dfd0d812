"""The kernel's half of a connection: what a process can do with a file descriptor.

`send` behaves as `os.write` does on a socket that does not block. File descriptors are numbered by
life from the lowest that is free, as a kernel does, so who keeps the number of a closed socket
writes to somebody else's. They begin far above real ones: a call that misses the simulator fails.
"""

from __future__ import annotations

import errno
import os
import socket
from collections.abc import Callable
from contextvars import Context
from typing import Any

from .life import Life
from .loop import SimLoop
from .paths import Path
from .pipes import Mark, Pipe

FIRST_FD = 1_000_000

Address = tuple[str, int]


class Descriptors:
    """The file descriptors of one life."""

    def __init__(self) -> None:
        self._sockets: dict[int, SimSocket] = {}

    def give(self, sock: SimSocket) -> int:
        """Return the lowest number that is free, and have it mean `sock`."""
        number = FIRST_FD
        while number in self._sockets:
            number += 1
        self._sockets[number] = sock
        return number

    def free(self, number: int) -> None:
        """Let `number` mean nothing."""
        self._sockets.pop(number, None)

    def write(self, number: int, data: bytes) -> int:
        """Be `os.write`. Raises `OSError` as it does."""
        sock = self._sockets.get(number)
        if sock is None:
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        return sock.send(data)

    def open(self) -> list[SimSocket]:
        """Return the open sockets, by number."""
        return [self._sockets[number] for number in sorted(self._sockets)]


class SimSocket:
    """One end. Its transport sets `on_data`, `on_mark` and `on_room`; the loop calls them."""

    family = socket.AF_INET
    type = socket.SOCK_STREAM
    proto = 0

    def __init__(
        self,
        loop: SimLoop,
        life: Life,
        context: Context,
        descriptors: Descriptors,
        names: tuple[Address, Address],
        inward: Pipe,
        outward: Pipe,
    ) -> None:
        self.life = life
        self.context = context
        self.living = True
        """Whether a process has it open."""
        self.silent = False
        """Whether what arrives after its end is not even answered by a reset."""
        self.broken = False
        """Whether it was reset."""
        self.on_data: Callable[[bytes], None] = _nothing
        self.on_mark: Callable[[Mark], None] = _nothing
        self.on_room: Callable[[], None] = _nothing
        self.inward = inward
        self.outward = outward
        inward.reader = outward.writer = self
        self._loop = loop
        self._descriptors = descriptors
        self._names = names
        self._shut = False
        self._refusing = False
        self._reading = True
        self._unread: list[bytes | Mark] = []
        self.wants_room = False
        """Whether somebody waits to send more."""
        self._fd = descriptors.give(self)

    # What a process calls

    def fileno(self) -> int:
        """Return the file descriptor, -1 once closed."""
        return self._fd

    def getsockname(self) -> Address:
        """Return this end's address."""
        return self._names[0]

    def getpeername(self) -> Address:
        """Return the other end's."""
        return self._names[1]

    def setsockopt(self, *args: Any) -> None:
        """Take any option: the network is as it is."""

    def getsockopt(self, *args: Any) -> int:
        """Know of none."""
        return 0

    def send(self, data: bytes | bytearray | memoryview) -> int:
        """Send what there is room for; return how much. Raises `OSError` as `os.write` does."""
        if self._shut or self.broken:
            raise BrokenPipeError(errno.EPIPE, os.strerror(errno.EPIPE))
        count = min(len(data), self.outward.room)
        if count <= 0:
            self.wants_room = True
            raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))
        if count < len(data):
            self.wants_room = True
            data = data[:count]
        self.outward.push(data if isinstance(data, bytes) else bytes(data))
        return count

    def shutdown(self) -> None:
        """Send no more: the other side reads an end."""
        if not self._shut:
            self._shut = True
            if not self.broken:
                self.outward.mark(Mark.EOF)

    def read(self, reading: bool) -> None:
        """Hand over what arrives, or keep it."""
        self._reading = reading
        while self._reading and self._unread and self.living:
            item = self._unread.pop(0)
            if isinstance(item, Mark):
                self.on_mark(item)
            else:
                self.on_data(item)
                self.inward.consumed(len(item))

    def close(self) -> None:
        """Close it; what was sent still arrives, with an end behind it."""
        if not self.living:
            return
        lost = any(isinstance(item, bytes) for item in self._unread)
        self._end()
        if self.broken:
            return
        if lost:  # unread bytes: TCP tells the other side that they were not taken
            self._refuse()
        else:
            self.shutdown()

    # What the network calls

    def arrived(self, data: bytes) -> None:
        """Take in bytes from the other side."""
        if self.broken:
            return
        if not self.living:
            self._refuse()
        elif self._reading and not self._unread:
            self.on_data(data)
            self.inward.consumed(len(data))
        else:
            self._unread.append(data)

    def marked(self, mark: Mark) -> None:
        """Take in a mark from the other side."""
        if mark is Mark.RESET:
            if self.broken:
                return
            self.broken = True
            self._unread.clear()
        if self.living:
            if mark is Mark.EOF and (self._unread or not self._reading):
                self._unread.append(mark)
            else:
                self.on_mark(mark)
        elif mark is Mark.OPENED:
            self._refuse()  # nobody waits for this connection any more

    def room_made(self, back: Path) -> None:
        """Know that the other side has taken something."""
        if self.wants_room and self.living:
            self.wants_room = False
            self._loop.call_later(back.delay_s(), self._room, context=self.context)

    def vanish(self, silently: bool) -> None:
        """Be gone with the process: the other side gets a reset, or hears nothing ever."""
        self._end()
        self.silent = silently
        self._refuse()

    def _refuse(self) -> None:
        if not (self.silent or self.broken or self._refusing):
            self._shut = self._refusing = True
            self.outward.mark(Mark.RESET)

    def _room(self) -> None:
        if self.living:
            self.on_room()

    def _end(self) -> None:
        self.living = False
        self._descriptors.free(self._fd)
        self._fd = -1
        self._unread.clear()
        self.on_data = self.on_mark = self.on_room = _nothing
        self.inward.reader_gone()


def _nothing(*args: object) -> None:
    pass
