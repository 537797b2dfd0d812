"""How often somebody may ask: a few at once, then so many a minute."""

from __future__ import annotations

from collections import OrderedDict

KEYS_MAX = 50_000
"""Of whom it is kept in mind; whoever asked longest ago is forgotten first."""


class Rate:
    """Lets each key through `burst` times at once, and `per_minute` times a minute."""

    def __init__(self, burst: int, per_minute: int) -> None:
        self._most_ms = burst * 60_000
        self._each_ms = 60_000
        self._per_minute = per_minute
        self._spent: OrderedDict[str, tuple[int, int]] = OrderedDict()

    def allows(self, key: str, now_ms: int) -> bool:
        """Whether `key` may ask at `now_ms`; if so, that counts."""
        spent_ms, since_ms = self._spent.pop(key, (0, now_ms))
        spent_ms = max(0, spent_ms - max(0, now_ms - since_ms) * self._per_minute)
        allowed = spent_ms + self._each_ms <= self._most_ms
        self._spent[key] = (spent_ms + self._each_ms if allowed else spent_ms, now_ms)
        if len(self._spent) > KEYS_MAX:
            self._spent.popitem(last=False)
        return allowed
