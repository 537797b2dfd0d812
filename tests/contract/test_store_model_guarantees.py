"""Claims on guarantees over the model and over the real store: the same code
(`gala.store.guarantees`) is told the same, and leaves the same journal."""

from __future__ import annotations

import itertools
import time
from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, given, settings

from gala.core.trust.claims import Answer, Decided
from gala.ports import GuaranteeEntry
from gala.sim.store_faults import FaultyStore
from gala.sim.store_ports import StorePorts
from gala.store.show import Store
from tests.contract.test_trust_contract import (
    COUPONS,
    HISTORIES,
    QUOTAS,
    SLACK_MS,
    Decide,
    File,
    alike,
)

shows = (f"guarantees-{n}" for n in itertools.count())


async def asked(ports: Store | StorePorts, step: File | Decide, now_ms: int) -> Answer:
    """Ask one side."""
    if isinstance(step, Decide):
        verdict = step.verdict("0" * 8)
        return await ports.guarantees.decide(verdict, QUOTAS[verdict.guarantee])
    filing = step.filing("0" * 8, now_ms)
    if step.guarantee in COUPONS:
        return await ports.guarantees.redeem(filing, QUOTAS[step.guarantee])
    return await ports.guarantees.file(filing, "说了 told")


def timeless(one: GuaranteeEntry) -> GuaranteeEntry:
    """An entry without its instant, which each side has of its own clock."""
    return replace(one, entry=replace(one.entry, at_ms=0))


@settings(
    max_examples=100,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(HISTORIES)
async def test_claims_over_the_model_are_those_of_the_store(store: Store, steps: list[Any]) -> None:
    server = FaultyStore(lambda: time.time_ns() // 1_000)
    async with await Store.open(store.url, f"{store.show}-{next(shows)}") as real:
        model = StorePorts(server, real.show, "here", real.clock)
        now_ms = real.clock.now_ms()
        for step in steps:
            told = await asked(real, step, now_ms)
            assert alike(told) == alike(await asked(model, step, now_ms))
        _, journal = await real.guarantees.journal("0")
        _, modelled = await model.guarantees.journal("0")
        assert list(map(timeless, journal)) == list(map(timeless, modelled))
        for one, other in zip(journal, modelled, strict=True):
            assert abs(one.entry.at_ms - other.entry.at_ms) < SLACK_MS
        assert all(
            one.said or isinstance(one.entry, Decided) or one.entry.filing.guarantee in COUPONS
            for one in journal
        )
