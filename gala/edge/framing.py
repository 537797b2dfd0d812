"""WebSocket frames (RFC 6455 section 5): built once for many, parsed without keeping a parser.

Frames from viewers go through websockets' own `Frame.parse`, but for the commonest: one short
message in one piece. An idle viewer keeps nothing here; a `Reader` lives only as long as a frame or
a fragmented message is incomplete.
"""

from __future__ import annotations

from collections.abc import Iterator
from struct import pack

from websockets.exceptions import PayloadTooBig, ProtocolError

# The compiled one where there is one; the package chooses, but does not say that it exports it.
from websockets.frames import (  # type: ignore[attr-defined]
    Close,
    CloseCode,
    Frame,
    Opcode,
    apply_mask,
)
from websockets.streams import StreamReader

from gala.wire.codec import VIEWER_BYTES_MAX

_HEADER_BYTES_MAX = 14

# Section 5.2: the first two bytes, and where the payload begins when it is short and masked.
_WHOLE = 0x80 | Opcode.BINARY
_MASKED = 0x80
_SHORT_BYTES_MAX = 125
_SHORT_HEADER_BYTES = 6


class FrameError(Exception):
    """The viewer broke RFC 6455; `code` is the close code that says how (section 7.4.1)."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


def binary(payload: bytes) -> bytes:
    """Return `payload` as one unmasked binary frame."""
    size = len(payload)
    if size < 126:
        return b"\x82" + bytes((size,)) + payload
    if size < 1 << 16:
        return pack("!BBH", 0x82, 126, size) + payload
    return pack("!BBQ", 0x82, 127, size) + payload


def pong(payload: bytes) -> bytes:
    """Return the answer to a ping; section 5.5.3: the identical application data."""
    return bytes((0x8A, len(payload))) + payload


def close(code: int, reason: str = "") -> bytes:
    """Return a close frame; `reason` has at most 123 bytes (section 5.5)."""
    body = pack("!H", code) + reason.encode()
    return bytes((0x88, len(body))) + body


def count(frames: bytes) -> int:
    """Return how many of our own frames stand in `frames`, one after the other."""
    number = at = 0
    while at < len(frames):
        size, at = frames[at + 1], at + 2
        if size >= 126:
            wide = 2 if size == 126 else 8
            size, at = int.from_bytes(frames[at : at + wide], "big"), at + wide
        number, at = number + 1, at + size
    return number


def whole(data: bytes) -> bytes | None:
    """Return the message when `data` is exactly one short frame, and that a whole message.

    That is what a claim comes as, and they come by the thousand; a `Reader` takes all else.
    """
    size = len(data) - _SHORT_HEADER_BYTES
    if 0 <= size <= _SHORT_BYTES_MAX and data[0] == _WHOLE and data[1] == _MASKED | size:
        message: bytes = apply_mask(data[_SHORT_HEADER_BYTES:], data[2:_SHORT_HEADER_BYTES])
        return message
    return None


class Reader:
    """Takes bytes, gives frames: `Opcode.BINARY` (whole messages), `PING` and `CLOSE`, in order."""

    __slots__ = ("_begun", "_rest")

    BYTES_MAX = VIEWER_BYTES_MAX
    """Of a message, whatever its fragments."""

    def __init__(self) -> None:
        self._rest = b""
        self._begun: bytes | None = None  # the fragments so far, joined

    @property
    def idle(self) -> bool:
        """Whether nothing is kept: this reader can be dropped."""
        return not self._rest and self._begun is None

    def feed(self, data: bytes) -> Iterator[tuple[Opcode, bytes]]:
        """Yield each complete frame in what has come so far; `(CONT, b"")` for a mere fragment.

        The caller may stop before the end and drop the reader. Raises `FrameError`.
        """
        stream = StreamReader()
        stream.feed_data(self._rest + data if self._rest else data)
        self._rest = b""
        while stream.buffer:
            start = bytes(stream.buffer[: self.BYTES_MAX + _HEADER_BYTES_MAX])
            frame = _next_frame(stream, self.BYTES_MAX)
            if frame is None:
                # Parsed again from its start when more has come: a generator kept for every
                # viewer in the middle of a frame would cost more than a second look.
                self._rest = start
                return
            yield self._take(frame)

    def _take(self, frame: Frame) -> tuple[Opcode, bytes]:
        data = bytes(frame.data)
        match frame.opcode:
            case Opcode.TEXT:
                raise FrameError(CloseCode.UNSUPPORTED_DATA)
            case Opcode.BINARY if self._begun is not None:
                raise FrameError(CloseCode.PROTOCOL_ERROR)  # section 5.4: no interleaving
            case Opcode.BINARY if frame.fin:
                return Opcode.BINARY, data
            case Opcode.BINARY:
                self._begun = data
                return Opcode.CONT, b""
            case Opcode.CONT:
                return self._continue(data, frame.fin)
        return frame.opcode, data

    def _continue(self, data: bytes, fin: bool) -> tuple[Opcode, bytes]:
        if self._begun is None:
            raise FrameError(CloseCode.PROTOCOL_ERROR)
        whole = self._begun + data
        if len(whole) > self.BYTES_MAX:
            raise FrameError(CloseCode.MESSAGE_TOO_BIG)
        self._begun = None if fin else whole
        return (Opcode.BINARY, whole) if fin else (Opcode.CONT, b"")


def close_code(payload: bytes) -> int:
    """Return the code with which to answer a viewer's close frame: its own, 1000 without one.

    Raises `FrameError` when the frame is malformed.
    """
    try:
        code = Close.parse(payload).code
    except ProtocolError:
        raise FrameError(CloseCode.PROTOCOL_ERROR) from None
    except UnicodeDecodeError:
        raise FrameError(CloseCode.INVALID_DATA) from None
    return CloseCode.NORMAL_CLOSURE if code == CloseCode.NO_STATUS_RCVD else code


def _next_frame(stream: StreamReader, bytes_max: int) -> Frame | None:
    parser = Frame.parse(stream.read_exact, mask=True, max_size=bytes_max)
    try:
        next(parser)
    except StopIteration as done:
        frame: Frame = done.value
        return frame
    except PayloadTooBig:
        raise FrameError(CloseCode.MESSAGE_TOO_BIG) from None
    except ProtocolError:
        raise FrameError(CloseCode.PROTOCOL_ERROR) from None
    return None
