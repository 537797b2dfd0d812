"""Whether a compared price is what goods have been sold for: the history of each against the law.

The regular price is what viewers are told goods are sold for otherwise, beside the price of the
window. So it is a compared price in the law's sense, whatever the note says.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..day_numbers import day_text
from ..durations import DAY_MS
from ..kinds import Seckill
from ..model import Good, RunSheet
from ..price_chart import PriceChart, price_chart
from ..price_history import Span, gaps, last_paid, lowest, overlaps, raised, spans
from ..price_notes import PriceClaim, price_claims
from ..price_rules import RAISE, PriceRule, price_rules
from ..problem import Finding, Path
from ..rules import Rule
from ..said import Said


@dataclass(frozen=True, slots=True)
class _Sale:
    """A window that sells goods below their regular price; `at_ms` is local, of the segment."""

    path: Path
    id: str
    price_fen: int
    at_ms: int


@dataclass(frozen=True, slots=True)
class _Case:
    """All that is known of a goods entry's prices."""

    good: Good
    path: Path
    history: tuple[Span, ...]
    sales: tuple[_Sale, ...]
    rules: tuple[PriceRule, ...]
    claims: tuple[PriceClaim, ...]
    show_ms: int

    @property
    def first_ms(self) -> int:
        """The first moment at which the price is compared with: a sale, or the show's start."""
        return min((sale.at_ms for sale in self.sales), default=self.show_ms)

    def chart(self, about: Span | None, sale: _Sale | None = None) -> PriceChart:
        """Return the history as it is drawn under a finding about a price of it."""
        at_ms, cut_fen = (self.first_ms, None) if sale is None else (sale.at_ms, sale.price_fen)
        day, fen = at_ms // DAY_MS, self.good.price_fen
        return price_chart(self.history, day, fen, cut_fen, about=about)


def price_findings(sheet: RunSheet) -> Iterator[Finding]:
    """Yield what is wrong with the regular prices of goods and with what they rest on."""
    local_ms = sheet.utc_offset_min * 60_000
    sales: dict[str, list[_Sale]] = {}
    for index, (segment, at_ms) in enumerate(
        zip(sheet.segments, sheet.planned_starts(), strict=True)
    ):
        if isinstance(segment, Seckill):
            sale = _Sale(("segments", index), segment.id, segment.price_fen, at_ms + local_ms)
            sales.setdefault(segment.goods, []).append(sale)
    for index, good in enumerate(sheet.goods):
        note = good.note
        reduced = (one for one in sales.get(good.id, ()) if one.price_fen < good.price_fen)
        yield from _judge(
            _Case(
                good,
                ("goods", index),
                spans(good.prices or ()),
                tuple(sorted(reduced, key=lambda one: one.at_ms)),
                price_rules(sheet.price_rules),
                price_claims(note.zh, note.en) if note else (),
                sheet.start_ms + local_ms,
            )
        )


def _judge(case: _Case) -> Iterator[Finding]:
    if case.good.prices is None:
        yield from _nothing_to_show(case)
        return
    yield from _entries(case)
    if case.claims or (case.sales and case.rules):
        yield from _reach(case)
    for rule in case.rules:
        yield from _above_lowest(case, rule)
    yield from _raise_then_cut(case)
    yield from _claims(case)
    yield from _paid_less(case)


def _nothing_to_show(case: _Case) -> Iterator[Finding]:
    good = case.good
    if case.claims:
        days = max(claim.days for claim in case.claims)
        yield Finding(
            Rule.NO_PRICE_HISTORY,
            (*case.path, "note"),
            Said(
                f"说明里讲的是 {days} 天内的价格，但 `{good.id}` 没有价格历史可以佐证",
                f"the note speaks of the prices of {days} days, but `{good.id}` has no history",
            ),
            _ADD_PRICES,
        )
    elif good.note is None and case.sales and case.rules:
        sale = case.sales[0]
        yield Finding(
            Rule.NO_PRICE_HISTORY,
            (*case.path, "price_fen"),
            Said(
                f"`{sale.id}`（{{see}}）说是从 {good.price_fen} 分降下来的，但没有价格历史，"
                "也没说这个价的依据",
                f"`{sale.id}` ({{see}}) says that it is reduced from {good.price_fen} fen, with "
                "neither a history of prices nor a note to show for it",
            ),
            _ADD_PRICES,
            see=sale.path,
        )


_ADD_PRICES = Said(
    "加上 `prices`：每段日子卖多少、有没有成交；或者在 `note` 里写明这个价是哪来的",
    "add `prices`: what it was offered for on which days, and whether it was sold; or a `note` "
    "that says what other price that is",
)


