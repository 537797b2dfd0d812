import pytest
from hypothesis import given

from gala.core.orders.book import Book, Order, OrderKey
from gala.core.orders.rules import (
    Answer,
    Declined,
    Payment,
    Won,
    due,
    hold,
    join,
    pay,
    refund_done,
    release,
    revoke,
    withdraw,
)
from gala.core.orders.tables import OrderState, Role
from tests.core.orders.playing import HISTORIES, PRICE_FEN, WITHIN_MS, Step, Window, place, taken

WON_MS = 5_000
UNTIL_MS = WON_MS + WITHIN_MS
FIRST = OrderKey("app", 1, 1)
SECOND = OrderKey("app", 1, 2)


def won(unit: int = 1, viewer: str = "ann") -> Won:
    return Won("app", unit, viewer, PRICE_FEN, WON_MS)


def held(*units: Won) -> Book:
    book = Book()
    for one in units or (won(),):
        for entry in hold(book, WON_MS + 3, one, WITHIN_MS):
            book.take(entry)
    return book


def paying(
    book: Book, at_ms: int, key: OrderKey = FIRST, viewer: str = "ann", ref: str = "p1"
) -> Answer:
    return taken(book, pay(book, at_ms, key, Role.PLATFORM, "k", Payment(viewer, PRICE_FEN, ref)))


def expired(book: Book, at_ms: int) -> None:
    entries = release(book, at_ms, due(book, at_ms, 100), Role.TIME, "1", WITHIN_MS)
    for entry in entries:
        book.take(entry)


def waits(book: Book, viewer: str, at_ms: int = WON_MS) -> Answer:
    return taken(book, join(book, at_ms, viewer, "app", PRICE_FEN, WITHIN_MS))


def state(answer: Answer) -> OrderState:
    assert isinstance(answer, Order)
    return answer.state


@given(HISTORIES)
def test_every_unit_is_in_one_place_whatever_happens(history: list[Step]) -> None:
    window = Window()
    for step in history:
        window.step(step)
        window.check()
    told = Book()
    for entry in window.journal:
        told.take(entry)
    assert told.orders == window.book.orders
    assert told.counts == window.book.counts
    assert told.queues == window.book.queues
    instants = [entry.at_ms for entry in window.journal]
    assert instants == sorted(instants)


def test_paid_in_time() -> None:
    book = held()
    order = paying(book, UNTIL_MS - 1)
    assert isinstance(order, Order)
    assert (order.state, order.late, order.payment) == (OrderState.PAID, False, "p1")
    assert not due(book, UNTIL_MS, 100)


def test_the_deadline_counts_from_the_win_and_is_late_at_its_instant() -> None:
    book = held()
    assert book.orders[FIRST].until_ms == UNTIL_MS
    assert due(book, UNTIL_MS - 1, 100) == []
    assert due(book, UNTIL_MS, 100) == [FIRST]
    assert paying(book, UNTIL_MS) == Declined("due")
    expired(book, UNTIL_MS)
    order = paying(book, UNTIL_MS)
    assert isinstance(order, Order)
    assert (order.state, order.late) == (OrderState.PAID, True)


def test_late_with_the_unit_gone_is_refunded_and_never_paid() -> None:
    book = held()
    assert place(waits(book, "bo")) == 1
    expired(book, UNTIL_MS)
    assert state(paying(book, UNTIL_MS + 1)) is OrderState.REFUNDING
    assert book.orders[SECOND].viewer == "bo"
    assert book.orders[SECOND].until_ms == UNTIL_MS + WITHIN_MS
    done = refund_done(book, UNTIL_MS + 2, FIRST, Role.PLATFORM, "k", "r1")
    assert state(taken(book, done)) is OrderState.REFUNDED
    assert state(paying(book, UNTIL_MS + 3)) is OrderState.REFUNDED, "the same payment again"
    assert state(paying(book, UNTIL_MS + 4, SECOND, "bo", "p2")) is OrderState.PAID


def test_a_unit_goes_down_the_list_and_then_comes_back() -> None:
    book = held()
    assert [place(waits(book, viewer)) for viewer in ("bo", "cy")] == [1, 2]
    expired(book, UNTIL_MS)
    expired(book, UNTIL_MS + WITHIN_MS)
    assert book.orders[OrderKey("app", 1, 3)].viewer == "cy"
    expired(book, UNTIL_MS + 2 * WITHIN_MS)
    assert book.returned("app") == 1
    assert state(waits(book, "di", UNTIL_MS + 5_000)) is OrderState.HELD, "a free unit waits for"
    late = paying(book, UNTIL_MS + 5_001, SECOND, "bo")
    assert state(late) is OrderState.REFUNDING, "its unit is di's"


def test_a_late_payment_of_an_earlier_holder_takes_a_unit_that_came_back() -> None:
    book = held()
    waits(book, "bo")
    expired(book, UNTIL_MS)
    expired(book, UNTIL_MS + WITHIN_MS)
    assert state(paying(book, UNTIL_MS + WITHIN_MS)) is OrderState.PAID
    assert state(paying(book, UNTIL_MS + WITHIN_MS, SECOND, "bo", "p2")) is OrderState.REFUNDING


