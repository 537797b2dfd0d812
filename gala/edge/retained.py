"""Which cues of a channel still matter: what a snapshot holds (docs/protocol.md section 3).

From the *base* on, everything. The base is the newest cue of the anchor kind (`take` on main,
`visit` in a room) that every outlet has surely presented: nothing before it can be seen any more.
Of what lies before it, the last `window` cue of each window that is not settled; every
`window_revoked`, for whoever comes later may hold such a receipt; and of each draw what a phone
needs that comes late: a draw's commitment and opening until its winners are announced, from then on
the announcement; a rain's commitment and opening, which tell each phone its packets.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import chain

from gala.wire.steps import Cue

ANCHORS = {"main": "take"}
ROOM_ANCHOR = "visit"


@dataclass(slots=True)
class _Anchor:
    index: int
    segment: object
    shown_ms: float  # when the last outlet has it; inf once it is cancelled


class Retained:
    """Follows one channel's cues by their index (0 is the first that the ring has)."""

    def __init__(self, channel: str, delay_max_ms: int) -> None:
        self._kind = ANCHORS.get(channel, ROOM_ANCHOR)
        self._delay_max_ms = delay_max_ms
        self._size = 0
        self._anchors: list[_Anchor] = []
        self._windows: dict[object, int] = {}
        self._revoked: list[int] = []
        self._draws: dict[object, list[int]] = {}
        self.changes_at_ms = math.inf
        """The instant from which `indexes` may say something else without a further cue."""

    def apply(self, cue: Cue) -> None:
        """Take the next cue of the channel into account."""
        index, self._size = self._size, self._size + 1
        match cue.kind, cue.body:
            case self._kind, [[segment, *_], *_]:
                self._anchors.append(_Anchor(index, segment, self._shown_ms(cue)))
            case "retime", [segment, *_]:
                if announced := self._announced(segment):
                    announced.shown_ms = self._shown_ms(cue)
            case "cancel", [segment, *_]:
                if announced := self._announced(segment):
                    announced.shown_ms = math.inf
            case "window", [str(window), _, state, *_]:
                if state == "settled":
                    self._windows.pop(window, None)
                else:
                    self._windows[window] = index
            case "window_revoked", _:
                self._revoked.append(index)
            case "draw_committed", [number, *_]:
                self._draws[number] = [index]
            case "draw_opened" | "rain_opened", [number, *_]:
                self._draws.setdefault(number, []).append(index)
            case "draw_announced", [number, *_]:
                self._draws[number] = [index]
            case "draw_voided", [number, *_]:
                self._draws.pop(number, None)
            case "draw_given_up", [segment, *_]:
                self._draws[segment] = [index]

    def indexes(self, now_ms: int) -> list[int]:
        """Return the indexes of the cues that still matter, in order."""
        shown = [at for at, anchor in enumerate(self._anchors) if anchor.shown_ms <= now_ms]
        if shown:
            del self._anchors[: shown[-1]]
        start = self._anchors[0].index if shown else 0
        coming = [anchor.shown_ms for anchor in self._anchors if anchor.shown_ms > now_ms]
        self.changes_at_ms = min(coming, default=math.inf)
        kept = [*self._windows.values(), *self._revoked, *chain.from_iterable(self._draws.values())]
        earlier = sorted(index for index in kept if index < start)
        return [*earlier, *range(start, self._size)]

    def _shown_ms(self, cue: Cue) -> int:
        # 0 is "at once", on all outlets.
        return cue.present_at_ms + self._delay_max_ms if cue.present_at_ms else 0

    def _announced(self, segment: object) -> _Anchor | None:
        # The newest of that segment: it may have been on air before.
        for anchor in reversed(self._anchors):
            if anchor.segment == segment:
                return anchor
        return None
