"""What people may ask of a window, when, and with which words it is refused."""

from itertools import count

import pytest

from gala.core.events import Proposed, WindowPaused, WindowRevoked, WindowToppedUp
from gala.core.schedule import ARM_LEAD_MS
from gala.core.tables import Mode, WindowState
from gala.core.window_commands import TOP_UP_UNITS_MAX
from tests.core.playing import LEAD_MS, LOTS, ORIGIN_MS, Playing

OPENS_MS = ORIGIN_MS + 40_000
NOW_MS = OPENS_MS + 5_000
SALE = {"window": "sale", "gen": 1}
MORE = {**SALE, "outlet": "app", "units": 3, "text": "more came"}
KEYS = ("pause_window", "resume_window", "top_up", "close_window", "revoke")


def open_sale() -> Playing:
    play = Playing()
    play.sold = {"app": 2}
    return play.until(NOW_MS - 1)


def state(play: Playing) -> WindowState:
    return play.show.window("sale").state


def test_pause_and_resume() -> None:
    play = open_sale()
    assert play.ask("pause_window", NOW_MS, **SALE) is None
    assert play.events[-2] == WindowPaused(NOW_MS, "sale", 1, "director")
    assert play.ask("pause_window", NOW_MS + 1, **SALE) == "already"
    assert play.ask("resume_window", NOW_MS + 2_000, **SALE) is None
    window = play.show.window("sale")
    assert (window.gen, window.opens_at_ms) == (2, NOW_MS + 2_000 + LEAD_MS)
    play.until(NOW_MS + 2_000 + LEAD_MS)
    assert state(play) is WindowState.OPEN
    assert play.ask("resume_window", NOW_MS + 3_000, window="sale", gen=2) == "not_paused"


@pytest.mark.parametrize("key", KEYS)
def test_a_key_names_the_opening_that_its_sender_saw(key: str) -> None:
    play = open_sale()
    for gen in (0, 2, None):
        assert play.ask(key, NOW_MS, **{**MORE, "gen": gen}) == "stale_window"
    for window in ("opening", "nowhere", None):
        assert play.ask(key, NOW_MS, **{**MORE, "window": window}) == "no_window"
    assert play.show.window("sale").gen == 1


def test_the_second_press_of_a_key_after_the_next_opening_is_stale() -> None:
    play = open_sale()
    play.agree("top_up", NOW_MS, **MORE)
    play.until(NOW_MS + 2_000)
    assert play.show.window("sale").gen == 2
    assert play.ask("close_window", NOW_MS + 2_001, **SALE) == "stale_window"


def test_a_pause_lasts_no_longer_than_its_segment() -> None:
    play = open_sale()
    play.ask("pause_window", NOW_MS, **SALE)
    play.until(ORIGIN_MS + 89_999)
    assert state(play) is WindowState.PAUSED
    play.until(ORIGIN_MS + 90_000)
    assert state(play) is WindowState.SETTLED
    assert play.ask("resume_window", ORIGIN_MS + 90_001, **SALE) == "not_paused"


def test_what_is_open_when_its_segment_is_over_can_only_be_closed() -> None:
    play = open_sale()
    play.ask("skip", NOW_MS)
    play.ask("go", NOW_MS + 600)
    play.until(NOW_MS + 2_000)
    assert state(play) is WindowState.OPEN
    assert play.ask("pause_window", NOW_MS + 2_001, **SALE) == "off_air"
    assert play.ask("close_window", NOW_MS + 2_002, **SALE) is None
    assert state(play) is WindowState.SETTLED


def test_a_hold_does_not_close_what_goes_on_after_a_pause() -> None:
    play = open_sale()
    play.ask("pause_window", NOW_MS, **SALE)
    play.ask("hold", NOW_MS + 1_000)
    assert play.ask("resume_window", NOW_MS + 2_000, **SALE) is None
    play.until(NOW_MS + 3_000)
    assert state(play) is WindowState.OPEN


def test_what_was_paused_before_it_opened_waits_for_the_clock() -> None:
    play = Playing().until(OPENS_MS - 3_000)
    assert play.ask("pause_window", OPENS_MS - 2_000, **SALE) is None
    play.ask("hold", OPENS_MS - 1_000)
    assert play.ask("resume_window", OPENS_MS, **SALE) == "held"
    play.ask("resume", OPENS_MS + 1_000)
    assert play.ask("resume_window", OPENS_MS + 2_000, **SALE) is None
    rows = play.show.window("sale").rows
    assert [row[2] - row[1] for row in rows] == [20_000, 20_000]


def test_panic_closes_a_paused_window_and_refuses_the_rest() -> None:
    play = open_sale()
    play.ask("pause_window", NOW_MS, **SALE)
    play.ask("panic", NOW_MS + 1)
    play.until(NOW_MS + 2)
    assert state(play) is WindowState.SETTLED
    for key in ("pause_window", "resume_window", "top_up"):
        assert play.ask(key, NOW_MS + 10, **MORE) == "panic"


