"""The fact of an edit on air."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from gala.core.event import Event
from gala.proof.audit import Audit


@dataclass(frozen=True, slots=True)
class SheetEdited(Event):
    """From now on the show goes by another run sheet (`gala.core.editing`).

    `sheet` is its text, `digest` what it means. `audits` are the signatures under what it sells, as
    `(goods, digest, auditor, on, signature)`. `by` is the seat that asked for it first; `second` is
    empty where one seat was enough.
    """

    name: ClassVar[str] = "sheet_edited"
    sheet: str
    digest: str
    audits: tuple[tuple[str, str, str, str, str], ...]
    by: str
    second: str

    def signed(self) -> tuple[Audit, ...]:
        """Return the signatures as audits. Raises `ValueError` for one that is not in hex."""
        return tuple(
            Audit(goods, digest, auditor, on, bytes.fromhex(signature))
            for goods, digest, auditor, on, signature in self.audits
        )
