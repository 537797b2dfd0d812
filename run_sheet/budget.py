"""What a show may cost: the money that has been granted for it, as a whole and by kind."""

from __future__ import annotations

from pydantic import Field

from .fields import Fen, SheetModel


class Budget(SheetModel):
    """Most that may be given away, in fen; what is left out has no limit."""

    total_fen: Fen | None = Field(
        None, description="Most for all of the show, in fen.", examples=[10_000_000]
    )
    rain_fen: Fen | None = Field(
        None, description="Most for the pools of all rains, in fen.", examples=[888_800]
    )
    draw_fen: Fen | None = Field(
        None, description="Most for the prizes of all draws, in fen.", examples=[5_000_000]
    )
    seckill_fen: Fen | None = Field(
        None,
        description="Most for the discounts of all seckills, in fen: what the units would cost at "
        "their regular price, less what is paid for them.",
        examples=[4_000_000],
    )
