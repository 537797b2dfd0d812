"""What a sheet that may go on air could do better: nothing of it is wrong, so it is no rule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .kinds import Seckill
from .model import RunSheet
from .said import Said

SCARCE_UNITS = 300
"""Below this, who has the best line and the fastest program takes nearly all of it."""


@dataclass(frozen=True, slots=True)
class Advice:
    """A hint on one segment, by its id; whoever has decided otherwise writes so in the sheet."""

    segment: str
    text: Said


def advice(sheet: RunSheet) -> Iterator[Advice]:
    """Yield the hints, in the order of the sheet."""
    for segment in sheet.segments:
        if isinstance(segment, Seckill) and segment.by is None:
            units = segment.stock_total
            if units < SCARCE_UNITS:
                yield Advice(
                    segment.id,
                    Said(
                        f"只有 {units} 件，会被最快的程序抢走：`by: lot`（抽签）才公平；"
                        "`by: first_come` 表示就是要比快",
                        f"only {units} units, and the fastest programs get them: `by: lot` is the "
                        "fair choice; `by: first_come` says that it is to be a race",
                    ),
                )
