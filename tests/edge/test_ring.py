"""A channel's history: what is swept, who resumes, what a snapshot is."""

from __future__ import annotations

import logging
from typing import Any

import pytest

from gala.edge import framing
from gala.edge.handshake import Point
from gala.edge.ring import Ring
from gala.ports import CueRecord
from gala.wire import messages


def record(seq: int, epoch: int = 1, kind: str = "next", *body: object, at: int = 0) -> CueRecord:
    frame = messages.cue("main", epoch, seq, at, kind, body)
    return CueRecord("main", epoch, seq, frame)


def ring(*records: CueRecord) -> Ring:
    made = Ring("main", 100, 8)
    made.apply(records)
    return made


def read(frames: bytes | None) -> list[Any]:
    """The messages in short server frames, one after the other."""
    assert frames is not None
    found = []
    while frames:
        size, start = frames[1], 2
        if size == 126:
            size, start = int.from_bytes(frames[2:4], "big"), 4
        found.append(messages.unpack(frames[start : start + size]))
        frames = frames[start + size :]
    return found


def test_what_is_new_is_framed() -> None:
    made = ring()
    cues, frames = made.apply([record(1), record(2)])
    assert [cue.seq for cue in cues] == [1, 2]
    assert frames == framing.binary(record(1).frame) + framing.binary(record(2).frame)
    assert (made.epoch, made.seq) == (1, 2)


def test_repeats_are_passed_over() -> None:
    made = ring(record(1), record(2))
    cues, frames = made.apply([record(1), record(2), record(3)])
    assert [cue.seq for cue in cues] == [3]
    assert frames == framing.binary(record(3).frame)
    assert made.apply([record(3)]) == ([], b"")


def test_resuming() -> None:
    made = ring(*(record(seq) for seq in range(1, 6)))
    assert read(made.resume(Point(1, 5))) == [["resumed", "main", 1, 5]]
    assert read(made.resume(Point(1, 3))) == [
        ["resumed", "main", 1, 5],
        ["cue", "main", 1, 4, 0, "next", []],
        ["cue", "main", 1, 5, 0, "next", []],
    ]
    assert len(read(made.resume(Point(0, 0)))) == 6


@pytest.mark.parametrize("point", [None, Point(1, 6), Point(2, 3), Point(0, 3), Point(1, 0)])
def test_points_that_are_not_in_our_history(point: Point | None) -> None:
    assert ring(*(record(seq) for seq in range(1, 6))).resume(point) is None


def test_whoever_has_seen_more_than_we_have() -> None:
    made = ring(record(1), record(2, epoch=2))
    assert made.behind(Point(2, 3))
    assert made.behind(Point(3, 3))
    assert not made.behind(Point(2, 2))
    assert not made.behind(None)
    assert not made.behind(Point(1, 9)), "a newer epoch has overtaken it"


def test_before_the_first_cue() -> None:
    empty = ring()
    assert (empty.epoch, empty.seq) == (0, 0)
    assert read(empty.snapshot(0)) == [["snapshot", "main", 0, 0, []]]
    assert read(empty.resume(Point(0, 0))) == [["resumed", "main", 0, 0]]


def test_each_conductors_reign() -> None:
    made = ring(record(1), record(2), record(3, 4), record(4, 4))
    assert made.resume(Point(1, 2)) is not None
    assert made.resume(Point(4, 3)) is not None
    # Numbered by the first conductor and lost with it.
    assert made.resume(Point(1, 3)) is None


def test_too_much_was_missed() -> None:
    made = ring(*(record(seq) for seq in range(1, 11)))
    assert made.resume(Point(1, 2)) is not None
    assert made.resume(Point(1, 1)) is None


def test_a_snapshot_is_made_once_until_something_changes() -> None:
    made = ring(record(1, 1, "take", ["a"], 0, None, at=1000))
    first = made.snapshot(0)
    assert read(first)[0][:4] == ["snapshot", "main", 1, 1]
    assert made.snapshot(500) is first
    made.apply([record(2, 1, "take", ["b"], 0, None, at=2000)])
    second = made.snapshot(1500)
    assert [cue[3] for cue in read(second)[0][4]] == [1, 2]
    third = made.snapshot(2100)
    assert [cue[3] for cue in read(third)[0][4]] == [2]
    assert read(third)[0][3] == 2


def test_history_written_anew(caplog: pytest.LogCaptureFixture) -> None:
    made = ring(record(1), record(2), record(3))
    with caplog.at_level(logging.CRITICAL):
        cues, frames = made.apply([record(2, 5, "panic"), record(3, 5)])
    assert [(cue.epoch, cue.seq) for cue in cues] == [(5, 2), (5, 3)]
    assert frames is None
    assert [cue[5] for cue in read(made.snapshot(0))[0][4]] == ["next", "panic", "next"]
    assert made.resume(Point(1, 2)) is None
    assert made.resume(Point(5, 2)) is not None


def test_a_history_read_again_from_its_beginning(caplog: pytest.LogCaptureFixture) -> None:
    made = ring(record(1), record(2), record(3, 2))
    again = [record(1), record(2)]
    assert made.apply([*again, record(3, 1, "panic")]) == ([], b""), "from before a takeover"
    assert made.apply([*again, record(3, 2), record(4, 2)])[0][0].seq == 4
    with caplog.at_level(logging.CRITICAL):
        # A store that lost its tail may give an epoch's number a second time.
        cues, frames = made.apply([*again, record(3, 2, "panic")])
    assert [cue.kind for cue in cues] == ["panic"]
    assert frames is None
    assert made.seq == 3


def test_a_gap_makes_a_new_beginning(caplog: pytest.LogCaptureFixture) -> None:
    made = ring(record(1))
    with caplog.at_level(logging.CRITICAL):
        _, frames = made.apply([record(5)])
    assert frames is None
    assert made.resume(Point(1, 1)) is None
    assert made.resume(Point(0, 0)) is None
    assert made.resume(Point(1, 5)) is not None
    assert made.apply([record(2)]) == ([], b"")


def test_what_is_no_cue_counts_all_the_same(caplog: pytest.LogCaptureFixture) -> None:
    made = ring()
    with caplog.at_level(logging.CRITICAL):
        made.apply([CueRecord("main", 1, 1, messages.pack(["later"]))])
    assert made.seq == 1


def test_when_it_is_over_for_everybody() -> None:
    assert ring(record(1)).over_at_ms == float("inf")
    assert ring(record(1), record(2, 1, "over", at=1000)).over_at_ms == 1100
    assert ring(record(1), record(2, 1, "over")).over_at_ms == 0
