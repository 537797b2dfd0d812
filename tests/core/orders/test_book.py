import pytest

from gala.core.orders.book import Book, Entry, OrderKey
from gala.core.orders.tables import Op
from gala.core.tables import BadTransition

HELD = Entry(Op.HELD, 1, "app", 1, 1, "ann", 7, 1, 100, by="claim")


def of(op: Op, at_ms: int, unit: int = 1, holding: int = 1) -> Entry:
    return Entry(op, at_ms, "app", unit, holding, "ann", 7)


@pytest.mark.parametrize(
    "entries",
    [
        [of(Op.PAID, 1)],
        [HELD, HELD],
        [HELD, of(Op.RETURNED, 2)],
        [HELD, of(Op.REFUNDING, 2)],
        [HELD, of(Op.RELEASED, 2), of(Op.REFUNDED, 3)],
        [HELD, of(Op.RELEASED, 2), Entry(Op.HELD, 3, "app", 1, 3, "bo")],
        [Entry(Op.WAITING, 1, "app", viewer="bo", place=2)],
        [
            HELD,
            of(Op.RELEASED, 2),
            Entry(Op.HELD, 3, "app", 1, 2, "bo", 7, 3, 200),
            of(Op.PAID, 4),
        ],
    ],
)
def test_what_cannot_follow_raises(entries: list[Entry]) -> None:
    book = Book()
    for entry in entries[:-1]:
        book.take(entry)
    with pytest.raises(BadTransition):
        book.take(entries[-1])


def test_a_viewer_may_have_two_orders() -> None:
    book = Book()
    book.take(HELD)
    book.take(Entry(Op.HELD, 2, "tv", 1, 1, "ann", 7, 2, 100))
    assert [one.key for one in book.of("ann")] == [OrderKey("app", 1, 1), OrderKey("tv", 1, 1)]
    assert book.of("bo") == ()


def test_the_lowest_unit_that_came_back_comes_first() -> None:
    book = Book()
    for unit in (3, 2, 10):
        book.take(Entry(Op.HELD, 1, "app", unit, 1, f"v{unit}", 7, 1, 100))
        book.take(of(Op.RELEASED, 2, unit))
    assert book.returned("app") == 2
    assert book.returned("tv") is None
    assert book.next_waiting("app") is None
