"""Which cues of a channel still matter: what a snapshot holds (docs/protocol.md section 3).

From the *base* on, everything. The base is the newest cue of the anchor kind (`take` on main,
`visit` in a room) that every outlet has surely presented: nothing before it can be seen any more.
Of what lies before it, the last `outlet` cue of each outlet; the last `window` cue of each window
that is not settled; every `window_revoked`, for whoever comes later may hold such a receipt; and of
each draw what a phone needs that comes late: a draw's commitment and opening until its winners are
announced, from then on the announcement; a rain's commitment and opening, which tell each phone its
packets. Of what a room has on by its own running order (`room_take`, `room_rest`), the newest that
every outlet has surely presented, and what comes after it, wherever the base is.
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
    present_at_ms: float  # inf once it is cancelled


class Retained:
    """Follows one channel's cues by their index (0 is the first that the ring has)."""

    def __init__(self, channel: str, delay_max_ms: int) -> None:
        self._kind = ANCHORS.get(channel, ROOM_ANCHOR)
        self._delay_max_ms = delay_max_ms
        self._size = 0
        self._anchors: list[_Anchor] = []
        self._outlets: dict[object, int] = {}
        self._windows: dict[object, int] = {}
        self._revoked: list[int] = []
        self._draws: dict[object, list[int]] = {}
        self._in_room: list[_Anchor] = []
        self.changes_at_ms = math.inf
        """The instant from which `indexes` may say something else without a further cue."""

    def apply(self, cue: Cue) -> None:
        """Take the next cue of the channel into account."""
        index, self._size = self._size, self._size + 1
        match cue.kind, cue.body:
            case self._kind, [[segment, *_], *_]:
                self._anchors.append(_Anchor(index, segment, cue.present_at_ms))
            case "retime", [segment, *_]:
                if announced := self._announced(segment):
                    announced.present_at_ms = cue.present_at_ms
            case "cancel", [segment, *_]:
                if announced := self._announced(segment):
                    announced.present_at_ms = math.inf
            case "room_take" | "room_rest", _:
                self._in_room.append(_Anchor(index, None, cue.present_at_ms))
            case "outlet", [str(outlet), *_]:
                self._outlets[outlet] = index
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

    def reach(self, delay_max_ms: int) -> None:
        """Let the slowest outlet be so far behind from now on."""
        self._delay_max_ms = delay_max_ms

    def indexes(self, now_ms: int) -> list[int]:
        """Return the indexes of the cues that still matter, in order."""
        # All of them, however old: a delay that grows may bring back what had been shown by all.
        shown = [anchor.index for anchor in self._anchors if self._shown_ms(anchor) <= now_ms]
        start = shown[-1] if shown else 0
        coming = [at_ms for anchor in self._anchors if (at_ms := self._shown_ms(anchor)) > now_ms]
        programme = [each for each in self._in_room if self._shown_ms(each) <= now_ms]
        past = {each.index for each in programme[:-1]}
        coming += [at_ms for each in self._in_room if (at_ms := self._shown_ms(each)) > now_ms]
        self.changes_at_ms = min(coming, default=math.inf)
        kept = [
            *self._outlets.values(),
            *self._windows.values(),
            *self._revoked,
            *chain.from_iterable(self._draws.values()),
            *(each.index for each in self._in_room if each.index not in past),
        ]
        earlier = sorted(index for index in kept if index < start)
        return [*earlier, *(index for index in range(start, self._size) if index not in past)]

    def _shown_ms(self, anchor: _Anchor) -> float:
        """When the last outlet has it; 0 is "at once", on all outlets."""
        return anchor.present_at_ms + self._delay_max_ms if anchor.present_at_ms else 0

    def _announced(self, segment: object) -> _Anchor | None:
        # The newest of that segment: it may have been on air before.
        for anchor in reversed(self._anchors):
            if anchor.segment == segment:
                return anchor
        return None
