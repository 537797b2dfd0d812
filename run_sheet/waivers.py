"""Waivers: a rule that a part of the sheet may break, with the reason and who signs for it.

They stand in the sheet, so they are in its digest, in the public record and in front of everybody.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field

from .days import Day
from .evidence import EVIDENCE_MAX, Evidence
from .fields import SheetModel
from .refusal import refusal, shown, shown_zh
from .rules import Rule
from .said import Said
from .text import Text, Title

WAIVERS_MAX = 20


def lenient_rule(value: object) -> str:
    """Return the code of the rule that is named by its code or slug, if it may be waived."""
    for rule in Rule:
        if value in (rule.code, rule.slug):
            if rule.lenient:
                return rule.code
            raise refusal(
                Rule.BAD_WAIVER,
                Said(
                    f"`{rule.slug}`（{rule.code}）不能豁免：这样的流程单没法播",
                    f"`{rule.slug}` ({rule.code}) cannot be waived: such a sheet cannot be played",
                ),
                Said("改正它", "correct what it is about"),
            )
    raise refusal(
        Rule.BAD_WAIVER,
        Said(f"没有 {shown_zh(value)} 这条规则", f"there is no rule {shown(value)}"),
        Said(
            "写规则的代号或名字，例如 GS206 或 gap", "name its code or its slug, like GS206 or gap"
        ),
    )


LenientRule = Annotated[str, BeforeValidator(lenient_rule)]
"""A rule that may be waived or set, by its code or slug; its code in the model."""


class Waiver(SheetModel):
    """Why a rule does not hold here, and who says so. Public."""

    rule: LenientRule = Field(description="The rule, by code or slug.", examples=["gap"])
    reason: Text = Field(
        description="Why, in words for the public.",
        examples=[{"zh": "此处留白是编排", "en": "The pause is part of the piece"}],
    )
    by: Title = Field(
        description="Who signs for it.", examples=[{"zh": "总导演", "en": "The director"}]
    )
    on: Day = Field(description="The day of the signature.", examples=["2021-06-10"])


class Waivable(SheetModel):
    """A part of the sheet that may have waivers, and evidence for what its words claim."""

    waive: tuple[Waiver, ...] | None = Field(
        None, max_length=WAIVERS_MAX, description="Rules that do not hold here, with the reason."
    )
    evidence: tuple[Evidence, ...] | None = Field(
        None, max_length=EVIDENCE_MAX, description="What the claims in its words rest on."
    )
