"""Orders in a record: `orders.jsonl`, and what it comes to when counted again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from gala.conductor.logged_sheets import logged_sheets
from gala.conductor.replay import read_claims, read_log
from gala.core.orders.book import Entry
from gala.core.orders.journal import chained, unchained
from gala.core.orders.logged import counted, figures
from gala.core.orders.tables import Op, OrderState
from gala.core.plan import Plan, WindowPlan
from gala.core.seckill import Winner
from gala.core.sheets import plan_of
from gala.proof.errors import ProofError

ORDERS = "orders.jsonl"

OrderJournals = Mapping[str, Sequence[Entry]]
"""By window, everything that became of its orders, in order."""


def paid_plans(plan: Plan) -> list[WindowPlan]:
    """Return the windows of a plan whose goods have to be paid for."""
    windows = (segment.window for segment in plan.segments)
    return [window for window in windows if window and window.pay_within_ms]


def write_orders(folder: Path, plan: Plan, journals: OrderJournals) -> None:
    """Write `orders.jsonl`, for a night with something to pay for. Raises `OSError`."""
    if not paid_plans(plan):
        return
    with (folder / ORDERS).open("wb") as file:
        entries = ((window, one) for window, journal in journals.items() for one in journal)
        for line in chained(entries):
            file.write(line + b"\n")


def has_orders(folder: Path) -> bool:
    """Whether the record in `folder`, whose log has been checked, is of a night with orders."""
    return bool(paid_plans(_plan(folder))) or (folder / ORDERS).exists()


def read_orders(folder: Path) -> dict[str, list[Entry]]:
    """Return what became of the orders of each window. Raises `ProofError`, `OSError`."""
    journals: dict[str, list[Entry]] = {}
    for window, entry in unchained(_lines(folder / ORDERS)):
        journals.setdefault(window, []).append(entry)
    return journals


def recounted(folder: Path) -> str:
    """Say what became of all orders, each seen to follow from a claim, the sheet and the rules.

    The log and the claims in `folder` have been checked before. Raises `ProofError`.
    """
    if not (folder / ORDERS).is_file():
        raise ProofError(f"{ORDERS} is missing: in this night there was something to pay for")
    plans = {plan.id: plan for plan in paid_plans(_plan(folder))}
    journals = read_orders(folder)
    if strange := sorted(journals.keys() - plans.keys()):
        raise ProofError(f"there is nothing to pay for in {', '.join(strange)}")
    winners: dict[str, list[Winner]] = {}
    for _, window, winner in read_claims(folder):
        winners.setdefault(window, []).append(winner)
    reader, coming = read_log(folder)
    for _ in coming:
        pass
    counts, fen = Counter[str](), 0
    for window, plan in plans.items():
        won = winners.get(window, [])
        book = counted(reader.show, plan, won, journals.get(window, ()))
        for figure in figures(reader.show, plan, won, book, ended=True):
            if not figure.equal:
                raise ProofError(
                    f"{figure.of}: {figure.what}: {figure.said} is not {figure.counted}"
                )
        for (_, state), count in book.counts.items():
            counts[state] += count
        fen += sum(one.price_fen for one in book.orders.values() if one.state is OrderState.PAID)
    return (
        f"{counts[Op.PAID]} paid with {fen} fen, {counts[Op.HELD]} held, "
        f"{counts[Op.RETURNED]} returned, {counts[Op.REFUNDED]} refunded, "
        f"{counts[Op.REFUNDING]} to be refunded, {counts[Op.WAITING]} still waiting"
    )


def _plan(folder: Path) -> Plan:
    last = logged_sheets(folder)[-1]
    return plan_of(last.sheet, last.pace_milli, last.rehearsal)


def _lines(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        for line in file:
            if not line.endswith(b"\n"):
                raise ProofError(f"the last line of {path.name} is cut off")
            yield line[:-1]
