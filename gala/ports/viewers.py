"""What is known of viewers, and their claims on guarantees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from gala.core.trust.claims import Answer, Entry, Filing, Quota, Verdict
from gala.core.trust.figures import Journaled


@dataclass(frozen=True, slots=True)
class Stretch:
    """That a viewer has watched from `from_s` until before `to_s`; equal ones only ask."""

    viewer: str
    from_s: int
    to_s: int


class ViewerFacts(Protocol):
    """What the store knows of viewers, by pseudonym, for who may take part."""

    async def watched(self, stretches: Sequence[Stretch]) -> list[tuple[int, int]]:
        """Add `stretches`, and return `(seconds in all, until when they are counted)` for each.

        A second of a viewer counts once, whoever told of it: the same again adds nothing
        (`gala.core.watching`). Raises `StoreDown`.
        """

    async def bought(self, window: str, viewers: Sequence[str]) -> list[int]:
        """Return each viewer's receipt's opening of `window`, 0 for none. Raises `StoreDown`."""


@dataclass(frozen=True, slots=True)
class GuaranteeEntry:
    """An entry of the journal of claims on guarantees; `said` is what a viewer told, for staff."""

    entry: Entry
    said: str


class Guarantees(Protocol):
    """Claims on the sheet's guarantees, by the rules of `gala.core.trust.claims`.

    Each call decides in one step and is durable before it returns; the same again changes nothing
    and is answered as the first time. Each raises `StoreDown`: then the same may be sent again.
    """

    async def file(self, filing: Filing, said: str) -> Answer:
        """File a viewer's claim; `said` is the text that `said_sha256` is the digest of."""

    async def decide(self, verdict: Verdict, quota: Quota) -> Answer:
        """Meet or refuse a claim, within the guarantee's quota."""

    async def redeem(self, filing: Filing, quota: Quota) -> Answer:
        """Use a coupon that is worth the filing's ceiling, within the guarantee's quota."""

    async def journal(self, cursor: str) -> tuple[str, list[GuaranteeEntry]]:
        """Return all entries after `cursor` ("0" is the beginning) and the new cursor."""

    async def wait(self, cursor: str, timeout_ms: int) -> tuple[str, list[GuaranteeEntry]]:
        """As `journal`, but wait up to `timeout_ms` for the first, and return 500 at most."""

    async def journaled(self) -> Journaled:
        """Return every entry, and what the store itself has counted meanwhile, for a recount."""
