"""One viewer's socket: small, without a timer, a task or a queue of its own.

`fd` is the socket's while the kernel has taken all that we sent, else -1: then the viewer is
*behind*, whatever comes is not kept for it, and it catches up by a snapshot when it has drained.
Once it is `closing` it is in nobody's list, and lingers only to read why.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace

from websockets.frames import CloseCode, Opcode

from gala.core.shedding import BOARDS, HEARTS
from gala.proof.pseudonym import pseudonym
from gala.wire import messages
from gala.wire.codec import WireError
from gala.wire.requests import (
    AskClock,
    AskMay,
    EnterRoom,
    GiveHearts,
    LeaveRoom,
    MakeClaim,
    RaiseFlag,
    TellPresented,
    read_request,
)
from gala.wire.tickets import Ticket

from . import framing
from .framing import FrameError, Reader
from .hall import Hall, Room
from .handshake import Query
from .secured import end, limit

log = logging.getLogger(__name__)

MISSED_MAIN, MISSED_ROOM, MISSED_STATE = 1, 2, 4

EXPIRED, BEHIND, FLOOD = 4401, 4408, 4429
_DRAIN_MS, _BEHIND_MS, _FLOOD_MS = (0, 1_000), (1_000, 5_000), (5_000, 15_000)


# How it is counted when one goes without a word: by the code, if that was ours to choose.
GONE = "gone"
_OURS = {int(code): str(int(code)) for code in CloseCode if 1002 <= code <= 1011}

REVOKED = "revoked"
"""How one is counted whose ticket's key was taken out. It is told what it has to do: `expired`."""