def test_more_stock_takes_two_seats_and_says_who_and_why() -> None:
    play = open_sale()
    assert play.ask("top_up", NOW_MS, **MORE) is None
    assert play.events[-1] == Proposed(NOW_MS, "top_up sale 1 app 3 more came", "director")
    assert play.ask("top_up", NOW_MS + 1, **MORE) == "needs_second"
    assert play.ask("top_up", NOW_MS + 2, by="producer", **{**MORE, "units": 4}) is None
    assert play.came(WindowToppedUp) == [], "two amounts are two requests"
    assert play.agree("top_up", NOW_MS + 10, **MORE) is None
    (topped,) = play.came(WindowToppedUp)
    assert (topped.by, topped.second, topped.reason) == ("director", "producer", "more came")
    assert play.show.proposal is None
    play.until(topped.at_ms + ARM_LEAD_MS)
    assert play.show.window("sale").rows[0][3] == 5 + 3 - 2


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"units": None}, "no_units"),
        ({"units": 0}, "no_units"),
        ({"units": TOP_UP_UNITS_MAX + 1}, "no_units"),
        ({"outlet": "web"}, "no_units"),
        ({"outlet": None}, "no_units"),
        ({"text": " "}, "no_reason"),
        ({"text": None}, "no_reason"),
    ],
)
def test_more_of_what(change: dict[str, object], code: str) -> None:
    assert open_sale().ask("top_up", NOW_MS, **{**MORE, **change}) == code


def test_what_has_settled_gets_no_more_and_is_closed_already() -> None:
    play = open_sale()
    after_ms = OPENS_MS + 24_000
    for key in ("top_up", "close_window", "pause_window"):
        assert play.ask(key, after_ms, **MORE) == "window_over"


def test_more_stock_comes_before_the_opening_or_in_time_for_a_thumb() -> None:
    play = Playing()
    assert play.agree("top_up", ORIGIN_MS + 10, **{**MORE, "gen": 0}) is None
    assert play.show.window("sale").declared(play.show.window_plan("sale"))[0] == ("app", 8)
    play.until(OPENS_MS + 22_000)
    assert play.ask("top_up", OPENS_MS + 23_000 - ARM_LEAD_MS, **MORE) == "window_over"


def test_a_planned_window_is_neither_paused_nor_closed() -> None:
    play = Playing()
    for key in ("pause_window", "close_window", "revoke"):
        fields = {**MORE, "gen": 0}
        assert play.ask(key, ORIGIN_MS + 10, **fields) == "not_open"


def test_entries_have_no_stock_to_add_or_revoke_but_can_be_paused_and_closed() -> None:
    play = Playing(LOTS).until(ORIGIN_MS + 45_000)
    fields = {**MORE, "window": "rain"}
    for key in ("top_up", "revoke"):
        assert play.ask(key, ORIGIN_MS + 45_001, **fields) == "no_stock"
    assert play.ask("pause_window", ORIGIN_MS + 45_002, window="rain", gen=1) is None
    play.entries = {**play.entries, "rain": {"app": (3, 1, 2), "tv": (4,)}}
    assert play.ask("close_window", ORIGIN_MS + 45_003, window="rain", gen=1) is None
    play.until(ORIGIN_MS + 89_000)
    assert [draw.kind for draw in play.show.draws] == ["rain"], "it pays all the same"


def test_a_revocation_takes_two_seats_and_a_reason() -> None:
    play = open_sale()
    assert play.ask("revoke", NOW_MS, **SALE) == "no_reason"
    assert play.agree("revoke", NOW_MS + 1, **SALE, text="wrong price") is None
    (revoked,) = play.came(WindowRevoked)
    assert (revoked.gen, revoked.by, revoked.second) == (1, "director", "producer")
    assert state(play) is WindowState.SETTLED
    assert play.ask("revoke", NOW_MS + 5_000, **SALE, text="wrong price") == "already"


def test_an_earlier_opening_can_be_revoked_and_no_other() -> None:
    play = open_sale()
    play.agree("top_up", NOW_MS, **MORE)
    now = count(NOW_MS + 3_000, 10)
    seen = {"window": "sale", "gen": 2, "text": "wrong price"}
    for number in (0, 3):
        assert play.ask("revoke", next(now), number=number, **seen) == "not_open"
    assert play.agree("revoke", next(now), number=1, **seen) is None
    window = play.show.window("sale")
    assert window.state is WindowState.SETTLED
    assert window.void() == (("app", 2), ("tv", 0))
    assert window.sold == (("app", 4), ("tv", 0))


def test_a_mistake_may_be_seen_after_the_end() -> None:
    play = Playing()
    play.until(ORIGIN_MS + 400_000)
    assert play.agree("revoke", ORIGIN_MS + 401_000, **SALE, text="wrong price") is None
    assert play.ask("close_window", ORIGIN_MS + 402_001, **SALE) == "over"


def test_a_paused_window_does_not_keep_the_show_from_ending() -> None:
    text = LOTS.replace("  - {id: first", "  - {id: filler, kind: host, title: F, length: 1s}\n"
                        "  - {id: first")  # fmt: skip
    play = Playing(text, mode=Mode.AUTO).until(ORIGIN_MS + 45_000)
    play.ask("pause_window", ORIGIN_MS + 45_001, window="rain", gen=1)
    play.ask("end", ORIGIN_MS + 46_000)
    play.until(ORIGIN_MS + 60_000)
    assert play.show.windows_settled
