from dataclasses import replace

import pytest

from gala.client.events import Answer, Receipt
from gala.client.inbound import read
from gala.proof.errors import ProofError
from gala.proof.leaf import Leaf
from gala.proof.receipt import sign_batch
from gala.wire import messages
from gala.wire.messages import BatchProof
from tests.keys import KEYS, ORIGIN, PROMISE, PROOF, PSEUDONYM


def test_only_two_outcomes_ask_for_the_claim_again() -> None:
    outcomes = ("sold_out", "closed", "unknown", "too_early", "pending")
    final = [Answer("w", 1, bytes(16), outcome, 0).final for outcome in outcomes]
    assert final == [True, True, True, False, False]


def test_receipts_are_compared_by_their_bytes_too() -> None:
    one, other = (
        Receipt("w", 1, bytes(16), 1, 1, 1, 1, "app", PSEUDONYM, PROOF, frame)
        for frame in (b"a", b"b")
    )
    assert one != other


def signed() -> Receipt:
    """A receipt as the operator's edges give it: one of two in a batch."""
    mine = Leaf(PSEUDONYM, "app", 7, 1, 1, 100, 5_000, bytes(16))
    other = replace(mine, pseudonym=PSEUDONYM[::-1], unit=8, claim_id=bytes(range(16)))
    batch = sign_batch(KEYS.receipts, ORIGIN, "w", "1-0", [other.text(), mine.text()], PROMISE)
    proof = BatchProof("1-0", 1, batch.size, batch.paths[1], batch.signature, PROMISE)
    receipt = read(messages.receipt("w", mine, proof))
    assert isinstance(receipt, Receipt)
    return receipt


def test_a_receipt_is_checked_with_the_operators_pinned_key() -> None:
    receipt = signed()
    receipt.verify(ORIGIN, KEYS.pins)
    others = replace(KEYS.pins, receipts=KEYS.pins.log)
    for changed, origin, pins in (
        (replace(receipt, unit=6), ORIGIN, KEYS.pins),
        (replace(receipt, price_fen=1), ORIGIN, KEYS.pins),
        (replace(receipt, window="v"), ORIGIN, KEYS.pins),
        (receipt, ORIGIN.replace("live", "rehearsal"), KEYS.pins),
        (receipt, ORIGIN, others),
    ):
        with pytest.raises(ProofError):
            changed.verify(origin, pins)
