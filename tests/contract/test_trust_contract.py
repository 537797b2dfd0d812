"""The store's claims on guarantees and the pure rules give the same answers to the same histories.

Instants lie an hour off the store's clock, which cannot be driven: a claim is in time or too late
for as long as a history takes.
"""

import itertools
from collections import Counter
from dataclasses import dataclass, replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gala.core.trust.claims import (
    Answer,
    Claims,
    ClaimState,
    Declined,
    Filing,
    Quota,
    Standing,
    Verdict,
    decide,
    file,
    redeem,
)
from gala.core.trust.journal import chained, fields_of, unchained
from gala.ports import GuaranteeEntry
from gala.store.guarantees import StoreGuarantees
from gala.store.show import Store

HOUR_MS = 3_600_000
SLACK_MS = 2_000
SAID = "0" * 64

# What a guarantee is limited to: few claims, or little money, so that quotas run out.
QUOTAS = {
    "refund": Quota("fen", 30),
    "tenfold": Quota("claims", 2),
    "coupon": Quota("claims", 2),
    "voucher": Quota("fen", 25),
}
COUPONS = ("coupon", "voucher")
# Claim ids of one history: few, so that they meet again.
CLAIMS = ("a", "b", "c", "d")
RECEIPTS = (("pens", "app", 1), ("pens", "app", 2), ("pens", "tv", 1))


@dataclass(frozen=True)
class File:
    claim: str
    guarantee: str
    receipt: tuple[str, str, int]
    ceiling_fen: int
    hours: int

    def filing(self, prefix: str, now_ms: int) -> Filing:
        window, outlet, unit = self.receipt
        until_ms = now_ms + self.hours * HOUR_MS
        claim = self.claim * 24 + prefix
        terms = (9, self.ceiling_fen, until_ms, SAID)
        return Filing(claim, self.guarantee, window, outlet, unit, "ann", *terms)


@dataclass(frozen=True)
class Decide:
    claim: str
    guarantee: str
    met: bool
    amount_fen: int
    by: str

    def verdict(self, prefix: str) -> Verdict:
        amount_fen = self.amount_fen if self.met else 0
        claim = self.claim * 24 + prefix
        return Verdict(claim, self.guarantee, self.met, amount_fen, self.by, "理由 why")


FILES = st.builds(
    File,
    st.sampled_from(CLAIMS),
    st.sampled_from(("refund", "refund", "tenfold", *COUPONS)),
    st.sampled_from(RECEIPTS),
    st.integers(1, 20),
    st.sampled_from([1, 1, 1, -1]),
)
DECIDES = st.builds(
    Decide,
    st.sampled_from(CLAIMS),
    st.sampled_from(("refund", "refund", "tenfold")),
    st.booleans(),
    st.integers(1, 20),
    st.sampled_from(("director", "second")),
)
HISTORIES = st.lists(st.one_of(FILES, FILES, DECIDES), max_size=20)

prefixes = (f"{n:08x}" for n in itertools.count())


def alike(answer: Answer) -> Answer:
    """An answer without the instants, which each side has of its own clock."""
    if isinstance(answer, Declined):
        return answer
    return replace(answer, filed_ms=0, decided_ms=int(answer.decided_ms > 0))


async def play(
    kept: StoreGuarantees, claims: Claims, step: File | Decide, prefix: str, now_ms: int
) -> Answer:
    """Take one step on both sides; they agree. Return the store's answer."""
    if isinstance(step, Decide):
        verdict = step.verdict(prefix)
        quota = QUOTAS[verdict.guarantee]
        ours, entry = decide(claims, now_ms, verdict, quota)
        theirs = await kept.decide(verdict, quota)
    else:
        filing = step.filing(prefix, now_ms)
        if step.guarantee in COUPONS:
            ours, entry = redeem(claims, now_ms, filing, QUOTAS[step.guarantee])
            theirs = await kept.redeem(filing, QUOTAS[step.guarantee])
        else:
            ours, entry = file(claims, now_ms, filing)
            theirs = await kept.file(filing, "told")
    assert alike(theirs) == alike(ours)
    if entry is not None:
        assert alike(claims.take(entry)) == alike(ours)
    return theirs


@settings(
    max_examples=200,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(HISTORIES)
async def test_the_store_decides_as_the_rules_do(
    store: Store, history: list[File | Decide]
) -> None:
    prefix = next(prefixes)
    kept = StoreGuarantees(store._calls, store._waits, f"{store.show}-{prefix}")
    claims, seen = Claims(), dict[str, Standing]()
    now_ms = store.clock.now_ms()
    for step in history:
        answer = await play(kept, claims, step, prefix, now_ms)
        if isinstance(answer, Standing):
            first = seen.get(answer.claim)
            if first is not None and first.state is not ClaimState.FILED:
                assert first == answer, "what is decided stays as it is, to the byte"
            seen[answer.claim] = answer
            assert abs(answer.filed_ms - now_ms) < SLACK_MS

    cursor, entries = await kept.journal("0")
    check_journal(entries, claims, seen)
    assert await kept.journal(cursor) == (cursor, [])
    assert (await kept.wait("0", 1))[1] == entries


def check_journal(entries: list[GuaranteeEntry], claims: Claims, seen: dict[str, Standing]) -> None:
    """The journal alone leads to how every claim stands, and no quota is exceeded on the way."""
    told = Claims()
    met, fen = Counter[str](), Counter[str]()
    for one in entries:
        standing = told.take(one.entry)
        assert one.said == ("told" if fields_of(one.entry)["op"] == "filed" else "")
        if standing.state is ClaimState.MET:
            met[standing.guarantee] += 1
            fen[standing.guarantee] += standing.amount_fen
    assert told.standings == seen
    kept = [one.entry for one in entries]
    assert list(unchained(chained(kept))) == kept, "a record has them as they were"
    assert told.filings.keys() == claims.filings.keys()
    for guarantee, quota in QUOTAS.items():
        assert (fen if quota.unit == "fen" else met)[guarantee] <= quota.most
    assert len({(one.guarantee, one.receipt) for one in seen.values()}) == len(seen)
    assert [one.entry.at_ms for one in entries] == sorted(one.entry.at_ms for one in entries)
