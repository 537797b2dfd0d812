"""From a seed to an outcome, for whoever has the frozen tree: the places, or the packets."""

from __future__ import annotations

from collections.abc import Sequence

from gala.proof.manifest import Manifest
from gala.proof.rules import DrawRule, RainRule
from gala.proof.selecting import select_by_rule
from gala.proof.splitting import Split, split
from gala.proof.sum_tree import SumTree


def draw_places(
    manifest: Manifest, rule: DrawRule, seed: bytes, tree: SumTree, texts: Sequence[str]
) -> list[tuple[int, str, bytes]]:
    """Return (index, leaf, path) for each place; `texts` are the leaves of the frozen `tree`."""

    def owned(number: int) -> tuple[int, int]:
        index = tree.owner(number)
        drawn.append((index, texts[index], tree.path(index)))
        return tree.low(index), tree.quantity(index)

    drawn: list[tuple[int, str, bytes]] = []
    select_by_rule(seed, manifest.outlets, rule, owned)
    return drawn


def rain_split(manifest: Manifest, rule: RainRule, seed: bytes) -> Split:
    """Return how the pool is split; `packet_tree` is the tree over it."""
    return split(seed, manifest.numbers, rule.pool_fen, rule.packets, rule.min_fen, rule.max_fen)
