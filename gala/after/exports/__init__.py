"""What a night hands to finance, shipping and the auditors: one table a module.

Another table is one more module with `table(account) -> Table`, and its line in `TABLES`.
"""

from __future__ import annotations

from collections.abc import Callable

from gala.after.account import Account
from gala.after.exports import guarantees, orders, payouts, rain, receipts, totals, units, winners
from gala.grid.table import Table

TABLES: tuple[Callable[[Account], Table], ...] = (
    receipts.table,
    units.table,
    orders.table,
    guarantees.table,
    winners.table,
    rain.table,
    payouts.table,
    totals.table,
)


def tables(account: Account) -> list[Table]:
    """Return every table of the night. Raises `ProofError` when a rain's words are not its own."""
    return [table(account) for table in TABLES]
