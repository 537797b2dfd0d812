"""The secrets that a platform and gala share: its keys for the API, and what signs webhooks."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from gala.core.orders.names import is_reference
from gala.wire.secret_file import write_once

SECRET_BYTES = 24
_NOBODY = "0" * 64


@dataclass(frozen=True, slots=True)
class PlatformSecrets:
    """Keys by their ids, several while one is being replaced; `webhook` signs what is sent."""

    keys: Mapping[str, str] = field(repr=False)
    webhook: str = field(repr=False)

    def known(self, authorization: str | None) -> str | None:
        """Return the id of the key in an Authorization header, None when it is not valid.

        It takes as long for a wrong secret as for a right one, and for an id that there is not.
        """
        scheme, _, token = (authorization or "").partition(" ")
        key_id, _, secret = token.partition(".")
        wanted = _digest(self.keys[key_id]) if key_id in self.keys else _NOBODY
        equal = hmac.compare_digest(_digest(secret), wanted)
        return key_id if equal and scheme.lower() == "bearer" else None


def platform_file(path: Path) -> PlatformSecrets:
    """Return the secrets in `path`, made there (readable by its owner only) when there are none.

    Raises `OSError`, and `ValueError` when the file does not hold them.
    """
    if not path.exists():
        body = {
            "keys": {"platform-1": secrets.token_urlsafe(SECRET_BYTES)},
            "webhook": secrets.token_urlsafe(SECRET_BYTES),
        }
        write_once(path, json.dumps(body, indent=1) + "\n")
    match json.loads(path.read_text(encoding="utf-8")):
        case {"keys": dict(keys), "webhook": str(webhook)} if keys and len(webhook) >= 16:
            good = all(
                is_reference(key_id) and "." not in key_id and isinstance(secret, str)
                and len(secret) >= 16
                for key_id, secret in keys.items()
            )  # fmt: skip
            if good:
                return PlatformSecrets(keys, webhook)
    raise ValueError(
        f"{path} does not hold keys of a platform and a webhook's secret of at least 16 "
        "characters; delete it to get new ones"
    )


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
