"""Each outlet's part of the night."""

from __future__ import annotations

from gala.after.account import Account
from gala.after.audience import Audience
from gala.after.exports import rain, units, winners
from gala.after.report.section import Section
from gala.grid.table import Column, Table, Value, count, yuan


def section(account: Account) -> Section:
    """Return audience, participation and what was given, by outlet."""
    made = Table(
        "outlets",
        "渠道",
        "Outlets",
        (
            Column("outlet", "渠道", "Outlet"),
            count("viewers_most", "同时观看最多", "Most viewers at once"),
            count("took_part", "参与人数", "Took part"),
            count("units", "售出", "Units sold"),
            yuan("amount_yuan", "货款（元）", "Taken, yuan"),
            yuan("rain_yuan", "红包（元）", "Rain, yuan"),
            count("prizes", "奖品", "Prizes"),
        ),
    )
    audience = Audience(account)
    sold, got, drawn = units.table(account), rain.table(account), winners.table(account)
    for outlet in account.show.plan.outlets:
        took_part = {
            one.viewer
            for given in account.journals.values()
            for one in given
            if one.outlet == outlet.id
        }
        made.add(
            outlet.title,
            audience.peak(outlet.id) if audience.known else None,
            len(took_part),
            _sum(sold, outlet.id, "quantity"),
            _sum(sold, outlet.id, "amount_fen"),
            _sum(got, outlet.id, "amount_fen"),
            sum(
                1
                for row in drawn.rows
                if _value(drawn, row, "outlet") == outlet.id and _value(drawn, row, "prize")
            ),
        )
    return Section(("渠道", "Outlets"), (made,))


def _value(table: Table, row: tuple[Value, ...], key: str) -> Value:
    return row[[column.key for column in table.columns].index(key)]


def _sum(table: Table, outlet: str, key: str) -> int:
    return sum(
        value
        for row in table.rows
        if _value(table, row, "outlet") == outlet
        if isinstance(value := _value(table, row, key), int)
    )