def _entries(case: _Case) -> Iterator[Finding]:
    """Entries that are not one after the other."""
    prices = (*case.path, "prices")
    for index, price in enumerate(case.good.prices or ()):
        if price.to_day is not None and price.to_day < price.from_day:
            yield Finding(
                Rule.PRICES_OVERLAP,
                (*prices, index, "to"),
                Said(
                    f"这段价格 {price.from_day} 才开始，{price.to_day} 就结束了",
                    f"this price ends on {price.to_day}, before it begins on {price.from_day}",
                ),
                Said("改正其中一个日期", "correct one of the days"),
            )
    for one, before in overlaps(case.history):
        yield Finding(
            Rule.PRICES_OVERLAP,
            (*prices, one.index, "from"),
            Said(
                f"{day_text(one.first)} 那天还在用另一个价（{{see}}，{before.text()}）",
                f"on {day_text(one.first)} another price is still in force ({{see}}, "
                f"{before.text()})",
            ),
            Said(
                "一天只能有一个价：让前一段在这之前结束",
                "a day has one price: let the other end before this begins",
            ),
            see=(*prices, before.index),
        )
    for one, missing in gaps(case.history):
        yield Finding(
            Rule.PRICES_GAP,
            (*prices, one.index, "from"),
            Said(
                f"{day_text(missing)} 到 {day_text(one.first - 1)} 没写卖多少",
                f"nothing is said of {day_text(missing)} to {day_text(one.first - 1)}",
            ),
            Said(
                "补上那几天的价；那几天没有卖，就用豁免说明",
                "add the price of those days; if it was not on offer, say so in a waiver",
            ),
        )


