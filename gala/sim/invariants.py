"""All that must hold, put together: hears the store and the viewers, notes what breaks first."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gala.client import Answer, Event, Presented, Receipt
from gala.core.log import Written

from .cast import EDGES, Cast
from .plans import CLOCK_OFF_MS
from .rules_guarantees import GuaranteeRules
from .rules_ledger import LedgerRules
from .rules_log import LogRules
from .rules_orders import OrderRules
from .rules_viewers import ViewerRules
from .story import Story
from .viewers import Person
from .watched import WatchedStore

SAME_STATE = "the state of every follower is equal at an equal index"

_ALL = 1_000_000
_NOTICED_S = 6.0


@dataclass(frozen=True, slots=True)
class Violation:
    """What broke: the invariant's name, and how."""

    rule: str
    text: str

    def __str__(self) -> str:
        return f"{self.rule}: {self.text}"


class Judge:
    """Holds every rule, at every write and every event. `broke` is set at the first that breaks."""

    def __init__(
        self, store: WatchedStore, story: Story, shards: Mapping[str, int], paid: bool = False
    ) -> None:
        self.violation: Violation | None = None
        self.broke = asyncio.Event()
        self.cast: Cast
        self._store = store
        self._story = story
        self._differs_s: dict[str, float] = {}
        # Who reads from a primary may read what a failover then takes away; it is found out when
        # the next line does not follow.
        self._patience_s = _NOTICED_S if store.replicas else 0.0
        self.ledger = LedgerRules(self.broken, store, shards)
        self.log = LogRules(self.broken, self.ledger, store.now_ms, self._told)
        apart_ms = 2 * CLOCK_OFF_MS if store.replicas else 0
        self.viewers = ViewerRules(
            self.broken, self.log, self.ledger, store.now_ms, self._edges_ms, apart_ms
        )
        self.orders: OrderRules | None = None
        self.guarantees: GuaranteeRules | None = None
        if paid:
            self.orders = OrderRules(self.broken, store, self.log, self.ledger, story)
            self.guarantees = GuaranteeRules(
                self.broken, store, self.log, self.ledger, self.orders.has_paid, story
            )
        store.watcher = self

    def broken(self, rule: str, text: str) -> None:
        """Note that a rule is broken; what breaks afterwards is its consequence."""
        if self.violation is None:
            self.violation = Violation(rule, text)
            self._story.tell("BROKEN", str(self.violation))
            self.broke.set()

    # What the store tells

    def wrote(self, name: str, args: tuple[Any, ...]) -> None:
        """Take a write."""
        if name in ("window_open", "window_close", "window_fence", "window_grant"):
            self.log.check_epoch(f"window {args[1]}", args[0])
        self.log.wrote(name, args)
        self.ledger.wrote(name, args)
        if self.orders is not None:
            self.orders.wrote(name, args)
        if self.guarantees is not None:
            self.guarantees.wrote(name)

    def went_back(self) -> None:
        """Look at everything anew: the store has lost what it did last."""
        self.log.again(
            self._store.peek("log_read", 0, _ALL),
            [cue for _, cue in self._store.peek("cues_read", "0", _ALL)],
        )
        self.ledger.again()
        if self.orders is not None:
            self.orders.again()
        if self.guarantees is not None:
            self.guarantees.again()
        self.viewers.still_given()

    def _told(self, written: Written) -> None:
        assert self.log.reader is not None
        self._story.fact(self.log.reader.index, written.event)

    # What viewers tell

    def came(self, person: Person) -> None:
        """See `Witnesses.came`."""
        self.viewers.came(person)

    def heard(self, person: Person, event: Event | Presented) -> None:
        """See `Witnesses.heard`."""
        self._story.heard(person.name, event)
        self.viewers.heard(person, event)

    def claimed(self, person: Person, window: str, got: Receipt | Answer, retry: bool) -> None:
        """See `Witnesses.claimed`."""
        self.viewers.claimed(person, window, got, retry)

    # Now and then

    def look(self) -> None:
        """Hold the followers' states against the log's."""
        for name, conductor in self.cast.conductors.items():
            follower = conductor._follower
            if not (self.cast.sim.hosts[name].up and follower.started and follower.reader.index):
                continue
            now_s = self.cast.sim.loop.time()
            if follower.show.state_hash() in self.log.hashes:
                self._differs_s.pop(name, None)
            elif now_s - self._differs_s.setdefault(name, now_s) >= self._patience_s:
                self.broken(SAME_STATE, f"{name} at {follower.reader.index}")

    def _edges_ms(self) -> int:
        clocks = [self.cast.clocks[name] for name in EDGES if name in self.cast.clocks]
        return max((clock.now_ms() for clock in clocks), default=0)
