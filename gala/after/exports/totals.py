"""What the exported rows add up to, beside what the log says: the two columns are the same."""

from __future__ import annotations

from collections.abc import Iterator

from gala.after.account import Account
from gala.after.exports import guarantees, payouts, rain, units, winners
from gala.after.guarantees import card
from gala.core.books import Figure
from gala.core.by_lot import holders
from gala.core.payouts import is_opened, is_sale
from gala.core.trust.book import COUPON
from gala.core.trust.figures import Tally
from gala.grid.table import Column, Table, count
from gala.proof.rules import DrawRule


def table(account: Account) -> Table:
    """Return the totals; the name of a figure ends in its unit, fen or another."""
    made = Table(
        "totals",
        "合计",
        "Totals",
        (
            Column("of", "项目", "Of"),
            Column("figure", "指标", "Figure"),
            count("said", "日志所记", "In the log"),
            count("exported", "导出合计", "Exported"),
        ),
    )
    for figure in figures(account):
        made.add(figure.of, figure.what, figure.said, figure.counted)
    return made


def figures(account: Account) -> Iterator[Figure]:
    """Yield the totals by two ways, as a reconciliation does."""
    show, lines = account.show, payouts.table(account)
    sold, got, drawn = units.table(account), rain.table(account), winners.table(account)
    all_units = all_fen = all_rain_fen = all_prizes_fen = 0
    for sale in account.sales():
        run, plan = show.window(sale.window), show.window_plan(sale.window)
        held = holders(show, sale.window)
        kept = sum(n for _, n in run.sold) - sum(n for _, n in run.void())
        said = kept if held is None else len(held)
        yield Figure(sale.segment, "sold, units", said, _sum(sold, sale.segment, "quantity"))
        fen = said * plan.price_fen
        yield Figure(sale.segment, "taken, fen", fen, _sum(sold, sale.segment, "amount_fen"))
        all_units, all_fen = all_units + said, all_fen + fen
    for draw in show.draws:
        if not is_opened(draw):
            continue
        if draw.kind == "rain":
            paid_fen = _sum(got, draw.segment, "amount_fen")
            yield Figure(draw.segment, "paid, fen", draw.paid_fen, paid_fen)
            all_rain_fen += draw.paid_fen
        elif not is_sale(draw):
            rule = draw.manifest.rule
            assert isinstance(rule, DrawRule)
            values = {prize: value_fen for prize, _, value_fen in rule.prizes}
            fen = sum(values[prize] for prize, _ in draw.winners)
            yield Figure(draw.segment, "prizes, fen", fen, _sum(drawn, draw.segment, "value_fen"))
            all_prizes_fen += fen
    yield from _guarantees(account, lines)
    yield Figure("night", "sold, units", all_units, lines.total("units"))
    yield Figure("night", "taken, fen", all_fen, lines.total("due_fen"))
    yield Figure("night", "rain paid, fen", all_rain_fen, lines.total("rain_fen"))
    yield Figure("night", "prizes, fen", all_prizes_fen, lines.total("prizes_value_fen"))


def _guarantees(account: Account, lines: Table) -> Iterator[Figure]:
    """Yield what was met of each guarantee, beside the rows, and what is owed for all of them.

    The log has no claims: it is their own journal that is added up, as it stands.
    """
    book, made = card(account), guarantees.table(account)
    journaled = Tally()
    for entry in account.guarantees.entries:
        journaled.take(entry)
    owed_fen = coupons_fen = 0
    for one in book.offers.values():
        fen = journaled.met_fen[one.id]
        yield Figure(f"guarantee {one.id}", "met, fen", fen, _sum(made, one.id, "amount_fen"))
        coupons_fen += fen if one.kind == COUPON else 0
        owed_fen += 0 if one.kind == COUPON else fen
    if book.offers:
        yield Figure("night", "owed for guarantees, fen", owed_fen, lines.total("guarantees_fen"))
        yield Figure("night", "coupons used, fen", coupons_fen, lines.total("coupons_fen"))


def _sum(table: Table, name: str, key: str) -> int:
    """Return the sum of a column over the rows of one segment, or of one guarantee."""
    keys = [column.key for column in table.columns]
    at, of = keys.index(key), keys.index("segment" if "segment" in keys else "guarantee")
    return sum(value for row in table.rows if row[of] == name and isinstance(value := row[at], int))
