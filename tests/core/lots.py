"""Entries and outcomes for the rules' tests, without a store and without a beacon.

Trees, places and packets are real, so that numbers fit; the beacon's word and the VRF's proof are
made up, because the rules only pass them on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gala.core.draws import LATE, DrawRun
from gala.core.effects import FreezeEntries
from gala.core.events import AUTO, DrawOpened, DrawVoided, EntriesFrozen, Event, RainOpened
from gala.proof.frozen import frozen_root, frozen_texts, frozen_tree
from gala.proof.leaf import Leaf
from gala.proof.opening import draw_places, rain_split
from gala.proof.rules import DrawRule
from gala.proof.splitting import packet_tree
from gala.proof.sum_tree import SumTree

Entries = Mapping[str, Sequence[int]]
"""By outlet, how many numbers each of its viewers has."""

SIGNATURE, PROOF = "5a" * 48, "9b" * 80


@dataclass(frozen=True)
class Lots:
    """The frozen entries of one window."""

    window: str
    texts: list[str]
    tree: SumTree

    @classmethod
    def of(cls, window: str, entries: Entries, outlets: Sequence[str], gen: int) -> Lots:
        """Return those of viewers whose pseudonyms say their outlet and place."""
        given: dict[str, list[Leaf]] = {}
        for at, outlet in enumerate(outlets):
            unit = 1
            for place, quantity in enumerate(entries.get(outlet, ())):
                name = hashlib.sha256(f"{at} {place}".encode()).hexdigest()[:32]
                leaf = Leaf(name, outlet, unit, quantity, gen, 0, 1, bytes(16))
                given.setdefault(outlet, []).append(leaf)
                unit += quantity
        texts = frozen_texts([(outlet, 0) for outlet in outlets], given)
        return cls(window, texts, frozen_tree(texts))

    @property
    def root(self) -> bytes:
        """The frozen root."""
        return frozen_root(self.window, self.tree.size, self.tree.root_node)

    def frozen(self, at_ms: int, effect: FreezeEntries) -> EntriesFrozen:
        """Return the event that the freeze leads to."""
        return EntriesFrozen(
            at_ms, effect.window, effect.gen, self.root.hex(), len(self.texts), effect.outlets
        )

    def opened(self, draw: DrawRun, at_ms: int) -> Event:
        """Return what the beacon decides; another manifest leads to another outcome."""
        manifest, rule = draw.manifest, draw.manifest.rule
        sown = hashlib.sha256(draw.manifest_text.encode() + draw.hall.encode()).digest()
        words = (draw.number, SIGNATURE, PROOF)
        if isinstance(rule, DrawRule):
            rows = draw_places(manifest, rule, sown, self.tree, self.texts)
            return DrawOpened(at_ms, *words, tuple((i, leaf, path.hex()) for i, leaf, path in rows))
        split = rain_split(manifest, rule, sown)
        root = packet_tree(split, rule.packets).root.hex()
        return RainOpened(
            at_ms, *words, root, split.packets_opened, split.paid_fen, split.returned_fen
        )


def too_late(draw: DrawRun, at_ms: int) -> DrawVoided:
    """Return what becomes of a draw whose round did not come."""
    return DrawVoided(at_ms, draw.number, LATE, AUTO, AUTO)
