"""The names by which viewers appear in public; only who has the show key can link them."""

from __future__ import annotations

import hashlib
import hmac

from gala.proof.leaf import PSEUDONYM_BYTES


def show_key(master: bytes, origin: str) -> bytes:
    """Return the key of one night, from the operator's lasting secret."""
    return hmac.digest(master, b"gala/show-key/v1\n" + origin.encode("utf-8"), hashlib.sha256)


def pseudonym(show_key: bytes, viewer: str) -> str:
    """Return the viewer's public name of this night: 32 hex digits."""
    return hmac.digest(show_key, viewer.encode("utf-8"), hashlib.sha256)[:PSEUDONYM_BYTES].hex()
