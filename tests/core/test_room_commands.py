from gala.core.events import RoomTaken
from gala.core.rooms import room_run
from tests.core.playing import LEAD_MS, ORIGIN_MS, Playing
from tests.core.test_rooms import ROOMS, TAKES, changes

GO_MS = ORIGIN_MS + 20_000


def go(play: Playing, at_ms: int, on_air: str | None, room: str = "dojo") -> str | None:
    """Press the key of a room, with what was on there before one's eyes."""
    return play.ask("room_go", at_ms, room=room, on_air=on_air, checked=True)


def test_what_comes_next_comes_at_once_and_the_room_follows_from_there() -> None:
    play = Playing(ROOMS)
    assert go(play, GO_MS, "bow") is None
    play.until(ORIGIN_MS + 240_000)
    by_hand_ms = GO_MS + LEAD_MS
    assert changes(play) == [
        TAKES[0],
        ("kata", by_hand_ms),
        ("", by_hand_ms + 30_000),
        *TAKES[3:],
    ], "its fixed times still hold"
    assert play.came(RoomTaken)[1].by == "director"
    assert play.kinds().count("take") == 3, "the main stage goes on by itself"


def test_who_saw_something_else_is_refused() -> None:
    play = Playing(ROOMS)
    assert go(play, GO_MS, None) == "stale_room"
    assert go(play, GO_MS, "bow") is None
    assert go(play, GO_MS + 100, "bow") == "stale_room", "a second press moves nothing"
    assert go(play, GO_MS + 100, "kata") == "room_changing"
    assert go(play, GO_MS + 1_000, "kata") is None
    assert go(play, GO_MS + 2_000, "tea") == "nothing_next_there"


def test_what_is_announced_by_the_clock_is_not_taken_twice() -> None:
    play = Playing(ROOMS)
    assert go(play, ORIGIN_MS + 57_000, "kata") == "room_changing"
    play.until(ORIGIN_MS + 100_000)
    assert changes(play) == TAKES[:3]


def test_a_room_that_rests_can_be_woken() -> None:
    play = Playing(ROOMS)
    assert go(play, ORIGIN_MS + 100_000, "kata") == "stale_room"
    assert go(play, ORIGIN_MS + 100_000, None) is None
    run = room_run(play.show, "dojo")
    assert run is not None
    assert (run.on, run.ends_ms) == ("tea", ORIGIN_MS + 140_000 + LEAD_MS)


def test_a_room_may_open_before_the_show() -> None:
    play = Playing(ROOMS)
    assert go(play, ORIGIN_MS - 60_000, None) is None
    play.until(ORIGIN_MS)
    opened_ms = ORIGIN_MS - 60_000 + LEAD_MS
    assert changes(play) == [("bow", opened_ms), ("kata", opened_ms + 60_000)]


def test_what_cannot_be() -> None:
    play = Playing(ROOMS)
    assert go(play, GO_MS, None, room="beauty") == "no_room_order"
    assert go(play, GO_MS, None, room="kitchen") == "no_room_order"
    assert play.ask("room_go", GO_MS) == "no_room_order"
    assert play.ask("panic", GO_MS) is None
    assert go(play, GO_MS + 1, "bow") == "panic"
    assert play.ask("clear", GO_MS + 2) is None
    assert play.ask("end", GO_MS + 3) is None
    assert go(play, GO_MS + 4, "bow") == "over"
