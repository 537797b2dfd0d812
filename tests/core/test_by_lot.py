from dataclasses import replace

from gala.core.by_lot import (
    award,
    drawn,
    ever_held,
    holders,
    rule_of,
    to_order,
    unit_stock,
    void_units,
)
from gala.core.events import DrawAnnounced
from gala.core.payouts import draw_figures, is_sale, prizes
from gala.core.seckill import Winner, Won
from gala.core.tables import DrawState
from tests.core.playing import LOTS, ORIGIN_MS, Playing
from tests.core.playing import SHEET as FIRST_COME
from tests.core.test_committing_by_lot import CLOSED_MS, OVER_MS, PAID, played


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


def paid(app: int, tv: int) -> Playing:
    """A night whose winners have to pay, with so many entries in each outlet."""
    play = Playing(PAID)
    play.entries["sale"] = {"app": (1,) * app, "tv": (1,) * tv}
    return play


def opened(play: Playing) -> None:
    """Go on until the draw is opened, and not announced yet."""
    for at_ms in range(CLOSED_MS, OVER_MS, 200):
        if [draw.state for draw in play.until(at_ms).show.draws] == [DrawState.OPENED]:
            return
    raise AssertionError("it was not opened")


def test_nothing_is_ordered_before_it_is_announced_and_nothing_where_nothing_is_paid() -> None:
    play = paid(app=8, tv=4)
    opened(play)
    assert award(play.show, "sale") is None
    assert play.until(OVER_MS).show.draws[0].ordered_ms is not None
    assert award(played(app=8, tv=4).until(OVER_MS).show, "sale") is None
    assert play.first.draws == ()


def test_what_a_draw_gave_is_numbered_by_outlet_and_begins_with_the_announcement() -> None:
    play = paid(app=8, tv=2).until(OVER_MS)
    (draw,) = play.show.draws
    (announced,) = play.came(DrawAnnounced)
    names = [one.pseudonym for one in draw.places]
    given = award(play.show, "sale")
    assert given is not None
    assert given.begun_ms == announced.at_ms
    app = tuple(("app", unit, name) for unit, name in enumerate(names[:5], start=1))
    assert given.units == (*app, ("tv", 1, names[6]), ("tv", 2, names[7]))
    assert given.waiting == (("app", names[5]),)
    assert (given.given("app"), given.given("tv")) == (5, 2)
    assert dict(unit_stock(play.show, "sale")) == {"app": 5, "tv": 2}
    assert to_order(play.show, "sale") == given
    assert ever_held(play.show, "sale") == frozenset(names), "who waits may get one"


def test_who_is_passed_over_later_stays_in_the_award_and_who_was_before_is_not_in_it() -> None:
    play = paid(app=8, tv=2)
    opened(play)
    at_ms = play.show.now_ms + 1
    assert play.agree("pass_over", at_ms, number=1, place=0, text="staff") is None
    play.until(OVER_MS - 40_000)
    names = [one.pseudonym for one in play.show.draws[0].places]
    given = award(play.show, "sale")
    assert given is not None
    assert [name for at, _, name in given.units if at == "app"] == [names[5], *names[1:5]]
    assert given.waiting == ()
    assert given.passed_over == (("app", names[0]),)
    assert play.agree("pass_over", OVER_MS - 39_000, number=1, place=5, text="too") is None
    later = award(play.show, "sale")
    assert later == replace(given, passed_over=(("app", names[0]), ("app", names[5])))
    assert play.ask("pass_over", OVER_MS - 30_000, number=1, place=5, text="x") == "no_winner"


def test_a_revoked_opening_leaves_nothing_to_order() -> None:
    play = paid(app=8, tv=2).until(OVER_MS - 40_000)
    assert award(play.show, "sale") == to_order(play.show, "sale")
    revoked = {"window": "sale", "gen": 1, "text": "wrong price"}
    assert play.agree("revoke", OVER_MS - 39_000, **revoked) is None
    assert to_order(play.show, "sale") is None
    assert holders(play.show, "sale") == frozenset()
    assert award(play.show, "sale") is not None, "what was ordered before can still be counted"
    assert void_units(play.show, "sale") == (("app", 5), ("tv", 2))
    assert void_units(played(app=8, tv=4).until(OVER_MS).show, "sale") == (("app", 0), ("tv", 0))
