"""What a figure that differs is called on the console, in both languages."""

from __future__ import annotations

from gala.core.books import Figure

_ZH = {
    "units settled, opening": "第 {} 次开放的结算件数",
    "stock = sold + left, units": "库存 = 已售 + 剩余（件）",
    "units beyond the stock": "超出库存的件数",
    "taken, fen": "货款（分）",
    "units frozen": "已冻结件数",
    "receipts = viewers": "回执数 = 人数",
    "receipts kept": "保存的回执",
    "receipts signed": "已签名回执",
    "given at another price": "价格不符的件数",
    "given while closed": "未开放时发出的件数",
    "given of no opening": "不属于任何开放的件数",
    "given for the second time": "同一人第二件",
    "given out of number": "编号不连续的件数",
    "numbers drawn from": "参与抽取的号码数",
    "pool = paid + returned, fen": "奖池 = 已发 + 退回（分）",
    "paid to viewers, fen": "发给观众（分）",
    "returned, fen": "退回（分）",
    "packets opened": "拆开的红包数",
    "places with a frozen entry": "在冻结名单中的中奖位",
    "stock = sold + revoked + left, units": "库存 = 已售 + 作废 + 剩余（件）",
    "revoked, units": "作废件数",
    "units drawn": "抽出的件数",
    "units won = units ordered": "抢到的件数 = 订单件数",
    "units drawn = units ordered": "抽出的件数 = 订单件数",
    "drawn to wait = on the list": "抽中的候补 = 名单上的候补",
    "passed over = without an order": "被跳过的人 = 没有订单的人",
    "stock = paid + held + returned + void + left, units": (
        "库存 = 已付 + 占用 + 退回 + 作废 + 剩余（件）"
    ),
    "paid, fen": "已付（分）",
    "units paid = units owned": "已付件数 = 有主件数",
    "orders that cannot follow": "不合规则的订单",
    "claims": "保障申请数",
    "claims met": "兑现的申请数",
    "claims refused": "拒绝的申请数",
    "met, fen": "兑现金额（分）",
    "met beyond the quota, fen": "超出额度的金额（分）",
    "met beyond the quota, claims": "超出额度的申请数",
    "claims kept": "存储里的申请数",
    "claims met, kept": "存储所计的兑现数",
    "met, kept, fen": "存储所计的兑现金额（分）",
    "entries that cannot be read": "读不出的条目",
    "entries that cannot follow": "不合规则的条目",
    "words": "信标与证明",
}


def alarm_text(figure: Figure) -> dict[str, str]:
    """Return the line of an alarm: what differs, and by how much."""
    base, number = _split(figure.what)
    zh = _ZH.get(base, figure.what).replace("{}", number)
    said, counted = figure.said, figure.counted
    note = f" · {figure.note}" if figure.note else ""
    return {
        "zh": f"{figure.of} · {zh}：日志 {said}，重数 {counted}{note}",
        "en": f"{figure.of} · {figure.what}: {said} in the log, {counted} counted{note}",
    }


def _split(what: str) -> tuple[str, str]:
    """Return a figure's name without the number at its end, and the number."""
    base, _, last = what.rpartition(" ")
    return (base, last) if last.isdecimal() else (what, "")
