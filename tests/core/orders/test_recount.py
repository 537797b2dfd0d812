from dataclasses import replace

import pytest
from hypothesis import given

from gala.core.orders.book import Entry
from gala.core.orders.recount import order_figures, recount
from gala.core.orders.tables import Op, Role
from gala.core.plan import WindowPlan
from gala.core.seckill import Winner
from gala.core.seckill import Won as WonClaim
from gala.proof.errors import ProofError
from tests.core.orders.playing import (
    HISTORIES,
    OUTLETS,
    OWNER,
    PRICE_FEN,
    WITHIN_MS,
    Expire,
    Hold,
    Join,
    Pass,
    Pay,
    Revoke,
    Step,
    Window,
)

STOCK = 8
PLAN = WindowPlan(
    id="pens",
    title=("笔", "Pens"),
    price_fen=PRICE_FEN,
    opens_ms=0,
    open_for_ms=1,
    stock=tuple((outlet, STOCK) for outlet in OUTLETS),
    pay_within_ms=WITHIN_MS,
)
EVENING: tuple[Step, ...] = (
    Hold("a", "app", 0),
    Hold("b", "app", 0),
    Join("c", "app"),
    Pay(0, OWNER, PRICE_FEN, "p1", Role.PLATFORM),
    Pass(1_000),
    Expire(100),
    Pay(1, OWNER, PRICE_FEN, "p2", Role.PLATFORM),
)


def played(history: tuple[Step, ...] | list[Step]) -> Window:
    window = Window()
    for step in history:
        window.step(step)
    return window


def winners(window: Window) -> list[Winner]:
    return [
        Winner(
            one.viewer,
            one.outlet,
            WonClaim(1, b"", one.unit, one.price_fen, one.won_ms, outlet=one.outlet),
        )
        for one in window.won.values()
    ]


@given(HISTORIES)
def test_what_the_rules_made_is_found_to_follow(history: list[Step]) -> None:
    window = played(history)
    given = winners(window)
    book = recount(PLAN, given, window.journal)
    assert book.orders == window.book.orders
    figures = list(order_figures(PLAN, given, book, ended=True))
    assert all(one.equal for one in figures), [one for one in figures if not one.equal]


@pytest.mark.parametrize("number", range(len(EVENING) + 1))
def test_no_entry_can_be_left_out_unseen(number: int) -> None:
    window = played(EVENING)
    entries = [entry for at, entry in enumerate(window.journal) if at != number]
    if number == len(window.journal):
        return
    try:
        book = recount(PLAN, winners(window), entries)
    except ProofError:
        return
    told = (window.book.orders, window.book.counts)
    assert (book.orders, book.counts) != told, "only what came last can go, and then it is missing"


@pytest.mark.parametrize(
    "change",
    [
        lambda one: replace(one, until_ms=one.until_ms + 1),
        lambda one: replace(one, price_fen=1),
        lambda one: replace(one, viewer="thief"),
        lambda one: replace(one, unit=5),
        lambda one: replace(one, at_ms=0),
    ],
)
def test_a_unit_held_otherwise_than_it_was_won_is_found(change) -> None:  # type: ignore[no-untyped-def]
    window = played(EVENING)
    first, second, *rest = window.journal
    with pytest.raises(ProofError):
        recount(PLAN, winners(window), [first, change(second), *rest])


def test_who_may_not_move_money_is_found() -> None:
    window = played(EVENING)
    entries = [replace(one, by="time:1") if one.op is Op.PAID else one for one in window.journal]
    with pytest.raises(ProofError, match="role"):
        recount(PLAN, winners(window), entries)
    entries = [
        replace(one, by="nobody") if one.op is Op.RELEASED else one for one in window.journal
    ]
    with pytest.raises(ProofError, match="cannot release"):
        recount(PLAN, winners(window), entries)


def test_a_unit_that_nobody_revoked_cannot_be_void() -> None:
    window = played([*EVENING, Revoke("app", 1)])
    given = winners(window)
    assert recount(PLAN, given, window.journal, {1}).counts["app", "void"] == 1
    with pytest.raises(ProofError, match="nobody revoked it"):
        recount(PLAN, given, window.journal, set())


def test_a_winner_on_the_list_is_found() -> None:
    window = played(EVENING)
    wait = Entry(Op.WAITING, window.now_ms, "app", viewer="a", place=2)
    with pytest.raises(ProofError, match="had"):
        recount(PLAN, winners(window), [*window.journal, wait])


def test_a_unit_that_became_no_order_is_a_difference() -> None:
    window = played(EVENING)
    given = winners(window)
    book = recount(PLAN, given, window.journal[:1])
    assert not all(one.equal for one in order_figures(PLAN, given, book, ended=True))
    assert all(one.equal for one in order_figures(PLAN, given, book, ended=False))
