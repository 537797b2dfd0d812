"""What "you have it" means in a night: on whose disks it was before anybody was told.

It is declared when the night begins, stands in line 0 of its log, and is signed with every receipt
(docs/proof.md section 4).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from gala.proof.errors import ProofError

DISKS = ("always", "everysec", "no", "unknown")
"""Before the answer; within a second or two of it; when the system likes; not told by the store."""

REPLICAS_MAX = 99

_TEXT = re.compile(rf"({'|'.join(DISKS)}) (0|[1-9][0-9]?)")
_STRENGTH = {"always": 2, "everysec": 1, "no": 0, "unknown": 0}


@dataclass(frozen=True, slots=True)
class Promise:
    """`disk` is one of `DISKS`; so many `replicas` have a write before it is answered."""

    disk: str
    replicas: int

    def text(self) -> str:
        """Return it as it is signed and written down."""
        return f"{self.disk} {self.replicas}"

    def keeps(self, promised: Promise) -> bool:
        """Say whether this is at least what was promised."""
        return (
            _STRENGTH[self.disk] >= _STRENGTH[promised.disk] and self.replicas >= promised.replicas
        )


UNSAID = Promise("unknown", 0)
"""Nothing is promised."""


def read_promise(value: object) -> Promise:
    """Return the promise that a text is. Raises `ProofError`."""
    found = _TEXT.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise ProofError("the promise is not written as it should be")
    return Promise(found[1], int(found[2]))
