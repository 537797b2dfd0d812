"""What became of a window, over all its openings."""

from __future__ import annotations

from dataclasses import dataclass, replace

from gala.core.plan import WindowPlan
from gala.core.tables import WINDOWS, WindowState, check

Units = tuple[tuple[str, int], ...]
"""`(outlet, units)`, in the order of the outlets."""


@dataclass(frozen=True, slots=True)
class Pause:
    """An opening that was ended at `at_ms` to go on as the next one.

    `by_hand`: when somebody says so, with the time that was left. Otherwise as soon as it is
    counted, until the same closing instants: it got more stock.
    """

    at_ms: int
    by_hand: bool


@dataclass(frozen=True, slots=True)
class TopUp:
    """Units that an outlet got beyond the sheet's, during opening `gen`."""

    gen: int
    outlet: str
    units: int
    reason: str
    by: str
    second: str


@dataclass(frozen=True, slots=True)
class Revocation:
    """That what opening `gen` gave is void."""

    gen: int
    reason: str
    by: str
    second: str


@dataclass(frozen=True)
class WindowRun:
    """What became of a window.

    `rows` are the present opening's `(outlet, opens_at_ms, closes_at_ms, stock)`; `sold` is what
    all openings gave, `counted` what each of them did. `opened` says whether this opening, or one
    that it goes on from, let anyone in; `ended`, that people closed it for good.
    """

    id: str
    segment: str
    sold: Units
    gen: int = 0
    state: WindowState = WindowState.PLANNED
    rows: tuple[tuple[str, int, int, int], ...] = ()
    opened: bool = False
    ended: bool = False
    paused: Pause | None = None
    counted: tuple[tuple[int, Units], ...] = ()
    top_ups: tuple[TopUp, ...] = ()
    revoked: tuple[Revocation, ...] = ()

    def fields(self) -> tuple[object, ...]:
        """Return what hashes see."""
        return (
            self.id, self.gen, str(self.state), self.rows, self.sold, self.opened, self.ended,
            self.paused and (self.paused.at_ms, self.paused.by_hand), self.counted,
            tuple((t.gen, t.outlet, t.units, t.reason, t.by, t.second) for t in self.top_ups),
            tuple((r.gen, r.reason, r.by, r.second) for r in self.revoked),
        )  # fmt: skip

    def to(self, state: WindowState) -> WindowRun:
        """Return this run in another state, if the table allows it."""
        return replace(self, state=check(WINDOWS, self.state, state, f"window {self.id}"))

    @property
    def opens_at_ms(self) -> int:
        """When the first outlet opens."""
        return min(row[1] for row in self.rows)

    @property
    def closes_at_ms(self) -> int:
        """When the last outlet closes."""
        return max(row[2] for row in self.rows)

    @property
    def is_counted(self) -> bool:
        """Whether the ledger has counted the present opening."""
        return any(gen == self.gen for gen, _ in self.counted)

    @property
    def counting(self) -> bool:
        """Whether the present opening has ended and is still to be counted."""
        return self.state in (WindowState.CLOSED, WindowState.PAUSED) and not self.is_counted

    def declared(self, plan: WindowPlan) -> Units:
        """Return the stock: the sheet's, and what was added by hand."""
        added = dict.fromkeys(dict(plan.stock), 0)
        for one in self.top_ups:
            added[one.outlet] += one.units
        return tuple((outlet, stock + added[outlet]) for outlet, stock in plan.stock)

    def left(self, plan: WindowPlan) -> Units:
        """Return what the window still has: declared stock less what was sold."""
        sold = dict(self.sold)
        return tuple((outlet, stock - sold.get(outlet, 0)) for outlet, stock in self.declared(plan))

    def is_revoked(self, gen: int) -> bool:
        """Whether what opening `gen` gave is void."""
        return any(one.gen == gen for one in self.revoked)

    def void(self) -> Units:
        """Return what is void of `sold`, as far as it is counted."""
        units = dict.fromkeys(dict(self.sold), 0)
        for gen, sold in self.counted:
            if self.is_revoked(gen):
                for outlet, count in sold:
                    units[outlet] += count
        return tuple(units.items())
