"""Each rule of guarantees: an honest history keeps them all, and each forged entry breaks one."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

from gala.core.effects import OpenWindow
from gala.core.trust.claims import Decided, Entry, Filed, Filing, Quota, Redeemed, Verdict
from gala.ports import OutletWindow
from gala.sim import rules_guarantees
from gala.sim.desks import Ask, Told
from gala.sim.rules_guarantees import GuaranteeRules
from gala.sim.rules_ledger import LedgerRules
from gala.sim.rules_log import LogRules
from gala.sim.story import Story
from gala.sim.viewers import Person
from gala.sim.watched import WatchedStore
from tests.sim.storing import CLOCK, HOUR_MS, claim, in_virtual_time, ports_to

DAY_MS = 24 * HOUR_MS
ANN = cast("Person", SimpleNamespace(name="v01"))
MET = Ask("decide", f"{1:032x}", "", b'{"by": "ann", "met": true}')


class Bench:
    """A store with two units of `sale` that Ann and Bo have, and what the rules have found."""

    def __init__(self) -> None:
        self.broken: list[str] = []
        self.paid = True
        store = self.store = WatchedStore(CLOCK.now_us)
        self.ports = ports_to(store)
        self.ledger = LedgerRules(self._broken, store)
        show = SimpleNamespace(
            window=lambda _: SimpleNamespace(), plan=SimpleNamespace(segments=()), draws=()
        )
        self.rules = GuaranteeRules(
            *(self._broken, store, cast("LogRules", SimpleNamespace(show=show)), self.ledger),
            *(lambda *_: self.paid, Story(lambda: 0.0, 0.0)),
        )
        store.watcher = self

    def wrote(self, name: str, args: tuple[Any, ...]) -> None:
        self.ledger.wrote(name, args)
        self.rules.wrote(name)

    def went_back(self) -> None:
        self.ledger.again()
        self.rules.again()

    def _broken(self, rule: str, _: str) -> None:
        self.broken.append(rule)

    async def sold(self) -> None:
        """Ann and Bo win the two units."""
        now_ms = CLOCK.now_ms()
        row = OutletWindow("app", now_ms, now_ms + HOUR_MS, 2)
        self.ledger.offered(OpenWindow("sale", 1, 1, (("app", now_ms, now_ms + HOUR_MS, 2),)))
        await self.ports.ledger.open_window(1, "sale", 1, 1, [row])
        await self.ports.ledger.claim("sale", 1, [claim("ann"), claim("bo")])


def filing(number: int, viewer: str, unit: int, guarantee: str = "refund") -> Filing:
    ceiling_fen = 5 if guarantee == "gift" else 1
    terms = (1, ceiling_fen, CLOCK.now_ms() + DAY_MS, "0" * 64)
    return Filing(f"{number:032x}", guarantee, "sale", "app", unit, viewer, *terms)


def verdict(number: int, met: bool = True, amount_fen: int = 1) -> Verdict:
    return Verdict(f"{number:032x}", "refund", met, amount_fen if met else 0, "ann", "so")


@in_virtual_time
async def test_an_honest_history_breaks_nothing() -> None:
    bench = Bench()
    await bench.sold()
    kept = bench.ports.guarantees
    await kept.file(filing(1, "ann", 1), "")
    bench.rules.claimed(ANN, Ask("file", "x"), Told(200, {"claim": f"{1:032x}", "state": "filed"}))
    await kept.decide(verdict(1), Quota("claims", 2))
    await kept.redeem(filing(2, "bo", 2, "gift"), Quota("fen", 12))
    bench.rules.decided(MET, Told(200, {"state": "met"}))
    bench.rules.decided(MET, Told(409, {"error": "decided"}))
    bench.rules.claimed(ANN, Ask("redeem", "x"), Told(409, {"error": "quota"}))
    bench.went_back()
    assert bench.broken == []


@pytest.mark.parametrize(
    ("rule", "entries"),
    [
        (rules_guarantees.ONCE, lambda: [Filed(0, filing(2, "ann", 1))]),
        (rules_guarantees.ONCE, lambda: [Redeemed(0, filing(1, "bo", 2, "gift"))]),
        (rules_guarantees.BOUGHT, lambda: [Filed(0, filing(3, "bo", 1, "gift"))]),
        (rules_guarantees.ONE_CHAIN, lambda: [Decided(0, verdict(9, met=False))]),
        (rules_guarantees.ONE_CHAIN, lambda: [Decided(0, verdict(1)), Decided(0, verdict(1))]),
        (rules_guarantees.QUOTA, lambda: [Decided(0, verdict(1, amount_fen=2))]),
        (
            rules_guarantees.QUOTA,
            lambda: [
                Redeemed(0, filing(number, viewer, unit, "gift"))
                for number, viewer, unit in ((5, "ann", 1), (6, "bo", 2), (7, "bo", 2))
            ],
        ),
    ],
)
@in_virtual_time
async def test_a_forged_entry_breaks_a_rule(rule: str, entries: Any) -> None:
    bench = Bench()
    await bench.sold()
    await bench.ports.guarantees.file(filing(1, "ann", 1), "")
    forged: list[Entry] = entries()
    assert bench.broken == []
    for one in forged:
        if isinstance(one, Decided):
            bench.rules._take_decision(one)
        else:
            bench.rules._take_claim(one)
    assert rule in bench.broken


@in_virtual_time
async def test_who_has_not_paid_claims_nothing() -> None:
    bench = Bench()
    await bench.sold()
    bench.paid = False
    await bench.ports.guarantees.file(filing(1, "ann", 1), "")
    assert bench.broken == [rules_guarantees.BOUGHT]


@pytest.mark.parametrize(
    "told",
    [
        Told(200, {"state": "refused"}),
        Told(200, {"state": "met"}),
        Told(404, {"error": "no_claim"}),
    ],
)
@in_virtual_time
async def test_an_answer_that_is_not_so_is_found(told: Told) -> None:
    bench = Bench()
    bench.rules.decided(MET, told)
    assert bench.broken == [rules_guarantees.STANDS]


@in_virtual_time
async def test_a_claim_that_is_refused_for_no_reason_is_found() -> None:
    bench = Bench()
    bench.rules.claimed(ANN, Ask("file", "x"), Told(409, {"error": "not_yours"}))
    assert bench.broken == [rules_guarantees.STANDS]
