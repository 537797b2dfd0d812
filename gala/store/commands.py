"""Commands from the consoles to whoever conducts: a stream there, and a small stream per answer.

An answer is a stream of one entry, so that it can be waited for, read by several, and be read again
when the same command is sent once more.
"""

from __future__ import annotations

from gala.ports import CommandEnvelope
from gala.store import functions
from gala.store.connection import Connections
from gala.store.keys import ShowKeys

COMMANDS_KEPT = 1_000
ANSWER_KEPT_MS = 10 * 60 * 1_000
_PAGE = 100


class StoreCommands:
    """`gala.ports.CommandInbox` in the store."""

    def __init__(self, calls: Connections, waits: Connections, show: str) -> None:
        self._calls = calls
        self._waits = waits
        self._keys = ShowKeys(show)

    async def send(self, envelope: CommandEnvelope, timeout_ms: int) -> bytes | None:
        """See `gala.ports.CommandInbox.send`.

        The same id again, within ten minutes, gets the first answer, and is not delivered twice
        before it expires.
        """
        answer = self._keys.answer(envelope.id)
        await functions.call(
            self._calls,
            "command_send",
            (self._keys.commands, self._keys.asked(envelope.id), answer),
            *(envelope.id, envelope.expires_ms, envelope.body, COMMANDS_KEPT),
        )
        reply = await self._waits.wait(
            *("XREAD", "BLOCK", max(1, timeout_ms), "STREAMS", answer, "0"), timeout_ms=timeout_ms
        )
        if not reply:
            return None
        body: bytes = reply[0][1][0][1][1]
        return body

    async def receive(self, cursor: str, timeout_ms: int) -> tuple[str, list[CommandEnvelope]]:
        """See `gala.ports.CommandInbox.receive`.

        "0" gives what is kept of the past too: answered and expired commands are among it.
        """
        if cursor == "$":
            # Taken literally, each call would begin anew and miss what came between two of them.
            newest = await self._calls.call("XREVRANGE", self._keys.commands, "+", "-", "COUNT", 1)
            cursor = newest[0][0].decode() if newest else "0"
        reply = await self._waits.wait(
            *("XREAD", "COUNT", _PAGE, "BLOCK", max(1, timeout_ms)),
            *("STREAMS", self._keys.commands, cursor),
            timeout_ms=timeout_ms,
        )
        if not reply:
            return cursor, []
        entries = reply[0][1]
        return entries[-1][0].decode(), [_envelope(fields) for _, fields in entries]

    async def answer(self, command_id: str, body: bytes) -> None:
        """See `gala.ports.CommandInbox.answer`. The first answer stays."""
        keys = (self._keys.answer(command_id),)
        await functions.call(self._calls, "command_answer", keys, body, ANSWER_KEPT_MS)


def _envelope(fields: list[bytes]) -> CommandEnvelope:
    _, command_id, _, expires_ms, _, body = fields
    return CommandEnvelope(command_id.decode(), int(expires_ms), body)
