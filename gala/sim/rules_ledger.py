"""What must hold of claims in the store, checked at every write: rules 1 to 5 of the ledger.

Nothing is given beyond the stock, nor twice to one viewer, nor outside the opening by the store's
clock; what is settled, frozen and split is what the journal has, to the unit and to the fen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from gala.core.draws import DrawRun
from gala.core.effects import OpenWindow, Row
from gala.core.events import EntriesFrozen, RainOpened, WindowSettled, WindowToppedUp
from gala.core.seckill import Winner
from gala.ports import StoreError
from gala.proof.rules import RainRule
from gala.store.trees import Tree

from . import night
from .store_ledger import _records
from .watched import WatchedStore

Broken = Callable[[str, str], None]

STOCK = "units sold within the stock, packets within the pool"
ONE_EACH = "one result per viewer and window"
CONSERVED = "what is given is conserved"
IN_TIME = "nothing before the opening or after the close, by the store's clock"
JOURNALS = "the log and the journals alone rebuild the figures"

_ALL = 100_000


class LedgerRules:
    """Follows the journals of all windows."""

    def __init__(self, broken: Broken, store: WatchedStore) -> None:
        self.entries: dict[tuple[str, str], Winner] = {}
        """What each viewer has, by window and pseudonym."""
        self._broken = broken
        self._store = store
        plans = [segment.window for segment in night.plan().segments if segment.window]
        self._stock = {plan.id: dict(plan.stock) for plan in plans}
        self._rows: dict[tuple[str, int], tuple[Row, ...]] = {}
        self._added: Counter[tuple[str, str]] = Counter()
        self._latest_ms: dict[str, int] = {}
        self._ended: dict[str, int] = {}
        self.again()

    @property
    def windows(self) -> list[str]:
        """The names of all windows of the sheet."""
        return list(self._stock)

    def again(self) -> None:
        """Begin anew with what the store has, after it has lost something."""
        self.entries.clear()
        self._ended = {}
        for window in self._stock:
            shard = self._store.peek("window_state", window)
            self._ended[window] = shard.gen if shard.closed else shard.gen - 1
        self._given: dict[tuple[str, str], int] = {}
        self._given_in: Counter[tuple[str, int, str]] = Counter()
        self._after = dict.fromkeys(self._stock, "0")
        for window in self._stock:
            for winner in self._news(window):
                self._count(window, winner)

    def offered(self, effect: OpenWindow) -> None:
        """Note what the log offers in an opening."""
        self._rows[effect.window, effect.gen] = effect.rows

    def topped_up(self, event: WindowToppedUp) -> None:
        """Note what the log adds to the stock."""
        self._added[event.window, event.outlet] += event.units

    def nothing_added(self) -> None:
        """Forget it: the log is read anew."""
        self._added.clear()

    def rows(self, window: str, gen: int) -> tuple[Row, ...]:
        """Return what the log offered in an opening."""
        return self._rows.get((window, gen), ())

    def wrote(self, name: str, args: tuple[Any, ...]) -> None:
        """Take a write."""
        if name == "window_close":
            self._ended[args[1]] = max(self._ended.get(args[1], 0), args[2])
        elif name == "claim_batch":
            self._claimed(args[0])

    def _claimed(self, window: str) -> None:
        now_ms = self._store.now_ms()
        latest_ms = self._latest_ms[window] = max(self._latest_ms.get(window, 0), now_ms)
        for winner in self._news(window):
            won = winner.won
            where = f"{window} {won.gen} {winner.outlet} unit {won.unit}"
            row = next((r for r in self.rows(window, won.gen) if r[0] == winner.outlet), None)
            if row is None or won.gen <= self._ended.get(window, 0):
                self._broken(IN_TIME, f"{where}: that opening is not, or no more")
            elif not (row[1] <= won.at_ms < row[2] and now_ms <= won.at_ms <= latest_ms):
                self._broken(
                    IN_TIME, f"{where}: at {won.at_ms}, now {now_ms}, open {row[1]} to {row[2]}"
                )
            if (window, winner.viewer) in self.entries:
                self._broken(ONE_EACH, f"{where}: {winner.viewer} has something already")
            given = self._given.get((window, winner.outlet), 0)
            if won.unit != given + 1:
                self._broken(CONSERVED, f"{where}: {given + 1} comes next")
            self._count(window, winner)
            stock = self._stock[window][winner.outlet] + self._added[window, winner.outlet]
            if given + won.quantity > stock:
                self._broken(STOCK, f"{where}: there are {stock}")

    def settled(self, event: WindowSettled) -> None:
        """Hold what was counted against the journal."""
        counted = {outlet: 0 for outlet, _ in event.sold}
        for (window, _), winner in self.entries.items():
            if window == event.window and winner.won.gen == event.gen:
                counted[winner.outlet] += winner.won.quantity
        if counted != dict(event.sold):
            self._broken(JOURNALS, f"{event.window} settled {event.sold}, journal {counted}")

    def frozen(self, event: EntriesFrozen) -> None:
        """Build the tree once more."""
        entries = self._store.peek("journal_read", event.window, "0", _ALL)
        try:
            tree = Tree(event.window, _records(entries), event.outlets)
        except StoreError as error:
            self._broken(JOURNALS, f"{event.window} frozen: {error}")
            return
        if (tree.root.hex(), tree.size) != (event.root, event.entries):
            self._broken(JOURNALS, f"{event.window}: its tree is another")

    def rained(self, draw: DrawRun, event: RainOpened) -> None:
        """Hold a rain to its pool."""
        rule = draw.manifest.rule
        assert isinstance(rule, RainRule)
        if event.paid_fen + event.returned_fen != rule.pool_fen:
            self._broken(CONSERVED, f"paid {event.paid_fen} and returned {event.returned_fen} fen")
        if event.packets > rule.packets:
            self._broken(STOCK, f"{event.packets} packets, there are {rule.packets}")

    def left(self, window: str, gen: int, outlet: str) -> int:
        """Return what an outlet still has, or had at its end, of what the log offers in `gen`."""
        offered = next(row[3] for row in self.rows(window, gen) if row[0] == outlet)
        return offered - self._given_in[window, gen, outlet]

    def ended(self, window: str, gen: int) -> bool:
        """Whether an opening was ended before or at its time."""
        return gen <= self._ended.get(window, 0)

    def _news(self, window: str) -> Iterator[Winner]:
        for batch, given in self._store.peek("journal_read", window, self._after[window], _ALL):
            self._after[window] = batch
            yield from given

    def _count(self, window: str, winner: Winner) -> None:
        self.entries[window, winner.viewer] = winner
        part = (window, winner.outlet)
        self._given[part] = self._given.get(part, 0) + winner.won.quantity
        self._given_in[window, winner.won.gen, winner.outlet] += winner.won.quantity
