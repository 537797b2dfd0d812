from dataclasses import replace

import pytest
from hypothesis import given

from gala.core.orders.book import Entry
from gala.core.orders.recount import order_figures, recount
from gala.core.orders.tables import Op
from gala.core.seckill import Winner, Won
from gala.proof.errors import ProofError
from tests.core.orders.drawing import (
    AWARD,
    HISTORIES,
    PLAN,
    ROWS,
    STOCK,
    WHERE,
    Lot,
    Over,
    Settle,
    Step,
    over,
)
from tests.core.orders.playing import Expire, Pass

ENTERED = [
    Winner(viewer, outlet, Won(1, b"", number, PLAN.price_fen, 1, outlet=outlet))
    for number, (viewer, outlet) in enumerate(WHERE.items(), start=1)
]
EVENING: tuple[Step, ...] = (
    Settle(ROWS),
    Over("b"),
    Settle(ROWS),
    Pass(0),
    Expire(100),
)


def played(*steps: Step) -> Lot:
    lot = Lot()
    for step in steps:
        lot.step(step)
    return lot


def recounted(lot: Lot, entries: list[Entry]) -> object:
    return recount(PLAN, ENTERED, entries, lot.revoked, lot.award).orders


@given(HISTORIES)
def test_what_the_rules_made_is_found_to_follow(history: list[Step]) -> None:
    lot = played(*history, Settle(ROWS))
    book = recount(PLAN, ENTERED, lot.journal, lot.revoked, lot.award)
    assert book.orders == lot.book.orders
    made = order_figures(PLAN, ENTERED, book, ended=True, stock=STOCK, award=lot.award)
    assert all(one.equal for one in made), [one for one in made if not one.equal]


@pytest.mark.parametrize("number", range(len(played(*EVENING).journal)))
def test_no_entry_can_be_left_out_unseen(number: int) -> None:
    lot = played(*EVENING)
    entries = [entry for at, entry in enumerate(lot.journal) if at != number]
    try:
        book = recount(PLAN, ENTERED, entries, lot.revoked, lot.award)
    except ProofError:
        return
    assert book.orders != lot.book.orders
    if number < ROWS:
        made = order_figures(PLAN, ENTERED, book, ended=True, stock=STOCK, award=lot.award)
        assert not all(one.equal for one in made)


@pytest.mark.parametrize(
    "change",
    [
        lambda one: replace(one, until_ms=one.until_ms + 1),
        lambda one: replace(one, held_ms=one.held_ms + 1),
        lambda one: replace(one, price_fen=1),
        lambda one: replace(one, viewer="g"),
        lambda one: replace(one, viewer="thief"),
        lambda one: replace(one, unit=4),
        lambda one: replace(one, by="claim"),
        lambda one: replace(one, by="list"),
    ],
)
def test_a_unit_held_by_another_than_the_draw_says_is_found(change) -> None:  # type: ignore[no-untyped-def]
    lot = played(Settle(ROWS))
    entries = [*lot.journal]
    assert entries[3].viewer == "a"
    entries[3] = change(entries[3])
    with pytest.raises(ProofError):
        recounted(lot, entries)


def test_who_waits_out_of_the_drawn_order_is_found() -> None:
    lot = played(Settle(ROWS))
    first, second, *rest = lot.journal
    swapped = [replace(first, viewer="g"), replace(second, viewer="f"), *rest]
    with pytest.raises(ProofError, match="was not drawn to wait there"):
        recounted(lot, swapped)
    with pytest.raises(ProofError, match="before the list is whole"):
        recounted(lot, [first, *rest])


def test_nobody_joins_by_asking() -> None:
    lot = played(Settle(ROWS))
    wait = Entry(Op.WAITING, lot.now_ms, "app", viewer="friend", place=3)
    with pytest.raises(ProofError, match="friend was not drawn"):
        recounted(lot, [*lot.journal, wait])


def test_orders_without_a_draw_are_found() -> None:
    lot = played(Settle(ROWS))
    with pytest.raises(ProofError, match="nothing of pens was drawn"):
        recount(PLAN, ENTERED, lot.journal)


def test_who_was_passed_over_by_nobody_is_found_and_who_keeps_its_order_is() -> None:
    lot = played(*EVENING)
    with pytest.raises(ProofError, match="b was not passed over"):
        recount(PLAN, ENTERED, lot.journal, set(), AWARD)
    kept = played(Settle(ROWS))
    passed = over(AWARD, "a")
    book = recount(PLAN, ENTERED, kept.journal, set(), passed)
    made = order_figures(PLAN, ENTERED, book, ended=True, stock=STOCK, award=passed)
    assert [one.what for one in made if not one.equal] == ["passed over = without an order"]
    staffed = [replace(one, by="staff:1") if one.op is Op.RELEASED else one for one in lot.journal]
    with pytest.raises(ProofError):
        recounted(lot, staffed)


def test_what_was_revoked_in_the_midst_needs_no_orders() -> None:
    lot = played(Settle(5))
    lot.revoked = {1}
    book = recount(PLAN, ENTERED, lot.journal, lot.revoked, lot.award)
    made = list(order_figures(PLAN, ENTERED, book, ended=True, stock=STOCK))
    assert all(one.equal for one in made), made
    short = list(order_figures(PLAN, ENTERED, book, ended=True, stock=STOCK, award=lot.award))
    assert not all(one.equal for one in short)
