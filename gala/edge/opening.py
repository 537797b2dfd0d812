"""A connection before it is a viewer: bytes gathered until the request is whole, then the door.

It has ten seconds and eight kilobytes. A refusal is written, and the socket lingers a moment so
that the other side can read it.
"""

from __future__ import annotations

import asyncio
import logging
from typing import cast

from .hall import Hall
from .handshake import Admitted, RefusedError
from .secured import end
from .viewer import Probing, Viewer

log = logging.getLogger(__name__)

_END = b"\r\n\r\n"
_FULL_S = (5, 30)
_BEHIND_S = (1, 2)


class Opening(asyncio.Protocol):
    """The protocol object of a connection until its handshake is done."""

    __slots__ = ("_data", "_hall", "_refused", "_transport", "_whole", "slot")

    def __init__(self, hall: Hall) -> None:
        self._hall = hall
        self._data = b""
        self.slot = 0
        self._refused = self._whole = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        hall = self._hall
        self._transport = cast(asyncio.Transport, transport)
        hall.connections[self] = None
        hall.wheel.set(self, hall.loop.time() + hall.limits.handshake_s)
        if len(hall.connections) > hall.limits.viewers:
            self._refuse(RefusedError(503, "busy", hall.rng.randint(*_FULL_S)))

    def data_received(self, data: bytes) -> None:
        if self._refused:
            return
        try:
            self._gather(data)
        except RefusedError as refused:
            self._refuse(refused)
        except Exception:
            log.exception("an opening handshake")
            self._transport.abort()

    def eof_received(self) -> None:
        """Nothing to say: who hangs up before the response wants none."""

    def connection_lost(self, exc: Exception | None) -> None:
        self._hall.wheel.clear(self)
        self._hall.left(self)

    def overdue(self) -> None:
        """The request has not come in time, or the refusal was not read."""
        self._transport.abort()

    def send_away(self, over: bool) -> None:
        """Drop it: the edge stops."""
        self._transport.abort()

    def abort(self) -> None:
        """Drop it at once."""
        self._transport.abort()

    # What the entrance calls, in this order.

    def judge(self) -> Admitted | None:
        """Return who comes in; None when it was refused, or has gone meanwhile."""
        hall = self._hall
        if self._refused or self._transport.is_closing():
            return None
        try:
            now_ms, now_s = hall.clock.now_ms(), hall.loop.time()
            admitted = hall.door.open(self._data, now_ms, now_s, self._peer())
            if hall.behind_the(admitted.query):
                raise RefusedError(503, "behind", hall.rng.randint(*_BEHIND_S))
        except RefusedError as refused:
            self._refuse(refused)
        except Exception:
            log.exception("an opening handshake")
            self._transport.abort()
        else:
            return admitted
        return None

    def enter(self, admitted: Admitted) -> None:
        """Become the viewer that was admitted."""
        hall, now_ms = self._hall, self._hall.clock.now_ms()
        hall.wheel.clear(self)
        kind = Probing if admitted.probe else Viewer
        viewer = kind(hall, self._transport, admitted.ticket, now_ms)
        self._transport.set_protocol(viewer)
        hall.connections[viewer] = None
        hall.left(self)
        viewer.join(admitted.response, admitted.query, now_ms)

    def _gather(self, data: bytes) -> None:
        hall = self._hall
        self._data += data
        end = self._data.find(_END)
        # RFC 6455 section 4.1: a client waits for the response; what follows is a body.
        follows = self._whole or 0 <= end < len(self._data) - len(_END)
        if follows or len(self._data) > hall.limits.request_bytes:
            raise RefusedError(400, "malformed")
        if end < 0:
            return
        self._whole = True
        hall.entrance.put(self)

    def _peer(self) -> str:
        name = self._transport.get_extra_info("peername")
        return str(name[0]) if name else ""

    def _refuse(self, refused: RefusedError) -> None:
        hall = self._hall
        hall.tally.refused[refused.word] += 1
        self._refused = True
        self._data = b""
        hall.wheel.set(self, hall.loop.time() + hall.limits.linger_s)
        self._transport.write(refused.response)
        end(self._transport)
