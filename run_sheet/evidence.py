"""Evidence: what a claim in words rests on. It stands in the sheet, so everybody can see it."""

from __future__ import annotations

from pydantic import Field

from .days import Day
from .fields import SheetModel
from .text import Text, Title

EVIDENCE_MAX = 20


class Evidence(SheetModel):
    """What bears out a claim, who says so, and since when."""

    claim: Text = Field(
        alias="for",
        description="The words that it is for, as they stand in the text.",
        examples=[{"zh": "本省销量第一", "en": "number one in the province"}],
    )
    what: Text = Field(
        description="What shows it: a report, a test, a certificate, with its number.",
        examples=[{"zh": "协会 2020 年统计公报", "en": "The association's bulletin of 2020"}],
    )
    by: Title = Field(
        description="Who made it, or has checked it.",
        examples=[{"zh": "行业协会", "en": "The trade association"}],
    )
    on: Day = Field(description="Its day.", examples=["2021-03-01"])
