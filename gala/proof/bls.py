"""BLS signatures in G1 over BLS12-381: the word of a beacon, in the scheme of drand's quicknet."""

from __future__ import annotations

from py_arkworks_bls12381 import GT, G1Point, G2Point, Scalar

KEY_BYTES = 96
SIGNATURE_BYTES = 48
DOMAIN = b"BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_"


def public_key(secret: bytes) -> bytes:
    """Return the public key (96 bytes, G2) of a secret of 32 bytes."""
    return (G2Point() * _scalar(secret)).to_compressed_bytes()


def sign(secret: bytes, message: bytes) -> bytes:
    """Return the signature (48 bytes, G1) over `message`; there is only one."""
    return (G1Point.hash_to_curve(message, DOMAIN) * _scalar(secret)).to_compressed_bytes()


def verify(public: bytes, message: bytes, signature: bytes) -> bool:
    """Say whether `signature` is the one over `message`; `False` for whatever is malformed."""
    try:
        key = G2Point.from_compressed_bytes(public)
        point = G1Point.from_compressed_bytes(signature)
    except ValueError:
        return False
    # The library has seen that both are in their subgroups; but it takes the identity, and more
    # than one encoding of it.
    if key.to_compressed_bytes() != public or point.to_compressed_bytes() != signature:
        return False
    if key == G2Point.identity() or point == G1Point.identity():
        return False
    hashed = G1Point.hash_to_curve(message, DOMAIN)
    return GT.pairing_check([hashed, -point], [key, G2Point()])


def _scalar(secret: bytes) -> Scalar:
    if len(secret) != 32:
        raise ValueError("a secret has 32 bytes")
    scalar = Scalar.from_be_bytes_mod_order(secret)
    if scalar.is_zero():
        raise ValueError("zero is no secret")
    return scalar
