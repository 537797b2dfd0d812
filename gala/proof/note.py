"""Checkpoints: what a log was at one size, in a signed note (C2SP tlog-checkpoint, signed-note)."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from gala.proof import leaf, shapes, signing
from gala.proof.errors import ProofError

KEY_NAME = "gala-log"
_ED25519 = b"\1"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The size and root of the log of `origin`, as its key has signed them."""

    origin: str
    size: int
    root: bytes


def checkpoint(
    origin: str, size: int, root: bytes, sign: Callable[[bytes], bytes], public: bytes
) -> str:
    """Return the signed checkpoint; `sign` makes the Ed25519 signature of the key `public`."""
    body = f"{origin}\n{size}\n{_base64(root)}\n"
    signature = sign(body.encode("utf-8"))
    return f"{body}\n\N{EM DASH} {KEY_NAME} {_base64(key_id(public) + signature)}\n"


def read_checkpoint(text: str, public: bytes) -> Checkpoint:
    """Return the checkpoint that `text` is, signed by `public`. Raises `ProofError`."""
    lines = text.split("\n")
    if len(lines) != 6 or lines[3] or lines[5]:
        raise ProofError("a checkpoint has five lines, the fourth of them empty")
    origin, size, root, _, signed, _ = lines
    start = f"\N{EM DASH} {KEY_NAME} "
    if not signed.startswith(start):
        raise ProofError(f"the checkpoint is not signed by {KEY_NAME}")
    note = _unbase64(signed.removeprefix(start), 4 + signing.SIGNATURE_BYTES)
    if note[:4] != key_id(public):
        raise ProofError("the checkpoint is signed by another key")
    read = Checkpoint(
        shapes.origin(origin),
        leaf.number(size, "the checkpoint's size", least=1),
        _unbase64(root, 32),
    )
    signing.verify(public, f"{origin}\n{size}\n{root}\n".encode(), note[4:])
    return read


def key_id(public: bytes) -> bytes:
    """Return the four bytes by which a note names its key."""
    return hashlib.sha256(KEY_NAME.encode() + b"\n" + _ED25519 + public).digest()[:4]


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _unbase64(text: str, size: int) -> bytes:
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except (binascii.Error, UnicodeEncodeError):
        raise ProofError("it is not base64") from None
    # Without this, the last digit before the padding has bits that nobody reads.
    if _base64(data) != text or len(data) != size:
        raise ProofError("base64 is not written as it must be, or has another size")
    return data
