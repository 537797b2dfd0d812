"""Beacons: who says the word that nobody can know beforehand, and when its rounds come."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from gala.proof import shapes
from gala.proof.canon import unhex
from gala.proof.errors import ProofError

_KEYS = frozenset({"chain", "genesis_ms", "kind", "late_ms", "margin_ms", "period_ms"})


@dataclass(frozen=True, slots=True)
class Chain:
    """A source of rounds. `kind` is `quicknet`, `rehearsal` or `hall`; `chain` names it in hex."""

    kind: str
    chain: str
    genesis_ms: int
    period_ms: int

    def fields(self) -> dict[str, str | int]:
        """Return it as an object of canonical JSON."""
        return {
            "chain": self.chain,
            "genesis_ms": self.genesis_ms,
            "kind": self.kind,
            "period_ms": self.period_ms,
        }


QUICKNET = Chain(
    "quicknet",
    "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971",
    1692803367000,
    3000,
)
QUICKNET_KEY = bytes.fromhex(
    "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d1064"
    "510d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ec"
    "e45a"
)
HALL = Chain("hall", "00" * 32, 0, 0)


def rehearsal_chain(public_key: bytes, genesis_ms: int, period_ms: int) -> Chain:
    """Return the operator's own chain under this key; it proves nothing to outsiders."""
    named = hashlib.sha256(
        b"gala/chain/v1\n"
        + public_key
        + period_ms.to_bytes(8, "big")
        + genesis_ms.to_bytes(8, "big")
    )
    return Chain("rehearsal", named.hexdigest(), genesis_ms, period_ms)


def time_of(chain: Chain, round: int) -> int:
    """Return when a round comes. Raises `ValueError` for a hall, whose word comes when it comes."""
    if chain.kind == "hall" or round < 1:
        raise ValueError(f"round {round} of a {chain.kind} beacon has no time")
    return chain.genesis_ms + (round - 1) * chain.period_ms


def first_round_at(chain: Chain, at_ms: int) -> int:
    """Return the first round that comes at `at_ms` or later; 0 for a hall."""
    if chain.kind == "hall":
        return 0
    return max(0, -((chain.genesis_ms - at_ms) // chain.period_ms)) + 1


def message(round: int) -> bytes:
    """Return what a chain signs for a round."""
    return hashlib.sha256(round.to_bytes(8, "big")).digest()


@dataclass(frozen=True, slots=True)
class Beacon:
    """A chain, how long before its round a draw is committed, and how late the word may be."""

    chain: Chain
    margin_ms: int
    late_ms: int

    def fields(self) -> dict[str, str | int]:
        """Return it as it stands in line 0 of the log and in manifests."""
        return {**self.chain.fields(), "late_ms": self.late_ms, "margin_ms": self.margin_ms}


RAIN_MARGIN_MS_MAX = 6_000
"""A rain is committed to for at most so long: nobody waits a minute under falling packets."""


def margin_ms(beacon: Beacon, kind: str) -> int:
    """Return how long before its round a draw of `kind` (`draw` or `rain`) is committed to."""
    return min(beacon.margin_ms, RAIN_MARGIN_MS_MAX) if kind == "rain" else beacon.margin_ms


def read_beacon(value: object) -> Beacon:
    """Return the beacon that an object of canonical JSON is. Raises `ProofError`."""
    fields = shapes.exact(value, _KEYS, "the beacon")
    chain = Chain(
        shapes.text(fields["kind"], "the beacon's kind"),
        unhex(fields["chain"], 32).hex(),
        shapes.integer(fields["genesis_ms"], "the beacon's genesis"),
        shapes.integer(fields["period_ms"], "the beacon's period"),
    )
    if chain.kind not in ("quicknet", "rehearsal", "hall"):
        raise ProofError("there is no such kind of beacon")
    if chain.kind == "quicknet" and chain != QUICKNET:
        raise ProofError("quicknet is another chain")
    if chain.kind == "hall" and chain != HALL:
        raise ProofError("a hall has no chain")
    if chain.kind == "rehearsal" and chain.period_ms < 1:
        raise ProofError("rounds need a period")
    return Beacon(
        chain,
        shapes.integer(fields["margin_ms"], "the beacon's margin"),
        shapes.integer(fields["late_ms"], "the beacon's limit"),
    )
