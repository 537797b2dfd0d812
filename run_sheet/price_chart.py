"""A price history drawn in a few lines of text, and the same as numbers."""

from __future__ import annotations

from dataclasses import dataclass

from .day_numbers import day_text
from .price_history import Span

DAYS_MAX = 45
SPANS_MAX = 12
_LEVELS = "▁▂▃▄▅▆▇█"


@dataclass(frozen=True, slots=True)
class PriceChart:
    """Prices of goods up to a day, by number, on which they are compared and cut. Amounts in fen.

    `spans` are those of the last 45 days before, at most twelve, and what the finding is about.
    """

    spans: tuple[Span, ...]
    day: int
    compared_fen: int
    cut_fen: int | None

    def numbers(self) -> dict[str, object]:
        """Return it for programs."""
        return {
            "prices": [
                {
                    "from": day_text(one.first),
                    "to": None if one.last is None else day_text(one.last),
                    "fen": one.fen,
                    "sold": one.sold,
                }
                for one in self.spans
            ],
            "day": day_text(self.day),
            "compared_fen": self.compared_fen,
            "cut_fen": self.cut_fen,
        }

    def lines(self, *, chinese: bool) -> list[str]:
        """Return it for people: a bar for each day, a dot where somebody paid, and the figures.

        The last bar is what the goods are cut to; a day without a price has none.
        """
        first = max(min((one.first for one in self.spans), default=self.day), self.day - DAYS_MAX)
        days = range(first, self.day)
        prices = [self._on(day) for day in days]
        cut = [] if self.cut_fen is None else [self.cut_fen]
        all_fen = [one.fen for one in prices if one is not None] + [self.compared_fen, *cut]
        low_fen, high_fen = min(all_fen), max(all_fen)

        def bar(fen: int) -> str:
            return _LEVELS[(fen - low_fen) * (len(_LEVELS) - 1) // max(1, high_fen - low_fen)]

        bars = "".join(" " if one is None else bar(one.fen) for one in prices)
        bars += "".join(bar(fen) for fen in cut)
        dots = "".join("·" if one is not None and one.sold else " " for one in prices).rstrip()
        scale = f"{low_fen}..{high_fen} " + ("分" if chinese else "fen")
        lines = [f"{day_text(first)} {bars} {day_text(self.day)}  {scale}"]
        if dots:
            lines.append(f"{'':10} {dots}")
        return lines + [self._line(one, chinese) for one in self.spans] + [self._last(chinese)]

    def _on(self, day: int) -> Span | None:
        """Return what was asked on a day, the lowest if there are several."""
        there = [
            one for one in self.spans if one.first <= day and (one.last is None or one.last >= day)
        ]
        return min(there, key=lambda one: one.fen, default=None)

    def _line(self, span: Span, chinese: bool) -> str:
        until = day_text(self.day if span.last is None else span.last)
        if chinese:
            sold = "有成交" if span.sold else "无成交"
            return f"{day_text(span.first)} 至 {until}  {span.fen} 分  {sold}"
        sold = "sold" if span.sold else "not sold"
        return f"{day_text(span.first)} to {until}  {span.fen} fen  {sold}"

    def _last(self, chinese: bool) -> str:
        if chinese:
            now = "" if self.cut_fen is None else f"，卖 {self.cut_fen} 分"
            return f"{day_text(self.day)}  对比价 {self.compared_fen} 分{now}"
        now = "" if self.cut_fen is None else f", cut to {self.cut_fen} fen"
        return f"{day_text(self.day)}  compared with {self.compared_fen} fen{now}"


def price_chart(
    history: tuple[Span, ...],
    day: int,
    compared_fen: int,
    cut_fen: int | None = None,
    *,
    about: Span | None = None,
) -> PriceChart:
    """Return the chart of a history up to a day, by number; `about` is in it however old it is."""
    shown = [
        one
        for one in history
        if one.first <= day and (one.last is None or one.last >= day - DAYS_MAX)
    ][-SPANS_MAX:]
    if about is not None and about not in shown:
        shown.insert(0, about)
    return PriceChart(tuple(shown), day, compared_fen, cut_fen)
