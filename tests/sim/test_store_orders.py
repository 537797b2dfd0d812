"""The model's orders: records and replies as the store writes them, its fence, and its copies."""

import pytest

from gala.ports import Fenced
from gala.sim.store_orders import OrdersModel

T = 1_000_000
KEY = "{616:pens:orders}:orders"


def held() -> OrdersModel:
    """Two units of app that Ann and Bo have won, to be paid for within 100 ms."""
    orders = OrdersModel()
    assert orders.hold(T, KEY, 100, "app", 1, "ann", 7, T, "app", 2, "bo", 7, T) == 2
    assert orders.hold(T, KEY, 100, "app", 1, "ann", 7, T) == 0
    return orders


def test_an_order_is_paid_once_and_its_record_says_so() -> None:
    orders = held()
    paid = [b"app 1 1", b"paid 1000000 1000100 1000050 7 ann 0 p1 -"]
    assert orders.pay(T + 50, KEY, "app 1 1", "platform", "k", "ann", 7, "p1") == paid
    assert orders.pay(T + 60, KEY, "app 1 1", "platform", "k", "ann", 7, "p1") == paid
    assert orders.pay(T + 60, KEY, "app 1 1", "platform", "k", "ann", 7, "p2") == b"paid_before"
    assert orders.fields(T, KEY, "o:app 1 1", "v:ann", "o:app 9 9") == [paid[1], b"app 1 1", None]
    assert orders.length(T, KEY) == 3
    (_, line) = orders.entries(T, KEY, "0", 9)[-1]
    assert line == b"paid 1000050 app 1 1 ann 7 1000000 1000100 0 platform:k p1"


def test_what_is_due_goes_to_who_waits() -> None:
    orders = held()
    assert orders.join(T, KEY, "cy", "app", 7, 100, 9) == [b"app", 1, 0, T]
    assert orders.fields(T, KEY, "w:cy", "called:app") == [b"app 1 1000000", b"0"]
    assert orders.release(T + 100, KEY, "time", "1", 1, 100, 1) == 1
    assert orders.fields(T, KEY, "v:cy", "w:cy", "called:app") == [b"app 1 2", None, b"1"]
    assert orders.release(T + 100, KEY, "time", "1", 1, 100, 9) == 1
    totals = orders.totals(T, KEY)
    counts = dict(zip(totals[::2], totals[1::2], strict=True))
    assert counts[b"held:app"] == b"1"
    assert counts[b"returned:app"] == b"1"
    assert counts[b"released:app"] == b"2"


def test_an_older_epoch_releases_and_revokes_nothing() -> None:
    orders = held()
    assert orders.release(T + 1, KEY, "time", "2", 2, 100, 9) == 0
    with pytest.raises(Fenced, match="epoch 2 has come, 1 came"):
        orders.release(T + 100, KEY, "time", "1", 1, 100, 9)
    with pytest.raises(Fenced, match="epoch 2 has come, 1 came"):
        orders.revoke(T + 100, KEY, 1, "app", 1)
    assert orders.revoke(T + 100, KEY, 2, "app", 1) == 1


def test_a_copy_goes_its_own_way() -> None:
    orders = held()
    other = orders.copy()
    orders.pay(T + 50, KEY, "app 1 1", "platform", "k", "ann", 7, "p1")
    assert other.fields(T, KEY, "o:app 1 1") == [b"held 1000000 1000100 1000000 7 ann 0 - -"]
    assert other.length(T, KEY) == 2
