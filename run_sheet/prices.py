"""What goods were offered for before the night, and which rules of law that is held to."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field, WithJsonSchema

from .days import Day
from .fields import Fen, SheetModel
from .price_rules import PRICE_RULES
from .refusal import refusal, shown
from .rules import Rule
from .said import Said

PRICES_MAX = 400


def _read_sold(value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise refusal(
        Rule.WRONG_TYPE,
        Said(
            f"`{{label}}` 只能是 true 或 false，不是 {shown(value)}",
            f"`{{label}}` must be true or false, not {shown(value)}",
        ),
        Said(
            "有人按这个价买过就写 `sold: true`，没有就写 `sold: false`",
            "write `sold: true` where somebody has paid that price, else `sold: false`",
        ),
    )


def _read_rule(value: object) -> str:
    if isinstance(value, str) and value in PRICE_RULES:
        return value
    known = ", ".join(f"`{name}`" for name in PRICE_RULES)
    raise refusal(
        Rule.UNKNOWN_REFERENCE,
        Said(f"没有 {shown(value)} 这套价格规则", f"there are no price rules {shown(value)}"),
        Said(f"可以写：{known}", f"there are {known}"),
    )


PriceRuleId = Annotated[
    str,
    BeforeValidator(_read_rule),
    WithJsonSchema({"type": "string", "enum": list(PRICE_RULES)}),
]
"""The id of a set of price rules."""

_Sold = Annotated[bool, BeforeValidator(_read_sold), WithJsonSchema({"type": "boolean"})]


class Price(SheetModel):
    """What goods were offered for over some days, before the show and without its windows.

    Both days count as wholes, in the offset of the show's start. Without `to_day` it is until the
    next entry begins; the last one is then still in force.
    """

    from_day: Day = Field(
        alias="from", description="The first day of this price.", examples=["2021-05-01"]
    )
    to_day: Day | None = Field(
        None,
        alias="to",
        description="The last day of it. Without it, until the next entry begins, or until now.",
        examples=["2021-06-14"],
    )
    fen: Fen = Field(description="What it was offered for, in fen.", examples=[19900])
    sold: _Sold = Field(description="Whether somebody has paid that price.", examples=[True])
