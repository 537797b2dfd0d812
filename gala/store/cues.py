"""The cues of a show on one stream, in the order in which they were published."""

from __future__ import annotations

from collections.abc import Sequence

from gala.ports import CueRecord
from gala.store import functions
from gala.store.connection import Argument, Connections
from gala.store.keys import ShowKeys

_PAGE = 500


class StoreCues:
    """`gala.ports.CueStream` in the store. The first seq of a channel is 1."""

    def __init__(self, calls: Connections, waits: Connections, show: str) -> None:
        self._calls = calls
        self._waits = waits
        self._keys = ShowKeys(show)
        self._told = (0, 0)

    async def publish(self, epoch: int, cues: Sequence[CueRecord]) -> None:
        """See `gala.ports.CueStream.publish`. All of `cues` are appended, or none."""
        in_epoch, told = self._told
        args: list[Argument] = [epoch, told if epoch == in_epoch else 0]
        for cue in cues:
            args += (cue.channel, cue.epoch, cue.seq, cue.frame)
        keys = (self._keys.cues, self._keys.cues_head)
        self._told = (epoch, await functions.call(self._calls, "cue_publish", keys, *args))

    async def wait(self, cursor: str, timeout_ms: int) -> tuple[str, list[CueRecord]]:
        """See `gala.ports.CueStream.wait`; returns at most 500 cues at once.

        A store that went silent without closing is noticed a second after `timeout_ms`.
        """
        reply = await self._waits.wait(
            *("XREAD", "COUNT", _PAGE, "BLOCK", max(1, timeout_ms)),
            *("STREAMS", self._keys.cues, cursor),
            timeout_ms=timeout_ms,
        )
        if not reply:
            return cursor, []
        entries = reply[0][1]
        return entries[-1][0].decode(), [_record(fields) for _, fields in entries]


def _record(fields: list[bytes]) -> CueRecord:
    _, channel, _, epoch, _, seq, _, frame = fields
    return CueRecord(channel.decode(), int(epoch), int(seq), frame)
