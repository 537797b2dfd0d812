import json
from dataclasses import replace

import pytest

from gala.proof.errors import ProofError
from gala.proof.log_tree import leaf_hash, root
from gala.proof.promise import Promise
from gala.proof.receipt import Receipt, batch_message, read_receipt, sign_batch
from tests.proof.held import vectors
from tests.proof.night import PINS, PROMISE, RECEIPTS, STRANGER, rehearsed

ORIGIN = "gala/night/" + "0f" * 32
KEPT = rehearsed().kept


def _receipts(leaves: list[str], secret: bytes = RECEIPTS) -> list[Receipt]:
    signed = sign_batch(secret, ORIGIN, "flash", "17-1", leaves, PROMISE)
    return [
        Receipt(ORIGIN, "flash", "17-1", signed.size, index, leaf, path, signed.signature, PROMISE)
        for index, (leaf, path) in enumerate(zip(leaves, signed.paths, strict=True))
    ]


def test_what_is_signed_is_what_the_page_says() -> None:
    assert batch_message(ORIGIN, "flash", "17-1", 3, bytes(32), PROMISE) == (
        b"gala/receipts/v1\n"
        + ORIGIN.encode()
        + b"\nflash\n17-1\n3\n"
        + b"00" * 32
        + b"\nalways 2\n"
    )


def test_the_receipt_that_other_verifiers_are_held_to() -> None:
    case = vectors("proof")["receipt"]
    receipt = read_receipt(json.loads(case["bundle"]))
    receipt.verify(bytes.fromhex(case["public"]))
    assert receipt.bundle().decode() == case["bundle"]
    assert receipt.signature.hex() == case["signature"]
    batch = [kept.leaf for kept in KEPT[: receipt.size]]
    over = root([leaf_hash(leaf.encode()) for leaf in batch])
    message = batch_message(
        receipt.origin, receipt.window, receipt.batch, receipt.size, over, PROMISE
    )
    assert message.decode() == case["message"]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 9])
def test_every_leaf_of_a_batch_has_a_receipt(size: int) -> None:
    leaves = [replace_unit(KEPT[0].leaf, unit) for unit in range(1, size + 1)]
    for unit, receipt in enumerate(_receipts(leaves), start=1):
        assert receipt.verify(PINS.receipts).unit == unit
        assert read_receipt(json.loads(receipt.bundle())) == receipt


def replace_unit(leaf: str, unit: int) -> str:
    """Return the leaf with another unit."""
    fields = leaf.split(" ")
    return " ".join([*fields[:2], str(unit), *fields[3:]])


def test_a_strangers_receipt_is_refused() -> None:
    [receipt] = _receipts([KEPT[0].leaf], STRANGER)
    with pytest.raises(ProofError):
        receipt.verify(PINS.receipts)


def test_nothing_in_a_receipt_can_be_exchanged() -> None:
    receipt = _receipts([KEPT[0].leaf, KEPT[1].leaf, KEPT[2].leaf])[0]
    for changed in (
        replace(receipt, origin=ORIGIN[:-1] + "0"),
        replace(receipt, window="flush"),
        replace(receipt, batch="17-2"),
        replace(receipt, size=4),
        replace(receipt, index=1),
        replace(receipt, leaf=KEPT[1].leaf),
        replace(receipt, path=receipt.path[:-32]),
        replace(receipt, signature=bytes(64)),
    ):
        with pytest.raises(ProofError):
            changed.verify(PINS.receipts)


def test_another_promise_than_the_one_that_was_signed_is_refused() -> None:
    for other in (Promise("everysec", 2), Promise("always", 3)):
        with pytest.raises(ProofError):
            replace(KEPT[1], promise=other).verify(PINS.receipts)
