"""What a viewer knows across its connections: the boards, the room it is in, the latest figures.

Pure: `receive` takes the server's messages in order and says what each was worth to whoever
listens; `query` is what the next opening asks for (docs/protocol.md section 2).
"""

from __future__ import annotations

from urllib.parse import quote

from gala.wire.board import Board, Gap
from gala.wire.messages import Tick, enter, leave, read_tick
from gala.wire.steps import Cue

from .events import (
    Event,
    Fresh,
    GapFound,
    NoSuchRoom,
    Resumed,
    RoomFull,
    Snapshot,
    Stale,
    Welcome,
    You,
)
from .inbound import ClockAnswer, Inbound, TickFrame

MAIN = "main"


class Session:
    """The state of one viewer, whatever becomes of its connections."""

    def __init__(self, room: str | None = None) -> None:
        self.main = Board(MAIN)
        self.room: Board | None = None
        self.welcome: Welcome | None = None
        self._delay_ms = 0
        self.pseudonym = ""
        """Our public name of the night, hex; "" while we have not been told."""
        self._tick: TickFrame | None = None
        self.stale_since_ms: int | None = None
        self._awaited: set[str] = set()
        if room is not None:
            self.enter(room)

    @property
    def delay_ms(self) -> int:
        """The outlet's delay as it is now; 0 before the first welcome."""
        return self._delay_ms

    @property
    def tick(self) -> Tick | None:
        """The latest figures, None before the first. Raises `WireError`."""
        return None if self._tick is None else read_tick(self._tick.frame)

    @property
    def boards(self) -> tuple[Board, ...]:
        """The boards of the channels that we follow."""
        return (self.main,) if self.room is None else (self.main, self.room)

    @property
    def settled(self) -> bool:
        """True when this connection has given us every channel that we follow."""
        return not self._awaited

    def board(self, channel: str) -> Board | None:
        """Return the board of a channel, None when we do not follow it."""
        return next((board for board in self.boards if board.channel == channel), None)

    def enter(self, room: str) -> None:
        """Follow `room` and no other: a snapshot of it is to come."""
        self.leave()
        self.room = Board(f"room:{room}")
        self._awaited.add(self.room.channel)

    def leave(self) -> None:
        """Follow no room."""
        if self.room is not None:
            self._awaited.discard(self.room.channel)
            self.room = None

    def forget(self) -> None:
        """Give up the resume points: the next opening gets snapshots."""
        for board in self.boards:
            board.resume_point = None

    def opening(self) -> None:
        """A new connection is being opened: each channel begins with `snapshot` or `resumed`."""
        self._awaited = {board.channel for board in self.boards}
        self.stale_since_ms = None

    def query(self) -> str:
        """Return the opening's query, with a resume point for each channel that has one."""
        parts = []
        for board in self.boards:
            point = board.resume_point
            name = quote(board.channel, safe=":")
            if point is not None:
                parts.append(f"{name}={point[0]}.{point[1]}")
            elif board is self.room:
                parts.append(f"{name}=")
        return "&".join(parts)

    def room_request(self) -> bytes:
        """Return the message that tells the edge which room we are in now."""
        if self.room is None:
            return leave()
        return enter(self.room.channel.removeprefix("room:"))

    def receive(self, message: Inbound) -> Event | None:
        """Take in one message; return the event it makes, None for what nobody needs to hear of.

        `GapFound` means: reconnect; the cue was not taken in. Raises `WireError` when a cue's body
        does not fit its kind.
        """
        match message:
            case TickFrame():
                self._tick = message
                return None
            case Welcome():
                self.welcome = message
                self._trim(message.delay_ms)
            case Snapshot():
                return self._snapshot(message)
            case Resumed():
                board = self.board(message.channel)
                # Without a point of ours it is about a room as we were in it before.
                if board is None or board.resume_point is None:
                    return None
                self._awaited.discard(message.channel)
            case Cue():
                return self._cue(message)
            case You():
                self.pseudonym = message.pseudonym
                return None
            case NoSuchRoom() | RoomFull():
                if self.room is None or self.room.channel != f"room:{message.room}":
                    return None
                self.leave()
            case Stale():
                self.stale_since_ms = message.since_ms
            case Fresh():
                self.stale_since_ms = None
            case ClockAnswer():
                return None
        return message

    def _snapshot(self, snapshot: Snapshot) -> Snapshot | None:
        board = self.board(snapshot.channel)
        if board is None:  # of a room that we have left meanwhile
            return None
        board.snapshot(snapshot.epoch, snapshot.seq, snapshot.cues)
        for cue in snapshot.cues:
            self._learn(cue)
        self._awaited.discard(snapshot.channel)
        return snapshot

    def _cue(self, cue: Cue) -> Cue | GapFound | None:
        board = self.board(cue.channel)
        # Cues of a room that we have left, or left and entered again, may still be on their way.
        if board is None or cue.channel in self._awaited:
            return None
        try:
            board.add(cue)
        except Gap as gap:
            return GapFound(cue, gap.expected_seq)
        self._learn(cue)
        return cue

    def _learn(self, cue: Cue) -> None:
        """Go by a new delay of our outlet from now on."""
        if self.welcome is None or cue.kind != "outlet" or cue.channel != MAIN:
            return
        match cue.body:
            case [str(outlet), int(delay_ms), *_] if outlet == self.welcome.outlet:
                self._trim(delay_ms)

    def _trim(self, delay_ms: int) -> None:
        if delay_ms != self._delay_ms:
            self._delay_ms = delay_ms
            for board in self.boards:
                board.trimmed()
