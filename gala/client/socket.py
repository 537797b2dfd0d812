"""websockets' connection, with a short way for what a viewer hears most: small whole messages.

The library opens, closes, answers pings and reads whatever is not plain. A binary message in one
frame that has come whole is handed over from where it lies: no task is woken for it and nothing
is queued, which is most of what the library spends on a message.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from websockets.asyncio.client import ClientConnection
from websockets.frames import DATA_OPCODES, Frame
from websockets.protocol import OPEN, Event

from gala.wire.codec import SERVER_BYTES_MAX

_PLAIN = 0x82
"""The first byte of a binary message in one frame (RFC 6455, section 5.2)."""

_TWO_BYTES = 126
"""A length of so many means that the next two bytes say it; 127 that eight do."""

Take = Callable[[bytes], None]


class Socket(ClientConnection):
    """Gives every message to whoever `hand_to` names, in their order; `recv` gives none."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.failure: Exception | None = None
        """What a taker raised; the connection was broken for it."""
        self._take: Take | None = None
        self._early: list[bytes] | None = []
        self._pieces: list[bytes] = []

    def hand_to(self, take: Take) -> None:
        """Give `take` what has come so far, and what comes."""
        early, self._early, self._take = self._early or (), None, take
        for message in early:
            self._message(message)

    def mute(self) -> None:
        """Give nobody anything more."""
        self._take = self._early = None

    def data_received(self, data: bytes) -> None:
        """See asyncio: read what is plain, and leave the rest to the library."""
        protocol = self.protocol
        start = 0
        if protocol.state is OPEN and not (self._pieces or protocol.reader.buffer):
            size = len(data)
            while size - start >= 4 and data[start] == _PLAIN:
                length, begin = data[start + 1], start + 2
                if length == _TWO_BYTES:
                    length, begin = data[start + 2] << 8 | data[start + 3], start + 4
                elif length > _TWO_BYTES:
                    break  # longer than most, or masked, which no server does
                end = begin + length
                if end > size or length > SERVER_BYTES_MAX:
                    break
                self._message(data[begin:end])
                start = end
        if start < len(data):
            super().data_received(data[start:] if start else data)

    def process_event(self, event: Event) -> None:
        """See the library's: it would queue messages for `recv`."""
        if isinstance(event, Frame) and event.opcode in DATA_OPCODES:
            self._pieces.append(bytes(event.data))
            if event.fin:
                pieces, self._pieces = self._pieces, []
                self._message(b"".join(pieces))
        else:
            super().process_event(event)

    def _message(self, message: bytes) -> None:
        if self._take is None:
            if self._early is not None:
                self._early.append(message)
            return
        try:
            self._take(message)
        except Exception as error:
            self.mute()
            self.failure = error
            self.transport.abort()
