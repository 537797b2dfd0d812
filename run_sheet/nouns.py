"""What the entries of a sheet's lists are called in messages."""

from __future__ import annotations

from .said import Said

APPROVER = Said("批准人", "approver")
AUDITOR = Said("审核人", "auditor")
DRAW = Said("更早的抽奖", "earlier draw")
GOODS = Said("商品", "goods entry")
GUARANTEE = Said("保障", "guarantee")
MERCHANT = Said("商家", "merchant")
OUTLET = Said("渠道", "outlet")
PRIZE = Said("奖品", "prize")
PROMISE = Said("承诺", "promise")
ROOM = Said("房间", "room")
SECKILL = Said("秒杀", "seckill")
SEGMENT = Said("环节", "segment")
TEMPLATE = Said("模板", "template")
TIER = Said("等级", "tier")
