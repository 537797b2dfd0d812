"""A record of a night in which something had to be paid for."""

from __future__ import annotations

from pathlib import Path

from gala.conductor.orders_record import write_orders
from gala.conductor.record import RECEIPTS
from gala.core.log import LogReader
from gala.core.orders.book import Book, Entry, OrderKey
from gala.core.orders.rules import Payment, Won, hold, pay, release
from gala.core.orders.tables import Role
from tests.conductor.records import Night
from tests.core.playing import SHEET

PAID = SHEET.replace("stock: {app: 5, tv: 2}", "stock: {app: 5, tv: 2}, pay_within: 15m")
WITHIN_MS = 900_000


def paid_night(folder: Path) -> Path:
    """Write the record: five units are won; one is paid for, and one comes back."""
    night = Night(sheet=PAID).play()
    night.write(folder)
    (folder / RECEIPTS).write_bytes(
        b'{"batch":"1-0","root":"","signature":"","size":5,"window":"sale"}\n'
    )
    write_orders(folder, LogReader(night.lines[0]).plan, {"sale": _journal(night)})
    return folder


def _journal(night: Night) -> list[Entry]:
    book, journal = Book(), list[Entry]()

    def take(made: tuple[Entry, ...]) -> None:
        for one in made:
            book.take(one)
            journal.append(one)

    at_ms = max(one.won.at_ms for one in night.winners)
    for one in night.winners:
        won = Won(one.outlet, one.won.unit, one.viewer, one.won.price_fen, one.won.at_ms)
        take(hold(book, at_ms, won, WITHIN_MS))
    first = night.winners[0]
    paid = Payment(first.viewer, first.won.price_fen, "p1")
    key = OrderKey(first.outlet, first.won.unit, 1)
    take(pay(book, at_ms + 5, key, Role.PLATFORM, "k1", paid)[1])
    second = night.winners[1]
    due = OrderKey(second.outlet, second.won.unit, 1)
    take(release(book, at_ms + WITHIN_MS, [due], Role.TIME, "1", WITHIN_MS))
    return journal
