"""What must hold of claims in the store, checked at every write: rules 1 to 5 of the ledger.

Nothing is given beyond the stock, nor twice to one viewer, nor outside the opening by the store's
clock; what is settled, frozen and split is what the journal has, to the unit and to the fen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
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
from .store_windows import shard_name
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

    def __init__(
        self, broken: Broken, store: WatchedStore, shards: Mapping[str, int] = MappingProxyType({})
    ) -> None:
        """`shards` has those windows that are cut, into how many."""
        self.entries: dict[tuple[str, str], Winner] = {}
        """What each viewer has, by window and pseudonym."""
        self._broken = broken
        self._store = store
        self._shards = shards
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
        self._given: dict[tuple[str, str], int] = {}
        self._given_in: Counter[tuple[str, int, str]] = Counter()
        self._after: dict[str, str] = {}
        for window in self._stock:
            for name in self._parts(window):
                shard = self._store.peek("window_state", name)
                self._ended[name] = shard.gen if shard.closed else shard.gen - 1
                for winner in self._news(name):
                    self._count(name, winner)

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
        elif name == "window_grant":
            self._granted(args[1])

    def journal(self, window: str) -> list[tuple[str, tuple[Winner, ...]]]:
        """Return all entries of a window's journals, shard by shard."""
        return [
            entry
            for name in self._parts(window)
            for entry in self._store.peek("journal_read", name, "0", _ALL)
        ]

    def _parts(self, window: str) -> list[str]:
        return [shard_name(window, shard) for shard in range(self._shards.get(window, 1))]

    def _granted(self, part: str) -> None:
        """Hold the stocks of a window's shards to what the log offers."""
        window = part.partition("#")[0]
        states = [self._store.peek("window_state", name) for name in self._parts(window)]
        gen = max(state.gen for state in states)
        for outlet, _, _, stock in self.rows(window, gen):
            there = sum(
                one.window.stock
                for state in states
                for one in state.parts
                if (one.gen, one.window.outlet) == (gen, outlet)
            )
            if there > stock:
                self._broken(STOCK, f"{window} {gen} {outlet}: {there} on its shards of {stock}")

    def _claimed(self, part: str) -> None:
        window, _, shard = part.partition("#")
        now_ms = self._store.now_ms()
        latest_ms = self._latest_ms[part] = max(self._latest_ms.get(part, 0), now_ms)
        for winner in self._news(part):
            won = winner.won
            where = f"{window} {won.gen} {winner.outlet} unit {won.unit}"
            row = next((r for r in self.rows(window, won.gen) if r[0] == winner.outlet), None)
            if row is None or won.gen <= self._ended.get(part, 0):
                self._broken(IN_TIME, f"{where}: that opening is not, or no more")
            elif not (row[1] <= won.at_ms < row[2] and now_ms <= won.at_ms <= latest_ms):
                self._broken(
                    IN_TIME, f"{where}: at {won.at_ms}, now {now_ms}, open {row[1]} to {row[2]}"
                )
            if (window, winner.viewer) in self.entries:
                self._broken(ONE_EACH, f"{where}: {winner.viewer} has something already")
            given = self._given.get((part, winner.outlet), 0)
            if won.unit != self._shards.get(window, 1) * given + int(shard or 0) + 1:
                self._broken(CONSERVED, f"{where}: {given} were given on {part}")
            self._count(part, winner)
            stock = self._stock[window][winner.outlet] + self._added[window, winner.outlet]
            all_given = sum(self._given.get((one, winner.outlet), 0) for one in self._parts(window))
            if all_given > stock:
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
        entries = [
            (batch, tuple(one for one in given if one.won.gen <= event.gen))
            for batch, given in self.journal(event.window)
        ]
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
        return any(gen <= self._ended.get(part, 0) for part in self._parts(window))

    def _news(self, part: str) -> Iterator[Winner]:
        after = self._after.get(part, "0")
        for batch, given in self._store.peek("journal_read", part, after, _ALL):
            self._after[part] = batch
            yield from given

    def _count(self, part: str, winner: Winner) -> None:
        window = part.partition("#")[0]
        self.entries[window, winner.viewer] = winner
        given = self._given.get((part, winner.outlet), 0)
        self._given[part, winner.outlet] = given + winner.won.quantity
        self._given_in[window, winner.won.gen, winner.outlet] += winner.won.quantity
