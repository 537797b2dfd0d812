"""What a snapshot holds, against a slow and plain account of the same rule."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gala.edge.retained import Retained
from gala.wire.steps import Cue

DELAY = 100


def cue(kind: str, *body: object, at_ms: int = 0) -> Cue:
    return Cue("main", 1, 1, at_ms, kind, body)


def take(segment: str, at_ms: int) -> Cue:
    return cue("take", [segment, "host"], 0, None, at_ms=at_ms)


def kept(cues: list[Cue], now_ms: int, channel: str = "main") -> list[int]:
    retained = Retained(channel, DELAY)
    for one in cues:
        retained.apply(one)
    return retained.indexes(now_ms)


def test_before_a_take_everything() -> None:
    assert kept([cue("ready", ["a"]), cue("next", None)], 0) == [0, 1]


def test_a_take_counts_once_the_slowest_outlet_has_it() -> None:
    cues = [take("a", 1000), cue("next", None), take("b", 2000)]
    assert kept(cues, 2099) == [0, 1, 2]
    assert kept(cues, 2100) == [2]


def test_at_once_is_at_once() -> None:
    assert kept([take("a", 1000), take("b", 0)], 5) == [1]


def test_the_newest_delay_of_each_outlet_stays() -> None:
    cues = [
        cue("outlet", "tv", 100),
        cue("outlet", "tv", 200),
        cue("outlet", "app", 50),
        take("a", 1),
        take("b", 2),
    ]
    assert kept(cues, 9000) == [1, 2, 4]


def test_a_delay_that_grows_brings_back_what_all_had_seen() -> None:
    retained = Retained("main", DELAY)
    for one in (take("a", 1000), take("b", 2000)):
        retained.apply(one)
    assert retained.indexes(2100) == [1]
    retained.reach(5_000)
    assert retained.indexes(2100) == [0, 1]
    assert retained.changes_at_ms == 6_000
    assert retained.indexes(7_000) == [1]


def test_a_take_that_is_moved() -> None:
    earlier = [take("a", 1), take("b", 9000), cue("retime", "b", 0, None, at_ms=3000)]
    assert kept(earlier, 3100) == [1, 2]
    later = [take("a", 1), take("b", 3000), cue("retime", "b", 0, None, at_ms=9000)]
    assert kept(later, 3100) == [0, 1, 2]


def test_a_take_that_does_not_happen() -> None:
    cues = [take("a", 1), take("b", 3000), cue("cancel", "b")]
    assert kept(cues, 9000) == [0, 1, 2]


def test_the_same_segment_again() -> None:
    cues = [take("a", 1), take("b", 200), take("a", 3000), cue("cancel", "a")]
    assert kept(cues, 9000) == [1, 2, 3]


def test_windows_stay_until_they_are_settled() -> None:
    cues = [
        cue("window", "w1", 1, "armed", []),
        cue("window", "w1", 1, "open", []),
        cue("window", "w2", 1, "open", []),
        cue("window", "w1", 1, "closed", []),
        cue("window", "w2", 1, "settled", []),
        take("b", 1),
        cue("panic"),
    ]
    assert kept(cues, 1000) == [3, 5, 6]


def test_whoever_comes_late_is_told_what_is_void() -> None:
    cues = [
        cue("window_revoked", "w1", 1, "wrong price"),
        cue("window", "w1", 1, "settled", []),
        cue("window_revoked", "w1", 2, "wrong price"),
        take("b", 1),
    ]
    assert kept(cues, 1000) == [0, 2, 3]


COMMITTED = cue("draw_committed", 1, "first", "draw", "first", "{}", 9)
OPENED = cue("draw_opened", 1, "first", b"", b"", [])
ANNOUNCED = cue("draw_announced", 1, "first", [], 0)


@pytest.mark.parametrize(
    ("cues", "kept_of_them"),
    [
        ([COMMITTED], [0]),
        ([COMMITTED, OPENED], [0, 1]),
        ([COMMITTED, OPENED, ANNOUNCED], [2]),
        ([COMMITTED, OPENED, ANNOUNCED, ANNOUNCED], [3]),
        ([COMMITTED, cue("draw_voided", 1, "first", "late")], []),
        ([cue("rain_opened", 1, "rain", b"", b"", b"", 1, 2, 3)], [0]),
        ([COMMITTED, cue("rain_opened", 1, "rain", b"", b"", b"", 1, 2, 3)], [0, 1]),
        ([cue("draw_given_up", "first", "late")], [0]),
        ([cue("entries_frozen", "first", 1, b"", 2, 2)], []),
    ],
    ids=[
        "committed", "opened", "announced", "passed over", "void", "a rain late in the ring",
        "a rain", "given up", "frozen",
    ],
)  # fmt: skip
def test_who_comes_late_gets_what_still_matters_of_a_draw(
    cues: list[Cue], kept_of_them: list[int]
) -> None:
    base = len(cues)
    assert kept([*cues, take("later", 1), cue("panic")], 1_000) == [*kept_of_them, base, base + 1]


def test_each_draw_is_kept_for_itself_and_in_the_order_of_the_cues() -> None:
    cues = [
        cue("draw_committed", 1, "rain", "rain", "rain", "{}", 9),
        cue("draw_committed", 2, "first", "draw", "first", "{}", 9),
        cue("rain_opened", 1, "rain", b"", b"", b"", 1, 2, 3),
        cue("draw_voided", 2, "first", "late"),
        cue("draw_committed", 3, "first", "draw", "first", "{}", 9),
        cue("window", "w1", 1, "open", []),
        take("later", 1),
    ]
    assert kept(cues, 1_000) == [0, 2, 4, 5, 6]


def test_a_room_begins_with_its_visit() -> None:
    visits = [cue("visit", ["a", "visit"], 0), cue("visit_over", "a"), cue("visit", ["b"], 0)]
    assert kept(visits, 0, "room:fashion") == [2]


def own(segment: str, at_ms: int) -> Cue:
    return cue("room_take", [segment, "host"], 0, None, at_ms=at_ms)


def test_of_a_room_s_own_order_what_is_on_and_what_is_announced() -> None:
    cues = [own("a", 1000), own("b", 2000), cue("panic"), own("c", 3000)]
    assert kept(cues, 2099, "room:dojo") == [0, 1, 2, 3]
    assert kept(cues, 2100, "room:dojo") == [1, 2, 3]
    assert kept(cues, 9000, "room:dojo") == [2, 3]
    rests = [own("a", 1000), cue("room_rest", None, at_ms=2000)]
    assert kept(rests, 2099, "room:dojo") == [0, 1]
    assert kept(rests, 2100, "room:dojo") == [1]


def test_a_room_s_own_order_goes_on_beside_its_visits() -> None:
    visit, over = cue("visit", ["v", "visit"], 0, at_ms=1500), cue("visit_over", "v", at_ms=1900)
    cues = [own("a", 1000), own("b", 1200), visit, own("c", 1700), over, own("d", 5000)]
    assert kept(cues, 1600, "room:dojo") == [1, 2, 3, 4, 5]
    assert kept(cues, 2000, "room:dojo") == [2, 3, 4, 5]
    assert kept([own("a", 1000), visit], 9000, "room:dojo") == [0, 1]


def test_a_room_s_snapshot_changes_when_its_next_is_shown() -> None:
    retained = Retained("room:dojo", DELAY)
    for one in (own("a", 1000), own("b", 2000)):
        retained.apply(one)
    retained.indexes(1500)
    assert retained.changes_at_ms == 2100


def test_when_it_changes_by_time_alone() -> None:
    retained = Retained("main", DELAY)
    assert retained.indexes(0) == []
    assert retained.changes_at_ms == math.inf
    for one in (take("a", 1000), take("b", 2000)):
        retained.apply(one)
    retained.indexes(500)
    assert retained.changes_at_ms == 1100
    retained.indexes(1500)
    assert retained.changes_at_ms == 2100
    retained.indexes(2500)
    assert retained.changes_at_ms == math.inf


@pytest.mark.parametrize("body", [(), (None,), ([],), ("x",), (5, 6, 7, 8)])
@pytest.mark.parametrize(
    "kind",
    [
        "room_take",
        "room_rest",
        "take",
        "retime",
        "cancel",
        "window",
        "visit",
        "later",
        "draw_voided",
        "entries_frozen",
    ],
)
def test_bodies_of_another_shape_do_no_harm(kind: str, body: tuple[object, ...]) -> None:
    assert kept([cue(kind, *body)], 10**15) == [0]


segments = st.sampled_from("abc")
instants = st.integers(0, 30)
cues_ = st.one_of(
    st.builds(take, segments, instants),
    st.builds(lambda s, at: cue("retime", s, 0, None, at_ms=at), segments, instants),
    st.builds(lambda s: cue("cancel", s), segments),
    st.builds(
        lambda w, state: cue("window", w, 1, state, []),
        st.sampled_from(["w1", "w2"]),
        st.sampled_from(["armed", "open", "closed", "settled"]),
    ),
    st.just(cue("panic")),
)


def plainly(cues: list[Cue], now_ms: int, delay_ms: int) -> list[int]:
    def shown(at: int) -> bool:
        """Whether the take at index `at` has been presented by now, everywhere."""
        when: float = cues[at].due_ms(delay_ms)
        segment = cues[at].body[0][0]  # type: ignore[index]
        for one in cues[at + 1 :]:
            if one.kind == "take" and one.body[0][0] == segment:  # type: ignore[index]
                break
            if one.body and one.body[0] == segment and one.kind in ("retime", "cancel"):
                when = one.due_ms(delay_ms) if one.kind == "retime" else math.inf
        return when <= now_ms

    takes = [at for at, one in enumerate(cues) if one.kind == "take" and shown(at)]
    base = takes[-1] if takes else 0
    last = {one.body[0]: at for at, one in enumerate(cues) if one.kind == "window"}
    windows = [at for at in last.values() if cues[at].body[2] != "settled" and at < base]
    return [*sorted(windows), *range(base, len(cues))]


@given(st.lists(cues_, max_size=12), st.lists(st.integers(0, 60), max_size=3).map(sorted))
def test_it_is_the_plain_rule_whenever_it_is_asked(cues: list[Cue], when_ms: list[int]) -> None:
    retained = Retained("main", 10)
    for one in cues:
        retained.apply(one)
    for now_ms in when_ms:
        assert retained.indexes(now_ms) == plainly(cues, now_ms, 10)
