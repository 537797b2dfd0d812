"""Canonical JSON and strict hex: the one way to write a value down.

Whoever reads it writes it again and refuses other bytes, so no two texts mean the same.
"""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

from gala.proof.errors import ProofError

INTEGER_MAX = 2**53 - 1
# Nothing here nests by ten; and Python's parser, where the limit of recursion is raised, would run
# out of stack in the middle of a deep text.
_DEPTH_MAX = 64
_MARKS = re.compile(rb'\\.|[\[\]{}"]', re.DOTALL)


def canonical(value: object) -> bytes:
    """Return the canonical JSON of `value`, without a line feed.

    Raises `ProofError` for what it cannot hold: floats, integers beyond ±(2⁵³−1), keys that are not
    ASCII text, lone surrogates, nesting without end.
    """
    _check(value, 0)
    try:
        return rewritten(value)
    except UnicodeEncodeError:
        raise ProofError("it holds a lone surrogate") from None


def read(data: bytes) -> Any:
    """Return the value whose canonical JSON `data` is. Raises `ProofError` for all other bytes."""
    _check_depth(data)
    try:
        value = _DECODER.decode(data.decode("utf-8"))
        same = rewritten(value) == data
    except ValueError:
        raise ProofError("it is not JSON") from None
    if not same:
        raise ProofError("it is not written canonically")
    return value


def rewritten(value: object) -> bytes:
    """Return the canonical JSON of what `read` returned, or of its parts, without checking again.

    A record has a million lines, and checking takes longer than writing.
    """
    return _ENCODER.encode(value).encode("utf-8")


def unhex(text: object, size: int | None = None) -> bytes:
    """Return the bytes that `text` is the lowercase hex of; `size` bytes, if that is given.

    Raises `ProofError`.
    """
    if not isinstance(text, str):
        raise ProofError("hex is text")
    try:
        data = bytes.fromhex(text)
    except ValueError:
        raise ProofError("it is not hex") from None
    if data.hex() != text:
        raise ProofError("hex has small letters and no spaces")
    if size is not None and len(data) != size:
        raise ProofError(f"it has {len(data)} bytes and not {size}")
    return data


def _check_depth(data: bytes) -> None:
    if data.count(b"[") + data.count(b"{") <= _DEPTH_MAX:
        return
    depth, quoted = 0, False
    for mark in _MARKS.findall(data):
        if mark == b'"':
            quoted = not quoted
        elif not quoted and mark in b"[{":
            depth += 1
            if depth > _DEPTH_MAX:
                raise ProofError("it is nested too deeply")
        elif not quoted and mark in b"]}":
            depth -= 1


def _check(value: object, depth: int) -> None:
    if depth >= _DEPTH_MAX and isinstance(value, dict | list | tuple):
        raise ProofError("it is nested too deeply")
    if isinstance(value, dict):
        for key, item in value.items():
            if not isinstance(key, str) or not key.isascii():
                raise ProofError("a key is not ASCII text")
            _check(item, depth + 1)
    elif isinstance(value, list | tuple):
        for item in value:
            _check(item, depth + 1)
    elif isinstance(value, bool) or value is None or isinstance(value, str):
        pass
    elif not isinstance(value, int):
        raise ProofError(f"{type(value).__name__} has no canonical JSON")
    elif not -INTEGER_MAX <= value <= INTEGER_MAX:
        raise ProofError("an integer is too large")


def _integer(digits: str) -> int:
    # The length first: to convert a million digits takes long.
    if len(digits) > 17 or not -INTEGER_MAX <= (value := int(digits)) <= INTEGER_MAX:
        raise ProofError("an integer is too large")
    return value


def _no_float(text: str) -> NoReturn:
    raise ProofError("a number is not an integer")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise ProofError("a key stands twice in an object")
    if not all(key.isascii() for key in fields):
        raise ProofError("a key is not ASCII text")
    return fields


_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)
_DECODER = json.JSONDecoder(
    parse_int=_integer,
    parse_float=_no_float,
    parse_constant=_no_float,
    object_pairs_hook=_object,
)
