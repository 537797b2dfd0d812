"""What happened in a run as a person would tell it: who did what when, in the show's time."""

from __future__ import annotations

import logging
from collections.abc import Callable

from gala.client import (
    Answer,
    Disconnected,
    Event,
    GapFound,
    Presented,
    Receipt,
    Resumed,
    Snapshot,
    Stale,
)
from gala.core.events import Event as Fact
from gala.core.events import to_row

from .life import LIFE

_TEXT_CHARS = 110


class Story:
    """Lines in order, each with its instant: seconds from the show's start."""

    def __init__(self, now_s: Callable[[], float], start_s: float) -> None:
        self.lines: list[str] = []
        self._now_s = now_s
        self._start_s = start_s

    def tell(self, who: str, what: str) -> None:
        """Add a line."""
        at_s = self._now_s() - self._start_s
        self.lines.append(f"{at_s:+9.3f} s  {who:<9} {what}")

    def fact(self, index: int, fact: Fact) -> None:
        """Tell an entry of the log."""
        name, _, *fields = to_row(fact)
        words = " ".join(map(str, fields))
        if len(words) > _TEXT_CHARS:
            words = words[:_TEXT_CHARS] + " …"
        self.tell("log", f"{index}: {name} {words}".rstrip())

    def heard(self, name: str, event: Event | Presented) -> None:
        """Tell what a viewer was told, where it is more than the programme."""
        match event:
            case Receipt():
                self.tell(name, f"receipt in {event.window}: {event.leaf}")
            case Answer():
                self.tell(name, f"{event.outcome} in {event.window} {event.gen}")
            case Snapshot():
                self.tell(name, f"begins {event.channel} at {event.seq} by a snapshot")
            case Resumed():
                self.tell(name, f"goes on with {event.channel}, to {event.seq}")
            case Disconnected():
                self.tell(name, f"loses its connection: {event.code} {event.reason}".rstrip())
            case GapFound():
                self.tell(name, f"finds a gap: {event.cue.seq}, not {event.expected_seq}")
            case Stale():
                self.tell(name, "hears that its edge has lost the show")


class Listening(logging.Handler):
    """Puts what the code logs into the story, under the host whose code it is."""

    def __init__(self, story: Story) -> None:
        super().__init__(logging.WARNING)
        self._story = story

    def emit(self, record: logging.LogRecord) -> None:
        """Tell one record."""
        life = LIFE.get(None)
        message = record.getMessage()
        if record.exc_info and record.exc_info[1] is not None:
            message += f": {record.exc_info[1]!r}"
        self._story.tell(life.name if life is not None and life.name else "-", message)
