"""The signature on a webhook: HMAC-SHA256 over when it was sent and every byte of the body."""

from __future__ import annotations

import hashlib
import hmac

HEADER = "Gala-Signature"
REPLAY_S = 300
"""How far a receiver should let the signed instant be from its own clock."""


def signature(secret: str, sent_s: int, body: bytes) -> str:
    """Return the header's value, like `t=1718454060,v1=5f2b…`; `sent_s` is Unix time."""
    mac = hmac.new(secret.encode(), f"{sent_s}.".encode() + body, hashlib.sha256)
    return f"t={sent_s},v1={mac.hexdigest()}"
