"""Orders in a record: written, counted again, and refused when they do not hold."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from gala.conductor.orders_record import (
    ORDERS,
    has_orders,
    paid_plans,
    read_orders,
    recounted,
    write_orders,
)
from gala.conductor.record import LOG, write_claims
from gala.core.log import LogReader, header_line
from gala.core.orders.book import Book, Entry, OrderKey
from gala.core.orders.rules import Payment, Won, hold, pay, release
from gala.core.orders.tables import Op, Role
from gala.core.plan import Plan
from gala.core.seckill import Winner
from gala.core.seckill import Won as WonClaim
from gala.proof.errors import ProofError
from run_sheet import digest
from tests.core.playing import ORIGIN_MS, SHEET, sheet_of
from tests.keys import header

PAID = SHEET.replace("stock: {app: 5, tv: 2}", "stock: {app: 5, tv: 2}, pay_within: 15m")
WON_MS = 1_000_000
WITHIN_MS = 900_000


def entries() -> list[Entry]:
    """Two units are won; one is paid for, one comes back."""
    book, journal = Book(), list[Entry]()

    def take(made: tuple[Entry, ...]) -> None:
        for one in made:
            book.take(one)
            journal.append(one)

    for unit in (1, 2):
        take(hold(book, WON_MS, Won("app", unit, f"v{unit}", 1, WON_MS), WITHIN_MS))
    paid = Payment("v1", 1, "p1")
    take(pay(book, WON_MS + 5, OrderKey("app", 1, 1), Role.PLATFORM, "k1", paid)[1])
    late = WON_MS + WITHIN_MS
    take(release(book, late, [OrderKey("app", 2, 1)], Role.TIME, "1", WITHIN_MS))
    return journal


def record(folder: Path, sheet: str = PAID, journal: list[Entry] | None = None) -> Path:
    """The files of a record that orders look at."""
    first = header_line(header("live", sheet, digest(sheet_of(sheet)), 1000, ORIGIN_MS, "auto"))
    (folder / LOG).write_bytes(first + b"\n")
    won = [
        Winner(f"v{n}", "app", WonClaim(1, bytes(16), n, 1, WON_MS, batch="1-0", outlet="app"))
        for n in (1, 2)
    ]
    write_claims(folder, {"sale": won})
    write_orders(folder, plan(sheet), {"sale": entries() if journal is None else journal})
    return folder


def plan(sheet: str = PAID) -> Plan:
    first = header_line(header("live", sheet, digest(sheet_of(sheet)), 1000, ORIGIN_MS, "auto"))
    return LogReader(first).plan


def test_what_is_written_is_counted_again(tmp_path: Path) -> None:
    folder = record(tmp_path)
    assert has_orders(folder)
    assert [window.id for window in paid_plans(plan())] == ["sale"]
    assert read_orders(folder) == {"sale": entries()}
    assert recounted(folder) == (
        "1 paid with 1 fen, 0 held, 1 returned, 0 refunded, 0 to be refunded, 0 still waiting"
    )


def test_a_night_where_the_win_is_final_has_no_such_file(tmp_path: Path) -> None:
    folder = record(tmp_path, SHEET)
    assert not (folder / ORDERS).exists()
    assert not has_orders(folder)
    (folder / ORDERS).write_bytes((record(tmp_path) / ORDERS).read_bytes())
    record(tmp_path, SHEET)
    assert has_orders(folder), "what is there has to hold"
    with pytest.raises(ProofError, match="nothing to pay for in sale"):
        recounted(folder)


def test_a_missing_file_is_found(tmp_path: Path) -> None:
    folder = record(tmp_path)
    (folder / ORDERS).unlink()
    with pytest.raises(ProofError, match=r"orders\.jsonl is missing"):
        recounted(folder)


def test_a_unit_that_became_no_order_is_found(tmp_path: Path) -> None:
    folder = record(tmp_path, journal=entries()[:1])
    with pytest.raises(ProofError, match="units won = units ordered: 2 is not 1"):
        recounted(folder)


def test_a_payment_that_the_rules_would_not_take_is_found(tmp_path: Path) -> None:
    bent = [replace(one, viewer="v9") if one.op is Op.PAID else one for one in entries()]
    with pytest.raises(ProofError, match="owner"):
        recounted(record(tmp_path, journal=bent))


def test_a_line_that_was_changed_or_cut_is_found(tmp_path: Path) -> None:
    folder = record(tmp_path)
    lines = (folder / ORDERS).read_bytes().splitlines(keepends=True)
    changed = {**json.loads(lines[2]), "ref": "p2"}
    line = json.dumps(changed, sort_keys=True, separators=(",", ":")).encode() + b"\n"
    (folder / ORDERS).write_bytes(b"".join([*lines[:2], line, *lines[3:]]))
    with pytest.raises(ProofError, match="line 3 of the orders"):
        recounted(folder)
    (folder / ORDERS).write_bytes(b"".join(lines)[:-5])
    with pytest.raises(ProofError, match="cut off"):
        recounted(folder)
