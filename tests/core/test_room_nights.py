"""Rooms under keys pressed at random: what may come of it, whatever the main stage goes through."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from gala.core.events import EpochBegan, RoomRested, RoomTaken
from gala.core.rooms import room_run
from gala.core.step import step
from gala.core.tables import Phase
from tests.core.playing import HEAD, ORIGIN_MS, Playing

FOREVER_MS = ORIGIN_MS + 10**8

seconds = st.integers(1, 120)
keys = st.lists(
    st.tuples(
        st.sampled_from(
            ["go", "hold", "resume", "panic", "clear", "auto", "room_go", "room_go", "epoch"]
        ),
        st.integers(100, 40_000),
    ),
    max_size=12,
)
orders = st.lists(st.tuples(seconds, st.none() | st.integers(0, 200)), min_size=1, max_size=6)


def sheet(order: list[tuple[int, int | None]]) -> str:
    """A sheet whose room has these lengths and pauses before them, in seconds."""
    lines, at_s = [], 0
    for number, (length_s, pause_s) in enumerate(order):
        at_s += pause_s or 0
        clock = f"{20 + (21 * 60 + at_s) // 3600}:{(21 + at_s // 60) % 60:02}:{at_s % 60:02}"
        at = "" if pause_s is None else f', at: "{clock}"'
        lines.append(f"      - {{id: s{number}, kind: host, title: S, length: {length_s}s{at}}}")
        at_s += length_s
    own = "\n".join(
        ["  - id: dojo", "    title: D", "    host: H", "    capacity: 9", "    segments:", *lines]
    )
    segments = "\n  - {id: opening, kind: host, title: O, length: 8m}\n" + (
        "  - {id: walk, kind: visit, title: W, length: 4m, rooms: {beauty: 1, dojo: 1}}\n"
        "  - {id: bye, kind: host, title: B, length: 20m}\n"
    )
    return HEAD.replace("\ngoods:", f"\n{own}\ngoods:") + segments


def play(text: str, pressed: list[tuple[str, int]], pace_milli: int) -> Playing:
    """Play a night to its end, with these keys pressed so many ms after each other."""
    night, at_ms = Playing(text, pace_milli=pace_milli), ORIGIN_MS - 10_000
    for key, wait_ms in pressed:
        at_ms += wait_ms
        night.until(at_ms - 1)
        if key == "epoch":
            night.bring(EpochBegan(at_ms, night.show.epoch + 1, "standby", wait_ms))
        elif key == "room_go":
            run = room_run(night.show, "dojo")
            night.ask(key, at_ms, room="dojo", on_air=run.on if run else None, checked=True)
        else:
            night.ask(key, at_ms)
    for key in ("clear", "resume", "auto"):
        at_ms += 100
        night.ask(key, at_ms)
    return night.until(FOREVER_MS)


@given(orders, keys, st.sampled_from([1_000, 60_000]))
@settings(max_examples=60, deadline=None)
def test_a_room_goes_through_its_order_once_and_in_order(
    order: list[tuple[int, int | None]], pressed: list[tuple[str, int]], pace_milli: int
) -> None:
    night = play(sheet(order), pressed, pace_milli)
    assert night.show.phase is Phase.OVER
    changes = [one for one in night.events if isinstance(one, RoomTaken | RoomRested)]
    taken = [int(one.segment[1:]) for one in changes if isinstance(one, RoomTaken)]
    assert taken == sorted(set(taken)), "none twice, none before what came"
    seen_ms = 0
    for one in changes:
        assert one.at_ms >= seen_ms, "what is announced is seen before the next is told"
        assert one.present_at_ms > one.at_ms
        seen_ms = one.present_at_ms
    for before, after in pairwise(changes):
        assert not (isinstance(before, RoomRested) and isinstance(after, RoomRested))
    cues = night.cues("room:dojo")
    assert [cue.seq for cue in cues] == list(range(1, len(cues) + 1))
    assert cues[-1].kind == "over"
    show = night.first
    for event in night.events:
        show, _ = step(show, event)
    assert show.state_hash() == night.show.state_hash(), "the log alone leads there again"


@given(orders, st.lists(st.tuples(st.sampled_from(["hold", "resume", "go"]), seconds), max_size=6))
@settings(max_examples=30, deadline=None)
def test_nothing_on_the_main_stage_changes_when_a_room_s_segments_come(
    order: list[tuple[int, int | None]], pressed: list[tuple[str, int]]
) -> None:
    text = sheet(order)
    alone = play(text, [], 1_000)
    moved = play(text, [(key, after_s * 1_000) for key, after_s in pressed], 1_000)
    over_ms = min(one.show.now_ms for one in (alone, moved))
    both = [
        [
            (one.name, one.at_ms)
            for one in night.events
            if isinstance(one, RoomTaken | RoomRested) and one.at_ms < over_ms
        ]
        for night in (alone, moved)
    ]
    assert both[0] == both[1]
