"""A price history as a small picture (SVG), for pages that load nothing else.

A step for each price, full where somebody paid it and dashed where it was only asked; a thin line
for the price compared with, and a dot for the one it is cut to. Colours are the page's, by class.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from .price_chart import DAYS_MAX, PriceChart
from .price_history import Span

WIDTH, HEIGHT = 320, 96
_TOP, _BOTTOM, _RIGHT = 10, 86, 310


def price_picture(chart: PriceChart, label: str) -> str:
    """Return the picture as a line of SVG; `label` is what who cannot see it is told."""
    first = max(min((one.first for one in chart.spans), default=chart.day), chart.day - DAYS_MAX)
    days = max(1, chart.day - first)
    cut = [] if chart.cut_fen is None else [chart.cut_fen]
    all_fen = [one.fen for one in chart.spans] + [chart.compared_fen, *cut]
    low_fen, high_fen = min(all_fen), max(all_fen)

    def x(day: int) -> int:
        return max(0, min(day - first, days)) * _RIGHT // days

    def y(fen: int) -> int:
        return _BOTTOM - (fen - low_fen) * (_BOTTOM - _TOP) // max(1, high_fen - low_fen)

    def parts() -> Iterator[str]:
        level = y(chart.compared_fen)
        yield f'<path class="compared" d="M0 {level}H{_RIGHT}"/>'
        for span in chart.spans:
            if span.last is not None and span.last < first:
                continue
            kind, until = "paid" if span.sold else "asked", x(_end(span, chart))
            yield f'<path class="{kind}" d="M{x(span.first)} {y(span.fen)}H{until}"/>'
        if chart.cut_fen is not None:
            yield f'<circle class="cut" cx="{_RIGHT}" cy="{y(chart.cut_fen)}" r="5"/>'

    size = f'viewBox="0 0 {WIDTH} {HEIGHT}"'
    told = f'role="img" aria-label="{escape(label)}"'
    return f'<svg class="prices" {size} {told}>{"".join(parts())}</svg>'


def _end(span: Span, chart: PriceChart) -> int:
    """The day after the last one that a price is in force, at most that of the sale."""
    return chart.day if span.last is None else min(span.last + 1, chart.day)
