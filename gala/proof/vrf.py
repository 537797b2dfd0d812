"""ECVRF-EDWARDS25519-SHA512-TAI of RFC 9381: one provable, unforeseeable value for each input.

libsodium multiplies only points of the prime-order group, which is stricter than the RFC: a Gamma
or a key outside it is refused, so there is one proof that verifies for an honest prover's value.
"""

from __future__ import annotations

import hashlib

from nacl import bindings
from nacl.exceptions import CryptoError

from gala.proof.errors import ProofError

PROOF_BYTES = 80
BETA_BYTES = 64
ORDER = 2**252 + 27742317777372353535851937790883648493
_PRIME = 2**255 - 19
_IDENTITY = b"\1" + bytes(31)
_SUITE = b"\3"


def public_key(secret: bytes) -> bytes:
    """Return the public key (32 bytes) of a secret of 32 bytes; it is that of Ed25519 too."""
    return _times_base(_expanded(secret)[0])


def prove(secret: bytes, alpha: bytes) -> bytes:
    """Return the proof (80 bytes) of the value that `secret` gives `alpha`."""
    x, _ = _expanded(secret)
    public = _times_base(x)
    h, _ = encode_to_curve(public, alpha)
    k = secret_nonce(secret, h)
    gamma = _times(x, h)
    c = _challenge(public, h, gamma, _times_base(k), _times(k, h))
    s = (k + int.from_bytes(c, "little") * x) % ORDER
    return gamma + c + _scalar(s)


def verify(public: bytes, alpha: bytes, proof: bytes) -> bytes:
    """Return the value (64 bytes) that `proof` proves for `alpha`.

    The key is validated (section 5.4.5). Raises `ProofError` for a bad key or proof.
    """
    if len(public) != 32 or not bindings.crypto_core_ed25519_is_valid_point(public):
        raise ProofError("the key is not one of the function")
    if len(proof) != PROOF_BYTES:
        raise ProofError(f"a proof has {PROOF_BYTES} bytes")
    gamma, c, s = proof[:32], proof[32:48], int.from_bytes(proof[48:], "little")
    if s >= ORDER:
        raise ProofError("the proof's scalar is too large")
    if not bindings.crypto_core_ed25519_is_valid_point(gamma):
        raise ProofError("the proof's point is not one of the group")
    h, _ = encode_to_curve(public, alpha)
    negated = ORDER - int.from_bytes(c, "little")
    try:
        u = bindings.crypto_core_ed25519_add(_times_base(s), _times(negated, public))
        v = bindings.crypto_core_ed25519_add(_times(s, h), _times(negated, gamma))
    except CryptoError:
        # A scalar of 0, which has no meaning in a proof.
        raise ProofError("the proof is degenerate") from None
    if _challenge(public, h, gamma, u, v) != c:
        raise ProofError("the proof is not that of this key and this input")
    return value(gamma)


def value(gamma: bytes) -> bytes:
    """Return the value (64 bytes) that a proof with this point stands for."""
    return hashlib.sha512(_SUITE + b"\3" + _clear_cofactor(gamma) + b"\0").digest()


def is_key(public: bytes) -> bool:
    """Say whether it is a point of the curve, written canonically, that has no small order.

    So much holds of every key of Ed25519; this function's own is held to more when it is used.
    """
    if len(public) != 32 or not is_canonical(public):
        return False
    try:
        return _clear_cofactor(public) != _IDENTITY
    except CryptoError:
        return False


def encode_to_curve(public: bytes, alpha: bytes) -> tuple[bytes, int]:
    """Return the point that `alpha` stands for under this key, and the try that gave it."""
    for ctr in range(256):
        start = _SUITE + b"\1" + public + alpha + bytes([ctr]) + b"\0"
        candidate = hashlib.sha512(start).digest()[:32]
        if is_canonical(candidate):
            try:
                h = _clear_cofactor(candidate)
            except CryptoError:
                continue
            if h != _IDENTITY:
                return h, ctr
    raise ProofError("no try of 256 gives a point")


def secret_nonce(secret: bytes, h: bytes) -> int:
    """Return the nonce of section 5.4.2.2, as secret as the secret itself."""
    prefix = _expanded(secret)[1]
    return int.from_bytes(hashlib.sha512(prefix + h).digest(), "little") % ORDER


def is_canonical(point: bytes) -> bool:
    """Say whether the encoding is one that RFC 8032 (5.1.3) decodes; libsodium takes more."""
    y = int.from_bytes(point, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    return y < _PRIME and not (sign and y in (1, _PRIME - 1))


def _expanded(secret: bytes) -> tuple[int, bytes]:
    if len(secret) != 32:
        raise ValueError("a secret has 32 bytes")
    digest = hashlib.sha512(secret).digest()
    x = int.from_bytes(digest[:32], "little")
    x = x & ~7 & (2**255 - 1) | 2**254
    return x % ORDER, digest[32:]


def _challenge(*points: bytes) -> bytes:
    return hashlib.sha512(_SUITE + b"\2" + b"".join(points) + b"\0").digest()[:16]


def _clear_cofactor(point: bytes) -> bytes:
    for _ in range(3):
        point = bindings.crypto_core_ed25519_add(point, point)
    return point


def _scalar(number: int) -> bytes:
    return number.to_bytes(32, "little")


def _times(number: int, point: bytes) -> bytes:
    return bindings.crypto_scalarmult_ed25519_noclamp(_scalar(number), point)


def _times_base(number: int) -> bytes:
    return bindings.crypto_scalarmult_ed25519_base_noclamp(_scalar(number))
