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
from gala.proof.leaf import Leaf
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
        whole: dict[str, tuple[Signed, list[Leaf]]] = {}
        answers: list[Receipt | Refused] = []
        for decision in decisions:
            if isinstance(decision, Refused):
                answers.append(decision)
                continue
            name, index = decision.batch, decision.index
            together, signed = fresh.get(name, {}), self._signed.get((window, name))
            if name in whole:
                signed, leaves = whole[name]
                leaf = leaves[index]
            elif signed is not None and index in together:
                leaf = together[index].leaf()
            else:
                winners = await self._batch(window, decision, together)
                leaves = [winner.leaf() for winner in winners]
                # It may have been signed meanwhile, by another call.
                signed = self._signed.get((window, name)) or self._sign(window, name, leaves)
                whole[name] = signed, leaves
                leaf = leaves[index]
            proof = BatchProof(
                *(name, index, decision.size, signed.paths[index], signed.signature),
                self._keys.promise,
            )
            answers.append(Receipt(messages.receipt(window, leaf, proof)))
        return answers

    async def _batch(self, window: str, won: Won, together: dict[int, Winner]) -> Sequence[Winner]:
        """Return all that was given together with `won`: this very call's, or the journal's."""
        if len(together) == won.size:
            return [together[index] for index in range(won.size)]
        winners = await self._ledger.batch(window, won.batch)
        if len(winners) != won.size:
            raise StoreError(f"the journal of {window} has lost {won.batch}")
        return winners

    def _sign(self, window: str, batch: str, leaves: Sequence[Leaf]) -> Signed:
        texts = [leaf.text() for leaf in leaves]
        signed = sign_batch(
            self._keys.secret, self._keys.origin, window, batch, texts, self._keys.promise
        )
        self._signed[window, batch] = signed
        if len(self._signed) > BATCHES_KEPT:
            self._signed.popitem(last=False)
        return signed