def _reach(case: _Case) -> Iterator[Finding]:
    """A history that begins too late, ends too early, or has no sale in it."""
    history, path = case.history, (*case.path, "prices")
    counted = [rule.days for rule in case.rules if case.sales]
    days = max(counted + [claim.days for claim in case.claims])
    if history and history[0].begins_ms > case.first_ms - days * DAY_MS:
        wanted = day_text((case.first_ms - days * DAY_MS) // DAY_MS)
        yield Finding(
            Rule.SHORT_HISTORY,
            (*path, history[0].index, "from"),
            Said(
                f"价格历史从 {day_text(history[0].first)} 才有，要看的是之前 {days} 天，"
                f"得从 {wanted} 起",
                f"the history begins on {day_text(history[0].first)}; the {days} days that count "
                f"begin on {wanted}",
            ),
            Said(
                "补上更早的价；那时还没上市，就用豁免说明",
                "add earlier prices; if it was not on the market, say so in a waiver",
            ),
        )
    last = max(history, key=lambda one: (one.last is None, one.last or 0), default=None)
    if last is not None and last.last is not None and last.last < case.show_ms // DAY_MS - 1:
        yield Finding(
            Rule.STALE_HISTORY,
            (*path, last.index, "to"),
            Said(
                f"价格历史到 {day_text(last.last)} 为止，晚会在 "
                f"{day_text(case.show_ms // DAY_MS)}，中间卖多少没写",
                f"the history ends on {day_text(last.last)}, but the show is on "
                f"{day_text(case.show_ms // DAY_MS)}",
            ),
            Said(
                "补到开播前一天；还在用的价，不写 `to`",
                "add what came after; leave `to` out of a price that is still in force",
            ),
        )
    paid = any(rule.paid for rule in case.rules) and case.sales
    if paid and last_paid(history, case.first_ms) is None:
        yield Finding(
            Rule.NO_PRICE_HISTORY,
            path,
            Said(
                f"价格历史里没有一次成交：{case.good.price_fen} 分无从比较",
                f"nothing in the history was ever sold: {case.good.price_fen} fen cannot be "
                "compared with anything",
            ),
            Said(
                "有成交就写 `sold: true`；没有就别说是降价",
                "write `sold: true` where somebody has paid; else call it no reduction",
            ),
            on_key=True,
        )


def _above_lowest(case: _Case, rule: PriceRule) -> Iterator[Finding]:
    """The first sale that compares with a price above what the law lets it."""
    for sale in case.sales:
        low = lowest(case.history, sale.at_ms - rule.days * DAY_MS, sale.at_ms, paid=rule.paid)
        fallen_back = low is None and rule.else_last
        if fallen_back:
            low = last_paid(case.history, sale.at_ms)
        if low is None or low.fen >= case.good.price_fen:
            continue
        paid = Said("成交", "paid") if rule.paid else Said("标出", "asked")
        when = Said(
            f"之前 {rule.days} 天里最低", f"lowest price {{}} in the {rule.days} days before"
        )
        if fallen_back:
            when = Said("之前最后一次", "last price {} before")
        yield Finding(
            Rule.ABOVE_LOWEST,
            (*case.path, "price_fen"),
            Said(
                f"对比价 {case.good.price_fen} 分高了：`{sale.id}` {when.zh}{paid.zh}的是 "
                f"{low.fen} 分（{{see}}，{low.text()}）",
                f"{case.good.price_fen} fen is compared with, but the "
                f"{when.en.format(paid.en)} `{sale.id}` is {low.fen} fen ({{see}}, {low.text()})",
            ),
            Said(
                f"对比价写 {low.fen} 或更低。依据：{rule.source.zh}",
                f"compare with {low.fen} or less: {rule.source.en}",
            ),
            see=(*case.path, "prices", low.index),
            chart=case.chart(low, sale),
        )
        return


def _raise_then_cut(case: _Case) -> Iterator[Finding]:
    """The first sale for which the price was raised before."""
    for sale in case.sales:
        up = raised(case.history, sale.at_ms - RAISE.days * DAY_MS, sale.at_ms)
        if up is None or case.good.price_fen <= up.old.fen:
            continue
        old, new, fen = up.old, up.new, case.good.price_fen
        nothing_won = sale.price_fen >= old.fen
        back_to_usual = any(one.first < old.first and one.fen >= fen for one in case.history)
        much = fen * 100 >= old.fen * (100 + RAISE.percent)
        if not nothing_won and (back_to_usual or not much):
            continue
        if nothing_won:
            end = Said(
                f"`{sale.id}` 降到 {sale.price_fen} 分，并不比原来便宜",
                f"`{sale.id}` cuts it to {sale.price_fen}, which is no less than before",
            )
        else:
            end = Said(
                f"`{sale.id}` 却拿 {fen} 分来对比",
                f"`{sale.id}` compares with {fen} fen",
            )
        yield Finding(
            Rule.RAISE_THEN_CUT,
            (*case.path, "prices", new.index, "fen"),
            Said(
                f"先涨后降：{day_text(new.first)} 从 {old.fen} 分涨到 {new.fen} 分，{end.zh}",
                f"raised, then cut: on {day_text(new.first)} it went from {old.fen} to {new.fen} "
                f"fen, and {end.en}",
            ),
            Said(
                f"按 {old.fen} 分对比，卖得比它低；确有涨价的理由，用豁免公开说明。"
                f"依据：{RAISE.source.zh}",
                f"compare with {old.fen} and sell for less; where there was good reason to raise "
                f"it, a waiver says so in public: {RAISE.source.en}",
            ),
            chart=case.chart(old, sale),
        )
        return


def _claims(case: _Case) -> Iterator[Finding]:
    """What the note claims and the history does not bear out."""
    at_ms, fen = case.first_ms, case.good.price_fen
    for claim in case.claims:
        from_ms = at_ms - claim.days * DAY_MS
        seen: Span | None
        if claim.what == "not_raised":
            up = raised(case.history, from_ms, at_ms)
            if up is None:
                continue
            seen = up.new
            why = Said(
                f"{day_text(up.new.first)} 从 {up.old.fen} 分涨到了 {up.new.fen} 分",
                f"it went from {up.old.fen} to {up.new.fen} fen on {day_text(up.new.first)}",
            )
            said = Said("没涨过价", "not raised")
        else:
            paid = claim.what == "lowest_paid"
            seen = lowest(case.history, from_ms, at_ms, paid=paid)
            if seen is not None and seen.fen == fen:
                continue
            said = (
                Said("最低成交价", "lowest price paid") if paid else Said("最低价", "lowest price")
            )
            if seen is None:
                why = Said("那几天一次成交也没有", "nothing was sold in those days")
            else:
                why = Said(
                    f"最低是 {seen.fen} 分（{{see}}，{seen.text()}），不是 {fen} 分",
                    f"the lowest is {seen.fen} fen ({{see}}, {seen.text()}), not {fen}",
                )
        yield Finding(
            Rule.NOTE_CONTRADICTED,
            (*case.path, "note"),
            Said(
                f"说明讲“{claim.days} 天{said.zh}”，价格历史不是这样：{why.zh}",
                f"the note says `{said.en}` of {claim.days} days, the history does not: {why.en}",
            ),
            Said(
                "改价格，或改说明，让两边对得上",
                "correct the price or the note, so that both say the same",
            ),
            see=(*case.path, "prices", seen.index) if seen else None,
            chart=case.chart(seen),
        )


def _paid_less(case: _Case) -> Iterator[Finding]:
    """Windows that sell for more than somebody has paid before."""
    for sale in case.sales:
        low = lowest(case.history, 0, sale.at_ms, paid=True)
        if low is not None and low.fen < sale.price_fen:
            yield Finding(
                Rule.PAID_LESS_BEFORE,
                (*sale.path, "price_fen"),
                Said(
                    f"{sale.price_fen} 分的秒杀价，比以前成交过的 {low.fen} 分还高"
                    f"（{{see}}，{low.text()}）",
                    f"{sale.price_fen} fen is more than somebody has paid before: {low.fen} fen "
                    f"({{see}}, {low.text()})",
                ),
                Said(
                    f"降到 {low.fen} 分以下，或者不说这是最便宜的一次",
                    f"sell below {low.fen}, or do not call it the best price there was",
                ),
                see=(*case.path, "prices", low.index),
                chart=case.chart(low, sale),
            )
