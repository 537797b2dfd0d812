import pytest

from gala.core.by_lot import award
from gala.core.orders.book import Book
from gala.core.orders.logged import counted, figures
from gala.core.orders.recount import recount
from gala.proof.errors import ProofError
from tests.core.orders.drawing import settle
from tests.core.test_by_lot import paid
from tests.core.test_committing_by_lot import OVER_MS


def test_orders_by_lot_are_counted_as_the_log_drew_them() -> None:
    show = paid(app=8, tv=2).until(OVER_MS).show
    plan, given = show.window_plan("sale"), award(show, "sale")
    assert given is not None
    entries = settle(Book(), OVER_MS, given, within_ms=plan.pay_within_ms, price_fen=1)
    book = counted(show, plan, [], entries)
    said = list(figures(show, plan, [], book, ended=True))
    assert all(one.equal for one in said), said
    of = {(one.of, one.what): one.said for one in said}
    assert of["sale · app", "units drawn = units ordered"] == 5
    assert of["sale · tv", "stock = paid + held + returned + void + left, units"] == 2
    with pytest.raises(ProofError, match="nothing of sale was drawn"):
        recount(plan, [], entries)
    short = counted(show, plan, [], entries[:-1])
    wrong = [one.what for one in figures(show, plan, [], short, ended=True) if not one.equal]
    assert wrong == ["units drawn = units ordered"]
