"""What draws need: words of a beacon, and trees over what was given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from gala.proof.rules import DrawRule, RainRule


class BeaconSilent(Exception):
    """The beacon has not said that word, or nobody can be reached who has heard it."""


class BeaconSource(Protocol):
    """Who brings a beacon's words (docs/proof.md section 5)."""

    async def signature(self, round: int) -> bytes:
        """Return the signature of a round of the show's chain, checked under the chain's key.

        Raises `BeaconSilent`; what is forged or of another round is never returned.
        """


@dataclass(frozen=True, slots=True)
class WindowTree:
    """Which tree is meant: over all that openings up to `gen` of `window` gave.

    `outlets` are `(outlet, declared, given)`, in the order of the leaves.
    """

    window: str
    gen: int
    outlets: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class RainSplit:
    """A rain's packets: their tree's root, how many are paid, and the fen paid and returned."""

    root: bytes
    packets: int
    paid_fen: int
    returned_fen: int


class Archive(Protocol):
    """The trees over what windows gave, built elsewhere: the show goes on meanwhile.

    Every call raises `StoreDown` when it may be tried again, and `StoreError` when what the ledger
    holds is not what was settled.
    """

    async def freeze(self, tree: WindowTree) -> tuple[bytes, int]:
        """Return the tree's root and its number of leaves."""

    async def places(
        self, tree: WindowTree, seed: bytes, rule: DrawRule
    ) -> list[tuple[int, str, bytes]]:
        """Return who is drawn: `(index, leaf, path)` for each place."""

    async def split(self, tree: WindowTree, seed: bytes, rule: RainRule) -> RainSplit:
        """Return how a rain's pool is split among the tree's numbers."""

    async def entry(self, tree: WindowTree, outlet: str, unit: int) -> bytes | None:
        """Return the bundle (docs/proof.md section 6) of an outlet's unit, None if nobody's."""

    async def leaves(self, tree: WindowTree, start: int, count: int) -> list[str]:
        """Return leaves in their order."""
