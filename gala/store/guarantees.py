"""Claims on guarantees in the store: the rules are `gala.core.trust.claims`'."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from gala.core.trust.claims import (
    Actor,
    Answer,
    ClaimState,
    Decided,
    Declined,
    Filed,
    Filing,
    Quota,
    Redeemed,
    Standing,
    Verdict,
)
from gala.core.trust.figures import Journaled, Tally
from gala.core.trust.journal import entry_of, fields_of
from gala.ports import GuaranteeEntry, StoreError
from gala.proof.canon import canonical
from gala.proof.errors import ProofError
from gala.store import functions
from gala.store.connection import Connections
from gala.store.keys import ShowKeys

_PAGE = 500
_READ_DEADLINE_MS = 5_000


class StoreGuarantees:
    """`gala.ports.Guarantees` in the store."""

    def __init__(self, calls: Connections, waits: Connections, show: str) -> None:
        self._calls = calls
        self._waits = waits
        keys = ShowKeys(show)
        self._journal = keys.guarantee_journal
        self._keys = (keys.guarantee_claims, keys.guarantee_totals, keys.guarantee_journal)

    async def file(self, filing: Filing, said: str) -> Answer:
        """See `gala.ports.Guarantees.file`."""
        return await self._call(
            "guarantee_file",
            *(filing.claim, filing.guarantee, filing.receipt, filing.ceiling_fen, filing.until_ms),
            *(_kept(Filed(0, filing)), said),
        )

    async def decide(self, verdict: Verdict, quota: Quota) -> Answer:
        """See `gala.ports.Guarantees.decide`."""
        return await self._call(
            "guarantee_decide",
            *(verdict.claim, verdict.guarantee, str(verdict.state), verdict.amount_fen),
            *(quota.unit, quota.most, _kept(Decided(0, verdict))),
        )

    async def redeem(self, filing: Filing, quota: Quota) -> Answer:
        """See `gala.ports.Guarantees.redeem`."""
        return await self._call(
            "coupon_redeem",
            *(filing.claim, filing.guarantee, filing.receipt, filing.ceiling_fen, filing.until_ms),
            *(quota.unit, quota.most, _kept(Redeemed(0, filing))),
        )

    async def journal(self, cursor: str) -> tuple[str, list[GuaranteeEntry]]:
        """See `gala.ports.Guarantees.journal`."""
        entries: list[GuaranteeEntry] = []
        while True:
            # Whoever follows it goes on from what it was told, which no failover may take away.
            page = await self._calls.write(
                *("XRANGE", self._journal, f"({cursor}", "+", "COUNT", _PAGE),
                key=self._journal,
                deadline_ms=_READ_DEADLINE_MS,
            )
            entries += [_entry(fields) for _, fields in page]
            cursor = page[-1][0].decode() if page else cursor
            if len(page) < _PAGE:
                return cursor, entries

    async def wait(self, cursor: str, timeout_ms: int) -> tuple[str, list[GuaranteeEntry]]:
        """See `gala.ports.Guarantees.wait`."""
        reply = await self._waits.wait(
            *("XREAD", "COUNT", _PAGE, "BLOCK", max(1, timeout_ms)),
            *("STREAMS", self._journal, cursor),
            timeout_ms=timeout_ms,
        )
        page = reply[0][1] if reply else []
        return (page[-1][0].decode() if page else cursor), [_entry(fields) for _, fields in page]

    async def journaled(self) -> Journaled:
        """See `gala.ports.Guarantees.journaled`."""
        cursor, first = await self.journal("0")
        # Each claim stands there under its id, and under its receipt.
        claims = int(await self._calls.call("HLEN", self._keys[0])) // 2
        fields = await self._calls.call("HGETALL", self._keys[1])
        _, since = await self.journal(cursor)
        entries = tuple(one.entry for one in (*first, *since))
        return Journaled(entries, len(first), _tally(claims, fields))

    async def _call(self, name: str, *args: bytes | str | int) -> Answer:
        reply = await functions.call(self._calls, name, self._keys, *args)
        if isinstance(reply, bytes):
            return Declined(reply.decode())
        claim, record = reply
        return _standing(claim.decode(), record)


def _kept(entry: Filed | Decided | Redeemed) -> bytes:
    """Return an entry as the store keeps it: the instant is the store's own, and beside it."""
    return canonical({name: one for name, one in fields_of(entry).items() if name != "at_ms"})


def _entry(fields: list[bytes]) -> GuaranteeEntry:
    named = dict(zip(fields[::2], fields[1::2], strict=True))
    try:
        value: Mapping[str, Any] = json.loads(named[b"entry"])
        entry = entry_of({**value, "at_ms": int(named[b"at_ms"])})
    except (ValueError, KeyError, TypeError, ProofError) as error:
        raise StoreError(
            f"the journal of claims on guarantees has no such entry: {error}"
        ) from None
    return GuaranteeEntry(entry, named.get(b"said", b"").decode("utf-8", "replace"))


def _tally(claims: int, fields: list[bytes]) -> Tally:
    tally = Tally(claims)
    for name, value in zip(fields[::2], fields[1::2], strict=True):
        what, colon, guarantee = name.decode().partition(":")
        if colon:
            (tally.met if what == "met" else tally.met_fen)[guarantee] = int(value)
    return tally


def _standing(claim: str, record: bytes) -> Standing:
    head, _, decision = record.decode().partition("\n")
    state, filed_ms, decided_ms, amount_fen, ceiling_fen, guarantee, receipt = head.split(" ", 6)
    by, reason = (str(Actor.VIEWER) if state == ClaimState.MET else ""), ""
    if decision:
        value = json.loads(decision)
        by, reason = value["by"], value["reason"]
    return Standing(
        *(claim, guarantee, receipt, ClaimState(state), int(filed_ms), int(ceiling_fen)),
        *(int(decided_ms), int(amount_fen), by, reason),
    )
