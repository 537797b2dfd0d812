from pathlib import Path

import pytest

from gala.after.account import Account, from_folder
from gala.after.explain.claims import claim_lines, outcome_lines
from gala.core.payouts import prizes
from gala.grid.money import yuan_text
from tests.plugins.record import REASON


@pytest.fixture(scope="module")
def account(drawn_record: Path) -> Account:
    return from_folder(drawn_record)


def test_a_receipt_is_told_with_unit_price_and_instant(account: Account) -> None:
    winner = account.winners("sale")[0]
    lines = list(claim_lines(account, winner.viewer, winner.outlet))
    got = next(line for line in lines if line.text[1].startswith("got unit"))
    assert got.at_ms == winner.won.at_ms
    assert got.own
    assert "at 0.01 yuan" in got.text[1]
    assert winner.won.claim_id.hex()[:8] in got.text[0]


def test_a_window_without_a_receipt_says_what_was_sold(account: Account) -> None:
    winner = account.winners("rain")[0]
    lines = list(claim_lines(account, winner.viewer, "app"))
    sale = next(line for line in lines if line.text[1].startswith("Pen: no receipt"))
    assert "2 units were sold on App; on all outlets 0 claims were turned away" in sale.text[1]
    assert any("entered Rain" in line.text[1] for line in lines)


def test_what_a_rain_came_to(account: Account) -> None:
    (draw,) = [draw for draw in account.show.draws if draw.kind == "rain"]
    for got in account.packets(draw):
        (line,) = outcome_lines(account, got.winner.viewer, 0)
        assert f"{got.packets} packets, {yuan_text(got.fen)} yuan" in line.text[1]
        assert line.at_ms >= (draw.opened_ms or 0)


def test_what_a_draw_came_to_for_everybody(account: Account) -> None:
    draw = account.show.draw(1)
    told = {one.pseudonym: one for one in prizes(draw)}
    for winner in account.winners("first"):
        lines = [line.text[1] for line in outcome_lines(account, winner.viewer, 0)]
        mine = told.get(winner.viewer)
        first = next(line for line in lines if line.startswith("First: "))
        if mine is None:
            assert first == "First: not drawn"
        elif mine.passed_over:
            assert first == f"First: place {mine.place + 1}, passed over"
            assert f"First: passed over: {REASON}" in lines
        elif mine.prize:
            assert first in (f"First: place {mine.place + 1}: {p}" for p in ("Car", "Cup"))
        else:
            assert first == f"First: place {mine.place + 1}, an alternate"
