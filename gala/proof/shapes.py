"""Readers for what stands in canonical JSON: exact keys, types and ranges, or `ProofError`."""

from __future__ import annotations

import re
from typing import Any

from gala.proof.batches import parse_batch
from gala.proof.canon import INTEGER_MAX
from gala.proof.errors import ProofError

_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_ORIGIN = re.compile(r"gala/[a-z0-9][a-z0-9-]{0,39}/[0-9a-f]{64}")


def exact(value: object, keys: frozenset[str], what: str) -> dict[str, Any]:
    """Return `value` as an object that has `keys` and no others."""
    if not isinstance(value, dict):
        raise ProofError(f"{what} is not an object")
    if value.keys() != keys:
        odd = ", ".join(sorted(value.keys() ^ keys))
        raise ProofError(f"{what} lacks a key or has one too many ({odd})")
    return value


def constant(value: object, wanted: str | int, what: str) -> None:
    """Hold `value` to the one that it must be; `True` is not 1."""
    if type(value) is not type(wanted) or value != wanted:
        raise ProofError(f"{what} is not {wanted!r}")


def integer(value: object, what: str, least: int = 0) -> int:
    """Return `value` as an integer from `least` to below 2⁵³."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise ProofError(f"{what} is not an integer")
    if not least <= value <= INTEGER_MAX:
        raise ProofError(f"{what} is too small or too large")
    return value


def text(value: object, what: str) -> str:
    """Return `value` as text."""
    if not isinstance(value, str):
        raise ProofError(f"{what} is not text")
    return value


def items(value: object, what: str, size: int | None = None) -> list[Any]:
    """Return `value` as a list; of `size` items, if that is given."""
    if not isinstance(value, list):
        raise ProofError(f"{what} is not a list")
    if size is not None and len(value) != size:
        raise ProofError(f"{what} has {len(value)} items and not {size}")
    return value


def slug(value: object, what: str) -> str:
    """Return `value` as an id of the run sheet: small letters, digits and hyphens, 1 to 40."""
    return _matched(_SLUG, value, what)


def origin(value: object) -> str:
    """Return `value` as `gala/<show>/<hash of line 0>`."""
    return _matched(_ORIGIN, value, "the origin")


def batch(value: object) -> str:
    """Return `value` as the name of a batch."""
    try:
        return parse_batch(value if isinstance(value, str) else "").name()
    except ValueError:
        raise ProofError("the batch is not written as it must be") from None


def _matched(pattern: re.Pattern[str], value: object, what: str) -> str:
    if not isinstance(value, str) or pattern.fullmatch(value) is None:
        raise ProofError(f"{what} is not written as it must be")
    return value
