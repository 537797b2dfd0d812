"""What a beacon gave, by viewer: it adds up to what the log says, and a lie does not."""

from dataclasses import replace
from pathlib import Path

import pytest

from gala.after.account import Account
from gala.core.events import RainOpened
from gala.core.payouts import draw_figures, is_opened, prizes, split_again
from gala.proof.errors import ProofError
from gala.proof.rules import DrawRule
from tests.after.nights import account


@pytest.fixture(scope="module")
def night(drawn_record: Path) -> Account:
    return account(drawn_record)


def rain(night: Account) -> tuple[int, RainOpened]:
    draw = next(draw for draw in night.show.draws if draw.kind == "rain")
    opened = night.rain_opened(draw)
    assert opened is not None
    return draw.number, opened


def test_a_rain_is_paid_to_the_fen(night: Account) -> None:
    number, opened = rain(night)
    got = night.packets(night.show.draw(number))
    assert sum(one.fen for one in got) == opened.paid_fen > 0
    assert sum(one.packets for one in got) == opened.packets
    assert all(one.packets <= one.winner.won.quantity for one in got)
    assert opened.paid_fen + opened.returned_fen == 1000


def test_prizes_are_those_of_the_state(night: Account) -> None:
    draw = night.show.draw(1)
    found = prizes(draw)
    assert [(one.prize, one.place) for one in found if one.prize]
    assert {(one.prize, one.place) for one in found if one.prize} == set(draw.winners)
    assert [one.place for one in found if one.passed_over] == [0]
    assert isinstance(draw.manifest.rule, DrawRule)
    assert sum(one.value_fen for one in found) == 90000 + 2 * 900


def test_every_draw_of_the_night_adds_up(night: Account) -> None:
    for draw in night.show.draws:
        assert is_opened(draw)
        winners = night.winners(draw.manifest.window)
        figures = list(draw_figures(night.show, draw, night.rain_opened(draw), winners))
        assert figures
        assert all(one.equal for one in figures), figures


def test_a_rain_said_to_pay_a_fen_more_differs(night: Account) -> None:
    number, opened = rain(night)
    draw = night.show.draw(number)
    more = replace(draw, paid_fen=draw.paid_fen + 1)
    winners = night.winners("rain")
    differing = {
        one.what for one in draw_figures(night.show, more, opened, winners) if not one.equal
    }
    assert differing == {"pool = paid + returned, fen", "paid to viewers, fen"}


def test_a_winner_who_never_entered_is_found(night: Account) -> None:
    draw = night.show.draw(1)
    winners = [one for one in night.winners("first") if one.viewer != draw.places[0].pseudonym]
    figures = {one.what: one for one in draw_figures(night.show, draw, None, winners)}
    places = figures["places with a frozen entry"]
    assert places.counted == places.said - 1


def test_words_of_another_draw_are_refused(night: Account) -> None:
    number, opened = rain(night)
    with pytest.raises(ProofError):
        split_again(night.show.draw(number), replace(opened, signature="00" * 48))
