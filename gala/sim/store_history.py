"""What was written, in order, so that a crash or a failover can take the end of it away.

The model is a function of its writes and their instants. So the state at an earlier position is an
older copy with the writes since then, and losing a tail is going back to such a state.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from gala.sim.store_model import Model

_FOLD = 1_024
"""How many writes that nobody can lose any more are folded into the older copy at once."""


class History:
    """The present state, and the way back to every position since the last `fold`.

    A position is the number of writes before it, `end` the present one.
    """

    def __init__(self) -> None:
        self.model = Model()
        self.end = 0
        self._older = Model()
        self._folded = 0
        self._writes: list[tuple[str, int, tuple[Any, ...]]] = []

    def write(self, name: str, now_ms: int, args: tuple[Any, ...]) -> Any:
        """Do a write and remember it. Raises what `Model.apply` does: then it was none."""
        reply = self.model.apply(name, now_ms, args)
        self._writes.append((name, now_ms, args))
        self.end += 1
        return reply

    def fold(self, position: int) -> None:
        """Promise never to go back to before `position`; memory is freed now and then."""
        if position - self._folded >= _FOLD:
            count = position - self._folded
            for name, now_ms, args in self._writes[:count]:
                self._older.apply(name, now_ms, args)
            del self._writes[:count]
            self._folded = position

    def back_to(self, position: int) -> int:
        """Lose everything after `position`, and return how many writes that were."""
        lost = self.end - position
        if lost:
            assert position >= self._folded, "what was folded cannot be lost"
            del self._writes[position - self._folded :]
            self.model, self.end = self._older.copy(), position
            for name, now_ms, args in self._writes:
                self.model.apply(name, now_ms, args)
        return lost

    def clear(self) -> int:
        """Lose everything, and return how many writes that were."""
        lost = self.end
        self.model, self._older = Model(), Model()
        self.end = self._folded = 0
        self._writes.clear()
        return lost


@dataclass(slots=True)
class Replica:
    """Follows the writes, `lag` of them behind, or not at all while `cut`."""

    name: str
    lag: int = 0
    cut: bool = False
    least: int = 0

    def has(self, end: int) -> int:
        """Return up to which position it has the writes, when there are `end`."""
        return self.least if self.cut else max(self.least, end - self.lag)

    def settle(self, end: int) -> None:
        """Never again have less than now."""
        self.least = self.has(end)

    def forget(self, end: int) -> None:
        """Follow another history from here, of which it has no more than `end`."""
        self.least = min(self.least, end)
