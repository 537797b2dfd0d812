"""Each rule about viewers, broken by one event."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from gala.client import Answer, Cue, Event, Presented, Receipt, Resumed, Snapshot
from gala.core.effects import OpenWindow
from gala.core.seckill import Winner, Won
from gala.proof.promise import Promise
from gala.sim import night, rules_viewers
from gala.sim.rules_ledger import LedgerRules
from gala.sim.rules_log import LogRules
from gala.sim.rules_viewers import ViewerRules
from gala.sim.watched import WatchedStore
from gala.wire.messages import BatchProof
from gala.wire.picture import Picture

ID = bytes(16)
PROOF = BatchProof("1-0", 0, 1, b"", bytes(64), Promise("always", 0))
TAKE = Cue("main", 1, 1, 5, "take", (["s1", "host", ["a", "b"], [], []], 900, None))
PANIC = Cue("main", 1, 2, 0, "panic", ())


@dataclass
class Phone:
    """As much of a person as the rules look at."""

    name: str = "v01"
    outlet: str = "app"
    pseudonym: str = "ab" * 16
    viewer: Any = None
    open: dict[int, str] = field(default_factory=dict)


class Bench:
    """The rules with one receipt in the journal and two cues in the log."""

    def __init__(self) -> None:
        self.broken: list[str] = []
        store = WatchedStore(lambda: 1_000)
        self.ledger = LedgerRules(self._broken, store)
        log = LogRules(self._broken, self.ledger, lambda: 1, lambda _: None)
        log._cues = {("main", 1): TAKE, ("main", 2): PANIC}
        self.rules = ViewerRules(self._broken, log, self.ledger, lambda: 1, lambda: 1)
        phone: Any = Phone()
        self.phone = phone
        self.rules.came(phone)
        won = Won(1, ID, 1, 1, 7, outlet="app")
        self.ledger.entries["sale", self.phone.pseudonym] = Winner(self.phone.pseudonym, "app", won)

    def _broken(self, rule: str, _text: str) -> None:
        self.broken.append(rule)

    def hears(self, *events: Event | Presented) -> list[str]:
        """Let the phone hear `events`; return what is broken now."""
        for event in events:
            self.rules.heard(self.phone, event)
        return self.broken


def receipt(
    unit: int = 1, frame: bytes = b"frame", window: str = "sale", quantity: int = 1
) -> Receipt:
    return Receipt(window, 1, ID, unit, 1, 7, quantity, "app", "ab" * 16, PROOF, frame)


EMPTY = Snapshot("main", 0, 0, ())


def test_all_is_well() -> None:
    bench = Bench()
    assert bench.hears(EMPTY, TAKE, PANIC, Resumed("main", 1, 2), receipt(), receipt()) == []
    assert bench.hears(Snapshot("main", 1, 2, (TAKE, PANIC))) == []
    bench.rules.still_given()
    bench.rules.claimed(bench.phone, "sale", receipt(), True)
    assert bench.broken == []


@pytest.mark.parametrize(
    "events",
    [
        (EMPTY, PANIC),
        (EMPTY, TAKE, TAKE),
        (TAKE,),
        (EMPTY, TAKE, EMPTY),
        (EMPTY, Cue("main", 1, 1, 6, "take", TAKE.body)),
    ],
)
def test_cues_that_are_missing_double_or_others(events: tuple[Event, ...]) -> None:
    assert set(Bench().hears(*events)) == {rules_viewers.CUES}


def test_a_snapshot_without_its_last_cue() -> None:
    assert Bench().hears(Snapshot("main", 1, 2, (TAKE,))) == [rules_viewers.COVERED]
    assert Bench().hears(Snapshot("main", 1, 3, (TAKE, PANIC))) == [rules_viewers.COVERED]


def test_receipts_that_change_or_stand_nowhere() -> None:
    assert Bench().hears(receipt(), receipt(frame=b"other")) == [rules_viewers.SAME_BYTES]
    assert Bench().hears(receipt(unit=2)) == [rules_viewers.SAME_BYTES]


@pytest.mark.parametrize(
    ("answer", "rule"),
    [
        (Answer("sale", 1, ID, "sold_out", 0), rules_viewers.HELD),
        (Answer("sale", 1, b"x" * 16, "sold_out", 0), rules_viewers.TRUE_NO),
        (Answer("sale", 1, b"x" * 16, "closed", 0), rules_viewers.TRUE_NO),
    ],
)
def test_no_where_it_is_not_true(answer: Answer, rule: str) -> None:
    bench = Bench()
    bench.ledger.offered(OpenWindow("sale", 1, 1, (("app", 0, 5_000, 5),)))
    assert bench.hears(answer)[0] == rule


def test_an_end_that_is_none() -> None:
    bench = Bench()
    bench.rules.claimed(bench.phone, "sale", Answer("sale", 1, ID, "pending", 0), False)
    bench.rules.claimed(bench.phone, "sale", Answer("sale", 1, ID, "sold_out", 0), True)
    assert bench.broken == [rules_viewers.FINAL, rules_viewers.HELD]


def test_too_early_on_the_screen() -> None:
    class Known:
        class clock:  # noqa: N801 - a stand-in for an attribute
            error_ms = 3.0

    bench = Bench()
    bench.phone.viewer = Known()
    shown: Callable[[int], Presented] = lambda due: Presented("main", TAKE, due, due, Picture())  # noqa: E731
    assert bench.hears(shown(25)) == []
    assert bench.hears(shown(60)) == [rules_viewers.NOT_EARLY]
    bench.rules.steady = False
    assert len(bench.hears(shown(60))) == 1


def test_who_is_in_where_it_may_not_be_or_too_heavy() -> None:
    assert night.tier(Phone.name) == "none"
    in_last = Bench().hears(receipt(window="last"))
    assert in_last == [rules_viewers.ENTITLED, rules_viewers.SAME_BYTES]
    heavy = Bench().hears(receipt(window="prizes", quantity=3))
    assert heavy == [rules_viewers.ENTITLED, rules_viewers.SAME_BYTES]
    assert Bench().hears(receipt(window="prizes")) == [rules_viewers.SAME_BYTES]


def test_who_is_told_that_it_may_not_take_part_may_not() -> None:
    assert Bench().hears(Answer("last", 1, ID, "not_eligible", 0)) == []
    assert Bench().hears(Answer("prizes", 1, ID, "not_eligible", 0)) == [rules_viewers.TRUE_NO]
