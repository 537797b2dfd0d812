"""Whether goods, merchants, guarantees and tiers of a sheet fit together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from . import nouns
from .days import begins_ms
from .instants import Start
from .kinds.base import unknown_reference
from .problem import Finding
from .rules import Rule
from .said import Said
from .trust import Guarantee, Merchant, Tier

if TYPE_CHECKING:
    from .model import Good

_NEEDS = {
    "refund_only": ("limit_fen",),
    "return_freight": ("limit_fen",),
    "fake_tenfold": ("times",),
    "coupon": ("value_fen",),
}
_MAY = {**_NEEDS, "fake_tenfold": ("times", "limit_fen")}
_TERMS = ("limit_fen", "times", "value_fen")


@dataclass(frozen=True, slots=True)
class TrustDraft:
    """The valid entries of each list, None where one is broken; ids of broken ones count too."""

    start: Start | None = None
    goods: Sequence[Good | None] = ()
    merchants: Sequence[Merchant | None] = ()
    guarantees: Sequence[Guarantee | None] = ()
    tiers: Sequence[Tier | None] = ()
    merchant_ids: tuple[str, ...] = ()
    guarantee_ids: tuple[str, ...] = ()


def trust_findings(draft: TrustDraft) -> Iterator[Finding]:
    """Everything about the trust card that does not fit."""
    known = draft.guarantee_ids
    for index, guarantee in enumerate(draft.guarantees):
        if guarantee is not None:
            yield from _terms(guarantee, index)
            yield from _quota(guarantee, index)
    for index, tier in enumerate(draft.tiers):
        for place, wanted in enumerate(tier.guarantees if tier else ()):
            path = ("tiers", index, "guarantees", place)
            yield from unknown_reference(path, nouns.GUARANTEE, wanted, known)
    for index, merchant in enumerate(draft.merchants):
        for place, opted in enumerate(merchant.opted_in if merchant else ()):
            path = ("merchants", index, "opted_in", place)
            at = (*path, "guarantee")
            yield from unknown_reference(at, nouns.GUARANTEE, opted.guarantee, known)
            if draft.start and begins_ms(opted.on, draft.start) > draft.start.unix_ms:
                yield Finding(
                    Rule.NOT_OPTED_IN,
                    (*path, "on"),
                    Said(
                        f"商家 {opted.on} 才同意，晚于开播",
                        f"the merchant opts in on {opted.on}, after the show has begun",
                    ),
                    Said(
                        "保障是在播出时承诺的：商家必须先同意",
                        "a guarantee is promised on air: the merchant's word must come before",
                    ),
                )
    for index, good in enumerate(draft.goods):
        if good is not None:
            yield from _goods(good, index, draft)


def _terms(guarantee: Guarantee, index: int) -> Iterator[Finding]:
    path = ("guarantees", index)
    for key in _NEEDS[guarantee.kind]:
        if getattr(guarantee, key) is None:
            yield Finding(
                Rule.GUARANTEE_TERMS,
                (*path, "kind"),
                Said(
                    f"`{guarantee.kind}` 类保障需要 `{key}`",
                    f"a guarantee of kind `{guarantee.kind}` needs `{key}`",
                ),
                Said(
                    f"加上 `{key}`，即一次申请最多值多少",
                    f"add `{key}`, the most that one claim may be worth",
                ),
            )
    for key in _TERMS:
        if getattr(guarantee, key) is not None and key not in _MAY[guarantee.kind]:
            yield Finding(
                Rule.GUARANTEE_TERMS,
                (*path, key),
                Said(
                    f"`{key}` 在 `{guarantee.kind}` 类保障里没有意义",
                    f"`{key}` means nothing in a guarantee of kind `{guarantee.kind}`",
                ),
                Said("删掉它，或改正 `kind`", "delete it, or correct the kind"),
                on_key=True,
            )


def _quota(guarantee: Guarantee, index: int) -> Iterator[Finding]:
    path = ("guarantees", index)
    if (guarantee.quota is None) == (guarantee.quota_fen is None):
        two = guarantee.quota is not None
        yield Finding(
            Rule.GUARANTEE_QUOTA,
            (*path, "quota") if two else path,
            Said(f"`{guarantee.id}` 有两个总限额", f"`{guarantee.id}` has two quotas")
            if two
            else Said(f"`{guarantee.id}` 没有总限额", f"`{guarantee.id}` has no quota"),
            Said(
                "写 `quota_fen`（分）或 `quota`（次数）其中一个：承诺总有限度",
                "give either `quota_fen`, in fen, or `quota`, in claims: no promise is without end",
            ),
            on_key=two,
        )
    most_fen = guarantee.most_fen
    if guarantee.quota_fen is not None and most_fen is not None and most_fen > guarantee.quota_fen:
        yield Finding(
            Rule.GUARANTEE_QUOTA,
            (*path, "quota_fen"),
            Said(
                f"一次申请可值 {most_fen} 分，总共却只有 {guarantee.quota_fen} 分",
                f"one claim may be worth {most_fen} fen, all together only {guarantee.quota_fen}",
            ),
            Said(
                "提高 `quota_fen`，或降低一次申请的上限",
                "raise `quota_fen`, or lower what one claim may be worth",
            ),
        )


def _goods(good: Good, index: int, draft: TrustDraft) -> Iterator[Finding]:
    path = ("goods", index)
    if good.merchant is not None:
        reference = ((*path, "merchant"), nouns.MERCHANT, good.merchant, draft.merchant_ids)
        yield from unknown_reference(*reference)
    merchant = next((one for one in draft.merchants if one and one.id == good.merchant), None)
    for place, wanted in enumerate(good.guarantees or ()):
        at = (*path, "guarantees", place)
        yield from unknown_reference(at, nouns.GUARANTEE, wanted, draft.guarantee_ids)
        if wanted not in draft.guarantee_ids:
            continue
        if good.merchant is None:
            yield Finding(
                Rule.NOT_OPTED_IN,
                at,
                Said(
                    f"`{good.id}` 写了保障 `{wanted}`，却没有商家负责",
                    f"`{good.id}` is guaranteed by `{wanted}`, but no merchant stands for it",
                ),
                Said("在该商品里加上 `merchant:`", "add `merchant:` to the goods entry"),
            )
        elif merchant is not None and wanted not in {one.guarantee for one in merchant.opted_in}:
            yield Finding(
                Rule.NOT_OPTED_IN,
                at,
                Said(
                    f"`{good.id}` 的商家 `{merchant.id}` 没有同意 `{wanted}`",
                    f"the merchant of `{good.id}`, `{merchant.id}`, has not opted in to `{wanted}`",
                ),
                Said(
                    f"征得商家同意，再在它的 `opted_in` 里加 "
                    f"`{{guarantee: {wanted}, on: …, by: …}}`",
                    f"ask the merchant, then add `{{guarantee: {wanted}, on: …, by: …}}` to its "
                    "`opted_in`",
                ),
            )
        if wanted in (good.guarantees or ())[:place]:
            yield Finding(
                Rule.GUARANTEE_TERMS,
                at,
                Said(f"`{wanted}` 写了两次", f"`{wanted}` is named twice"),
                Said("每项保障只写一次", "name each guarantee once"),
            )
