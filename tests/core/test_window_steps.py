"""What the facts of windows lead to: openings follow each other and never give a unit twice."""

import pytest

from gala.core.compile import OPEN_FOR_MS_MIN
from gala.core.effects import CloseWindow, FreezeEntries, OpenWindow
from gala.core.events import (
    WindowEnded,
    WindowPaused,
    WindowResumed,
    WindowRevoked,
    WindowSettled,
    WindowToppedUp,
)
from gala.core.schedule import ARM_LEAD_MS
from gala.core.step import step
from gala.core.tables import BadTransition, WindowState
from tests.core.playing import LOTS, ORIGIN_MS, Playing

OPENS_MS = ORIGIN_MS + 40_000
"""For the app; the TV is three seconds behind. Both are open for 20 s."""


def open_sale(at_ms: int = OPENS_MS + 5_000, sold: int = 1) -> Playing:
    play = Playing()
    play.sold = {"app": sold}
    return play.until(at_ms)


def test_a_pause_ends_the_opening_and_keeps_the_time_that_each_outlet_had_left() -> None:
    play = open_sale()
    play.bring(WindowPaused(OPENS_MS + 5_000, "sale", 1, "director"))
    window = play.show.window("sale")
    assert (window.state, window.gen, window.is_counted) == (WindowState.PAUSED, 1, True)
    assert play.effects[-2:] == [CloseWindow("sale", 1), play.cues()[-1]]
    assert play.cues()[-1].body == ("sale", 1, "paused", window.rows)
    again_ms = OPENS_MS + 9_000
    play.bring(WindowResumed(again_ms - 300, "sale", 2, again_ms, "director"))
    rows = (
        ("app", again_ms, again_ms + 15_000, 4),
        ("tv", again_ms + 3_000, again_ms + 3_000 + 18_000, 2),
    )
    assert play.opened()[-1] == OpenWindow("sale", 2, 1, rows)
    assert play.cues()[-1].body == ("sale", 2, "armed", rows)
    play.until(again_ms + 21_000)
    assert play.show.window("sale").sold == (("app", 2), ("tv", 0))
    assert play.show.window("sale").counted == ((1, (("app", 1), ("tv", 0))),
                                                (2, (("app", 1), ("tv", 0))))  # fmt: skip


def test_what_is_left_after_a_pause_is_never_shorter_than_a_thumb_needs() -> None:
    play = open_sale(OPENS_MS + 21_000)
    play.bring(WindowPaused(OPENS_MS + 22_900, "sale", 1, "director"))
    again_ms = OPENS_MS + 25_000
    play.bring(WindowResumed(again_ms, "sale", 2, again_ms, "director"))
    app, tv = play.show.window("sale").rows
    assert app[1] == app[2], "the app's time was up"
    assert tv[2] - tv[1] == OPEN_FOR_MS_MIN


def test_more_stock_goes_on_as_the_next_opening_until_the_same_instant() -> None:
    play = open_sale()
    at_ms = OPENS_MS + 5_000
    play.bring(WindowToppedUp(at_ms, "sale", 1, "tv", 7, "more came", "director", "producer"))
    assert play.show.window("sale").state is WindowState.PAUSED
    play.until(at_ms)
    opens_ms = at_ms + ARM_LEAD_MS
    rows = (("app", opens_ms, OPENS_MS + 20_000, 4), ("tv", opens_ms, OPENS_MS + 23_000, 9))
    assert play.opened()[-1] == OpenWindow("sale", 2, 1, rows)
    play.until(OPENS_MS + 23_000)
    assert play.show.window("sale").state is WindowState.SETTLED
    frozen = play.show.frozen_of("sale")
    assert frozen is not None
    assert frozen.outlets == (("app", 5, 2), ("tv", 9, 0))


def test_more_stock_before_the_opening_is_there_when_it_opens() -> None:
    play = Playing()
    play.bring(WindowToppedUp(ORIGIN_MS, "sale", 0, "app", 2, "more came", "director", "producer"))
    play.until(OPENS_MS)
    assert [row[3] for row in play.opened()[0].rows] == [7, 2]
    assert len(play.opened()) == 1


def test_more_stock_that_is_counted_too_late_changes_nothing_but_the_declared_stock() -> None:
    play = open_sale(OPENS_MS + 22_000)
    at_ms = OPENS_MS + 22_900
    play.bring(WindowToppedUp(at_ms, "sale", 1, "tv", 1, "more came", "director", "producer"))
    play.until(at_ms)
    assert play.show.window("sale").state is WindowState.SETTLED
    assert play.show.window("sale").left(play.show.window_plan("sale"))[1] == ("tv", 3)


