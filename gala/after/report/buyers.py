"""Buyers, and those who came back for more."""

from __future__ import annotations

from collections import Counter

from gala.after.account import Account
from gala.after.report.section import Section
from gala.grid.table import Table, count, percent, share, yuan


def section(account: Account) -> Section:
    """Return how many bought once, twice and so on, and what they spent."""
    units: Counter[str] = Counter()
    fen: Counter[str] = Counter()
    for sale in account.sales():
        for one in account.sold(sale.window):
            units[one.viewer] += one.won.quantity
            fen[one.viewer] += one.won.quantity * one.won.price_fen
    made = Table(
        "repeat-buyers",
        "复购",
        "Repeat buyers",
        (
            count("units", "购买件数", "Units bought"),
            count("buyers", "人数", "Buyers"),
            percent("share", "比例", "Share"),
            yuan("amount_yuan", "货款（元）", "Taken, yuan"),
        ),
    )
    for number in sorted(set(units.values())):
        buyers = [viewer for viewer, bought in units.items() if bought == number]
        taken_fen = sum(fen[viewer] for viewer in buyers)
        made.add(number, len(buyers), share(len(buyers), len(units)), taken_fen)
    again = sum(bought > 1 for bought in units.values())
    note = (
        f"{len(units)} 人购买，其中 {again} 人不止一件。",
        f"{len(units)} bought, {again} of them more than one unit.",
    )
    return Section(("复购", "Repeat buyers"), (made,), (note,))
