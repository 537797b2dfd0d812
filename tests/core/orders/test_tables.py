from gala.core.orders.tables import MAY, ORDERS, Op, OrderState, Role


def test_every_state_is_in_the_table_and_can_be_reached() -> None:
    assert set(ORDERS) == set(OrderState)
    assert set().union(*ORDERS.values()) == set(OrderState) - {OrderState.HELD}


def test_what_was_refunded_stays_and_what_was_paid_can_only_be_refunded() -> None:
    assert ORDERS[OrderState.REFUNDED] == frozenset()
    assert ORDERS[OrderState.PAID] == {OrderState.REFUNDING}


def test_each_state_has_its_entry() -> None:
    assert {str(one) for one in OrderState} < {str(one) for one in Op}


def test_time_moves_no_money() -> None:
    assert Role.TIME not in MAY["pay"] | MAY["refund"]
    assert MAY["refund"] == {Role.PLATFORM}
