"""Who was drawn: winners, alternates, and those who were passed over, with the logged reason."""

from __future__ import annotations

from gala.after.account import Account
from gala.core.draws import DrawRun
from gala.core.events import WinnerPassedOver
from gala.core.payouts import is_opened, prizes
from gala.grid.table import Column, Table, count, yuan

WON, ALTERNATE, PASSED_OVER = "won", "alternate", "passed_over"


def table(account: Account) -> Table:
    """Return a row for each place of each opened draw, in drawn order; places count from 1."""
    made = Table(
        "winners",
        "中奖",
        "Winners",
        (
            count("draw", "抽奖号", "Draw"),
            Column("segment", "环节", "Segment"),
            count("place", "名次", "Place"),
            Column("status", "状态", "Status"),
            Column("prize", "奖品编号", "Prize"),
            Column("prize_title", "奖品", "Prize title"),
            Column("prize_title_en", "奖品英文名", "Prize title in English"),
            count("value_fen", "价值（分）", "Value in fen"),
            yuan("value_yuan", "价值（元）", "Value in yuan"),
            Column("pseudonym", "化名", "Pseudonym"),
            Column("outlet", "渠道", "Outlet"),
            Column("reason", "跳过原因", "Why passed over"),
        ),
    )
    reasons = _reasons(account)
    for draw in account.show.draws:
        if draw.kind == "draw" and is_opened(draw):
            _add(made, account, draw, reasons)
    return made


def _add(made: Table, account: Account, draw: DrawRun, reasons: dict[tuple[int, int], str]) -> None:
    titles = dict(account.show.lot(draw.segment).prizes)
    outlets = {one.viewer: one.outlet for one in account.winners(draw.manifest.window)}
    for one in prizes(draw):
        zh, en = titles.get(one.prize, ("", ""))
        status = WON if one.prize else PASSED_OVER if one.passed_over else ALTERNATE
        made.add(
            draw.number,
            draw.segment,
            one.place + 1,
            status,
            one.prize,
            zh,
            en,
            one.value_fen,
            one.value_fen,
            one.pseudonym,
            outlets.get(one.pseudonym, ""),
            reasons.get((draw.number, one.place), ""),
        )


def _reasons(account: Account) -> dict[tuple[int, int], str]:
    return {
        (event.number, event.place): event.reason
        for written in account.entries
        if isinstance(event := written.event, WinnerPassedOver)
    }
