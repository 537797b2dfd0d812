"""The public terms of a sheet's draws."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from .fields import Count, SheetModel
from .text import Text

KEPT_DAYS_MAX = 3650


class DrawTerms(SheetModel):
    """What the public is told of all draws of the night. Numbers, values and odds are the sheet's.

    `kept_days` is for how many days after the night the records of the draws are kept.
    """

    text: Text = Field(
        description="Who may enter, when and how it is drawn, how winners are told, by when and "
        "how they get the prize, when it lapses, who organises it and how to reach them.",
        examples=[
            {"zh": "中奖者七天内联系客服领奖", "en": "Winners write to us within seven days"}
        ],
    )
    kept_days: Annotated[Count, Field(le=KEPT_DAYS_MAX)] = Field(
        description="For how many days after the night it is kept who entered and who won.",
        examples=[730],
    )
