import pytest

from gala.core.events import RoomRested, RoomTaken
from gala.core.room_steps import ROOM_STEPS
from gala.core.step import step
from gala.core.tables import BadTransition
from tests.core.playing import ORIGIN_MS, Playing
from tests.core.test_rooms import ROOMS


def test_every_fact_of_a_room_has_a_step() -> None:
    assert set(ROOM_STEPS) == {RoomTaken, RoomRested}


def test_what_cannot_follow_is_refused() -> None:
    show = Playing(ROOMS).until(ORIGIN_MS).show
    at_ms = ORIGIN_MS + 1
    with pytest.raises(BadTransition, match="bow is not to come in room dojo"):
        step(show, RoomTaken(at_ms, "dojo", "bow", at_ms, "auto"))
    with pytest.raises(BadTransition, match="opening is not to come"):
        step(show, RoomTaken(at_ms, "dojo", "opening", at_ms, "auto"))
    with pytest.raises(BadTransition, match="nothing is on in room beauty"):
        step(show, RoomRested(at_ms, "beauty", at_ms))
    with pytest.raises(KeyError):
        step(show, RoomTaken(at_ms, "kitchen", "bow", at_ms, "auto"))
    rested, _ = step(show, RoomRested(at_ms, "dojo", at_ms))
    with pytest.raises(BadTransition, match="nothing is on in room dojo"):
        step(rested, RoomRested(at_ms, "dojo", at_ms))


def test_a_take_by_the_clock_ends_by_the_clock_and_one_by_hand_by_its_own_length() -> None:
    show = Playing(ROOMS).until(ORIGIN_MS).show
    at_ms = ORIGIN_MS + 65_000
    for by, ends_ms in (("auto", ORIGIN_MS + 90_000), ("director", at_ms + 30_500)):
        taken, (cue,) = step(show, RoomTaken(at_ms, "dojo", "kata", at_ms + 500, by))
        (run,) = taken.rooms
        assert (run.since_ms, run.ends_ms) == (at_ms + 500, ends_ms)
        assert cue.fields()[5:] == (
            "room_take",
            (
                ("kata", "performance", ("Kata", "Kata"), (), ()),
                ends_ms,
                ("tea", "story", ("Tea", "Tea"), ORIGIN_MS + 170_000),
            ),
        )


def test_the_rooms_that_have_begun_stand_in_the_order_of_the_sheet() -> None:
    text = ROOMS.replace(
        "- {id: beauty, title: Beauty, host: Host, capacity: 100}",
        "- {id: beauty, title: Beauty, host: Host, capacity: 100, "
        'segments: [{id: late, kind: host, title: Late, length: 1s, at: "20:22"}]}',
    )
    play = Playing(text).until(ORIGIN_MS + 50_000)
    assert [run.room for run in play.show.rooms] == ["dojo"]
    play.until(ORIGIN_MS + 60_000)
    assert [run.room for run in play.show.rooms] == ["beauty", "dojo"]
