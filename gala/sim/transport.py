"""asyncio's transport over a simulated socket, with the habits of asyncio's own.

Where the selector transport and uvloop differ, real code sees what both do: a write is tried at
once, what does not fit is buffered, the protocol is paused above the limit; the end of the stream
closes the transport unless the protocol wants it open; `connection_lost` comes once, from the loop.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, cast

from .loop import SimLoop
from .pipes import Mark
from .sockets import SimSocket

_HIGH = 64 * 1024


class SimTransport(asyncio.Transport):
    """One end of a connection. `lost` is called when it has ended."""

    def __init__(
        self,
        loop: SimLoop,
        sock: SimSocket,
        protocol: asyncio.BaseProtocol,
        lost: Callable[[], None] | None = None,
    ) -> None:
        super().__init__(
            {
                "socket": sock,
                "sockname": sock.getsockname(),
                "peername": sock.getpeername(),
                "sslcontext": None,
            }
        )
        self._loop = loop
        self._sock = sock
        self._protocol: Any
        self.set_protocol(protocol)
        self._lost = lost
        self._buffer = bytearray()
        self._high, self._low = _HIGH, _HIGH // 4
        self._writing_paused = self._reading_paused = False
        self._eof = self._closing = self._ended = False
        sock.on_data = self._data
        sock.on_mark = self._mark
        sock.on_room = self._room

    # Reading

    def set_protocol(self, protocol: asyncio.BaseProtocol) -> None:
        """See asyncio."""
        self._protocol = protocol
        self._buffered = isinstance(protocol, asyncio.BufferedProtocol)

    def get_protocol(self) -> asyncio.BaseProtocol:
        """See asyncio."""
        return cast(asyncio.BaseProtocol, self._protocol)

    def is_reading(self) -> bool:
        """See asyncio."""
        return not (self._closing or self._reading_paused)

    def pause_reading(self) -> None:
        """See asyncio: nothing comes from the next call on, and then the sender has to wait."""
        if self.is_reading():
            self._reading_paused = True
            self._sock.read(False)

    def resume_reading(self) -> None:
        """See asyncio. What has come meanwhile is handed over by the loop, not within this call."""
        if self._reading_paused and not self._closing:
            self._reading_paused = False
            self._loop.call_soon(self._read_on)

    def _read_on(self) -> None:
        if self.is_reading():
            self._sock.read(True)

    def _data(self, data: bytes) -> None:
        if self._closing:
            return
        try:
            if self._buffered:
                _fill(self._protocol, data)
            else:
                self._protocol.data_received(data)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            self._broke(error, "data_received")

    def _mark(self, mark: Mark) -> None:
        if mark is Mark.RESET:
            self._force(ConnectionResetError("Connection reset by peer"))
        elif mark is Mark.EOF and not self._closing:
            try:
                stay = self._protocol.eof_received()
            except (SystemExit, KeyboardInterrupt):
                raise
            except BaseException as error:
                self._broke(error, "eof_received")
                return
            if not stay:
                self.close()

    # Writing

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """See asyncio. On a connection that has ended the bytes are lost."""
        if not isinstance(data, (bytes, bytearray, memoryview)):
            raise TypeError(f"not bytes: {type(data).__name__!r}")
        if self._eof:
            raise RuntimeError("Cannot call write() after write_eof()")
        if not data or self._ended:
            return
        if not self._buffer:
            try:
                sent = self._sock.send(data)
            except BlockingIOError:
                sent = 0
            except OSError as error:
                self._force(error)
                return
            if sent == len(data):
                return
            data = memoryview(data)[sent:]
        self._buffer += data
        self._pause_if_full()

    def write_eof(self) -> None:
        """See asyncio."""
        if not (self._closing or self._eof):
            self._eof = True
            if not self._buffer:
                self._sock.shutdown()

    def can_write_eof(self) -> bool:
        """See asyncio."""
        return True

    def _room(self) -> None:
        if self._ended or not self._buffer:
            return
        try:
            sent = self._sock.send(self._buffer)
        except BlockingIOError:
            return
        except OSError as error:
            self._force(error)
            return
        del self._buffer[:sent]
        self._resume_if_empty()
        if not self._buffer:
            if self._closing:
                self._end(None)
            elif self._eof:
                self._sock.shutdown()

    # Back pressure

    def get_write_buffer_size(self) -> int:
        """See asyncio."""
        return len(self._buffer)

    def get_write_buffer_limits(self) -> tuple[int, int]:
        """See asyncio: low, high."""
        return self._low, self._high

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None:
        """See asyncio."""
        if high is None:
            high = _HIGH if low is None else 4 * low
        if low is None:
            low = high // 4
        if not high >= low >= 0:
            raise ValueError(f"high ({high!r}) must be >= low ({low!r}) must be >= 0")
        self._high, self._low = high, low
        self._pause_if_full()

    def _pause_if_full(self) -> None:
        if not self._writing_paused and len(self._buffer) > self._high:
            self._writing_paused = True
            self._tell("pause_writing")

    def _resume_if_empty(self) -> None:
        if self._writing_paused and len(self._buffer) <= self._low:
            self._writing_paused = False
            self._tell("resume_writing")

    def _tell(self, method: str) -> None:
        try:
            getattr(self._protocol, method)()
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            self._report(error, method)

    # The end

    def is_closing(self) -> bool:
        """See asyncio."""
        return self._closing

    def close(self) -> None:
        """See asyncio: what was written is still sent."""
        if not self._closing:
            self._closing = True
            if not self._buffer:
                self._end_soon(None)

    def abort(self) -> None:
        """See asyncio: what is buffered here is dropped."""
        self._force(None)

    def _force(self, error: Exception | None) -> None:
        self._buffer.clear()
        self._closing = True
        self._end_soon(error)

    def _end_soon(self, error: Exception | None) -> None:
        if not self._ended:
            self._ended = True
            self._loop.call_soon(self._call_lost, error)

    def _end(self, error: Exception | None) -> None:
        if not self._ended:
            self._ended = True
            self._call_lost(error)

    def _call_lost(self, error: Exception | None) -> None:
        try:
            self._protocol.connection_lost(error)
        finally:
            self._sock.close()
            self._protocol = None
            if self._lost is not None:
                self._lost()

    def _broke(self, error: BaseException, method: str) -> None:
        self._report(error, method)
        self._force(error if isinstance(error, Exception) else None)

    def _report(self, error: BaseException, method: str) -> None:
        message = f"protocol.{method}() failed"
        self._loop.call_exception_handler({"message": message, "exception": error})


def _fill(protocol: asyncio.BufferedProtocol, data: bytes) -> None:
    while data:
        buffer = memoryview(protocol.get_buffer(len(data)))
        count = min(len(buffer), len(data))
        buffer[:count] = data[:count]
        protocol.buffer_updated(count)
        data = data[count:]
