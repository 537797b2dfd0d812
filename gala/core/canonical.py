"""The one encoding that hashes are taken over: msgpack of tuples, integers, text, bytes and None.

Equal values have equal bytes, on every machine and in every version of Python.
"""

from __future__ import annotations

import hashlib
from typing import Protocol

import msgpack

DIGEST_BYTES = 32


def encode(value: object) -> bytes:
    """Return the canonical bytes of `value`.

    Raises `TypeError` for a type that has no single encoding (float, dict, set, any other object).
    """
    _check(value)
    packed: bytes = msgpack.packb(value, use_bin_type=True)
    return packed


def digest(value: object) -> bytes:
    """Return the SHA-256 (32 bytes) of the canonical bytes of `value`."""
    return hashlib.sha256(encode(value)).digest()


class Part(Protocol):
    """A frozen piece of state that can say what it is made of."""

    def fields(self) -> tuple[object, ...]:
        """Return the values that make this part what it is."""


def part_digest(part: Part) -> bytes:
    """Return the digest of a frozen part, taken once and kept with it.

    A show has many parts and an event changes few: so a hash at every log entry stays cheap.
    """
    kept: bytes | None = getattr(part, "_digest", None)
    if kept is None:
        kept = digest(part.fields())
        object.__setattr__(part, "_digest", kept)
    return kept


def _check(value: object) -> None:
    if type(value) is tuple or type(value) is list:
        for item in value:
            _check(item)
    elif value is not None and type(value) not in (int, str, bytes, bool):
        raise TypeError(f"{type(value).__name__} has no canonical encoding: {value!r}")
