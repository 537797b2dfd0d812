"""Claims on guarantees as the store's functions keep them, pure: the rules are
`gala.core.trust.claims`'.

Added here are the journal's ids, and replies and records as `guarantee_*.lua` and
`coupon_redeem.lua` write them, so that `gala.store.guarantees` plays over this as it is.
"""

from __future__ import annotations

import json
from copy import deepcopy

from gala.core.trust import claims as rules
from gala.core.trust.claims import Claims, Decided, Declined, Filed, Outcome, Quota, Redeemed
from gala.core.trust.journal import entry_of
from gala.sim.store_stream import Stream

Reply = bytes | list[bytes]
Line = tuple[int, bytes, str]
"""Of the journal: the instant, the entry without it, and what the viewer told staff."""


class GuaranteesModel:
    """The claims of a show; `key` is the first that a function is given, and no matter here."""

    __slots__ = ("_claims", "_decisions", "_journal")

    def __init__(self) -> None:
        self._claims = Claims()
        self._decisions: dict[str, bytes] = {}
        self._journal: Stream[Line] = Stream()

    def file(
        self, now_ms: int, key: str, claim: str, guarantee: str, receipt: str, ceiling_fen: int,
        until_ms: int, kept: bytes, said: str,
    ) -> Reply:  # fmt: skip
        """See `guarantee_file.lua`."""
        filed = entry_of({**json.loads(kept), "at_ms": now_ms})
        assert isinstance(filed, Filed)
        return self._took(now_ms, rules.file(self._claims, now_ms, filed.filing), kept, said)

    def decide(
        self, now_ms: int, key: str, claim: str, guarantee: str, state: str, amount_fen: int,
        unit: str, most: int, kept: bytes,
    ) -> Reply:  # fmt: skip
        """See `guarantee_decide.lua`."""
        decided = entry_of({**json.loads(kept), "at_ms": now_ms})
        assert isinstance(decided, Decided)
        outcome = rules.decide(self._claims, now_ms, decided.verdict, Quota(unit, most))
        if outcome[1] is not None:
            self._decisions[claim] = kept
        return self._took(now_ms, outcome, kept, "")

    def redeem(
        self, now_ms: int, key: str, claim: str, guarantee: str, receipt: str, value_fen: int,
        until_ms: int, unit: str, most: int, kept: bytes,
    ) -> Reply:  # fmt: skip
        """See `coupon_redeem.lua`."""
        redeemed = entry_of({**json.loads(kept), "at_ms": now_ms})
        assert isinstance(redeemed, Redeemed)
        outcome = rules.redeem(self._claims, now_ms, redeemed.filing, Quota(unit, most))
        return self._took(now_ms, outcome, kept, "")

    def entries(self, _now_ms: int, after: str, count: int) -> list[tuple[str, Line]]:
        """Return up to `count` entries of the journal after an id ("0": all)."""
        return self._journal.after(after, count)

    def copy(self) -> GuaranteesModel:
        """Return one that goes its own way from here."""
        other = GuaranteesModel()
        other._claims, other._journal = deepcopy(self._claims), self._journal.copy()
        other._decisions = dict(self._decisions)
        return other

    def _took(self, now_ms: int, outcome: Outcome, kept: bytes, said: str) -> Reply:
        answer, entry = outcome
        if entry is not None:
            self._claims.take(entry)
            self._journal.add(now_ms, (entry.at_ms, kept, said))
        if isinstance(answer, Declined):
            return answer.code.encode()
        head = f"{answer.state} {answer.filed_ms} {answer.decided_ms} {answer.amount_fen}"
        terms = f"{answer.ceiling_fen} {answer.guarantee} {answer.receipt}\n"
        record = f"{head} {terms}".encode() + self._decisions.get(answer.claim, b"")
        return [answer.claim.encode(), record]
