"""Watch a show from Python: the viewer protocol's client (docs/protocol.md).

ticket = await gala.client.join("http://127.0.0.1:8080")
async with gala.client.connect(ticket.edge, ticket.ticket) as viewer:
    async for cue in viewer.cues():
        if cue.kind == "window" and cue.body[2] == "armed":
            receipt = await viewer.claim(cue.body[0])
"""

from __future__ import annotations

from gala.wire.board import Board
from gala.wire.messages import Tick
from gala.wire.picture import Announced, Card, Next, Picture, Revoked, Row, Visit, Window
from gala.wire.steps import Cue
from gala.wire.tls_files import TlsError, trusting

from .clock import ShowClock
from .errors import (
    ClientError,
    Dismissed,
    Ended,
    JoinRefused,
    Lagging,
    Left,
    NoPlace,
    NoRoom,
    NoWindow,
    Refused,
    ShowOver,
    TicketExpired,
    Unreachable,
)
from .events import (
    Answer,
    Disconnected,
    Event,
    Fresh,
    GapFound,
    NoSuchRoom,
    Presented,
    Receipt,
    Resumed,
    RoomFull,
    Snapshot,
    Stale,
    Standing,
    Welcome,
)
from .join import Ticket, join
from .opening import connect
from .programme import Media
from .viewer import Listener, Viewer

__all__ = [
    "Announced",
    "Answer",
    "Board",
    "Card",
    "ClientError",
    "Cue",
    "Disconnected",
    "Dismissed",
    "Ended",
    "Event",
    "Fresh",
    "GapFound",
    "JoinRefused",
    "Lagging",
    "Left",
    "Listener",
    "Media",
    "Next",
    "NoPlace",
    "NoRoom",
    "NoSuchRoom",
    "NoWindow",
    "Picture",
    "Presented",
    "Receipt",
    "Refused",
    "Resumed",
    "Revoked",
    "RoomFull",
    "Row",
    "ShowClock",
    "ShowOver",
    "Snapshot",
    "Stale",
    "Standing",
    "Tick",
    "Ticket",
    "TicketExpired",
    "TlsError",
    "Unreachable",
    "Viewer",
    "Visit",
    "Welcome",
    "Window",
    "connect",
    "join",
    "trusting",
]
