"""Worked examples of every primitive, for verifiers in other languages to be held to."""

import hashlib
from typing import Any

from gala.proof import bls, chain, seed, signing, stream, vrf
from gala.proof.leaf import quantity_of
from gala.proof.log_tree import LogTree, leaf_hash
from gala.proof.manifest import manifest_hash
from gala.proof.note import key_id
from gala.proof.pseudonym import pseudonym, show_key
from gala.proof.receipt import batch_message
from gala.proof.selecting import select
from gala.proof.splitting import packet_tree, split
from gala.proof.sum_tree import SumTree, leaf_node
from tests.proof.night import (
    LOG,
    MASTER,
    PINS,
    RECEIPTS,
    REHEARSAL,
    VRF,
    by_drand,
    rehearsed,
)

# The largest share of words is passed over for a number just above 2⁶⁴ ÷ 2049.
PICKY = 2**64 // 2049 + 1


def proof() -> dict[str, Any]:
    """Return all examples. Bytes are in hex, words of 64 bits in 16 hex digits."""
    return {
        "about": "made by tests/proof/vectors.py; the secrets are for tests only",
        "canonical": _canonical(),
        "leaves": _leaves(),
        "pseudonym": _pseudonym(),
        "log_tree": [_log_tree(size) for size in range(10)],
        "sum_tree": [_sum_tree(size) for size in range(10)],
        "stream": _stream(),
        "below": [
            _below(b"gala", [1, 2, 3, 6, 49, 10**6, 2**53 - 1]),
            _below(picky_seed(), [PICKY]),
        ],
        "select": _select(),
        "split": _split(),
        "vrf": [_vrf(alpha) for alpha in (b"", b"gala", bytes(100))],
        "bls": [_bls(round) for round in (1, 1000, 2**40)],
        "chains": _chains(),
        "seed": [_seed(*case) for case in ((rehearsed(), 1), (rehearsed(), 3), (by_drand(), 1))],
        "receipt": _receipt(),
        "checkpoint": _checkpoint(),
    }


def picky_seed() -> bytes:
    """Return a seed whose first word is passed over by `below(PICKY)`."""
    limit = 2**64 - 2**64 % PICKY
    for number in range(10**6):
        candidate = hashlib.sha256(b"picky %d" % number).digest()
        if next(stream.words(candidate)) >= limit:
            return candidate
    raise AssertionError("no seed of a million is picky")


def _canonical() -> dict[str, list[str]]:
    return {
        "good": [
            "null",
            "[]",
            "{}",
            '{"a":1,"b":[true,false,null,"x"]}',
            "9007199254740991",
            "-9007199254740991",
            '"\\"\\\\/\\b\\f\\n\\r\\t\\u0000\\u001f\x7f"',
            '"红包 \N{WRAPPED PRESENT} é"',
            '{"":0,"\\u0000":1,"0":2,"A":3,"__proto__":4,"a":5,"\x7f":6}',
            "[" * 64 + "]" * 64,
            '{"a":' * 63 + "{}" + "}" * 63,
        ],
        "bad": [
            "",
            " 1",
            "1 ",
            "01",
            "-0",
            "-9007199254740992",
            "1.0",
            "1e3",
            "9007199254740992",
            "NaN",
            '{"b":1,"a":2}',
            '{"a":1,"a":1}',
            '{"a": 1}',
            '{"é":1}',
            "[1,]",
            '"\\u0041"',
            '"\\/"',
            '"\\u001F"',
            '"\\ud800"',
            "'a'",
            "\ufeff1",
            '{"\x7f":1,"a":2}',
            "[" * 65 + "]" * 65,
            '{"a":' * 64 + "{}" + "}" * 64,
        ],
    }


def _leaves() -> dict[str, Any]:
    good = rehearsed().windows["flash"].texts
    leaf = good[0]
    return {
        "good": [{"text": text, "quantity": quantity_of(text)} for text in good],
        "bad": [
            leaf.upper(),
            leaf + " ",
            leaf.replace(" ", "  ", 1),
            leaf.replace(" 1 1 ", " 1 0 ", 1),
            leaf.replace(" 1 1 ", " 0 1 ", 1),
            leaf.replace(" 1 1 ", " +1 1 ", 1),
            leaf.replace(" 1 1 ", " 01 1 ", 1),
            leaf.replace(" app ", " App ", 1),
            leaf[1:],
            leaf[:-1],
            "- app 0 1 unsold",
            "- app 3 2 unsold",
            "- app 3 1 sold",
            "-",
            "",
        ],
    }


def _pseudonym() -> dict[str, str]:
    origin = rehearsed().origin
    key = show_key(MASTER, origin)
    return {
        "master": MASTER.hex(),
        "origin": origin,
        "show_key": key.hex(),
        "viewer": "观众-1",
        "pseudonym": pseudonym(key, "观众-1"),
    }


def _log_tree(size: int) -> dict[str, Any]:
    leaves = [b"leaf %d" % number for number in range(size)]
    tree = LogTree(map(leaf_hash, leaves))
    return {
        "leaves": [leaf.hex() for leaf in leaves],
        "root": tree.root().hex(),
        "paths": [tree.path(index).hex() for index in range(size)],
    }


def _sum_tree(size: int) -> dict[str, Any]:
    leaves = [(f"leaf {number}", number * number + 1) for number in range(size)]
    tree = SumTree([leaf_node(leaf.encode(), quantity) for leaf, quantity in leaves])
    return {
        "leaves": [{"text": leaf, "quantity": quantity} for leaf, quantity in leaves],
        "root": tree.root.hex(),
        "total": tree.total,
        "lows": [tree.low(index) for index in range(size)],
        "paths": [tree.path(index).hex() for index in range(size)],
    }


