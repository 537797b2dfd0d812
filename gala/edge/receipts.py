"""Receipts: what the ledger gave, signed a batch at a time (docs/proof.md section 4).

A batch is what one call of the ledger gave, so who claims first gets it signed together with who
claims at the same moment. A retry finds its batch here, or in the ledger's journal, and as the
signature is deterministic gets the same bytes on every edge.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

from gala.core.seckill import Winner
from gala.ports import Claim, Decision, Ledger, Refused, StoreError, Won
from gala.proof.promise import Promise
from gala.proof.receipt import Signed, sign_batch
from gala.wire import messages
from gala.wire.messages import BatchProof

BATCHES_KEPT = 1_024


@dataclass(frozen=True, slots=True)
class ReceiptKeys:
    """What an edge signs with: the receipts key's secret, for the night named `origin`.

    `promise` is what that night's log says an answer means.
    """

    secret: bytes
    origin: str
    promise: Promise


@dataclass(frozen=True, slots=True)
class Receipt:
    """A packed `receipt` message."""

    message: bytes


class Receipts:
    """Turns the ledger's decisions into what viewers are told."""

    def __init__(self, keys: ReceiptKeys, ledger: Ledger) -> None:
        self._keys = keys
        self._ledger = ledger
        self._signed: OrderedDict[tuple[str, str], Signed] = OrderedDict()

    async def receipts(
        self, window: str, claims: Sequence[Claim], decisions: Sequence[Decision]
    ) -> list[Receipt | Refused]:
        """Return what to answer to each of `claims`, in order. Raises `StoreError`."""
        fresh: dict[str, dict[int, Winner]] = {}
        for claim, decision in zip(claims, decisions, strict=True):
            if isinstance(decision, Won) and decision.claim_id == claim.claim_id:
                winner = Winner(claim.viewer, decision.outlet, decision)
                fresh.setdefault(decision.batch, {})[decision.index] = winner
        return [
            decision
            if isinstance(decision, Refused)
            else await self._receipt(window, claim, decision, fresh.get(decision.batch, {}))
            for claim, decision in zip(claims, decisions, strict=True)
        ]

    async def _receipt(
        self, window: str, claim: Claim, won: Won, together: dict[int, Winner]
    ) -> Receipt:
        key = (window, won.batch)
        signed = self._signed.get(key)
        if signed is None or won.index not in together:
            winners = await self._batch(window, won, together)
            signed = self._signed.get(key) or self._sign(window, won.batch, winners)
            winner = winners[won.index]
        else:
            winner = together[won.index]
        proof = BatchProof(
            won.batch,
            won.index,
            won.size,
            signed.paths[won.index],
            signed.signature,
            self._keys.promise,
        )
        return Receipt(messages.receipt(window, winner.leaf(), proof))

    async def _batch(self, window: str, won: Won, together: dict[int, Winner]) -> Sequence[Winner]:
        """Return all that was given together with `won`: this very call's, or the journal's."""
        if len(together) == won.size:
            return [together[index] for index in range(won.size)]
        winners = await self._ledger.batch(window, won.batch)
        if len(winners) != won.size:
            raise StoreError(f"the journal of {window} has lost {won.batch}")
        return winners

    def _sign(self, window: str, batch: str, winners: Sequence[Winner]) -> Signed:
        leaves = [winner.leaf().text() for winner in winners]
        signed = sign_batch(
            self._keys.secret, self._keys.origin, window, batch, leaves, self._keys.promise
        )
        self._signed[window, batch] = signed
        if len(self._signed) > BATCHES_KEPT:
            self._signed.popitem(last=False)
        return signed
