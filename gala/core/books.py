"""The books of a night: what the log says was given, and what the ledger's journals hold.

Pure, and the one recount of units: a replay stops at the first thing that is not so, a
reconciliation takes all of it and puts the figures beside each other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from gala.core.effects import OpenWindow
from gala.core.events import WindowSettled
from gala.core.plan import WindowPlan
from gala.core.seckill import Winner, Won
from gala.core.state import Show
from gala.proof.batches import Batch, parse_batch

if TYPE_CHECKING:  # the rules under it have figures of their own
    from gala.core.log import Written

Part = tuple[str, int, str]
"""One outlet's part of one opening: `(window, gen, outlet)`."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure by two ways: `said` by log and sheet, `counted` again; units or fen.

    `of` is the window or draw, `what` names the figure with its unit; `note` says more.
    """

    of: str
    what: str
    said: int
    counted: int
    note: str = ""

    @property
    def equal(self) -> bool:
        """Whether both ways lead to the same, to the fen and the unit."""
        return self.said == self.counted


class Offer(NamedTuple):
    """What a part was opened with."""

    price_fen: int
    opens_at_ms: int
    closes_at_ms: int


@dataclass(slots=True)
class Logged:
    """What the log says of each part: what was offered, and what was settled."""

    offers: dict[Part, Offer] = field(default_factory=dict)
    settled: dict[Part, int] = field(default_factory=dict)

    def offered(self, written: Written) -> None:
        """Take what an entry offers, not what it settles."""
        for effect in written.effects:
            if isinstance(effect, OpenWindow):
                for outlet, opens_at_ms, closes_at_ms, _ in effect.rows:
                    offer = Offer(effect.price_fen, opens_at_ms, closes_at_ms)
                    self.offers[effect.window, effect.gen, outlet] = offer

    def take(self, written: Written) -> None:
        """Take an entry of the log."""
        self.offered(written)
        if isinstance(written.event, WindowSettled):
            for outlet, units in written.event.sold:
                self.settled[written.event.window, written.event.gen, outlet] = units


class Counted:
    """What the journals hold, counted one winner after another in their order."""

    def __init__(self, logged: Logged) -> None:
        self.units: Counter[Part] = Counter()
        self.fen: Counter[Part] = Counter()
        self.receipts: Counter[str] = Counter()
        self.faults: Counter[tuple[str, str]] = Counter()
        self.first_fault: dict[tuple[str, str], str] = {}
        self._logged = logged
        self._given: Counter[tuple[str, str, int]] = Counter()
        self._holders: dict[str, set[str]] = {}

    def viewers(self, window: str) -> int:
        """Return how many different viewers have something of `window`."""
        return len(self._holders.get(window, ()))

    def give(self, window: str, winner: Winner) -> str | None:
        """Count what `winner` got; return what is wrong with it, None when nothing is."""
        won, outlet = winner.won, winner.outlet
        part = (window, won.gen, outlet)
        wrong = self._wrong(window, winner)
        if wrong is not None:
            kind, text = wrong
            self.faults[window, kind] += 1
            self.first_fault.setdefault((window, kind), text)
        self._holders.setdefault(window, set()).add(winner.viewer)
        self._given[window, outlet, _batch(won).shard] += won.quantity
        self.receipts[window] += 1
        self.units[part] += won.quantity
        self.fen[part] += won.quantity * won.price_fen
        return wrong[1] if wrong else self._too_many(part)

    def _wrong(self, window: str, winner: Winner) -> tuple[str, str] | None:
        won, outlet = winner.won, winner.outlet
        offer = self._logged.offers.get((window, won.gen, outlet))
        if offer is None:
            return "of no opening", f"the log has no opening {won.gen} of {window} on {outlet}"
        if won.price_fen != offer.price_fen:
            return "at another price", f"the price is {offer.price_fen} fen, not {won.price_fen}"
        if not offer.opens_at_ms <= won.at_ms < offer.closes_at_ms:
            return "while closed", f"{window} was not open on {outlet} at {won.at_ms}"
        if winner.viewer in self._holders.get(window, ()):
            return "for the second time", f"{winner.viewer} has a unit of {window} already"
        batch = _batch(won)
        following = batch.unit(self._given[window, outlet, batch.shard])
        if won.unit != following:
            text = f"unit {won.unit} of {window} on {outlet} is not the next one, {following}"
            return "out of number", text
        return None

    def _too_many(self, part: Part) -> str | None:
        settled = self._logged.settled.get(part)
        if settled is not None and self.units[part] > settled:
            return f"the log settled only {settled} units here"
        return None

    def missing(self) -> Iterator[str]:
        """Yield, in words, each part of which the log settled another number of units."""
        for part, sold in self._logged.settled.items():
            if self.units[part] != sold:
                window, gen, outlet = part
                yield (
                    f"opening {gen} of {window} on {outlet}: the log settled {sold} units, "
                    f"{self.units[part]} are recorded"
                )


def window_figures(show: Show, logged: Logged, counted: Counted, window: str) -> Iterator[Figure]:
    """Yield the figures of one window; what is not settled yet is only held to the stock."""
    plan, run = show.window_plan(window), show.window(window)
    left, void = dict(run.left(plan)), dict(run.void())
    for outlet, stock in run.declared(plan):
        of = f"{window} · {outlet}"
        gens = [gen for name, gen, at in logged.settled if (name, at) == (window, outlet)]
        for gen in gens:
            part = (window, gen, outlet)
            what = f"units settled, opening {gen}"
            yield Figure(of, what, logged.settled[part], counted.units[part])
        units = sum(counted.units[window, gen, outlet] for gen in gens)
        if plan.stocked:
            every = _all(counted.units, window, outlet)
            kept = [gen for gen in gens if not run.is_revoked(gen)]
            fen = sum(counted.fen[window, gen, outlet] for gen in kept)
            sold = sum(logged.settled[window, gen, outlet] for gen in kept)
            sum_of = "stock = sold + revoked + left" if run.revoked else "stock = sold + left"
            added = stock - dict(plan.stock)[outlet]
            note = f"the sheet's {stock - added} and {added} topped up" if added else ""
            yield Figure(of, f"{sum_of}, units", stock, units + left[outlet], note)
            yield Figure(of, "units beyond the stock", 0, max(0, every - stock))
            yield Figure(of, "taken, fen", sold * plan.price_fen, fen)
            if run.revoked:
                revoked = sum(counted.units[window, gen, outlet] for gen in set(gens) - set(kept))
                yield Figure(of, "revoked, units", void[outlet], revoked)
    yield from _frozen(show, counted, window, plan)
    receipts = counted.receipts[window]
    yield Figure(window, "receipts = viewers", receipts, counted.viewers(window))
    for (name, kind), count in sorted(counted.faults.items()):
        if name == window:
            yield Figure(window, f"given {kind}", 0, count, counted.first_fault[name, kind])


def _frozen(show: Show, counted: Counted, window: str, plan: WindowPlan) -> Iterator[Figure]:
    """Yield the frozen tree's figures, once it stands."""
    frozen = show.frozen_of(window)
    if frozen is None:
        return
    for outlet, _, given in frozen.outlets:
        units = sum(
            units
            for (name, gen, at), units in counted.units.items()
            if (name, at) == (window, outlet) and gen <= frozen.gen
        )
        yield Figure(f"{window} · {outlet}", "units frozen", given, units)


def _all(units: Counter[Part], window: str, outlet: str) -> int:
    return sum(n for (name, _, at), n in units.items() if (name, at) == (window, outlet))


def strays(show: Show, windows: Iterable[str]) -> Iterator[Figure]:
    """Yield a figure for each of `windows` with a journal that the sheet does not have."""
    known = {run.id for run in show.windows}
    for window in windows:
        if window not in known:
            yield Figure(window, "windows that the sheet does not have", 0, 1)


def _batch(won: Won) -> Batch:
    """Return where it was given: on one shard, when nothing is said."""
    return parse_batch(won.batch) if won.batch else Batch("0-0")