def test_paid_twice() -> None:
    book = held()
    first = paying(book, WON_MS + 10)
    assert paying(book, UNTIL_MS + 10) == first, "the same payment is one payment"
    assert paying(book, WON_MS + 20, ref="p2") == Declined("paid_before")


@pytest.mark.parametrize(
    ("key", "role", "paid", "code"),
    [
        (FIRST, Role.PLATFORM, Payment("bo", PRICE_FEN, "p1"), "owner"),
        (FIRST, Role.PLATFORM, Payment("ann", PRICE_FEN + 1, "p1"), "amount"),
        (SECOND, Role.PLATFORM, Payment("ann", PRICE_FEN, "p1"), "unknown"),
        (FIRST, Role.TIME, Payment("ann", PRICE_FEN, "p1"), "role"),
    ],
)
def test_a_payment_that_is_not_taken(key: OrderKey, role: Role, paid: Payment, code: str) -> None:
    assert pay(held(), WON_MS, key, role, "k", paid) == (Declined(code), ())


def test_given_back_before_its_time() -> None:
    book = held()
    waits(book, "bo")
    given = taken(book, withdraw(book, WON_MS + 5, FIRST, Role.PLATFORM, "k", WITHIN_MS))
    assert state(given) is OrderState.RELEASED
    assert book.orders[SECOND].viewer == "bo"
    again = withdraw(book, WON_MS + 6, FIRST, Role.PLATFORM, "k", WITHIN_MS)
    assert again == (given, ())
    assert withdraw(book, 0, FIRST, Role.DEMO, "k", WITHIN_MS) == (Declined("role"), ())
    assert withdraw(book, 0, OrderKey("app", 9, 1), Role.PLATFORM, "k", 1)[0] == Declined("unknown")
    paying(book, WON_MS + 7, SECOND, "bo")
    assert withdraw(book, 0, SECOND, Role.PLATFORM, "k", 1)[0] == Declined("not_held")


def test_what_a_revoked_opening_gave_is_nobodys_and_what_was_paid_goes_back() -> None:
    book = held(*(won(unit, f"v{unit}") for unit in (1, 2, 3)))
    paying(book, WON_MS, FIRST, "v1")
    for entry in release(book, UNTIL_MS, [OrderKey("app", 3, 1)], Role.TIME, "1", WITHIN_MS):
        book.take(entry)
    units = [("app", 1), ("app", 2), ("app", 3), ("app", 9)]
    entries = revoke(book, UNTIL_MS, units, "4")
    assert [(one.op, one.unit, one.viewer) for one in entries] == [
        ("refunding", 1, "v1"), ("revoked", 2, "v2"), ("revoked", 3, ""),
    ]  # fmt: skip
    for entry in entries:
        book.take(entry)
    assert revoke(book, UNTIL_MS, units, "5") == ()
    assert book.counts["app", "void"] == 3
    assert place(waits(book, "bo", UNTIL_MS)) == 1, "nobody gets a unit that is void"
    assert state(paying(book, UNTIL_MS, OrderKey("app", 2, 1), "v2", "p2")) == "refunding"
    assert state(paying(book, UNTIL_MS, OrderKey("app", 3, 1), "v3", "p3")) == "refunding"
    done = refund_done(book, UNTIL_MS, FIRST, Role.PLATFORM, "k", "r")
    assert state(taken(book, done)) is OrderState.REFUNDED


def test_no_refund_where_none_is_due() -> None:
    book = held()
    assert refund_done(book, 0, FIRST, Role.PLATFORM, "k", "r")[0] == Declined("no_refund")
    assert refund_done(book, 0, SECOND, Role.PLATFORM, "k", "r")[0] == Declined("unknown")
    assert refund_done(book, 0, FIRST, Role.DEMO, "k", "r")[0] == Declined("role")
    waits(book, "bo")
    expired(book, UNTIL_MS)
    paying(book, UNTIL_MS)
    taken(book, refund_done(book, UNTIL_MS, FIRST, Role.PLATFORM, "k", "r"))
    assert refund_done(book, 0, FIRST, Role.PLATFORM, "k", "s")[0] == Declined("refunded_before")


def test_time_releases_a_few_at_once_the_earliest_first() -> None:
    book = held(*(won(unit, f"v{unit}") for unit in range(1, 6)))
    assert due(book, UNTIL_MS, 2) == [OrderKey("app", 1, 1), OrderKey("app", 2, 1)]


def test_the_list_is_for_who_has_nothing_and_has_an_end() -> None:
    book = held()
    assert waits(book, "ann") == Declined("had")
    first = waits(book, "bo")
    assert waits(book, "bo", WON_MS + 9) == first
    full = join(book, WON_MS, "cy", "app", PRICE_FEN, WITHIN_MS, most=1)
    assert full == (Declined("full"), ())


def test_who_wins_while_waiting_waits_no_more() -> None:
    book = held()
    waits(book, "bo")
    waits(book, "cy")
    for entry in hold(book, WON_MS, Won("tv", 1, "bo", PRICE_FEN, WON_MS), WITHIN_MS):
        book.take(entry)
    assert book.waiting("bo") is None
    waiting = book.waiting("cy")
    assert waiting is not None
    assert (waiting.place, waiting.ahead) == (2, 0)
