"""Whether a night that goes by itself has been entrusted to two people and a breaker that works."""

from __future__ import annotations

from collections.abc import Iterator

from .. import nouns
from ..duplicates import duplicate_ids
from ..model import RunSheet
from ..problem import Finding
from ..rules import Rule
from ..said import Said
from ..unattended import APPROVALS_MIN, Unattended
from .money import gifts_fen


def unattended_findings(sheet: RunSheet) -> Iterator[Finding]:
    """Yield what keeps an unattended sheet from being one."""
    if sheet.unattended is None:
        return
    yield from _approvers(sheet.unattended)
    yield from _breaker(sheet, sheet.unattended.breaker.spend_fen)


def _approvers(unattended: Unattended) -> Iterator[Finding]:
    path = ("unattended", "approvers")
    approvers = unattended.approvers
    if len(approvers) < APPROVALS_MIN:
        yield Finding(
            Rule.FEW_APPROVERS,
            path,
            Said(
                f"只有 `{approvers[0].id}` 一位批准人；无人值守的晚会要两个人批准",
                f"only `{approvers[0].id}` may approve; an unattended night takes two people",
            ),
            Said(
                "再写一位，钥匙由本人用 `gala approve key` 生成",
                "add another, with a key that they make with `gala approve key`",
            ),
            on_key=True,
        )
    ids = tuple(((*path, index, "id"), one.id) for index, one in enumerate(approvers))
    yield from duplicate_ids(nouns.APPROVER, ids)
    holders: dict[str, str] = {}
    for index, approver in enumerate(approvers):
        holder = holders.setdefault(approver.key, approver.id)
        if holder != approver.id:
            yield Finding(
                Rule.ONE_HAND,
                (*path, index, "key"),
                Said(
                    f"`{approver.id}` 与 `{holder}` 用的是同一把钥匙：这样一个人就能批准",
                    f"`{approver.id}` has the key of `{holder}`: one person could approve alone",
                ),
                Said(
                    "让每位批准人各用 `gala approve key` 生成自己的钥匙",
                    "let each approver make a key of their own with `gala approve key`",
                ),
            )


def _breaker(sheet: RunSheet, spend_fen: int) -> Iterator[Finding]:
    path = ("unattended", "breaker", "spend_fen")
    granted_fen = sheet.budget.total_fen if sheet.budget else None
    if granted_fen is not None and spend_fen > granted_fen:
        yield Finding(
            Rule.BREAKER_OVER_BUDGET,
            path,
            Said(
                f"{spend_fen} 分才停，而预算一共 {granted_fen} 分",
                f"it lets {spend_fen} fen go, but {granted_fen} fen have been granted in all",
            ),
            Said(
                "把 `spend_fen` 降到 `budget.total_fen` 以内",
                "lower `spend_fen` to `budget.total_fen` or less",
            ),
        )
    for index, _, gift_fen in gifts_fen(sheet):
        if gift_fen > spend_fen:
            segment = sheet.segments[index].id
            yield Finding(
                Rule.BREAKER_ALWAYS_HOLDS,
                path,
                Said(
                    f"单是{{see}}的 `{segment}` 就可能送出 {gift_fen} 分，超过 {spend_fen} 分："
                    "到那里一定会停下来等人",
                    f"`{segment}` on {{see}} alone can give {gift_fen} fen, more than {spend_fen}: "
                    "the night will hold before it and wait for a person",
                ),
                Said(
                    "提高 `spend_fen`，或少送一些",
                    "raise `spend_fen`, or give less there",
                ),
                see=("segments", index, "id"),
            )
            return
