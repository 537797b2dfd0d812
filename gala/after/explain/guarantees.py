"""What the viewer claimed on guarantees, what was decided, and by whom."""

from __future__ import annotations

from collections.abc import Iterator

from gala.after.account import Account
from gala.after.explain.line import Line
from gala.after.guarantees import Claimed, claimed
from gala.core.trust.claims import ClaimState
from gala.grid.money import yuan_text


def guarantee_lines(account: Account, viewer: str) -> Iterator[Line]:
    """Yield each claim of the viewer as it was filed and as it was decided, and each coupon."""
    for one in claimed(account):
        if one.filing.viewer != viewer:
            continue
        if one.is_coupon:
            yield _used(one)
            continue
        yield _filed(one)
        if one.standing.state is not ClaimState.FILED:
            yield _decided(one)


def _used(one: Claimed) -> Line:
    price = yuan_text(one.standing.amount_fen)
    of = _of(one)
    text = (f"用了优惠券 {of[0]}，减 {price} 元", f"used the coupon {of[1]}, worth {price} yuan")
    return Line(one.standing.filed_ms, text, own=True)


def _filed(one: Claimed) -> Line:
    most, claim, of = yuan_text(one.standing.ceiling_fen), one.filing.claim[:8], _of(one)
    files = len(one.filing.files)
    shown = (f"，附件 {files} 个", f", with {files} files") if files else ("", "")
    waits = one.standing.state is ClaimState.FILED
    still = ("，还没有决定", ", and nobody has decided") if waits else ("", "")
    text = (
        f"申请 {of[0]}，最多 {most} 元{shown[0]}{still[0]}。申请号 {claim}",
        f"claimed {of[1]}, at most {most} yuan{shown[1]}{still[1]}. Claim {claim}",
    )
    return Line(one.standing.filed_ms, text, own=True)


def _decided(one: Claimed) -> Line:
    standing, of = one.standing, _of(one)
    amount = yuan_text(standing.amount_fen)
    zh, en = (
        (f"兑现 {amount} 元", f"met with {amount} yuan")
        if standing.state is ClaimState.MET
        else ("拒绝", "refused")
    )
    text = (
        f"{of[0]}：{zh}，决定人 {standing.by}，理由：{standing.reason}",
        f"{of[1]}: {en} by {standing.by}: {standing.reason}",
    )
    return Line(standing.decided_ms, text, own=True)


def _of(one: Claimed) -> tuple[str, str]:
    """Return the guarantee, with the unit that it is claimed for."""
    zh, en = one.offer.title
    goods, unit = one.sold.title, one.filing.unit
    return f"“{zh}”（{goods[0]} 第 {unit} 件）", f"“{en}” for unit {unit} of {goods[1]}"
