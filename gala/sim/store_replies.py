"""Answers to the platform's requests as `reply_begin.lua` and `reply_keep.lua` keep them, pure."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class _Kept:
    digest: str
    until_ms: int
    reply: bytes | None = None


class RepliesModel:
    """By the key of a request: what was asked under it, and the first answer."""

    __slots__ = ("_kept",)

    def __init__(self) -> None:
        self._kept: dict[str, _Kept] = {}

    def begin(self, now_ms: int, key: str, digest: str, kept_ms: int) -> bytes | int:
        """Return the answer there is, 1 without one, 0 when the key is another request's."""
        there = self._begun(now_ms, key, digest, kept_ms)
        if there.digest != digest:
            return 0
        return 1 if there.reply is None else there.reply

    def keep(self, now_ms: int, key: str, digest: str, reply: bytes, kept_ms: int) -> bytes:
        """Keep an answer and return the one that is kept: the first."""
        there = self._begun(now_ms, key, digest, kept_ms)
        if there.reply is None:
            there = self._kept[key] = replace(there, reply=reply)
        assert there.reply is not None
        return there.reply

    def copy(self) -> RepliesModel:
        """Return one that goes its own way from here."""
        other = RepliesModel()
        other._kept = dict(self._kept)
        return other

    def _begun(self, now_ms: int, key: str, digest: str, kept_ms: int) -> _Kept:
        there = self._kept.get(key)
        if there is None or now_ms > there.until_ms:
            there = self._kept[key] = _Kept(digest, now_ms + kept_ms)
        return there
