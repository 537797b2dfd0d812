"""Opening handshakes by address: one address cannot use up what there is for all.

Generous, for a whole village may stand behind one address (carriers' NAT): the bound keeps a
single sender from taking the edge's place, not people from coming. Attempts count, not only those
let in: a forged ticket costs as much to refuse.
"""

from __future__ import annotations

import math
from collections import OrderedDict

from gala.wire.proxies import household

ADDRESSES_MAX = 16_384
"""Addresses remembered. Who is forgotten has a full bucket again, so the longest silent one is."""


class Addresses:
    """`rate` attempts a second from each address, `burst` at once; a rate of 0 sets no bound."""

    def __init__(self, rate: float, burst: int) -> None:
        self._rate, self._burst = rate, burst
        self._seen: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._seen)

    def admits(self, address: str, now_s: float) -> bool:
        """Count an attempt from `address`; False when it has had too many. `now_s` is steady."""
        if self._rate <= 0 or not address:
            return True
        who = household(address)
        left, at_s = self._seen.pop(who, (float(self._burst), now_s))
        left = min(self._burst, left + (now_s - at_s) * self._rate)
        admitted = left >= 1
        self._seen[who] = (left - 1 if admitted else left, now_s)
        if len(self._seen) > ADDRESSES_MAX:
            self._seen.popitem(last=False)
        return admitted

    def retry_after_s(self) -> int:
        """Return when one who had too many may try again."""
        return max(1, math.ceil(1 / self._rate))
