"""The trust card: what goods are guaranteed by, which merchants stand for it, and for whom."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field, WithJsonSchema

from .days import Day
from .fields import Count, Fen, SheetModel, Slug
from .nearest import nearest
from .refusal import refusal, shown, shown_zh
from .rules import Rule
from .said import Said, did_you_mean
from .text import Text, Title

GUARANTEE_KINDS = ("refund_only", "return_freight", "fake_tenfold", "coupon")
TIMES_MAX = 100
CLAIM_DAYS_MAX = 3650
PER_GOODS_MAX = 20


def _read_kind(value: object) -> str:
    if value in GUARANTEE_KINDS:
        return str(value)
    near = nearest(value, GUARANTEE_KINDS) if isinstance(value, str) else None
    names = [f"`{name}`" for name in GUARANTEE_KINDS]
    raise refusal(
        Rule.UNKNOWN_GUARANTEE,
        Said(f"没有 {shown_zh(value)} 这种保障", f"there is no kind of guarantee {shown(value)}"),
        did_you_mean(near)
        if near
        else Said(f"保障的种类有：{'、'.join(names)}", f"kinds are {', '.join(names)}"),
    )


_Kind = Annotated[
    str,
    BeforeValidator(_read_kind),
    WithJsonSchema({"type": "string", "enum": list(GUARANTEE_KINDS)}),
]
_Amount = Annotated[Fen, Field(ge=1)]


class Guarantee(SheetModel):
    """What a buyer may claim after the purchase. Amounts are in fen.

    A claim on it is worth at most `limit_fen`, or `times` what was paid; a coupon is worth
    `value_fen`. All claims that are met are worth at most `quota_fen`, or are at most `quota`.
    """

    id: Slug = Field(description="Id of the guarantee.", examples=["refund"])
    kind: _Kind = Field(
        description="refund_only, return_freight, fake_tenfold or coupon.",
        examples=["refund_only"],
    )
    title: Title = Field(
        description="What viewers see.", examples=[{"zh": "仅退款", "en": "Refund without return"}]
    )
    text: Text = Field(
        description="What it promises, in its public words.",
        examples=[{"zh": "不满意就退", "en": "Your money back"}],
    )
    limit_fen: _Amount | None = Field(
        None, description="Most for one claim, in fen.", examples=[19900]
    )
    times: Annotated[Count, Field(le=TIMES_MAX)] | None = Field(
        None, description="How many times what was paid (fake_tenfold).", examples=[10]
    )
    value_fen: _Amount | None = Field(
        None, description="What the coupon is worth, in fen.", examples=[500]
    )
    claim_days: Annotated[Count, Field(le=CLAIM_DAYS_MAX)] = Field(
        description="For how many days after the purchase it may be claimed.", examples=[30]
    )
    quota_fen: _Amount | None = Field(
        None, description="Most for all claims together, in fen.", examples=[1000000]
    )
    quota: Count | None = Field(
        None, description="Most claims that are met, by number.", examples=[200]
    )

    @property
    def most_fen(self) -> int | None:
        """Most for one claim, whatever was paid; None when only what was paid limits it."""
        return self.value_fen if self.kind == "coupon" else self.limit_fen


class OptIn(SheetModel):
    """A merchant's word, on record, that it stands for a guarantee."""

    guarantee: Slug = Field(description="Id of the guarantee.", examples=["refund"])
    on: Day = Field(description="The day on which it was given.", examples=["2021-06-01"])
    by: Title = Field(
        description="Who gave it, by role.", examples=[{"zh": "店长", "en": "Shop owner"}]
    )


class Merchant(SheetModel):
    """Who sells goods of the night."""

    id: Slug = Field(description="Id of the merchant.", examples=["orchard"])
    title: Title = Field(
        description="What viewers see.", examples=[{"zh": "果园", "en": "The orchard"}]
    )
    opted_in: tuple[OptIn, ...] = Field(
        (), max_length=PER_GOODS_MAX, description="The guarantees that it stands for."
    )


class Tier(SheetModel):
    """A tier of the trust card. A viewer has it by the word `tier` of its ticket.

    A guarantee that some tier brings is for who has such a tier; one that none brings is for all.
    """

    id: Slug = Field(description="Id of the tier, as tickets name it.", examples=["gold"])
    title: Title = Field(
        description="What viewers see.", examples=[{"zh": "金卡", "en": "Gold card"}]
    )
    guarantees: tuple[Slug, ...] = Field(
        max_length=PER_GOODS_MAX,
        description="The guarantees that it brings.",
        examples=[["refund"]],
    )
