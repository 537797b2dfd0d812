"""All that was given in a night, claim after claim, and the receipts that were signed over it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any

from gala.proof import shapes, signing
from gala.proof.batches import parse_batch
from gala.proof.canon import canonical, read, unhex
from gala.proof.errors import ProofError
from gala.proof.leaf import CLAIM_ID_BYTES, PSEUDONYM_BYTES, Leaf
from gala.proof.log_line import sealed, unsealed
from gala.proof.log_tree import leaf_hash, root
from gala.proof.promise import Promise
from gala.proof.receipt import Signed, batch_message
from gala.proof.report import Report

_CLAIM_KEYS = frozenset(
    {"at_ms", "batch", "claim_id", "gen", "hash", "index", "outlet", "prev", "price_fen"}
    | {"pseudonym", "quantity", "unit", "window"}
)
_RECEIPT_KEYS = frozenset({"batch", "root", "signature", "size", "window"})


@dataclass(frozen=True, slots=True)
class Claim:
    """A leaf as it was given: where, in which batch, and at which place in it."""

    window: str
    batch: str
    index: int
    leaf: Leaf


def claim_line(claim: Claim, prev: str) -> tuple[bytes, str]:
    """Return the line of `claims.jsonl`, without its line feed, and the `hash` in it.

    `prev` is the hash of the line before, `""` for the first.
    """
    leaf = claim.leaf
    line = sealed(
        {
            "at_ms": leaf.at_ms,
            "batch": claim.batch,
            "claim_id": leaf.claim_id.hex(),
            "gen": leaf.gen,
            "index": claim.index,
            "outlet": leaf.outlet,
            "prev": prev,
            "price_fen": leaf.price_fen,
            "pseudonym": leaf.pseudonym,
            "quantity": leaf.quantity,
            "unit": leaf.unit,
            "window": claim.window,
        }
    )
    return line, read(line)["hash"]


def receipt_line(window: str, batch: str, signed: Signed) -> bytes:
    """Return the line of `receipts.jsonl` for a batch, without its line feed."""
    return canonical(
        {
            "batch": batch,
            "root": signed.root.hex(),
            "signature": signed.signature.hex(),
            "size": signed.size,
            "window": window,
        }
    )


def check_claims(report: Report, lines: Iterable[bytes]) -> list[Claim]:
    """Return the claims, once their chain is seen to hold and their units to have no gaps."""
    with report.check("claims") as said:
        claims: list[Claim] = []
        before = ""
        given: Counter[tuple[str, str, int]] = Counter()
        for line in lines:
            fields = unsealed(line, _CLAIM_KEYS, "a claim")
            if fields["prev"] != before:
                raise ProofError(f"claim {len(claims)} does not continue the one before it")
            before = fields["hash"]
            claim = _claim(fields)
            batch = parse_batch(claim.batch)
            part = (claim.window, claim.leaf.outlet, batch.shard)
            if claim.leaf.unit != batch.unit(given[part]):
                where = f"{claim.window} {claim.leaf.outlet}"
                raise ProofError(f"unit {claim.leaf.unit} of {where} is not the next one")
            given[part] += claim.leaf.quantity
            claims.append(claim)
        said(f"{len(claims)} claims")
    return claims


def check_receipts(
    report: Report,
    lines: Iterable[bytes],
    claims: Iterable[Claim],
    night: tuple[str, Promise],
    public: bytes,
) -> None:
    """Hold the batches to be all the claims in their order, each signed by the receipts key.

    `night` is its origin and its promise.
    """
    origin, promise = night
    with report.check("receipts") as said:
        coming = iter(claims)
        seen: set[tuple[str, str]] = set()
        for line in lines:
            fields = shapes.exact(read(line), _RECEIPT_KEYS, "a batch")
            window, batch = (
                shapes.slug(fields["window"], "the window"),
                shapes.batch(fields["batch"]),
            )
            size = shapes.integer(fields["size"], "the size of a batch", least=1)
            if (window, batch) in seen:
                raise ProofError(f"batch {batch} of {window} is there twice")
            seen.add((window, batch))
            part = list(islice(coming, size))
            places = [(claim.window, claim.batch, claim.index) for claim in part]
            if places != [(window, batch, index) for index in range(size)]:
                raise ProofError(f"batch {batch} of {window} is not the claims that come next")
            over = root([leaf_hash(claim.leaf.text().encode("ascii")) for claim in part])
            if over != unhex(fields["root"], 32):
                raise ProofError(f"batch {batch} of {window} has another root")
            signature = unhex(fields["signature"], signing.SIGNATURE_BYTES)
            message = batch_message(origin, window, batch, size, over, promise)
            signing.verify(public, message, signature)
        if next(coming, None) is not None:
            raise ProofError("there are claims without a receipt")
        said(f"{len(seen)} batches, promise {promise.text()}")


def _claim(fields: dict[str, Any]) -> Claim:
    leaf = Leaf(
        unhex(fields["pseudonym"], PSEUDONYM_BYTES).hex(),
        shapes.slug(fields["outlet"], "the outlet"),
        shapes.integer(fields["unit"], "the unit", least=1),
        shapes.integer(fields["quantity"], "the quantity", least=1),
        shapes.integer(fields["gen"], "the opening", least=1),
        shapes.integer(fields["price_fen"], "the price"),
        shapes.integer(fields["at_ms"], "the instant"),
        unhex(fields["claim_id"], CLAIM_ID_BYTES),
    )
    return Claim(
        shapes.slug(fields["window"], "the window"),
        shapes.batch(fields["batch"]),
        shapes.integer(fields["index"], "the index in a batch"),
        leaf,
    )
