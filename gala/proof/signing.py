"""Ed25519, for the keys that sign checkpoints, records and receipts."""

from __future__ import annotations

from nacl.exceptions import CryptoError
from nacl.signing import SigningKey, VerifyKey

from gala.proof.errors import ProofError

SIGNATURE_BYTES = 64


def public_key(secret: bytes) -> bytes:
    """Return the public key (32 bytes) of a secret of 32 bytes."""
    return bytes(SigningKey(secret).verify_key)


def sign(secret: bytes, message: bytes) -> bytes:
    """Return the signature (64 bytes) over `message`; the same bytes every time."""
    return SigningKey(secret).sign(message).signature


def verify(public: bytes, message: bytes, signature: bytes) -> None:
    """Hold `signature` to be the key's own over `message`. Raises `ProofError`."""
    if len(public) != 32 or len(signature) != SIGNATURE_BYTES:
        raise ProofError("a key or a signature has the wrong size")
    try:
        VerifyKey(public).verify(message, signature)
    except CryptoError:
        raise ProofError("the signature is not that of this key over this text") from None
