"""From the commitment and the beacon's word to the seed that decides."""

from __future__ import annotations

import hashlib

from gala.proof.manifest import manifest_hash


def alpha(manifest_text: str, signature: bytes) -> bytes:
    """Return the input of the VRF; `signature` is the beacon's word."""
    return b"gala/alpha/v1\n" + manifest_hash(manifest_text) + signature


def seed(manifest_text: str, round: int, signature: bytes, beta: bytes) -> bytes:
    """Return the seed; `beta` is the VRF's value for `alpha`."""
    return hashlib.sha256(
        b"gala/seed/v1\n"
        + manifest_hash(manifest_text)
        + round.to_bytes(8, "big")
        + signature
        + beta
    ).digest()
