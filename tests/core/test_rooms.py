"""Rooms by the clock: what is on in them, whatever the main stage does."""

from __future__ import annotations

import pytest

from gala.core.events import EpochBegan, RoomRested, RoomTaken
from gala.core.rooms import EARLY_MS, LEAD_MS, RoomRun, next_in, room_brief, room_run
from gala.core.schedule import next_due
from gala.core.tables import Mode, Phase
from tests.core.playing import HEAD, ORIGIN_MS, SHEET, Playing

OWN = """
  - id: dojo
    title: Dojo
    host: Coach
    capacity: 9
    segments:
      - {id: bow, kind: host, title: Bow, length: 60s}
      - {id: kata, kind: performance, title: Kata, length: 30s}
      - {id: tea, kind: story, title: Tea, length: 40s, at: "20:23:50", guests: [{role: Master}]}
goods:"""
"""After 0 and 60 s; nothing from 90 s on; tea from 170 to 210 s."""

ROOMS = HEAD.replace("\ngoods:", OWN) + (
    """
  - {id: opening, kind: host, title: Opening, length: 120s}
  - {id: walk, kind: visit, title: Walk, length: 60s, room: beauty}
  - {id: bye, kind: host, title: Bye, length: 200s}
"""
)
END_MS = ORIGIN_MS + 380_000

TAKES = [
    ("bow", ORIGIN_MS),
    ("kata", ORIGIN_MS + 60_000),
    ("", ORIGIN_MS + 90_000),
    ("tea", ORIGIN_MS + 170_000),
    ("", ORIGIN_MS + 210_000),
]
"""What is on in the room by the sheet, and from when; "" is nothing."""


def changes(play: Playing) -> list[tuple[str, int]]:
    """What is on in the room, and from when, as it was announced."""
    return [
        (event.segment if isinstance(event, RoomTaken) else "", event.present_at_ms)
        for event in play.events
        if isinstance(event, RoomTaken | RoomRested)
    ]


def test_a_room_goes_by_its_own_sheet() -> None:
    play = Playing(ROOMS).until(END_MS)
    assert play.show.phase is Phase.OVER
    assert changes(play) == TAKES
    assert [event.at_ms for event in play.came(RoomTaken)] == [
        present_at_ms - EARLY_MS for segment, present_at_ms in TAKES if segment
    ]
    assert {event.by for event in play.came(RoomTaken)} == {"auto"}


def test_the_cues_tell_what_is_on_and_what_comes() -> None:
    play = Playing(ROOMS).until(END_MS)
    bow, kata, rest, tea, last, over = play.cues("room:dojo")
    assert [cue.kind for cue in (bow, kata, rest, tea, last, over)] == [
        *("room_take", "room_take", "room_rest", "room_take", "room_rest"),
        "over",
    ]
    after_rest = ("tea", "story", ("Tea", "Tea"), ORIGIN_MS + 170_000)
    coming = ("kata", "performance", ("Kata", "Kata"), ORIGIN_MS + 60_000)
    assert bow.body == (("bow", "host", ("Bow", "Bow"), (), ()), ORIGIN_MS + 60_000, coming)
    assert kata.body[1:] == (ORIGIN_MS + 90_000, after_rest)
    assert rest.body == (after_rest,)
    guests = ((("Master", "Master"), 1),)
    assert tea.body == (("tea", "story", ("Tea", "Tea"), guests, ()), ORIGIN_MS + 210_000, None)
    assert last.body == (None,)
    assert [cue.seq for cue in play.cues("room:dojo")] == [1, 2, 3, 4, 5, 6]
    assert "room_take" not in play.kinds("room:beauty") + play.kinds()


@pytest.mark.parametrize("key", ["hold", "go", "extend", "manual"])
def test_the_main_stage_moves_no_room(key: str) -> None:
    play = Playing(ROOMS)
    assert play.ask(key, ORIGIN_MS + 20_000, by_ms=30_000) is None
    play.until(ORIGIN_MS + 220_000)
    assert changes(play) == TAKES