def _stream() -> dict[str, Any]:
    source = stream.words(b"gala")
    return {"seed": b"gala".hex(), "words": [f"{next(source):016x}" for _ in range(9)]}


def _below(start: bytes, among: list[int]) -> dict[str, Any]:
    own = stream.Stream(start)
    return {
        "seed": start.hex(),
        "draws": [{"n": n, "number": own.below(n)} for n in among for _ in range(3)],
    }


def _select() -> list[dict[str, Any]]:
    cases = []
    for number, (quantities, without, count) in enumerate(
        [
            ([1, 1, 1, 1, 1], [], 3),
            ([1, 2, 3, 4, 5, 6], [], 4),
            ([1, 2, 3, 4, 5, 6], [0, 4], 10),
            ([7], [], 1),
            ([7], [0], 1),
            ([1000000, 1, 1, 1], [0], 2),
        ]
    ):
        start = hashlib.sha256(b"select %d" % number).digest()
        tree = SumTree([leaf_node(b"%d" % at, size) for at, size in enumerate(quantities)])

        def owned(number: int, tree: SumTree = tree) -> tuple[int, int]:
            return tree.low(tree.owner(number)), tree.quantity(tree.owner(number))

        taken = [(tree.low(index), quantities[index]) for index in without]
        cases.append(
            {
                "seed": start.hex(),
                "quantities": quantities,
                "without": [list(row) for row in taken],
                "count": count,
                "places": [list(row) for row in select(start, tree.total, taken, count, owned)],
            }
        )
    return cases


def _split() -> list[dict[str, Any]]:
    cases = []
    for number, rule in enumerate(
        [
            (5, 1000, 5, 100, 500),
            (20, 1000, 5, 100, 500),
            (3, 1000, 5, 100, 500),
            (4, 400, 4, 100, 100),
            (4, 2000, 4, 100, 500),
            (1, 8888, 1, 1, 8888),
            (40, 100000, 30, 1, 20000),
            (3, 888_800_000, 10_000_000, 1, 20000),
        ]
    ):
        numbers, pool_fen, packets, min_fen, max_fen = rule
        start = hashlib.sha256(b"split %d" % number).digest()
        outcome = split(start, *rule)
        cases.append(
            {
                "seed": start.hex(),
                "numbers": numbers,
                "pool_fen": pool_fen,
                "packets": packets,
                "min_fen": min_fen,
                "max_fen": max_fen,
                "paid": [list(row) for row in outcome.paid],
                "returned_fen": outcome.returned_fen,
                "root": packet_tree(outcome, packets).root.hex(),
            }
        )
    return cases


def _vrf(alpha: bytes) -> dict[str, str]:
    pi = vrf.prove(VRF, alpha)
    return {
        "secret": VRF.hex(),
        "public": PINS.vrf.hex(),
        "alpha": alpha.hex(),
        "pi": pi.hex(),
        "beta": vrf.verify(PINS.vrf, alpha, pi).hex(),
    }


def _bls(round: int) -> dict[str, Any]:
    return {
        "secret": REHEARSAL.hex(),
        "public": PINS.rehearsal.hex(),
        "round": round,
        "message": chain.message(round).hex(),
        "signature": bls.sign(REHEARSAL, chain.message(round)).hex(),
    }


def _chains() -> list[dict[str, Any]]:
    own = rehearsed().beacon.chain
    cases = []
    for one in (chain.QUICKNET, own, chain.HALL):
        start = one.genesis_ms
        instants = [0, start, start + 1, start + one.period_ms, start + 10**9 + 7]
        rounds = [[at_ms, chain.first_round_at(one, at_ms)] for at_ms in instants]
        cases.append({"chain": one.fields(), "first_round_at": rounds})
    return cases


def _seed(night: Any, number: int) -> dict[str, Any]:
    manifest = night.manifests[number]
    text, signature = manifest.text(), night.word(number)
    alpha = seed.alpha(text, signature)
    pi = vrf.prove(VRF, alpha)
    beta = vrf.verify(PINS.vrf, alpha, pi)
    return {
        "manifest": text,
        "manifest_hash": manifest_hash(text).hex(),
        "round": manifest.round,
        "signature": signature.hex(),
        "alpha": alpha.hex(),
        "beta": beta.hex(),
        "seed": seed.seed(text, manifest.round, signature, beta).hex(),
    }


def _receipt() -> dict[str, Any]:
    receipt = rehearsed().kept[1]
    tree = LogTree(leaf_hash(kept.leaf.encode()) for kept in rehearsed().kept[: receipt.size])
    message = batch_message(
        receipt.origin, receipt.window, receipt.batch, receipt.size, tree.root(), receipt.promise
    )
    return {
        "secret": RECEIPTS.hex(),
        "public": PINS.receipts.hex(),
        "message": message.decode(),
        "signature": receipt.signature.hex(),
        "bundle": receipt.bundle().decode(),
    }


def _checkpoint() -> dict[str, Any]:
    night = rehearsed()
    return {
        "secret": LOG.hex(),
        "public": signing.public_key(LOG).hex(),
        "key_id": key_id(PINS.log).hex(),
        "origin": night.origin,
        "size": len(night.tree),
        "root": night.tree.root().hex(),
        "text": night.checkpoint(),
    }
