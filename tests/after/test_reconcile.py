"""Every invariant of the ledger, over a night with draws, a rain and a window."""

from dataclasses import replace
from pathlib import Path

import pytest

from gala.after.account import Account
from gala.after.reconcile import differences, reconcile
from tests.after.nights import account, with_winners


@pytest.fixture(scope="module")
def night(drawn_record: Path) -> Account:
    return account(drawn_record)


def test_a_whole_night_is_equal_in_every_figure(night: Account) -> None:
    figures = reconcile(night)
    assert differences(figures) == []
    told = {one.what for one in figures}
    assert told >= {
        "stock = sold + left, units",
        "pool = paid + returned, fen",
        "receipts = viewers",
        "receipts signed",
        "units settled, opening 1",
        "places with a frozen entry",
        "paid to viewers, fen",
    }


def test_an_entry_taken_out_is_seen_in_window_receipts_and_draws(night: Account) -> None:
    first = night.show.draw(1).places[0].pseudonym
    left = [one for one in night.winners("first") if one.viewer != first]
    found = {
        (one.of, one.what) for one in differences(reconcile(with_winners(night, "first", left)))
    }
    assert ("first", "receipts signed") in found
    assert ("first · draw 1", "places with a frozen entry") in found
    assert any(what == "units settled, opening 1" for _, what in found)


def test_a_rain_with_one_chance_more_pays_others(night: Account) -> None:
    last = night.winners("rain")[-1]
    more = replace(last, won=replace(last.won, quantity=last.won.quantity - 1))
    bent = with_winners(night, "rain", [*night.winners("rain")[:-1], more])
    assert any("units" in one.what for one in differences(reconcile(bent)))


def test_a_receipt_that_a_live_store_has_lost_is_a_difference(night: Account) -> None:
    kept = {window: len(winners) for window, winners in night.journals.items()}
    assert differences(reconcile(replace(night, kept=kept))) == []
    (lost,) = differences(reconcile(replace(night, kept={**kept, "sale": 2})))
    assert (lost.of, lost.what, lost.said, lost.counted) == ("sale", "receipts kept", 3, 2)


def test_claims_that_cannot_be_read_are_a_difference(night: Account) -> None:
    (torn,) = differences(reconcile(replace(night, torn="claims.jsonl line 3: odd")))
    assert torn.note == "claims.jsonl line 3: odd"


def test_a_journal_of_no_window_is_a_difference(night: Account) -> None:
    bent = replace(night, journals={**night.journals, "ghost": []})
    assert [one.of for one in differences(reconcile(bent))] == ["ghost"]
