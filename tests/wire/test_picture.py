from dataclasses import replace

import pytest

from gala.wire.codec import WireError
from gala.wire.picture import (
    Card,
    Next,
    Picture,
    Row,
    Visit,
    Window,
    read_card,
    read_next,
    read_revoked,
    read_text,
    read_window,
)

CARD = Card("a", "host", ("甲", "A"), ((("歌手", "singer"), 2),), ())


def test_reading_a_segment_passes_over_what_later_versions_add() -> None:
    value = ["a", "host", ["甲", "A", "?"], [[["歌手", "singer"], 2, "?"]], [], "?"]
    assert read_card(value) == CARD


def test_a_segment_brings_who_may_take_part() -> None:
    who = [[[["tier", ["gold"]]], 60, [], None], [], []]
    read = read_card(["a", "host", ["甲", "A"], [[["歌手", "singer"], 2]], [], who, "?"])
    assert read == replace(CARD, who=tuple(who))


def test_reading_next() -> None:
    assert read_next(None) is None
    assert read_next(["b", "rain", ["乙", "B"], 0]) == Next("b", "rain", ("乙", "B"), 0)


def test_only_a_settled_window_has_sold() -> None:
    row = ["app", 10, 20, 5, 3]
    assert read_window(["w", 1, "settled", [row]]).rows == (Row("app", 10, 20, 5, 3),)
    assert read_window(["w", 1, "open", [row]]).rows == (Row("app", 10, 20, 5, None),)


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (read_text, ["甲"]),
        (read_text, "甲"),
        (read_card, ["a", "host", ["甲", "A"], []]),
        (read_card, ["a", "host", ["甲", "A"], [["singer", 2]], []]),
        (read_card, ["a", "host", ["甲", "A"], [3], []]),
        (read_next, ["b", "rain", ["乙", "B"]]),
        (read_window, ["w", 1, "open"]),
        (read_revoked, ["w", 1]),
        (read_revoked, ["w", "1", "wrong price"]),
        (read_window, ["w", 1, "open", [["app", 10, 20]]]),
        (read_window, ["w", 1, "settled", [["app", 10, 20, 5, "3"]]]),
    ],
)
def test_another_shape_is_refused(read: object, value: object) -> None:
    assert callable(read)
    with pytest.raises(WireError):
        read(value)


def test_delay_moves_every_instant_that_is_known() -> None:
    picture = Picture(CARD, 100, 0, Next("b", "rain", ("", ""), 200), visit=Visit(CARD, 300))
    seen = picture.delayed(30)
    assert (seen.started_ms, seen.ends_at_ms) == (130, 0)
    assert seen.next is not None
    assert seen.next.starts_at_ms == 230
    assert seen.visit is not None
    assert seen.visit.ends_at_ms == 330


def test_phase_shows_the_gravest() -> None:
    assert Picture().phase == "waiting"
    assert Picture(CARD).phase == "on_air"
    assert Picture(visit=Visit(CARD, 0)).phase == "on_air"
    assert Picture(CARD, held=True).phase == "held"
    assert Picture(CARD, held=True, panic=True).phase == "panic"
    assert Picture(panic=True, over=True).phase == "over"


def test_rows_are_found_by_outlet() -> None:
    row = Row("app", 10, 20, 5, None)
    window = Window("w", 1, "open", (row,))
    assert window.row("app") is row
    assert window.row("tv") is None
    assert Picture(windows=(window,)).window("w") is window
    assert Picture().window("w") is None
