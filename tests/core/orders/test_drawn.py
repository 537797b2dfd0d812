from dataclasses import replace

from hypothesis import given

from gala.core.orders.book import Book, Entry, OrderKey
from gala.core.orders.drawn import hold_drawn, is_placed, pass_over, place
from gala.core.orders.rules import Declined, Payment, due, join, pay, release
from gala.core.orders.tables import Op, OrderState, Role
from tests.core.orders.drawing import (
    AWARD,
    HISTORIES,
    PLAN,
    ROWS,
    WHERE,
    Lot,
    Over,
    Settle,
    Step,
    over,
    settle,
)
from tests.core.orders.playing import OWNER, PRICE_FEN, Expire, Pass, Pay

NOW_MS = 9_500
WITHIN_MS = PLAN.pay_within_ms
FIRST, PASSED_ON = OrderKey("app", 1, 1), OrderKey("app", 1, 2)


def names(book: Book, outlet: str) -> list[str]:
    """Who waits, in order."""
    return list(book.queues.get(outlet, ()))


def played(*steps: Step) -> Lot:
    lot = Lot()
    for step in steps:
        lot.step(step)
        lot.check()
    return lot


def test_who_was_drawn_has_an_order_from_the_announcement_on_and_who_waits_is_in_drawn_order() -> (
    None
):
    book = Book()
    written = settle(book, NOW_MS, AWARD)
    assert [entry.op for entry in written] == [Op.WAITING] * 3 + [Op.HELD] * 5
    order = book.orders[FIRST]
    assert (order.viewer, order.state) == ("a", OrderState.HELD)
    assert (order.held_ms, order.until_ms) == (AWARD.begun_ms, AWARD.begun_ms + WITHIN_MS)
    assert names(book, "app") == ["f", "g"]
    assert names(book, "tv") == ["h"]
    assert settle(book, NOW_MS + 1, AWARD) == (), "once"


def test_wherever_a_conductor_dies_the_next_one_comes_to_the_same() -> None:
    whole = Book()
    settle(whole, NOW_MS, AWARD)
    for rows in range(ROWS + 1):
        book = Book()
        settle(book, NOW_MS, AWARD, rows)
        settle(book, NOW_MS, AWARD)
        assert (book.orders, book.queues, book.counts) == (
            whole.orders, whole.queues, whole.counts,
        )  # fmt: skip


def test_what_is_not_paid_for_goes_to_who_was_drawn_next() -> None:
    lot = played(Settle(ROWS), Pass(0), Expire(1), Pass(1_000))
    assert lot.book.orders[PASSED_ON].viewer == "f"
    lot.step(Pay(0, OWNER, PRICE_FEN, "late", Role.PLATFORM))
    assert lot.book.orders[FIRST].state is OrderState.REFUNDING, "the unit is another's now"


def test_nobody_joins_a_list_that_was_drawn_when_it_was_passed_over() -> None:
    book = Book()
    settle(book, NOW_MS, over(AWARD, "f"))
    answer, entries = join(book, NOW_MS, "f", "app", PRICE_FEN, WITHIN_MS)
    assert (answer, entries) == (Declined("had"), ())


def test_who_is_passed_over_before_there_are_orders_never_gets_one() -> None:
    book = Book()
    settle(book, NOW_MS, over(over(AWARD, "a"), "f"))
    assert not book.of("a")
    assert not book.of("f")
    assert book.orders[FIRST].viewer == "g", "the unit goes to who waits next"
    assert book.orders[FIRST].held_ms == NOW_MS
    assert names(book, "app") == []


def test_a_unit_of_who_was_passed_over_stays_free_when_nobody_waits() -> None:
    book = Book()
    alone = replace(over(AWARD, "a"), waiting=())
    settle(book, NOW_MS, alone)
    assert book.counts["app", Op.RETURNED] == 1
    assert (book.holders["app", 1], book.holdings["app", 1]) == (0, 0)


def test_who_holds_an_order_and_is_passed_over_loses_it_to_the_next() -> None:
    book = Book()
    settle(book, NOW_MS, AWARD)
    settle(book, NOW_MS, over(AWARD, "a"))
    assert book.orders[FIRST].state is OrderState.RELEASED
    assert book.orders[PASSED_ON].viewer == "f"
    paid = Payment("a", PRICE_FEN, "p")
    late, entries = pay(book, NOW_MS, FIRST, Role.PLATFORM, "k", paid)
    assert not isinstance(late, Declined)
    assert [entry.op for entry in entries] == [Op.REFUNDING]


def test_who_was_passed_over_gets_no_free_unit_by_paying_late() -> None:
    book = Book()
    settle(book, NOW_MS, replace(AWARD, waiting=()))
    settle(book, NOW_MS, over(replace(AWARD, waiting=()), "a"))
    assert book.holders["app", 1] == 0
    _, entries = pay(book, NOW_MS, FIRST, Role.PLATFORM, "k", Payment("a", PRICE_FEN, "p"))
    assert [entry.op for entry in entries] == [Op.REFUNDING]
    for entry in entries:
        book.take(entry)
    assert book.counts["app", Op.RETURNED] == 1, "the unit is as free as before"


def test_who_has_paid_and_is_passed_over_gets_the_money_back() -> None:
    lot = played(Settle(ROWS), Pay(0, OWNER, PRICE_FEN, "p1", Role.PLATFORM), Over("a"))
    assert lot.book.orders[FIRST].state is OrderState.HELD, "its time to pay was over already"
    book = Book()
    settle(book, NOW_MS, AWARD)
    for entry in pay(book, NOW_MS, FIRST, Role.PLATFORM, "k", Payment("a", PRICE_FEN, "p"))[1]:
        book.take(entry)
    made = pass_over(book, NOW_MS, "app", "a", "1", WITHIN_MS)
    assert [entry.op for entry in made] == [Op.PASSED, Op.REFUNDING, Op.HELD]
    for entry in made:
        book.take(entry)
    assert book.orders[FIRST].state is OrderState.REFUNDING
    assert book.orders[PASSED_ON].viewer == "f"
    assert pass_over(book, NOW_MS, "app", "a", "1", WITHIN_MS) == (), "once"


def test_an_alternate_with_a_unit_that_is_passed_over_hands_it_on() -> None:
    book = Book()
    settle(book, NOW_MS, AWARD)
    late_ms = AWARD.begun_ms + WITHIN_MS
    for entry in release(book, late_ms, due(book, late_ms, 1), Role.TIME, "1", WITHIN_MS):
        book.take(entry)
    assert book.orders[PASSED_ON].viewer == "f"
    settle(book, late_ms, over(AWARD, "f"))
    assert book.orders[OrderKey("app", 1, 3)].viewer == "g"


def test_each_rule_is_done_once() -> None:
    book = Book()
    assert place(book, NOW_MS, "app", "f") == (
        Entry(Op.WAITING, NOW_MS, "app", viewer="f", place=1, by="draw"),
    )
    settle(book, NOW_MS, AWARD)
    assert place(book, NOW_MS, "app", "f") == ()
    assert hold_drawn(book, NOW_MS, 1, ("app", 1, "z"), PRICE_FEN, WITHIN_MS) == ()
    assert all(is_placed(book, viewer) for viewer in WHERE)


@given(HISTORIES)
def test_whatever_comes_each_unit_is_in_one_place(history: list[Step]) -> None:
    lot = Lot()
    for step in history:
        lot.step(step)
        lot.check()
