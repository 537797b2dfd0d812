"""An edge that sends messages back: for RFC 6455's sake, and in tests only.

Frames, fragments, pings and closing are the edge's own. What differs: everybody is admitted, text
is taken too, messages may be long, and nobody is told of the show.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from websockets.frames import CloseCode, Frame, Opcode
from websockets.http11 import Request
from websockets.server import ServerProtocol

from gala.edge import Limits, opening
from gala.edge.framing import FrameError, Reader
from gala.edge.handshake import Admitted, Door, Query, RefusedError
from gala.edge.viewer import Viewer
from gala.wire.tickets import Ticket

from .house import House, running

BYTES_MAX = 1 << 20
FRAMES = 100_000


class Text(bytes):
    """A message that came as text."""


class EchoReader(Reader):
    """Takes text too. `gala.v1` has none, so the edge's own reader refuses it."""

    __slots__ = ("_text",)

    BYTES_MAX = BYTES_MAX

    def _take(self, frame: Frame) -> tuple[Opcode, bytes]:
        text = frame.opcode is Opcode.TEXT
        if text:
            frame = Frame(Opcode.BINARY, frame.data, frame.fin)
        begins = frame.opcode is Opcode.BINARY
        opcode, data = super()._take(frame)
        if begins:
            self._text = text
        if opcode is not Opcode.BINARY or not self._text:
            return opcode, data
        try:
            data.decode()
        except UnicodeDecodeError:
            raise FrameError(CloseCode.INVALID_DATA) from None
        return opcode, Text(data)


class EchoViewer(Viewer):
    """Gets back what it sends."""

    READER = EchoReader

    def join(self, response: bytes, query: Query, now_ms: int) -> None:
        hall = self._hall
        hall.main.members[self] = None
        hall.per_outlet[self.outlet] += 1
        hall.wheel.set(self, self._expires_s)
        self._transport.write(response)

    def pause_writing(self) -> None:
        """Echoes may wait."""

    def resume_writing(self) -> None:
        """They have gone."""

    def _write(self, frames: bytes) -> None:
        self._transport.write(frames)

    def _take(self, payload: bytes) -> None:
        opcode = Opcode.TEXT if isinstance(payload, Text) else Opcode.BINARY
        self._write(Frame(opcode, payload).serialize(mask=False))


class EchoDoor(Door):
    """Lets everybody in, on any path."""

    def open(self, data: bytes, now_ms: int, now_s: float, peer: str = "") -> Admitted:
        server = ServerProtocol()
        server.receive_data(data)
        request = server.events_received()[0]
        assert isinstance(request, Request)
        response = server.accept(request)
        if response.status_code != 101:
            raise RefusedError(400, "malformed")
        ticket = Ticket("v-1", "app", now_ms + 600_000)
        return Admitted(ticket, Query(), response.serialize())


@asynccontextmanager
async def echoing(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[House]:
    """Run an edge that echoes, and sends nothing else."""
    monkeypatch.setattr(opening, "Viewer", EchoViewer)
    async with running(limits=Limits(frames_per_s=FRAMES, linger_s=1.0)) as house:
        hall = house.hall
        hall.door = EchoDoor(hall.door._verifier, (), hall.door._bucket)
        monkeypatch.setattr(house.fan_out, "tick", lambda _: None)
        yield house
