from gala.console.orders.fields import EVENTS, event_fields, order_fields, waiting_fields
from gala.core.orders.book import Entry, Order, OrderKey, Waiting
from gala.core.orders.tables import Op, OrderState


def test_every_entry_has_its_name() -> None:
    assert set(EVENTS) == set(Op)
    assert len(set(EVENTS.values())) == len(EVENTS)


def test_an_event_has_what_its_kind_says() -> None:
    held = Entry(Op.HELD, 5, "app", 7, 1, "ann", 9, 4, 90, by="claim")
    told = event_fields("pens", "17-0", held)
    assert (told["id"], told["type"], told["order"]) == ("pens.17-0", "order.held", "pens.app.7.1")
    assert "payment" not in told
    paid = event_fields("pens", "18-0", Entry(Op.PAID, 6, "app", 7, 1, "ann", 9, ref="p1"))
    refunded = event_fields("pens", "19-0", Entry(Op.REFUNDED, 6, "app", 7, 1, "ann", 9, ref="r1"))
    assert (paid["payment"], refunded["refund"]) == ("p1", "r1")
    back = event_fields("pens", "20-0", Entry(Op.RETURNED, 6, "app", 7, 1))
    assert back["unit"] == 7
    assert "viewer" not in back
    void = event_fields("pens", "22-0", Entry(Op.REVOKED, 6, "app", 7, 1))
    assert (void["type"], "order" in void) == ("unit.revoked", False)
    passed = event_fields("pens", "23-0", Entry(Op.PASSED, 6, "app", viewer="bo", by="staff:1"))
    assert (passed["type"], passed["viewer"]) == ("viewer.passed_over", "bo")
    waiting = event_fields("pens", "21-0", Entry(Op.WAITING, 6, "app", viewer="bo", place=3))
    assert (waiting["viewer"], waiting["place"]) == ("bo", 3)


def test_an_order_and_a_place() -> None:
    order = Order(OrderKey("app", 7, 1), "ann", 9, OrderState.HELD, 4, 90, 5)
    told = order_fields("pens", order)
    assert (told["order"], told["payment"], told["refund"]) == ("pens.app.7.1", None, None)
    assert waiting_fields(Waiting("app", 3, 2, 8)) == {
        "outlet": "app", "place": 3, "ahead": 2, "since_ms": 8,
    }  # fmt: skip
