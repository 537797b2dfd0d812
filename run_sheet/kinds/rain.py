"""Red-packet rain: a pool of money in packets, every fen of it given or returned."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from ..fields import Count, Fen
from ..problem import Finding
from ..rules import Rule
from ..said import Said
from ..who_checks import who_findings
from .base import Declared, WindowSegment

_Packet = Annotated[Fen, Field(ge=1)]


class Rain(WindowSegment):
    """`pool_fen` is split into exactly `packets` packets of `min_fen` to `max_fen` each."""

    kind: Literal["rain"]
    pool_fen: _Packet = Field(description="All the money, in fen.", examples=[888800])
    packets: Count = Field(description="How many packets the pool makes.", examples=[300])
    min_fen: _Packet = Field(description="Least in a packet, in fen.", examples=[100])
    max_fen: _Packet = Field(description="Most in a packet, in fen.", examples=[20000])
    per_viewer: Count = Field(1, description="Most packets that one viewer can get.")

    def findings(self, declared: Declared) -> Iterator[Finding]:
        """The pool must fill the packets exactly."""
        yield from super().findings(declared)
        yield from who_findings(self.who, self.id, declared)
        least, most = self.packets * self.min_fen, self.packets * self.max_fen
        if self.min_fen > self.max_fen:
            yield Finding(
                Rule.RAIN_INFEASIBLE,
                ("min_fen",),
                Said(
                    f"`min_fen`（{self.min_fen}）大于 `max_fen`（{self.max_fen}）",
                    f"`min_fen` ({self.min_fen}) is more than `max_fen` ({self.max_fen})",
                ),
                Said(
                    "一个红包的最少不能多于最多",
                    "the least in a packet cannot be more than the most",
                ),
            )
        elif not least <= self.pool_fen <= most:
            yield Finding(
                Rule.RAIN_INFEASIBLE,
                ("pool_fen",),
                Said(
                    f"{self.packets} 个 {self.min_fen} 到 {self.max_fen} 分的红包共装 "
                    f"{least} 到 {most} 分，总额却是 {self.pool_fen} 分",
                    f"{self.packets} packets of {self.min_fen} to {self.max_fen} fen hold "
                    f"{least} to {most} fen, but the pool is {self.pool_fen}",
                ),
                Said(
                    "改 `pool_fen`、`packets`、`min_fen` 或 `max_fen`，让总额落在这之间",
                    "change `pool_fen`, `packets`, `min_fen` or `max_fen` until the pool is in "
                    "between",
                ),
            )
        if self.per_viewer > self.packets:
            yield Finding(
                Rule.PER_VIEWER,
                ("per_viewer",),
                Said(
                    f"每位观众可得 {self.per_viewer} 个红包，但一共只有 {self.packets} 个",
                    f"{self.per_viewer} packets for one viewer, but there are only {self.packets}",
                ),
                Said(
                    "通常每人一个：删掉 `per_viewer`",
                    "one packet for each viewer is the usual: leave `per_viewer` out",
                ),
            )