def test_rooms_begin_with_the_show_even_where_the_main_stage_waits() -> None:
    play = Playing(ROOMS, mode=Mode.MANUAL).until(ORIGIN_MS + 300_000)
    assert play.show.phase is Phase.WAITING
    assert changes(play) == TAKES


def test_a_panic_stops_rooms_and_what_they_missed_is_passed_over() -> None:
    play = Playing(ROOMS)
    assert play.ask("panic", ORIGIN_MS + 30_000) is None
    play.until(ORIGIN_MS + 100_000)
    assert changes(play) == TAKES[:1]
    assert play.ask("clear", ORIGIN_MS + 120_000) is None
    play.until(END_MS)
    rest = ("", ORIGIN_MS + 120_000 + LEAD_MS)
    assert changes(play) == [TAKES[0], rest, *TAKES[3:]]


def test_a_room_that_was_stopped_for_a_moment_joins_what_is_on() -> None:
    play = Playing(ROOMS)
    assert play.ask("panic", ORIGIN_MS + 50_000) is None
    assert play.ask("clear", ORIGIN_MS + 70_000) is None
    play.until(END_MS)
    late = ("kata", ORIGIN_MS + 70_000 + LEAD_MS)
    assert changes(play) == [TAKES[0], late, *TAKES[2:]]


def test_a_conductor_that_takes_over_finds_the_same_next() -> None:
    play = Playing(ROOMS).until(ORIGIN_MS + 30_000)
    due = next_due(play.show)
    assert due is not None
    play.bring(EpochBegan(ORIGIN_MS + 40_000, 2, "standby", 10_000))
    assert next_due(play.show) == due
    play.bring(EpochBegan(ORIGIN_MS + 95_000, 3, "standby", 55_000))
    play.until(END_MS)
    assert changes(play) == [TAKES[0], ("", ORIGIN_MS + 95_000 + LEAD_MS), *TAKES[3:]]


def test_what_is_announced_is_seen_before_the_next_is_announced() -> None:
    play = Playing(ROOMS, pace_milli=60_000).until(ORIGIN_MS + 10_000)
    seen_ms = 0
    for event in play.events:
        if isinstance(event, RoomTaken):
            assert event.at_ms >= seen_ms
        if isinstance(event, RoomTaken | RoomRested):
            seen_ms = event.present_at_ms
    assert [segment for segment, _ in changes(play)] == ["bow", "kata", "", "tea", ""]


def test_a_short_pause_leaves_on_what_was_on() -> None:
    text = ROOMS.replace('at: "20:23:50"', 'at: "20:23:30"')
    play = Playing(text.replace("20:23:30", "20:22:40")).until(END_MS)
    assert [segment for segment, _ in changes(play)] == ["bow", "kata", "tea", ""]


def test_where_no_room_has_an_order_nothing_is_hashed_or_due() -> None:
    play = Playing(SHEET).until(END_MS)
    assert play.show.rooms == ()
    assert not [event for event in play.events if event.name.startswith("room_")]


def test_a_room_is_over_with_the_show() -> None:
    play = Playing(ROOMS)
    assert play.ask("end", ORIGIN_MS + 70_000) is None
    play.until(END_MS)
    assert changes(play) == TAKES[:2]
    assert play.kinds("room:dojo")[-1] == "over"


def test_its_state_is_seen_by_hashes() -> None:
    first = Playing(ROOMS)
    before = first.show.state_hash()
    play = Playing(ROOMS).until(ORIGIN_MS - 1_000)
    dojo = next(room for room in play.show.plan.rooms if room.id == "dojo")
    run = room_run(play.show, "dojo")
    assert run == RoomRun("dojo", "bow", ORIGIN_MS, ORIGIN_MS + 60_000)
    assert run.on == "bow"
    assert run.fields() == ("dojo", "bow", ORIGIN_MS, ORIGIN_MS + 60_000, False)
    assert room_run(play.show, "beauty") is None
    assert play.show.state_hash() != before
    coming = next_in(play.show, dojo)
    assert coming is not None
    brief = room_brief(play.show, dojo)
    assert brief is not None
    assert (coming[0].id, coming[1]) == (brief[0], brief[3]) == ("kata", ORIGIN_MS + 60_000)
