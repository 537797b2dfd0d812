from dataclasses import replace

from gala.core.by_lot import drawn, ever_held, holders, rule_of
from gala.core.payouts import draw_figures, is_sale, prizes
from gala.core.seckill import Winner, Won
from tests.core.playing import LOTS, ORIGIN_MS, Playing
from tests.core.playing import SHEET as FIRST_COME
from tests.core.test_committing_by_lot import CLOSED_MS, OVER_MS, played


def test_where_the_first_have_the_units_nobody_is_asked_for() -> None:
    show = Playing(FIRST_COME).until(ORIGIN_MS + 200_000).show
    assert rule_of(show.plan, "sale") is None
    assert (holders(show, "sale"), ever_held(show, "sale")) == (None, None)
    assert rule_of(Playing(LOTS).show.plan, "first") is None, "prizes are no units"


def test_nobody_holds_a_unit_before_it_is_drawn() -> None:
    show = played(app=8, tv=4).until(CLOSED_MS).show
    assert rule_of(show.plan, "sale") is not None
    assert drawn(show, "sale") is None
    assert holders(show, "sale") == ever_held(show, "sale") == frozenset()


def test_who_was_drawn_holds_a_unit_and_who_waits_does_not() -> None:
    play = played(app=8, tv=4).until(OVER_MS - 50_000)
    draw = drawn(play.show, "sale")
    assert draw is not None
    names = [one.pseudonym for one in draw.places]
    assert holders(play.show, "sale") == frozenset({*names[:5], *names[6:8]})
    assert play.agree("pass_over", OVER_MS - 40_000, number=1, place=0, text="staff") is None
    assert holders(play.show, "sale") == frozenset({*names[1:6], *names[6:8]})
    assert ever_held(play.show, "sale") == frozenset({*names[:6], *names[6:8]})


def test_the_figures_of_its_draw_are_by_outlet_and_differ_when_a_unit_is_elsewhere() -> None:
    play = played(app=8, tv=4).until(OVER_MS)
    (draw,) = play.show.draws
    assert is_sale(draw)
    assert {one.value_fen for one in prizes(draw)} == {0}, "what it costs is not what it is worth"
    entries = [
        Winner(one.pseudonym, draw.outlet(place), Won(1, bytes(16), unit, 1, 1))
        for place, one in enumerate(draw.places)
        for unit in [one.low + 1 - (8 if draw.outlet(place) == "tv" else 0)]
    ]
    figures = list(draw_figures(play.show, draw, None, entries))
    assert all(figure.equal for figure in figures), figures
    assert [f.said for f in figures if f.what == "units drawn"] == [5, 2]
    bent = [replace(one, outlet="app") for one in entries]
    wrong = [f.what for f in draw_figures(play.show, draw, None, bent) if not f.equal]
    assert "units beyond the stock" in wrong
