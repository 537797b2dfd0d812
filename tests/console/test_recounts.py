from dataclasses import replace
from pathlib import Path

import pytest

from gala.after.account import Account, from_folder
from gala.conductor.orders_record import paid_plans
from gala.console.recounts import (
    AT_ONCE,
    Settled,
    claims_recounted,
    eased,
    orders_recounted,
    unit_figures,
)
from gala.core.books import Figure
from gala.core.trust.book import book_of
from tests.after.guaranteed import MET_FEN, guaranteed_night
from tests.after.paid import paid_night


def differing(figures: list[Figure]) -> list[str]:
    return [one.what for one in figures if not one.equal]


@pytest.fixture(scope="module")
def drawn(drawn_record: Path) -> Account:
    return from_folder(drawn_record)


def test_units_of_later_openings_are_left_out(drawn: Account) -> None:
    due = Settled("sale", drawn.show, drawn.logged, {})
    winners = drawn.winners("sale")
    later = replace(winners[0], viewer="f" * 32, won=replace(winners[0].won, gen=9))
    assert differing(list(unit_figures(due, [*winners, later]))) == []
    assert "taken, fen" in differing(list(unit_figures(due, winners[1:])))


def test_a_draw_over_a_window_is_counted_with_it(drawn: Account) -> None:
    due = Settled("first", drawn.show, drawn.logged, {})
    figures = list(unit_figures(due, drawn.winners("first")))
    assert "places with a frozen entry" in {one.what for one in figures}


def test_orders_as_the_console_counts_them(tmp_path: Path) -> None:
    account = from_folder(paid_night(tmp_path))
    (plan,) = paid_plans(account.show.plan)
    journal, winners = account.orders["sale"], account.winners("sale")
    assert differing(list(orders_recounted(account.show, plan, winners, journal))) == []
    # What is won and not ordered yet is no difference while the night goes on.
    assert differing(list(orders_recounted(account.show, plan, winners, journal[:2]))) == []
    bent = [replace(journal[0], price_fen=7), *journal[1:]]
    assert differing(list(orders_recounted(account.show, plan, winners, bent))) == [
        "orders that cannot follow"
    ]


def test_claims_lean_on_what_their_windows_gave(tmp_path: Path) -> None:
    account = from_folder(guaranteed_night(tmp_path))
    card, journaled = book_of(account.sheet), account.guarantees
    pens = account.winners("pens")
    assert not differing(list(claims_recounted(account.show, card, journaled, {"pens": pens})))
    figures = claims_recounted(account.show, card, journaled, {"pens": pens[1:]})
    wrong = {(one.of, one.what): one.counted for one in figures if not one.equal}
    assert wrong["guarantee refund", "met, fen"] == MET_FEN


def test_other_threads_go_on_in_between(drawn: Account) -> None:
    winners = drawn.winners("sale") * AT_ONCE
    assert list(eased(winners)) == winners
