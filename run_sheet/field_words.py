"""What the keys of a sheet are called in sentences; a key that is not here stands as it is."""

from __future__ import annotations

from .said import Said

WORDS: dict[str, Said] = {
    "alternates": Said("候补人数", "alternates"),
    "at_ms": Said("固定开始时刻", "fixed start"),
    "auditors": Said("审核人", "auditor"),
    "bought": Said("买过", "bought"),
    "capacity": Said("容量", "capacity"),
    "count": Said("数量", "count"),
    "delay_ms": Said("延迟", "delay"),
    "en": Said("英文", "English"),
    "entries": Said("报名沿用", "entries of"),
    "goods": Said("商品", "goods"),
    "guarantees": Said("保障", "guarantee"),
    "guests": Said("嘉宾", "guests"),
    "host": Said("主播", "host"),
    "kind": Said("类型", "kind"),
    "length_ms": Said("时长", "length"),
    "listed": Said("名单", "list"),
    "max_fen": Said("每包最多", "most in a packet"),
    "merchant": Said("商家", "merchant"),
    "merchants": Said("商家", "merchant"),
    "min_fen": Said("每包最少", "least in a packet"),
    "note": Said("价格依据", "basis of the price"),
    "notes": Said("备注", "notes"),
    "open_for_ms": Said("窗口开多久", "window open for"),
    "opens_ms": Said("开窗（从环节开始算）", "window opens (from the segment's start)"),
    "outlets": Said("渠道", "outlet"),
    "packets": Said("红包个数", "packets"),
    "pay_within_ms": Said("付款时限", "time to pay"),
    "per_viewer": Said("每人最多", "most for one viewer"),
    "plan_b": Said("备用方案", "plan B"),
    "pool_fen": Said("红包总额", "pool"),
    "price_fen": Said("价格", "price"),
    "prizes": Said("奖品", "prize"),
    "promises": Said("承诺", "promise"),
    "role": Said("身份", "role"),
    "room": Said("房间", "room"),
    "rooms": Said("房间", "room"),
    "rules": Said("规则设置", "setting of a rule"),
    "segments": Said("环节", "segment"),
    "start": Said("开始", "start"),
    "stock": Said("库存", "stock"),
    "text": Said("文字", "text"),
    "ticket": Said("票上写明", "ticket"),
    "tiers": Said("等级", "tier"),
    "title": Said("标题", "title"),
    "value_fen": Said("价值", "value"),
    "waitlist": Said("候补名额", "waiting list"),
    "waive": Said("豁免", "waivers"),
    "watched_ms": Said("看满", "watched"),
    "weight": Said("权重", "weight"),
    "weights": Said("加权", "weights"),
    "who": Said("谁能参加", "who may take part"),
    "zh": Said("中文", "Chinese"),
}


def word(field: str, key: str) -> Said:
    """Return what a field is called."""
    return WORDS.get(field) or Said(f"`{key}`", f"`{key}`")
