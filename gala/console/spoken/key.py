"""The key that a captioning program shows: it may send captions, and nothing else."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from gala.wire.secret_file import write_once

KEY_BYTES = 24
KEY_CHARACTERS_MIN = 16


@dataclass(frozen=True, slots=True)
class CaptionsKey:
    """A secret that is shown as `Authorization: Bearer <key>`."""

    key: str = field(repr=False)

    def known(self, authorization: str | None) -> bool:
        """Whether an Authorization header has it; a wrong one takes as long as the right one."""
        scheme, _, shown = (authorization or "").partition(" ")
        equal = hmac.compare_digest(_digest(shown.strip()), _digest(self.key))
        return equal and scheme.lower() == "bearer"


def captions_key(path: Path) -> CaptionsKey:
    """Return the key in `path`, made there (readable by its owner only) when there is none.

    Raises `OSError`, and `ValueError` when the file holds none.
    """
    if not path.exists():
        write_once(path, json.dumps({"key": secrets.token_urlsafe(KEY_BYTES)}) + "\n")
    return read_key(path)


def read_key(path: Path) -> CaptionsKey:
    """Return the key in `path`. Raises as `captions_key`, and `FileNotFoundError`."""
    match json.loads(path.read_text(encoding="utf-8")):
        case {"key": str(key)} if len(key) >= KEY_CHARACTERS_MIN and key.isascii():
            return CaptionsKey(key)
    raise ValueError(
        f"{path} does not hold a key of at least {KEY_CHARACTERS_MIN} characters; delete it to get "
        "a new one"
    )


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
