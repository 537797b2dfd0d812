"""What a store knows of viewers, in memory: two edges can share it, and it can be away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gala.core.plan import Condition, Plan, WhoRule, WindowPlan
from gala.core.watching import Watched
from gala.ports import Stretch

from .fakes import TEXT, Gate, plan


class Viewers:
    """`gala.ports.ViewerFacts`; `calls` counts what was asked, `holders` are
    `(window, viewer)`, of the first opening.
    """

    def __init__(self) -> None:
        self.gate = Gate()
        self.calls = 0
        self.holders: set[tuple[str, str]] = set()
        self.kept: dict[str, Watched] = {}

    async def watched(self, stretches: Sequence[Stretch]) -> list[tuple[int, int]]:
        """Add up."""
        self.calls += 1
        await self.gate.passed()
        told = []
        for one in stretches:
            kept = self.kept.get(one.viewer, Watched()).add(one.from_s, one.to_s)
            self.kept[one.viewer] = kept
            told.append((kept.total_s, kept.until_s))
        return told

    async def bought(self, window: str, viewers: Sequence[str]) -> list[int]:
        """Look it up."""
        self.calls += 1
        await self.gate.passed()
        return [int((window, viewer) in self.holders) for viewer in viewers]

    def total_s(self, viewer: str) -> int:
        """What is kept of a viewer."""
        return self.kept.get(viewer, Watched()).total_s


def ruled(condition: Condition, *weights: tuple[Condition, int]) -> Plan:
    """A show with a sale `lipstick` for all, and a draw `prizes` for those of the rule."""
    made = plan()
    (sale,) = made.segments
    stock = tuple((outlet.id, 10**12) for outlet in made.outlets)
    prizes = WindowPlan(
        "prizes", TEXT, 0, 0, 60_000, stock, stocked=False, quantity_max=1_000_000, weighed=True,
        who=WhoRule(condition, weights),
    )  # fmt: skip
    return replace(made, segments=(sale, replace(sale, id="prizes", window=prizes)))
