"""What a log proves, line by line as it comes: bundles over the checkpoint of the moment."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gala.conductor.record import BUNDLES, CHECKPOINT, LOG
from gala.core.events import DrawCommitted, EntriesFrozen, WindowRevoked, WindowToppedUp
from gala.core.log import LogReader
from gala.proof.bundles import verify_bundle
from gala.proof.note import read_checkpoint
from gala.store.evidence import Evidence
from tests.conductor.records import Night
from tests.core.playing import ORIGIN_MS
from tests.keys import KEYS


def fed(record: Path, lines: int | None = None) -> Evidence:
    """Take so many lines of the record."""
    evidence = Evidence(KEYS.log)
    head, *rest = (record / LOG).read_bytes().splitlines()[:lines]
    reader = LogReader(head)
    evidence.begin(head, reader.show.night.origin)
    for line in rest:
        evidence.take(line, reader.feed(line).event)
    return evidence


def lines_until(record: Path, kind: type[object], count: int = 1) -> int:
    """Return how many lines there are up to the n-th event of a kind."""
    head, *rest = (record / LOG).read_bytes().splitlines()
    reader = LogReader(head)
    for number, line in enumerate(rest, 2):
        count -= isinstance(reader.feed(line).event, kind)
        if not count:
            return number
    raise AssertionError("there is none")


def test_what_the_record_holds_is_what_it_hands_out(drawn_record: Path) -> None:
    evidence = fed(drawn_record)
    assert evidence.checkpoint() == (drawn_record / CHECKPOINT).read_text()
    assert evidence.draws == evidence.committed == [1, 2, 3]
    assert evidence.seckills == ["sale"]
    for number in evidence.draws:
        stored = (drawn_record / BUNDLES / f"draw-{number}.json").read_bytes()
        assert evidence.draw(number) == stored
        assert verify_bundle(stored, KEYS.pins).ok


def test_a_window_is_proven_with_its_leaves_and_with_no_others(drawn_record: Path) -> None:
    evidence = fed(drawn_record)
    stored = (drawn_record / BUNDLES / "window-sale.json").read_bytes()
    leaves = json.loads(stored)["leaves"]
    assert evidence.window("sale", leaves) == stored
    assert not verify_bundle(evidence.window("sale", leaves[:-1]), KEYS.pins).ok


def test_a_window_is_told_with_what_people_did_to_it() -> None:
    night = Night()
    night.put(WindowToppedUp(ORIGIN_MS, "sale", 0, "app", 3, "more came", "a", "b"))
    night.play()
    night.put(WindowRevoked(ORIGIN_MS + 1_000_000, "sale", 1, "wrong price", "a", "b"))
    reader, evidence = LogReader(night.lines[0]), Evidence(KEYS.log)
    evidence.begin(night.lines[0], reader.show.night.origin)
    for line in night.lines[1:]:
        evidence.take(line, reader.feed(line).event)
    lines = json.loads(evidence.window("sale", []))["lines"]
    assert [json.loads(line["line"])["event"][0] for line in lines] == [
        "window_topped_up",
        "entries_frozen",
        "window_revoked",
    ]


def test_at_every_line_there_is_a_checkpoint_over_what_came_so_far(drawn_record: Path) -> None:
    whole = len((drawn_record / LOG).read_bytes().splitlines())
    for size in (1, 2, whole - 1, whole):
        evidence = fed(drawn_record, size)
        signed = read_checkpoint(evidence.checkpoint(), KEYS.pins.log)
        assert (signed.size, signed.origin) == (size, evidence.origin)


def test_a_draw_has_a_bundle_once_it_has_come_to_something(drawn_record: Path) -> None:
    committed = fed(drawn_record, lines_until(drawn_record, DrawCommitted))
    assert (committed.draws, committed.committed) == ([], [1])
    assert not verify_bundle(committed.draw(1), KEYS.pins).ok, "nothing is decided yet"
    with pytest.raises(KeyError):
        committed.draw(2)


def test_a_window_is_known_from_its_freezing_on(drawn_record: Path) -> None:
    number = lines_until(drawn_record, EntriesFrozen)
    assert fed(drawn_record, number - 1).frozen("first") is None
    frozen = fed(drawn_record, number).frozen("first")
    assert frozen is not None
    assert (frozen.entries, frozen.gen) == (7, 1)
    assert fed(drawn_record, number).seckills == [], "entries of a draw are nobody's but theirs"


def test_beginning_twice_is_beginning_once(drawn_record: Path) -> None:
    evidence = fed(drawn_record, 1)
    before = evidence.checkpoint()
    evidence.begin(b"another line", "gala/other/" + "ab" * 32)
    assert evidence.checkpoint() == before
