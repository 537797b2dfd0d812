"""What the sheet guarantees, by window: found again by whoever has the header of the log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gala.core.plan import Text
from gala.core.trust.claims import Quota
from run_sheet import Good, Guarantee, RunSheet, Seckill
from run_sheet import Text as SheetText
from run_sheet.durations import DAY_MS

COUPON = "coupon"


@dataclass(frozen=True, slots=True)
class Offer:
    """A guarantee of the sheet. `tiers` are those that bring it; without any it is for everybody.

    `limit_fen` 0: what was paid is the only limit. `times` is 0 unless one fake pays so many.
    """

    id: str
    kind: str
    title: Text
    text: Text
    limit_fen: int
    times: int
    claim_days: int
    quota: Quota
    tiers: tuple[str, ...]

    def ceiling_fen(self, paid_fen: int) -> int:
        """Return the most that one claim may be worth to somebody who paid `paid_fen`."""
        if self.kind == "refund_only":
            return min(paid_fen, self.limit_fen)
        if self.kind == "fake_tenfold":
            worth_fen = self.times * paid_fen
            return min(worth_fen, self.limit_fen) if self.limit_fen else worth_fen
        return self.limit_fen

    def until_ms(self, bought_ms: int) -> int:
        """Return the instant from which on nothing may be claimed."""
        return bought_ms + self.claim_days * DAY_MS

    def is_for(self, tier: str) -> bool:
        """Whether who has `tier` ("": none) may claim it."""
        return not self.tiers or tier in self.tiers


@dataclass(frozen=True, slots=True)
class Guaranteed:
    """What a window sells, whose it is, and what it comes with.

    `words` are the merchant's, one for each offer: the day on which it opted in, and who did.
    """

    goods: str
    title: Text
    merchant: str
    merchant_title: Text
    offers: tuple[Offer, ...]
    words: tuple[tuple[str, Text], ...]


@dataclass(frozen=True, slots=True)
class Book:
    """The trust card of a night. `windows` has only those whose goods come with a guarantee."""

    windows: Mapping[str, Guaranteed]
    offers: Mapping[str, Offer]
    tiers: Mapping[str, Text]

    def offer(self, window: str, guarantee: str) -> Offer | None:
        """Return the guarantee as the goods of `window` come with it, or None."""
        sold = self.windows.get(window)
        return next((one for one in sold.offers if one.id == guarantee), None) if sold else None


def book_of(sheet: RunSheet) -> Book:
    """Return the trust card that `sheet` declares; the same sheet always leads to the same."""
    offers = {one.id: _offer(one, sheet) for one in sheet.guarantees or ()}
    goods = {one.id: guaranteed(sheet, one) for one in sheet.goods}
    windows = {
        segment.id: sold
        for segment in sheet.segments
        if isinstance(segment, Seckill) and (sold := goods[segment.goods]) is not None
    }
    return Book(windows, offers, {tier.id: _text(tier.title) for tier in sheet.tiers or ()})


def guaranteed(sheet: RunSheet, good: Good) -> Guaranteed | None:
    """Return what one goods entry comes with; None when that is no guarantee."""
    if not good.guarantees:
        return None
    declared = {one.id: one for one in sheet.guarantees or ()}
    # A sheet that passed its checks names a merchant wherever it names guarantees.
    merchant = next(one for one in sheet.merchants or () if one.id == good.merchant)
    offers = tuple(_offer(declared[each], sheet) for each in good.guarantees)
    opted = {one.guarantee: (one.on, _text(one.by)) for one in merchant.opted_in}
    words = tuple(opted[each] for each in good.guarantees)
    names = (good.id, _text(good.title), merchant.id, _text(merchant.title))
    return Guaranteed(*names, offers, words)


def _offer(guarantee: Guarantee, sheet: RunSheet) -> Offer:
    tiers = tuple(tier.id for tier in sheet.tiers or () if guarantee.id in tier.guarantees)
    by_number = guarantee.quota is not None
    most = guarantee.quota if by_number else guarantee.quota_fen
    assert most is not None, "the sheet's checks hold each guarantee to one quota"
    return Offer(
        guarantee.id,
        guarantee.kind,
        _text(guarantee.title),
        _text(guarantee.text),
        guarantee.most_fen or 0,
        guarantee.times or 0,
        guarantee.claim_days,
        Quota("claims" if by_number else "fen", most),
        tiers,
    )


def _text(value: SheetText) -> Text:
    return (value.zh, value.en)
