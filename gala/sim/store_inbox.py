"""Commands and their answers as `command_send.lua` and `command_answer.lua` keep them, pure."""

from __future__ import annotations

from gala.ports import CommandEnvelope
from gala.sim.store_stream import Stream

_SLACK = 100
"""The store trims its streams by whole nodes, so some more than asked are kept."""


class InboxModel:
    """Commands in a stream, a mark on each that waits, and the first answer to each."""

    __slots__ = ("_answers", "_asked", "_commands")

    def __init__(self) -> None:
        self._commands: Stream[CommandEnvelope] = Stream()
        self._asked: dict[str, int] = {}
        self._answers: dict[str, tuple[bytes, int]] = {}

    def send(self, now_ms: int, envelope: CommandEnvelope, keep: int) -> bool:
        """Put a command before whoever conducts; False when it waits, is answered or is void."""
        if envelope.expires_ms <= now_ms or self._waits(now_ms, envelope.id):
            return False
        if self.answered(now_ms, envelope.id) is not None:
            return False
        self._asked[envelope.id] = envelope.expires_ms
        self._commands.add(now_ms, envelope)
        if len(self._commands) >= keep + _SLACK:
            self._commands.trim(keep)
        return True

    def answer(self, now_ms: int, command_id: str, body: bytes, kept_ms: int) -> bool:
        """Answer a command for `kept_ms`; False when it had an answer, which stays."""
        if self.answered(now_ms, command_id) is not None:
            return False
        self._answers[command_id] = (body, now_ms + kept_ms)
        return True

    def answered(self, now_ms: int, command_id: str) -> bytes | None:
        """Return the answer to a command, None when there is none or it is forgotten."""
        body, until_ms = self._answers.get(command_id, (None, 0))
        return body if now_ms <= until_ms else None

    def newest(self, _now_ms: int) -> str:
        """Return the cursor that stands at the newest command."""
        return self._commands.newest

    def read(self, _now_ms: int, cursor: str, count: int) -> list[tuple[str, CommandEnvelope]]:
        """Return up to `count` commands after `cursor`, each with its own cursor."""
        return self._commands.after(cursor, count)

    def copy(self) -> InboxModel:
        """Return one that goes its own way from here."""
        other = InboxModel()
        other._commands = self._commands.copy()
        other._asked, other._answers = dict(self._asked), dict(self._answers)
        return other

    def _waits(self, now_ms: int, command_id: str) -> bool:
        until_ms = self._asked.get(command_id)
        return until_ms is not None and now_ms <= until_ms
