"""A revoked opening: its receipts stay as they are and count for nothing."""

from dataclasses import replace
from pathlib import Path

import pytest

from gala.after.account import Account, from_folder
from gala.after.explain.claims import claim_lines
from gala.after.exports import receipts, totals, units
from gala.after.reconcile import differences, reconcile
from gala.after.report import sales
from gala.core.events import WindowRevoked
from gala.core.window_run import Revocation


@pytest.fixture
def account(drawn_record: Path) -> Account:
    """The night, with what its sale gave revoked."""
    made = from_folder(drawn_record)
    revocation = Revocation(1, "price typo", "director", "producer")
    run = replace(made.show.window("sale"), revoked=(revocation,))
    event = WindowRevoked(made.show.now_ms, "sale", 1, "price typo", "director", "producer")
    last = replace(made.entries[-1], event=event, effects=())
    show = made.show.with_window(run)
    return replace(made, show=show, entries=(*made.entries, last))


def test_nothing_of_it_is_shipped_or_owed(account: Account) -> None:
    assert units.table(account).rows == []
    assert {row[-1] for row in receipts.table(account).rows if row[0] == "sale"} == {"price typo"}
    assert all(one.equal for one in totals.figures(account))
    rows = sales.section(account).tables[0].rows
    assert [row[5:8] for row in rows] == [(0, 2, 1), (0, 1, 1)]


def test_it_reconciles_with_what_is_void(account: Account) -> None:
    figures = reconcile(account)
    assert differences(figures) == []
    assert "revoked, units" in {one.what for one in figures}


def test_its_viewers_are_told_why(account: Account) -> None:
    winner = account.winners("sale")[0]
    lines = [line.text[1] for line in claim_lines(account, winner.viewer, winner.outlet)]
    assert "Pen: the receipt is void: price typo" in lines
