from dataclasses import replace
from pathlib import Path

import pytest

from gala.after.account import Account, from_folder
from gala.after.afterwards import book_figures, book_of, orders_of
from gala.after.reconcile import differences, reconcile
from gala.conductor.orders_record import ORDERS, paid_plans
from gala.core.orders.tables import OrderState
from gala.proof.errors import ProofError
from tests.after.paid import paid_night


@pytest.fixture
def night(tmp_path: Path) -> Path:
    return paid_night(tmp_path)


def orders(account: Account, **change: object) -> list[str]:
    """Return the names of the figures of orders that differ."""
    (plan,) = paid_plans(account.show.plan)
    journal = [replace(one, **change) for one in account.orders["sale"]]  # type: ignore[arg-type]
    found = list(book_figures(account.show, plan, account.winners("sale"), journal, ended=True))
    return [one.what for one in found if not one.equal]


def test_orders_are_reconciled_with_what_was_won(night: Path) -> None:
    account = from_folder(night)
    figures = reconcile(account)
    assert differences(figures) == []
    stock = "stock = paid + held + returned + void + left, units"
    told = {(one.of, one.what): one for one in figures}
    assert told["sale · app", stock].note == "1 paid, 1 held, 1 returned, 2 left"
    assert told["sale · app", "units won = units ordered"].counted == 3


def test_an_order_of_nobodys_unit_is_a_difference(night: Path) -> None:
    account = from_folder(night)
    assert orders(account) == []
    assert orders(account, viewer="somebody") == ["orders that cannot follow"]


def test_orders_as_they_stand(night: Path) -> None:
    account = from_folder(night)
    (plan,) = paid_plans(account.show.plan)
    book = book_of(account.show, plan, account.winners("sale"), account.orders["sale"])
    states = [one.state for one in book.orders.values()]
    assert states.count(OrderState.HELD) == 3
    assert states.count(OrderState.PAID) == states.count(OrderState.RELEASED) == 1


def test_orders_that_are_gone_or_torn_are_a_difference(night: Path) -> None:
    plan = from_folder(night).show.plan
    (night / ORDERS).unlink()
    with pytest.raises(ProofError, match="missing"):
        orders_of(night, plan)
    found = differences(reconcile(from_folder(night)))
    assert ("orders", "entries that cannot follow") in {(one.of, one.what) for one in found}
    (night / ORDERS).write_bytes(b"nonsense\n")
    assert differences(reconcile(from_folder(night)))
