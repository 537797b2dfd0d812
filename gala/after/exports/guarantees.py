"""Every claim on a guarantee: its receipt, how it stands, who decided, and what it is worth."""

from __future__ import annotations

from gala.after.account import Account
from gala.after.guarantees import claimed
from gala.after.instants import local_text
from gala.grid.table import Column, Table, count, yuan


def table(account: Account) -> Table:
    """Return a row for each claim and each coupon that was used, as they came."""
    made = Table(
        "guarantees",
        "保障",
        "Guarantees",
        (
            Column("claim", "申请号", "Claim"),
            Column("guarantee", "保障编号", "Guarantee"),
            Column("kind", "类型", "Kind"),
            Column("guarantee_title", "保障", "Guarantee's title"),
            Column("guarantee_title_en", "保障英文名", "Guarantee's title in English"),
            Column("window", "窗口", "Window"),
            Column("outlet", "渠道", "Outlet"),
            count("unit", "件号", "Unit"),
            Column("goods", "商品编号", "Goods"),
            Column("title", "品名", "Title"),
            Column("title_en", "英文品名", "Title in English"),
            Column("merchant", "商家", "Merchant"),
            Column("pseudonym", "化名", "Pseudonym"),
            Column("state", "状态", "State"),
            count("paid_fen", "实付（分）", "Paid in fen"),
            count("ceiling_fen", "上限（分）", "Most, in fen"),
            count("amount_fen", "金额（分）", "Amount in fen"),
            yuan("amount_yuan", "金额（元）", "Amount in yuan"),
            count("owed_fen", "应付观众（分）", "Owed to the viewer, in fen"),
            Column("filed_at", "申请时间", "Filed at"),
            Column("decided_at", "决定时间", "Decided at"),
            Column("redeemed_at", "用券时间", "Coupon used at"),
            Column("until", "申请截止", "To be claimed before"),
            Column("by", "决定人", "Decided by"),
            Column("reason", "理由", "Reason"),
            Column("said_sha256", "陈述指纹", "SHA-256 of what was told"),
            count("files", "附件数", "Files"),
        ),
    )
    for one in claimed(account):
        filing, standing = one.filing, one.standing
        filed, decided, until = (
            local_text(at_ms, account.utc_offset_min) if at_ms else ""
            for at_ms in (standing.filed_ms, standing.decided_ms, filing.until_ms)
        )
        used = decided if one.is_coupon else ""
        made.add(
            filing.claim,
            one.offer.id,
            one.offer.kind,
            *one.offer.title,
            filing.window,
            filing.outlet,
            filing.unit,
            one.sold.goods,
            *one.sold.title,
            one.sold.merchant,
            filing.viewer,
            str(standing.state),
            filing.paid_fen,
            filing.ceiling_fen,
            standing.amount_fen,
            standing.amount_fen,
            one.owed_fen,
            "" if one.is_coupon else filed,
            "" if one.is_coupon else decided,
            used,
            until,
            standing.by,
            standing.reason,
            "" if one.is_coupon else filing.said_sha256,
            len(filing.files),
        )
    return made