class Viewer(asyncio.Protocol):
    """The protocol object of an open connection; `main_since` and `room_since` are sweep numbers:
    of the sweep in whose course the viewer got a snapshot, which has what that sweep brings.
    """

    __slots__ = (
        "_expires_s", "_frames", "_hall", "_missed", "_owed", "_reader", "_second", "_transport",
        "carried", "closing", "fd", "hearted_ms", "key", "main_since", "outlet", "pseudonym",
        "room", "room_since", "slot", "told_take", "visited", "weight",
    )  # fmt: skip

    counted = True
    """Whether it is one of the audience; the edge's own probe is not."""

    READER = Reader
    """What makes messages of a viewer's bytes."""

    def __init__(
        self, hall: Hall, transport: asyncio.Transport, ticket: Ticket, now_ms: int
    ) -> None:
        self._hall = hall
        self._transport = transport
        self._expires_s = hall.loop.time() + (ticket.expires_ms - now_ms) / 1000
        self.pseudonym = pseudonym(hall.show_key, ticket.viewer)
        self.outlet, self.weight, self.key = ticket.outlet, ticket.weight, ticket.key
        self.carried = hall.claims.eligibility.carried(ticket)
        self.closing = False
        self.fd: int = transport.get_extra_info("socket").fileno()
        self.room: Room | None = None
        self.main_since = self.room_since = 0
        self.slot = self.told_take = self.hearted_ms = self.visited = 0
        self._reader: Reader | None = None
        self._missed = 0
        self._owed: tuple[MakeClaim, ...] = ()
        self._second = self._frames = 0

    @property
    def behind(self) -> bool:
        """Whether something that we sent is not yet with the kernel."""
        return self.fd < 0 and not self.closing

    @property
    def room_id(self) -> str:
        """The room that it is in, "" for the main stage."""
        return self.room.ring.channel.removeprefix("room:") if self.room is not None else ""

    def join(self, response: bytes, query: Query, now_ms: int) -> None:
        """Become one of the viewers and send `response`, the welcome and what there is to know."""
        hall = self._hall
        hall.wheel.set(self, self._expires_s)
        if self.counted:
            hall.tally.joined += 1
            hall.per_outlet[self.outlet] += 1
            hall.claims.eligibility.joined(self.pseudonym)
        hall.main.members[self] = None
        ring = hall.main.ring
        parts = [
            response,
            hall.welcome[self.outlet],
            framing.binary(messages.you(bytes.fromhex(self.pseudonym))) if hall.steers else b"",
            ring.resume(query.main) or ring.snapshot(now_ms),
        ]
        if query.room is not None:
            refused = self._let_in(query.room, again=query.room_point is not None)
            if self.room is None:
                parts.append(refused)
            else:
                ring = self.room.ring
                parts.append(ring.resume(query.room_point) or ring.snapshot(now_ms))
        if hall.stale_since_ms is not None:
            parts.append(hall.state_frame())
        # A pause may have come before there was anybody to be paused.
        limit(self._transport)
        self._write(b"".join(parts))

    # What the loop calls.

    def data_received(self, data: bytes) -> None:
        if self.closing:
            return
        try:
            self._receive(data)
        except FrameError as broken:
            self.close(broken.code)
        except Exception:
            log.exception("a viewer's message")
            self.close(CloseCode.INTERNAL_ERROR)

    def eof_received(self) -> None:
        self._leave()

    def pause_writing(self) -> None:
        if self.fd >= 0:
            hall = self._hall
            self.fd = -1
            hall.behind += 1
            hall.wheel.set(self, hall.loop.time() + hall.limits.behind_s)

    def resume_writing(self) -> None:
        if self.closing:
            return
        hall = self._hall
        self.fd = self._transport.get_extra_info("socket").fileno()
        hall.behind -= 1
        hall.wheel.set(self, self._expires_s)
        try:
            self._catch_up()
        except Exception:
            log.exception("a viewer's catching up")
            self.close(CloseCode.INTERNAL_ERROR)

    def connection_lost(self, exc: Exception | None) -> None:
        self._leave()
        self._hall.wheel.clear(self)
        self._hall.left(self)

    # What the rest of the edge calls.

    def overdue(self) -> None:
        """Its time is up: for hanging up, for draining, for the ticket."""
        if self.closing:
            self._transport.abort()
        elif self.behind:
            self._close_until("behind", BEHIND, _BEHIND_MS)
        else:
            self.close(EXPIRED, "expired")

    def told(self, claim: MakeClaim, message: bytes) -> None:
        """Send a claim's answer; owe it when the viewer is behind."""
        if not self.behind:
            self._write(framing.binary(message))
        elif claim not in self._owed:
            self._owed += (claim,)
            if len(self._owed) > self._hall.limits.owed:
                self._close_until("behind", BEHIND, _BEHIND_MS)

    def said(self, message: bytes) -> None:
        """Send what is worthless late: not to a viewer who is behind."""
        self._write(framing.binary(message))

    def send(self, frames: bytes) -> bool:
        """Hand frames to the transport, unless the viewer is behind; return whether it took them.

        The way of a sweep where its `fd` is not to be written to.
        """
        if self.fd < 0:
            return False
        self._transport.write(frames)
        return True

    def send_rest(self, rest: memoryview) -> None:
        """Hand over what the kernel did not take of a frame."""
        self._transport.write(rest)

    def skipped(self, missed: int) -> None:
        """A sweep could not write to `fd`: remember what it brought, or see the last of us."""
        if self.behind:
            self._missed |= missed
        elif not self.closing:
            self._transport.abort()

    def send_away(self, over: bool) -> None:
        """Close because the edge stops, or because the show is over."""
        if over:
            self.close(CloseCode.NORMAL_CLOSURE, "over")
        else:
            self._close_until("drain", CloseCode.GOING_AWAY, _DRAIN_MS)

    def revoke(self) -> None:
        """Close because the key of its ticket is trusted no more: it needs another ticket."""
        self.close(EXPIRED, "expired", REVOKED)

    def close(self, code: int, reason: str = "", counted: str = "") -> None:
        """Say goodbye (RFC 6455 section 7.1.2) and let the viewer hang up.

        It counts as `counted`, or as the word of `reason`.
        """
        if self.closing:
            return
        self._leave(counted or reason.partition(" ")[0] or _OURS.get(code, GONE))
        try:
            self._transport.write(framing.close(code, reason))
            end(self._transport)
        except (OSError, RuntimeError):  # the other side was faster
            self._transport.abort()

    def abort(self) -> None:
        """Drop the connection at once."""
        self._transport.abort()

    # What the viewer sends.

    def _receive(self, data: bytes) -> None:
        if self._reader is None and (message := framing.whole(data)) is not None:
            if self._counted():
                self._take(message)
            else:
                self._close_until("flood", FLOOD, _FLOOD_MS)
            return
        reader, self._reader = self._reader or self.READER(), None
        for opcode, payload in reader.feed(data):
            if not self._counted():
                self._close_until("flood", FLOOD, _FLOOD_MS)
            elif opcode is Opcode.BINARY:
                self._take(payload)
            elif opcode is Opcode.PING:
                self._write(framing.pong(payload))
            elif opcode is Opcode.CLOSE:
                self.close(framing.close_code(payload))
            if self.closing:
                return
        if not reader.idle:
            self._reader = reader

    def _counted(self) -> bool:
        second = int(self._hall.loop.time())
        if second != self._second:
            self._second, self._frames = second, 0
        self._frames += 1
        return self._frames <= self._hall.limits.frames_per_s

    def _take(self, payload: bytes) -> None:
        try:
            request = read_request(payload)
        except WireError:
            self.close(CloseCode.POLICY_VIOLATION, "malformed")
            return
        match request:
            case AskClock(t0):
                now_ms, error_ms = self._hall.clock.now_ms(), self._hall.clock_error_ms
                self._write(framing.binary(messages.clock(t0, now_ms, now_ms, error_ms)))
            case MakeClaim():
                self._hall.claims.claim(self, request)
            case EnterRoom(room):
                self._enter(room)
            case LeaveRoom():
                self._leave_room()
            case AskMay(window):
                if self._hall.shedding.level < BOARDS:
                    self._hall.claims.may(self, window)
                else:  # the store is not asked: who wants to know asks again
                    self.said(messages.standing(window, "unknown", 0, 0, ()))
            case TellPresented():
                if self._hall.shedding.level < BOARDS:
                    self._hall.presented.told(self, request)
            case GiveHearts(count):
                if self._hall.shedding.level < HEARTS:
                    steady_ms = int(self._hall.loop.time() * 1_000)
                    self._hall.feelings.heart(self, count, self._hall.clock.now_ms(), steady_ms)
            case RaiseFlag():
                self._hall.feelings.flag(self, request)

    def _enter(self, name: str) -> None:
        self._leave_room()
        if refused := self._let_in(name):
            self._write(refused)
            return
        self._missed |= MISSED_ROOM
        if not self.behind:
            self._catch_up()

    def _let_in(self, name: str, again: bool = False) -> bytes:
        """Become one of a room, or return what is said instead; `again`: it has been in there."""
        hall = self._hall
        room = hall.rooms.get(name)
        if room is None:
            return framing.binary(messages.no_room(name))
        if not room.tally.admits(len(room.members), hall.here, hall.audience):
            room.tally.refused()
            return framing.binary(messages.room_full(name))
        self.room = room
        room.members[self] = None
        if not again:
            room.tally.came(self, len(room.members), hall.clock.now_ms())
        return b""

    def _leave_room(self) -> None:
        if self.room is not None:
            self.room.members.pop(self, None)
            self.room.tally.left(self._hall.clock.now_ms())
            self.room = None
        self._missed &= ~MISSED_ROOM
        # A sweep of that room may be under way, and the viewer may come back in its course.
        self.room_since = self._hall.sweep

    def _catch_up(self) -> None:
        hall, missed = self._hall, self._missed
        self._missed = 0
        now_ms = hall.clock.now_ms()
        parts = []
        if missed & MISSED_MAIN:
            self.main_since = hall.sweep
            parts.append(hall.main.ring.snapshot(now_ms))
        if missed & MISSED_ROOM and self.room is not None:
            self.room_since = hall.sweep
            parts.append(self.room.ring.snapshot(now_ms))
        # The sweep under way is passed over for the snapshot, and may bring the state as well.
        if missed & MISSED_STATE or (missed & MISSED_MAIN and hall.state_sweep == hall.sweep):
            parts.append(hall.state_frame())
        self._write(b"".join(parts))
        owed, self._owed = self._owed, ()
        for claim in owed:
            hall.claims.claim(self, replace(claim, retry=True))

    def _write(self, frames: bytes) -> None:
        # Not to those behind: clock answers and pongs are worthless late, the rest is owed.
        if self.fd >= 0 and frames:
            self._transport.write(frames)

    def _close_until(self, word: str, code: int, spread_ms: tuple[int, int]) -> None:
        self.close(code, f"{word} {self._hall.rng.randint(*spread_ms)}")

    def _leave(self, word: str = GONE) -> None:
        hall = self._hall
        if self.closing:
            return
        self._leave_room()
        hall.main.members.pop(self, None)
        if self.counted:
            hall.tally.closed[word] += 1
            hall.per_outlet[self.outlet] -= 1
            hall.claims.eligibility.left(self.pseudonym)
        hall.behind -= self.fd < 0
        self.closing = True
        self.fd = -1
        self._reader = None
        self._owed = ()
        hall.wheel.set(self, hall.loop.time() + hall.limits.linger_s)


class Probing(Viewer):
    """The edge's own viewer (`probe.py`): it gets what all get and is counted nowhere."""

    __slots__ = ()
    counted = False

    def _take(self, payload: bytes) -> None:
        """Take nothing from it."""
