"""What the simulator has found, by seed: it breaks without its mend, and holds with it.

The list with the whole story is in docs/simulation.md.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from gala.console.orders.till import Refusal, Till
from gala.core.orders.book import OrderKey
from gala.core.orders.names import read_order_id
from gala.core.plan import WindowPlan
from gala.core.trust.claims import Filing, Quota, Standing
from gala.edge.hall import Hall
from gala.ports import OutletTotals, StoreDown
from gala.proof import canon
from gala.proof.errors import ProofError
from gala.sim import rules_end, rules_orders, rules_viewers, store_calls
from gala.sim.runner import play
from gala.store.clock import SteadyClock
from gala.store.connection import Argument
from gala.store.orders import StoreOrders
from tests.sim.storing import CLOCK, HOUR_MS, claim, faulty, in_virtual_time, ports_to, row

Patch = pytest.MonkeyPatch


def _negatives_refused(patch: Patch) -> None:
    def natural(digits: str) -> int:
        if digits.startswith("-"):
            raise ProofError("an integer is negative")
        return int(digits)

    patch.setattr(canon, "_DECODER", json.JSONDecoder(parse_int=natural))


def _edges_that_are_always_sure(patch: Patch) -> None:
    patch.setattr(Hall, "clock_error_ms", 0)


def _first_exchange_first(patch: Patch) -> None:
    def begin(self: SteadyClock, samples: list[Any]) -> None:
        for sample in samples:
            self.observe(sample)

    patch.setattr(SteadyClock, "begin", begin)
    _edges_that_are_always_sure(patch)


def _orders_of_the_primary_alone(patch: Patch) -> None:
    async def hasty(self: StoreOrders, command: str, key: str, *args: Argument) -> Any:
        return await self._calls.call(command, key, *args)

    patch.setattr(StoreOrders, "_sure", hasty)


def _orders_only_of_windows_it_knows(patch: Patch) -> None:
    def named(self: Till, order: str) -> tuple[WindowPlan, OrderKey]:
        window, key = read_order_id(order) or ("", None)
        plan = next((plan for plan in self.windows() if plan.id == window), None)
        if plan is None or key is None:
            raise Refusal("unknown")
        return plan, key

    patch.setattr(Till, "named", named)


def _older_snapshots(patch: Patch) -> None:
    patch.setattr(Hall, "behind_the", lambda *_: False)


@pytest.mark.parametrize(
    ("seed", "unmend", "rule"),
    [
        (12, _negatives_refused, rules_end.RECORD),
        (39, _first_exchange_first, rules_viewers.NOT_EARLY),
        (151, _older_snapshots, rules_viewers.CUES),
        (433, _edges_that_are_always_sure, rules_viewers.NOT_EARLY),
        (1083, _orders_only_of_windows_it_knows, rules_orders.ONE_ANSWER),
        (4093, _orders_of_the_primary_alone, rules_orders.ONE_ANSWER),
    ],
)
def test_it_breaks_without_its_mend(
    seed: int, unmend: Callable[[Patch], None], rule: str, monkeypatch: Patch
) -> None:
    assert play(seed).broken == ""
    unmend(monkeypatch)
    assert play(seed).broken.startswith(rule)


@in_virtual_time
async def test_an_office_hears_of_no_claim_that_a_failover_may_take_away() -> None:
    """Seed 1 with two failovers, by hand: the same claim came twice, and the office was stuck."""
    server = faulty("r1")
    kept = ports_to(server, wait_replicas=1).guarantees
    told = (1, 5, CLOCK.now_ms() + HOUR_MS, "0" * 64)
    filing = Filing("ab" * 16, "gift", "sale", "app", 1, "ann", *told)
    server.cut("r1")
    with pytest.raises(StoreDown, match="fewer than 1 replicas"):
        await kept.redeem(filing, Quota("fen", 9))
    with pytest.raises(StoreDown, match="fewer than 1 replicas"):
        await kept.journal("0")
    assert (await ports_to(server).guarantees.journal("0"))[1], "it is there, for who does not ask"
    assert server.promote("r1") == 1
    server.add_replica("r1")
    assert await kept.journal("0") == ("0", [])
    assert isinstance(await kept.redeem(filing, Quota("fen", 9)), Standing)
    assert len((await kept.journal("0"))[1]) == 1


@in_virtual_time
async def test_what_a_failover_may_take_away_is_not_told_as_sold_out(monkeypatch: Patch) -> None:
    """Seed 1363 by hand: few nights lose a last sale after its tick and before its answer."""
    server = faulty("r1")
    ports = ports_to(server, wait_replicas=1)
    await ports.ledger.open_window(1, "sale", 1, 7, [row(1)])
    server.cut("r1")
    with pytest.raises(StoreDown, match="fewer than 1 replicas"):
        await ports.ledger.claim("sale", 1, [claim("ann")])
    with pytest.raises(StoreDown, match="fewer than 1 replicas"):
        await ports.ledger.totals("sale")
    monkeypatch.setattr(store_calls, "SURE_READS", frozenset())
    assert (await ports.ledger.totals("sale"))[1] == (OutletTotals("app", 1, 0),)
    assert server.promote("r1") == 1
    assert (await ports.ledger.totals("sale"))[1] == (OutletTotals("app", 0, 0),)
