"""What the benches send over the wire: opening requests, and cues of a given length."""

from __future__ import annotations

import socket
import struct
from time import monotonic_ns, time_ns

from gala.ports import CueRecord
from gala.wire import messages
from gala.wire.tickets import TicketKey, issue

from .ports import OUTLET, SHOW

_DAY_MS = 86_400_000
_NOT_AT_ALL = struct.pack("ii", 1, 0)

STAMP = b"\xa5stamp\xcf"
"""As msgpack has the word and then an integer of eight bytes: when the cue was sent, in ns."""


def hang_up(sock: socket.socket) -> None:
    """Close a connection at once: thousands that linger would use up this machine's ports."""
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _NOT_AT_ALL)
    sock.close()


def request(
    key: TicketKey, viewer: str, show: str = SHOW, outlet: str = OUTLET, query: str = ""
) -> bytes:
    """Return an opening request with a ticket of `viewer`'s; `query` has its resume points."""
    now_ms = time_ns() // 1_000_000
    ticket = issue(key, show, viewer, outlet, now_ms, now_ms + _DAY_MS)
    return (
        f"GET /live{query and '?'}{query} HTTP/1.1\r\n"
        "Host: bench\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
        f"Sec-WebSocket-Protocol: {messages.PROTOCOL}, ticket.{ticket}\r\n\r\n"
    ).encode()


def cue(seq: int, payload_bytes: int) -> CueRecord:
    """Return a cue whose message has exactly `payload_bytes`. Raises `ValueError`."""
    bare = len(messages.cue("main", 1, seq, 0, "bench", [b""]))
    for filler in range(max(0, payload_bytes - bare - 8), payload_bytes):
        frame = messages.cue("main", 1, seq, 0, "bench", [bytes(filler)])
        if len(frame) == payload_bytes:
            return CueRecord("main", 1, seq, frame)
    raise ValueError(f"a cue has at least {bare} bytes")


def stamped(seq: int, payload_bytes: int) -> CueRecord:
    """Return a take of about `payload_bytes` that ends with the steady clock's nanoseconds now.

    A take that has been presented: nothing before it is in a snapshot.
    """
    # Above 2**32 msgpack takes eight bytes; a machine has been up for four seconds.
    body = [["s", "host", ["", ""], [], []], bytes(payload_bytes), "stamp", monotonic_ns()]
    return CueRecord("main", 1, seq, messages.cue("main", 1, seq, 1, "take", body))
