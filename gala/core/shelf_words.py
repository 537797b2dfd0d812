"""What the price of goods on sale rests on, in words."""

from __future__ import annotations

from collections.abc import Iterator

from gala.core.shelf import Basis, Shelf
from gala.grid.money import yuan_text
from run_sheet import Text

_LAWS = {"cn": Text(zh="中国", en="China"), "eu": Text(zh="欧盟", en="EU")}


def rests_on(shelf: Shelf) -> Iterator[Text]:
    """Yield what the price rests on, a line for each."""
    good = shelf.good
    if good.note is not None:
        yield Text(zh=f"价格依据：{good.note.zh}", en=f"Price basis: {good.note.en}")
    yield from (_basis(one) for one in shelf.bases)
    if shelf.chart is None:
        yield Text(
            zh="流程单没有写它以前卖多少。", en="The run sheet does not say what it cost before."
        )


def _basis(one: Basis) -> Text:
    law = _LAWS[one.rule.id]
    paid = Text(zh="成交", en="paid") if one.rule.paid else Text(zh="标价", en="asked")
    days = one.rule.days
    if one.fen is None:
        return Text(
            zh=f"{law.zh}规则：此前 {days} 天没有{paid.zh}",
            en=f"{law.en}: no price {paid.en} in the {days} days before",
        )
    amount = f"¥{yuan_text(one.fen)}"
    if one.before:
        return Text(
            zh=f"{law.zh}规则：此前 {days} 天没有成交，再之前最后一次成交 {amount}",
            en=f"{law.en}: nothing paid in the {days} days before, the last before them {amount}",
        )
    return Text(
        zh=f"{law.zh}规则：此前 {days} 天最低{paid.zh} {amount}",
        en=f"{law.en}: the lowest {paid.en} in the {days} days before is {amount}",
    )