def test_what_somebody_closed_does_not_open_again_by_itself_even_before_it_opened() -> None:
    for at_ms in (OPENS_MS - 2_000, OPENS_MS + 5_000):
        play = open_sale(at_ms)
        play.bring(WindowEnded(at_ms, "sale", 1, "director"))
        play.until(OPENS_MS + 12_000)
        window = play.show.window("sale")
        assert (window.state, window.gen) == (WindowState.SETTLED, 1)


def test_a_paused_window_that_is_counted_settles_at_once_when_it_is_closed() -> None:
    play = open_sale()
    at_ms = OPENS_MS + 5_000
    play.bring(WindowPaused(at_ms, "sale", 1, "director"))
    play.bring(WindowEnded(at_ms + 1, "sale", 1, "director"))
    assert play.effects.count(CloseWindow("sale", 1)) == 1
    assert play.show.window("sale").sold == (("app", 1), ("tv", 0))
    assert [cue.body[2] for cue in play.cues() if cue.kind == "window"][-2:] == [
        "paused",
        "settled",
    ]
    assert play.show.frozen_of("sale") is not None


def test_a_revocation_ends_the_window_and_tells_everybody_why() -> None:
    play = open_sale()
    at_ms = OPENS_MS + 5_000
    play.bring(WindowRevoked(at_ms, "sale", 1, "wrong price", "director", "producer"))
    window = play.show.window("sale")
    assert window.state is WindowState.SETTLED
    assert window.void() == (("app", 1), ("tv", 0))
    (cue,) = [one for one in play.cues() if one.kind == "window_revoked"]
    assert cue.body == ("sale", 1, "wrong price")
    frozen = play.show.frozen_of("sale")
    assert frozen is not None
    assert frozen.given == (("app", 1), ("tv", 0)), "what is void is not gone"
    with pytest.raises(BadTransition, match="cannot be revoked"):
        step(play.show, WindowRevoked(at_ms, "sale", 1, "again", "director", "producer"))


def test_what_is_revoked_when_it_has_settled_changes_no_figure_of_it() -> None:
    play = open_sale(OPENS_MS + 24_000)
    before = play.show.window("sale")
    play.bring(WindowRevoked(OPENS_MS + 24_000, "sale", 1, "wrong price", "director", "producer"))
    after = play.show.window("sale")
    assert (after.state, after.sold, after.counted) == (before.state, before.sold, before.counted)
    assert play.kinds()[-1] == "window_revoked"


def test_entries_go_on_after_a_pause_and_are_frozen_once_with_all_that_they_gave() -> None:
    play = Playing(LOTS)
    at_ms = ORIGIN_MS + 45_000
    play.until(at_ms)
    play.bring(WindowPaused(at_ms, "rain", 1, "director"))
    assert not [e for e in play.effects if isinstance(e, FreezeEntries)]
    play.entries = {**play.entries, "rain": {}}
    play.bring(WindowResumed(at_ms + 1_000, "rain", 2, at_ms + 1_250, "director"))
    assert play.show.window("rain").state is WindowState.ARMED


@pytest.mark.parametrize(
    "event",
    [
        WindowPaused(OPENS_MS + 5_000, "sale", 2, "director"),
        WindowEnded(OPENS_MS + 5_000, "sale", 2, "director"),
        WindowResumed(OPENS_MS + 5_000, "sale", 2, OPENS_MS + 5_250, "director"),
        WindowToppedUp(OPENS_MS + 5_000, "sale", 2, "app", 1, "r", "director", "producer"),
        WindowToppedUp(OPENS_MS + 5_000, "sale", 1, "app", 1, "r", "director", "director"),
        WindowToppedUp(OPENS_MS + 5_000, "sale", 1, "app", 0, "r", "director", "producer"),
        WindowToppedUp(OPENS_MS + 5_000, "sale", 1, "web", 1, "r", "director", "producer"),
        WindowRevoked(OPENS_MS + 5_000, "sale", 2, "r", "director", "producer"),
        WindowRevoked(OPENS_MS + 5_000, "sale", 1, "r", "director", "director"),
        WindowSettled(OPENS_MS + 5_000, "sale", 1, (), 0),
    ],
)
def test_what_cannot_follow_is_refused(event: WindowPaused) -> None:
    with pytest.raises(BadTransition):
        step(open_sale().show, event)


def test_a_settled_window_gets_no_more() -> None:
    play = open_sale(OPENS_MS + 24_000)
    event = WindowToppedUp(OPENS_MS + 24_000, "sale", 1, "app", 1, "r", "director", "producer")
    with pytest.raises(BadTransition, match="gets no more"):
        step(play.show, event)


def test_an_opening_is_counted_once() -> None:
    play = open_sale()
    play.bring(WindowPaused(OPENS_MS + 5_000, "sale", 1, "director"))
    with pytest.raises(BadTransition, match="settles opening 1"):
        step(play.show, WindowSettled(OPENS_MS + 5_001, "sale", 1, (("app", 1),), 0))
