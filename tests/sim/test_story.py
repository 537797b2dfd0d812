"""The story that a run leaves behind."""

from __future__ import annotations

import logging

from gala.client import Answer
from gala.core.events import DrawGivenUp, SegmentStarted
from gala.sim.story import Listening, Story


def test_instants_are_the_shows() -> None:
    story = Story(lambda: 3.25, 2.0)
    story.tell("v01", "comes")
    story.heard("v01", Answer("sale", 1, b"", "sold_out", 0))
    story.fact(7, SegmentStarted(5, "opening"))
    assert story.lines == [
        "   +1.250 s  v01       comes",
        "   +1.250 s  v01       sold_out in sale 1",
        "   +1.250 s  log       7: segment_started opening",
    ]


def test_long_facts_are_cut() -> None:
    story = Story(lambda: 0.0, 0.0)
    story.fact(1, DrawGivenUp(1, "x" * 200, "over"))
    assert story.lines[0].endswith(" …")


def test_what_is_logged_belongs_to_it() -> None:
    story = Story(lambda: 0.0, 0.0)
    record = logging.LogRecord("gala.x", logging.ERROR, "", 1, "no %s", ("tree",), None)
    Listening(story).emit(record)
    assert story.lines == ["   +0.000 s  -         no tree"]
