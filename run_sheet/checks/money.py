"""Whether what is given away is within what was granted, there, and for more than one viewer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ..kinds import Draw, Rain, Seckill
from ..model import RunSheet
from ..problem import Finding
from ..rules import Rule
from ..said import Said


def money_findings(sheet: RunSheet) -> Iterator[Finding]:
    """Yield what costs more than its budget, sells more than there is, or goes to one viewer."""
    yield from _budget(sheet)
    yield from _units(sheet)
    for index, segment in enumerate(sheet.segments):
        if isinstance(segment, Rain) and segment.packets > 1:
            yield from _shared(segment, index)


def gifts_fen(sheet: RunSheet) -> Iterator[tuple[int, str, int]]:
    """Yield `(index, kind, fen)` of each segment that gives: the most that it can give away."""
    prices_fen = {good.id: good.price_fen for good in sheet.goods}
    for index, segment in enumerate(sheet.segments):
        if isinstance(segment, Rain):
            yield index, "rain", segment.pool_fen
        elif isinstance(segment, Draw):
            worth_fen = sum(prize.value_fen * prize.count for prize in segment.prizes)
            yield index, "draw", worth_fen
        elif isinstance(segment, Seckill):
            discount_fen = max(0, prices_fen[segment.goods] - segment.price_fen)
            yield index, "seckill", discount_fen * segment.stock_total


def costs_fen(sheet: RunSheet) -> dict[str, int]:
    """Return the most that the sheet can give away, by kind: rain, draw and seckill."""
    costs = dict.fromkeys(("rain", "draw", "seckill"), 0)
    for _, kind, fen in gifts_fen(sheet):
        costs[kind] += fen
    return costs


_PARTS = {
    "rain": Said("红包雨的奖池", "the pools of the rains"),
    "draw": Said("抽奖的奖品", "the prizes of the draws"),
    "seckill": Said("秒杀的让利", "the discounts of the seckills"),
    "total": Said("整场送出的", "all that is given away"),
}


def _budget(sheet: RunSheet) -> Iterator[Finding]:
    if sheet.budget is None:
        return
    costs = costs_fen(sheet)
    costs["total"] = sum(costs.values())
    for part, cost_fen in costs.items():
        granted_fen = getattr(sheet.budget, f"{part}_fen")
        if granted_fen is not None and cost_fen > granted_fen:
            over_fen = cost_fen - granted_fen
            yield Finding(
                Rule.OVER_BUDGET,
                ("budget", f"{part}_fen"),
                Said(
                    f"{_PARTS[part].zh}合计 {cost_fen} 分，比预算 {granted_fen} 分多 {over_fen} 分",
                    f"{_PARTS[part].en} come to {cost_fen} fen, {over_fen} fen more than the "
                    f"budget of {granted_fen} fen",
                ),
                Said(
                    "减少送出的，或请批预算的人追加",
                    "give away less, or ask who granted it for more",
                ),
            )


def _units(sheet: RunSheet) -> Iterator[Finding]:
    sold: Counter[str] = Counter()
    windows: Counter[str] = Counter()
    for segment in sheet.segments:
        if isinstance(segment, Seckill):
            sold[segment.goods] += segment.stock_total
            windows[segment.goods] += 1
    for index, good in enumerate(sheet.goods):
        if good.units is not None and sold[good.id] > good.units:
            yield Finding(
                Rule.MORE_THAN_UNITS,
                ("goods", index, "units"),
                Said(
                    f"`{good.id}` 一共 {good.units} 件，{windows[good.id]} 场里却摆出 "
                    f"{sold[good.id]} 件",
                    f"there are {good.units} of `{good.id}` in all, but {sold[good.id]} in the "
                    f"stock of {windows[good.id]} window{'s' if windows[good.id] > 1 else ''}",
                ),
                Said(
                    "减少各场的 `stock`，或改正 `units`",
                    "lower the `stock` of its windows, or correct `units`",
                ),
            )


def _shared(rain: Rain, index: int) -> Iterator[Finding]:
    if 2 * rain.per_viewer > rain.packets:
        yield Finding(
            Rule.ONE_TAKES_MOST,
            ("segments", index, "per_viewer"),
            Said(
                f"共 {rain.packets} 个红包，一人最多可得 {rain.per_viewer} 个：一个人就能拿走大半",
                f"one viewer can get {rain.per_viewer} of {rain.packets} packets: more than half",
            ),
            Said(
                "减小 `per_viewer`，或增加 `packets`",
                "lower `per_viewer`, or make more `packets`",
            ),
        )
