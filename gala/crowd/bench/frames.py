"""A server's frames, cut from what a socket gave, and ours: RFC 6455 section 5.2."""

from __future__ import annotations

from functools import lru_cache

CLOSE = 8


@lru_cache(maxsize=256)
def frames(data: bytes) -> tuple[tuple[tuple[int, bytes], ...], bytes]:
    """Return opcode and payload of each frame that is whole, and the bytes after them.

    Most viewers get the same bytes at about the same time: they are cut once for all.
    """
    found: list[tuple[int, bytes]] = []
    start, size = 0, len(data)
    while size >= start + 2:
        length, head = data[start + 1] & 0x7F, start + 2
        if length >= 126:
            more = 2 if length == 126 else 8
            if size < head + more:
                break
            length, head = int.from_bytes(data[head : head + more], "big"), head + more
        if size < head + length:
            break
        found.append((data[start] & 0x0F, data[head : head + length]))
        start = head + length
    return tuple(found), data[start:]


def masked(payload: bytes) -> bytes:
    """Return a short binary frame whose mask is zero: the RFC asks for a mask, not for which.

    Raises `ValueError` for a payload of more than 125 bytes.
    """
    if len(payload) > 125:
        raise ValueError("a short frame has at most 125 bytes")
    return bytes((0x82, 0x80 | len(payload))) + bytes(4) + payload
