"""A seckill by lot through a night: entered, frozen, committed to, drawn, announced or given up."""

from gala.core.committing import finished
from gala.core.draws import EMPTY, OVER, REVOKED
from gala.core.effects import Publish
from gala.core.events import DrawCommitted, DrawGivenUp
from gala.core.tables import DrawState, Mode
from gala.proof.rules import DrawRule
from tests.core.playing import HEAD, ORIGIN_MS, Playing

SHEET = (
    HEAD
    + """
  - {id: opening, kind: host, title: Opening, length: 30s}
  - {id: sale, kind: seckill, title: Sale, length: 60s, goods: pen, price_fen: 1, by: lot,
     opens: 10s, open_for: 20s, stock: {app: 5, tv: 2}, waitlist: 1}
  - {id: bye, kind: host, title: Bye, length: 10s}
"""
)
CLOSED_MS = ORIGIN_MS + 63_000
OVER_MS = ORIGIN_MS + 200_000


def played(app: int, tv: int, mode: Mode = Mode.AUTO) -> Playing:
    """A night with so many entries in each outlet."""
    play = Playing(SHEET, mode=mode)
    play.entries["sale"] = {"app": (1,) * app, "tv": (1,) * tv}
    return play


def states(play: Playing) -> list[DrawState]:
    """How every draw stands."""
    return [draw.state for draw in play.show.draws]


def last(play: Playing, kind: str) -> Publish:
    """The latest cue of a kind."""
    return [cue for cue in play.cues() if cue.kind == kind][-1]


def test_in_auto_each_outlet_s_units_are_drawn_among_its_own_entries() -> None:
    play = played(app=8, tv=4).until(OVER_MS)
    (draw,) = play.show.draws
    assert draw.committed_ms == CLOSED_MS
    assert draw.state is DrawState.ANNOUNCED
    assert draw.manifest.rule == DrawRule((("app", 5, 1), ("tv", 2, 1)), 1, by_outlet=True)
    assert [draw.outlet(place) for place in range(len(draw.places))] == ["app"] * 6 + ["tv"] * 3
    assert [prize for prize, _ in draw.winners] == ["app"] * 5 + ["tv"] * 2
    assert draw.waiting == (("app", (5,)), ("tv", (8,)))
    assert len({one.pseudonym for one in draw.places}) == 9
    number, segment, winners, count, titles = last(play, "draw_announced").body
    assert (number, segment, count) == (1, "sale", 7)
    assert isinstance(winners, tuple)
    assert [prize for _, prize, _ in winners] == ["app"] * 5 + ["tv"] * 2
    assert titles == (("app", ("App", "App")), ("tv", ("TV", "TV")))
    assert finished(play.show)


PAID = SHEET.replace("waitlist: 1", "waitlist: 1, pay_within: 15m")


def test_what_was_revoked_before_it_was_drawn_is_drawn_no_more() -> None:
    play = Playing(PAID)
    play.entries["sale"] = {"app": (1,) * 8, "tv": (1,)}
    revoked = {"window": "sale", "gen": 1, "text": "wrong price"}
    assert play.agree("revoke", ORIGIN_MS + 45_000, **revoked) is None
    play.until(OVER_MS)
    assert not play.show.draws
    assert play.show.given_up == (("sale", REVOKED),)
    assert finished(play.show)


def test_where_too_few_enter_everybody_has_a_unit_and_nobody_waits() -> None:
    draw = played(app=3, tv=0).until(OVER_MS).show.draws[0]
    assert draw.winners == (("app", 0), ("app", 1), ("app", 2))
    assert draw.waiting == (("app", ()), ("tv", ()))
    assert len(draw.places) == 3


def test_nobody_entered_nothing_is_drawn() -> None:
    play = played(app=0, tv=0).until(OVER_MS)
    assert play.show.draws == ()
    (given_up,) = play.came(DrawGivenUp)
    assert (given_up.segment, given_up.reason) == ("sale", EMPTY)
    assert finished(play.show)


def test_in_manual_two_people_commit_and_one_announces() -> None:
    play = played(app=8, tv=4, mode=Mode.MANUAL)
    play.ask("go", ORIGIN_MS)
    play.ask("go", ORIGIN_MS + 30_000)
    closed_ms = ORIGIN_MS + 90_000
    play.until(closed_ms)
    assert play.show.draws == ()
    assert play.ask("draw", closed_ms, segment="sale") is None
    assert play.ask("draw", closed_ms + 100, segment="sale") == "needs_second"
    assert play.ask("draw", closed_ms + 200, segment="sale", by="producer") is None
    (event,) = play.came(DrawCommitted)
    assert (event.by, event.second) == ("director", "producer")
    play.until(closed_ms + 20_000)
    assert states(play) == [DrawState.OPENED]
    assert play.ask("announce", closed_ms + 21_000) is None
    assert states(play) == [DrawState.ANNOUNCED]


def test_in_manual_without_a_draw_the_end_gives_every_unit_back() -> None:
    play = played(app=8, tv=4, mode=Mode.MANUAL)
    play.ask("go", ORIGIN_MS)
    play.ask("go", ORIGIN_MS + 30_000)
    play.ask("end", ORIGIN_MS + 90_000)
    play.until(OVER_MS)
    assert [event.reason for event in play.came(DrawGivenUp)] == [OVER]


def test_who_is_passed_over_hands_the_unit_to_who_waits_in_that_outlet() -> None:
    play = played(app=8, tv=4).until(OVER_MS - 50_000)
    place = 7
    assert play.show.draws[0].outlet(place) == "tv"
    asked = {"number": 1, "place": place, "text": "staff"}
    assert play.agree("pass_over", OVER_MS - 40_000, **asked) is None
    draw = play.show.draws[0]
    assert ("tv", 8) in draw.winners
    assert draw.waiting == (("app", (5,)), ("tv", ()))


def test_a_beacon_that_is_late_is_drawn_again_over_the_same_entries() -> None:
    play = played(app=8, tv=4)
    play.silent = True
    play.until(CLOSED_MS + 6_000)
    play.silent = False
    play.until(OVER_MS + 100_000)
    assert states(play) == [DrawState.VOID, DrawState.ANNOUNCED]
    first, second = play.show.draws
    assert first.manifest.root == second.manifest.root
