"""One digest for what a sheet means, however it is written."""

from __future__ import annotations

import json
from hashlib import sha256

from .model import RunSheet

_DOMAIN = b"gala run sheet 1\n"


def digest(sheet: RunSheet) -> str:
    """Hex SHA-256 of the sheet's meaning: what people approve and what a record names.

    Comments, layout, the order of keys, quoting and the way a duration is written do not change it;
    anything that changes what happens, or what anyone is told, does. Keys left out are left out of
    the encoding too, so that an optional key added to the format later keeps old digests.
    """
    meaning = sheet.model_dump(mode="python", exclude_none=True)
    encoded = json.dumps(meaning, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(_DOMAIN + encoded.encode()).hexdigest()
