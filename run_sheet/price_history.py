"""A price history, put in order, and what can be asked of it. Times are local ms of the show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from .day_numbers import day_number, day_text
from .durations import DAY_MS
from .prices import Price


@dataclass(frozen=True, slots=True)
class Span:
    """A price from the day `first` to the day `last`, by number, both included.

    `index` is the entry's place in the sheet. A `last` of None is still in force.
    """

    index: int
    first: int
    last: int | None
    fen: int
    sold: bool

    @property
    def begins_ms(self) -> int:
        """When its first day begins."""
        return self.first * DAY_MS

    @property
    def ends_ms(self) -> int | None:
        """When its last day is over; None while it is in force."""
        return None if self.last is None else (self.last + 1) * DAY_MS

    def within(self, from_ms: int, until_ms: int) -> bool:
        """Whether it was in force at any time of [`from_ms`, `until_ms`)."""
        return self.begins_ms < until_ms and (self.ends_ms is None or self.ends_ms > from_ms)

    def text(self) -> str:
        """Return its days, `2021-05-01` or `2021-05-01..2021-06-14`, open at the end if it is."""
        if self.last == self.first:
            return day_text(self.first)
        return f"{day_text(self.first)}.." + ("" if self.last is None else day_text(self.last))


def spans(prices: Iterable[Price]) -> tuple[Span, ...]:
    """Return the entries by their first day; those that end before they begin are left out."""
    ordered = sorted(
        (day_number(price.from_day), index, price) for index, price in enumerate(prices)
    )
    found = []
    for place, (first, index, price) in enumerate(ordered):
        last = None if price.to_day is None else day_number(price.to_day)
        if last is None and place + 1 < len(ordered):
            last = max(first, ordered[place + 1][0] - 1)
        if last is None or last >= first:
            found.append(Span(index, first, last, price.fen, price.sold))
    return tuple(found)


def lowest(history: Iterable[Span], from_ms: int, until_ms: int, *, paid: bool) -> Span | None:
    """Return the lowest price in force in [`from_ms`, `until_ms`), of those paid, or of all."""
    counted = [one for one in history if one.within(from_ms, until_ms) and (one.sold or not paid)]
    return min(counted, key=lambda one: one.fen, default=None)


def last_paid(history: Iterable[Span], before_ms: int) -> Span | None:
    """Return the last price that was paid before a time."""
    paid = [one for one in history if one.sold and one.begins_ms < before_ms]
    return paid[-1] if paid else None


def overlaps(history: Iterable[Span]) -> Iterator[tuple[Span, Span]]:
    """Yield each entry that begins before an earlier one has ended, with that earlier one."""
    reach: Span | None = None
    for one in history:
        if reach is not None and (reach.last is None or one.first <= reach.last):
            yield one, reach
            if reach.last is None or (one.last is not None and one.last <= reach.last):
                continue
        reach = one


def gaps(history: Iterable[Span]) -> Iterator[tuple[Span, int]]:
    """Yield each entry before which days are missing, with the first of those days."""
    reached: int | None = None
    for one in history:
        if reached is not None and one.first > reached + 1:
            yield one, reached + 1
        if one.last is None:
            return
        reached = one.last if reached is None else max(reached, one.last)


@dataclass(frozen=True, slots=True)
class Raised:
    """A raise: what was asked before, and the entry with which it went up."""

    old: Span
    new: Span


def raised(history: tuple[Span, ...], from_ms: int, until_ms: int) -> Raised | None:
    """Return the raise from the lowest price, of those in [`from_ms`, `until_ms`)."""
    found = [
        Raised(old, new)
        for old, new in pairwise(history)
        if new.fen > old.fen and from_ms <= new.begins_ms < until_ms
    ]
    return min(found, key=lambda one: one.old.fen, default=None)
