"""What anyone may know of goods on sale: what their price rests on, and who has signed them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gala.core.audits import standings
from gala.proof.audit import Audit
from run_sheet import Good, RunSheet, Seckill, Text, audited_texts
from run_sheet.durations import DAY_MS
from run_sheet.price_chart import PriceChart, price_chart
from run_sheet.price_history import last_paid, lowest, spans
from run_sheet.price_rules import PriceRule, price_rules


@dataclass(frozen=True, slots=True)
class Basis:
    """The price that a law compares with: the lowest of its days, or the last one paid before.

    `fen` is None when there was none.
    """

    rule: PriceRule
    fen: int | None
    before: bool = False


@dataclass(frozen=True, slots=True)
class Signed:
    """That an auditor has signed the goods as they are; `title` is the auditor's, `key` in hex."""

    audit: Audit
    title: Text
    key: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """The goods of a window. `chart` and `bases` are there when the sheet has their history.

    `signed` are the signatures that hold; `asked` is whether the sheet has auditors at all. `text`
    is what they sign.
    """

    window: Seckill
    good: Good
    chart: PriceChart | None
    bases: tuple[Basis, ...]
    asked: bool
    signed: tuple[Signed, ...]
    text: str


def shelves(sheet: RunSheet, audits: Iterable[Audit]) -> tuple[Shelf, ...]:
    """Return what may be known of all windows that sell goods, in the order of the sheet."""
    goods = {one.id: one for one in sheet.goods}
    texts = audited_texts(sheet)
    auditors = {one.id: one for one in sheet.auditors or ()}
    signed = {
        one.goods: tuple(
            Signed(audit, auditors[audit.auditor].title, auditors[audit.auditor].key)
            for audit in one.valid
        )
        for one in standings(sheet, audits)
    }
    local_ms = sheet.utc_offset_min * 60_000
    return tuple(
        Shelf(
            window,
            goods[window.goods],
            *_prices(goods[window.goods], window, at_ms + local_ms, sheet),
            bool(auditors),
            signed[window.goods],
            texts[window.goods],
        )
        for window, at_ms in zip(sheet.segments, sheet.planned_starts(), strict=True)
        if isinstance(window, Seckill)
    )


def _prices(
    good: Good, window: Seckill, at_ms: int, sheet: RunSheet
) -> tuple[PriceChart | None, tuple[Basis, ...]]:
    """The chart and what the laws compare with, at a local time; nothing without a history."""
    if not good.prices:
        return None, ()
    history = spans(good.prices)
    bases = []
    for rule in price_rules(sheet.price_rules):
        low = lowest(history, at_ms - rule.days * DAY_MS, at_ms, paid=rule.paid)
        before = last_paid(history, at_ms) if low is None and rule.else_last else None
        found = low or before
        bases.append(Basis(rule, None if found is None else found.fen, before is not None))
    chart = price_chart(history, at_ms // DAY_MS, good.price_fen, window.price_fen)
    return chart, tuple(bases)
