"""The fixed answers to who claims on a guarantee: a status, and a text in both languages."""

from __future__ import annotations

from aiohttp import web

from gala.console import answers
from gala.console.answers import COMMON, Texts
from gala.console.texts import zh_en
from gala.core.trust.book import Book
from gala.core.trust.claims import Filing, Standing

TEXTS: Texts = {
    **COMMON,
    "receipt": (400, "这不是今晚的有效凭证。", "This is no valid receipt of this night."),
    "not_yours": (403, "这张凭证是另一位观众的。", "This receipt is another viewer's."),
    "not_drawn": (
        403,
        "这张凭证是一次登记；没有抽中，就没有买到。",
        "This receipt is of an entry: who was not drawn has bought nothing.",
    ),
    "tier": (
        403,
        "这项保障只给持有相应等级信任卡的观众。",
        "This guarantee is for another tier of the trust card.",
    ),
    "no_guarantee": (404, "这件商品没有这项保障。", "These goods do not come with this guarantee."),
    "no_claim": (404, "没有这笔申请。", "There is no such claim."),
    "revoked": (
        409,
        "这一轮已被撤销：凭证作废，没有买成。",
        "This opening was revoked: the receipt is void, and nothing was bought.",
    ),
    "not_paid": (
        409,
        "这件商品还没有付款，付款之后才有保障。",
        "This has not been paid for: what is bought is guaranteed, what is held is not.",
    ),
    "coupon": (409, "优惠券直接使用，不用申请。", "A coupon is used, not claimed."),
    "no_coupon": (409, "这项保障不是优惠券。", "This guarantee is no coupon."),
    "late": (409, "可以申请的日子已经过了。", "The days in which it could be claimed are over."),
    "other": (409, "这个申请编号已被另一笔申请使用。", "This number is that of another claim."),
    "unknown": (404, "没有这笔申请。", "There is no such claim."),
    "decided": (409, "这笔申请已经有了另一个决定。", "This claim has been decided otherwise."),
    "over": (409, "超过了这笔申请的上限。", "This is more than the claim may be worth."),
    "quota": (409, "这项保障剩下的额度不够了。", "What is left of the guarantee’s quota is less."),
    "rate": (429, "太频繁了，请一分钟后再试。", "Too often. Try again in a minute."),
    "store": (
        503,
        "存储没有及时应答。可以放心重试，同一笔申请只算一次。",
        "The store does not answer. Try again: the same claim counts once.",
    ),
}


def refused(code: str) -> web.Response:
    """Return the answer for a word of `TEXTS`."""
    return answers.refused(TEXTS, code)


def claim_fields(standing: Standing, filing: Filing) -> dict[str, object]:
    """Return how a claim stands, as everybody who may see it gets it."""
    return {
        "claim": standing.claim,
        "guarantee": standing.guarantee,
        "window": filing.window,
        "outlet": filing.outlet,
        "unit": filing.unit,
        "state": str(standing.state),
        "filed_ms": standing.filed_ms,
        "decided_ms": standing.decided_ms,
        "amount_fen": standing.amount_fen,
        "ceiling_fen": standing.ceiling_fen,
        "by": standing.by,
        "reason": standing.reason,
    }


def guarantees_fields(book: Book, window: str, tier: str) -> dict[str, object]:
    """Return what the goods of a window come with; `yours`: who has `tier` may claim it."""
    sold = book.windows[window]
    return {
        "goods": sold.goods,
        "title": zh_en(sold.title),
        "merchant": zh_en(sold.merchant_title),
        "guarantees": [
            {
                "id": one.id,
                "kind": one.kind,
                "title": zh_en(one.title),
                "text": zh_en(one.text),
                "limit_fen": one.limit_fen,
                "times": one.times,
                "claim_days": one.claim_days,
                "tiers": [zh_en(book.tiers[each]) for each in one.tiers],
                "yours": one.is_for(tier),
                "opted_in": {"on": day, "by": zh_en(by)},
            }
            for one, (day, by) in zip(sold.offers, sold.words, strict=True)
        ],
    }
