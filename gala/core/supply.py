"""How a window's stock lies on its shards, and what moves between them, pure.

Each shard begins with a part of the outlet's stock. The rest, the tail, is nowhere: it is what the
shards' stocks do not add up to, so it cannot be lost, counted twice or given out by two. Units move
as shards run dry, and a shard says "sold out" only when no other has any left.

Only windows that sell units are cut. Entries and chances stand in one order, in which a receipt
tells its own place, and that takes one shard.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_BEGIN = 2
"""A shard begins with its even share divided by this: who has many viewers gets more later."""

_STEPS = 8
"""An even share is granted in so many steps."""


@dataclass(frozen=True, slots=True)
class Level:
    """What one shard has of an outlet's stock, and what was asked for there in vain."""

    stock: int
    sold: int
    more: bool
    wanted: int = 0

    @property
    def left(self) -> int:
        """How many units it can give."""
        return self.stock - self.sold


@dataclass(frozen=True, slots=True)
class Move:
    """Have a shard's stock changed from `here` to `there`."""

    shard: int
    here: int
    there: int
    more: bool


def share(stock: int, shards: int) -> tuple[int, bool]:
    """Return with how much of `stock` each shard begins, and whether more may come."""
    if shards == 1:
        return stock, False
    return stock // (_BEGIN * shards), stock > 0


def moves(stock: int, levels: Sequence[Level]) -> list[Move]:
    """Return what to change now on an outlet's shards; nothing where nobody needs anything.

    What is taken back comes first and alone: it is granted after the shards were looked at again.
    The shards' stocks, with all the moves or any of them done, add up to `stock` at most.
    """
    left = stock - sum(level.sold for level in levels)
    if left <= 0:
        done = [(place, level) for place, level in enumerate(levels) if level.more]
        return [Move(place, level.stock, level.stock, False) for place, level in done]
    step = max(1, stock // (_STEPS * len(levels)))
    dry = [
        place
        for place, level in enumerate(levels)
        if level.more and (level.wanted or level.left < step)
    ]
    tail = stock - sum(level.stock for level in levels)
    if tail > 0:
        return _granted(levels, dry, tail, step)
    return _taken_back(levels, [place for place in dry if levels[place].wanted])


def _granted(levels: Sequence[Level], dry: Sequence[int], tail: int, step: int) -> list[Move]:
    granted = []
    # Those who were asked first, and of these those who have least.
    for place in sorted(dry, key=lambda one: (not levels[one].wanted, levels[one].left, one)):
        level = levels[place]
        size = min(tail, step)
        if size == 0:
            break
        tail -= size
        granted.append(Move(place, level.stock, level.stock + size, True))
    return granted


def _taken_back(levels: Sequence[Level], wanting: Sequence[int]) -> list[Move]:
    others = [place for place in range(len(levels)) if place not in wanting]
    if not (wanting and others):
        return []
    rich = max(others, key=lambda place: levels[place].left)
    level = levels[rich]
    size = (level.left + 1) // 2
    return [Move(rich, level.stock, level.stock - size, True)] if size else []
