"""A scenario language for the rules: a small sheet, a clock that jumps, and people who press keys.

play = Playing(SHEET)
play.until(12_000)                      # what the clock brings up to there
play.ask("hold", at_ms=12_000)          # a person; returns the refusal's code or None
assert play.kinds() == ["take", "hold"]
"""

from __future__ import annotations

from dataclasses import replace

from gala.core.commands import Command
from gala.core.compile import compile_plan
from gala.core.decide import decide
from gala.core.effects import CloseWindow, Effect, FreezeEntries, OpenWindow, Publish
from gala.core.events import EntriesFrozen, EpochBegan, Event, WindowSettled
from gala.core.refusals import Refusal
from gala.core.schedule import next_due
from gala.core.state import MAIN, Show, first_state
from gala.core.step import step
from gala.core.tables import Mode
from run_sheet import RunSheet, parse
from tests.keys import night

ORIGIN_MS = 100_000
LEAD_MS = 400

SHEET = """
gala: 1
id: small
title: {zh: 小, en: Small}
start: 2021-06-15T20:21:00+08:00
outlets:
  - {id: app, title: App, delay: 0s}
  - {id: tv, title: TV, delay: 3s}
rooms:
  - {id: beauty, title: Beauty, host: Host, capacity: 100}
goods:
  - {id: pen, title: Pen, price_fen: 900}
segments:
  - {id: opening, kind: host, title: Opening, length: 30s}
  - {id: sale, kind: seckill, title: Sale, length: 60s, goods: pen, price_fen: 1,
     opens: 10s, open_for: 20s, stock: {app: 5, tv: 2}}
  - {id: visit, kind: visit, title: Visit, length: 30s, room: beauty}
  - {id: story, kind: story, title: Story, length: 30s, at: "20:23:10"}
  - {id: bye, kind: host, title: Bye, length: 10s}
"""


def frozen(at_ms: int, effect: FreezeEntries) -> EntriesFrozen:
    """Return the event that a freeze leads to; the root is no real one."""
    entries = sum(max(declared, given) for _, declared, given in effect.outlets)
    return EntriesFrozen(at_ms, effect.window, effect.gen, "5e" * 32, entries, effect.outlets)


def sheet_of(text: str) -> RunSheet:
    """Return the sheet of a YAML text that has no errors."""
    parsed = parse(text)
    assert parsed.sheet is not None, parsed.problems
    return parsed.sheet


def small_show(mode: Mode = Mode.AUTO) -> Show:
    """Return the small sheet's first state; it starts at `ORIGIN_MS`."""
    return first_state(compile_plan(sheet_of(SHEET)), night(ORIGIN_MS), ORIGIN_MS, mode)


class Playing:
    """A show being played: every event and effect is kept."""

    def __init__(self, text: str = SHEET, mode: Mode = Mode.AUTO, pace_milli: int = 1000) -> None:
        plan = compile_plan(sheet_of(text), pace_milli)
        self.show = first_state(plan, night(ORIGIN_MS), ORIGIN_MS, mode)
        self.events: list[Event] = []
        self.effects: list[Effect] = []
        self.sold: dict[str, int] = {}
        self.bring(EpochBegan(1, 1, "test", 0))

    def bring(self, event: Event) -> None:
        """Log an event, do what it asks, and settle at once what it closes."""
        self.show, effects = step(self.show, event)
        self.events.append(event)
        self.effects.extend(effects)
        for effect in effects:
            if isinstance(effect, CloseWindow):
                self._settle(effect)
            elif isinstance(effect, FreezeEntries):
                self.bring(frozen(self.show.now_ms, effect))

    def until(self, at_ms: int) -> Playing:
        """Bring everything that is due up to and including that instant."""
        while (due := next_due(self.show)) and due[0] <= at_ms:
            self.bring(due[1])
        return self

    def ask(self, name: str, at_ms: int, **fields: object) -> str | None:
        """Press a key at that instant, after all that is due before it."""
        self.until(at_ms - 1)
        command = Command(name=name, by="director", at_ms=at_ms, lead_ms=LEAD_MS)
        decision = decide(self.show, replace(command, **fields))  # type: ignore[arg-type]
        if isinstance(decision, Refusal):
            return decision.code
        for event in decision:
            self.bring(event)
        return None

    def cues(self, channel: str = MAIN) -> list[Publish]:
        """Return the cues of a channel so far."""
        return [e for e in self.effects if isinstance(e, Publish) and e.channel == channel]

    def kinds(self, channel: str = MAIN) -> list[str]:
        """Return the kinds of a channel's cues so far."""
        return [cue.kind for cue in self.cues(channel)]

    def opened(self) -> list[OpenWindow]:
        """Return the openings that the ledger was asked for."""
        return [effect for effect in self.effects if isinstance(effect, OpenWindow)]

    def _settle(self, effect: CloseWindow) -> None:
        rows = self.show.window(effect.window).rows
        sold = tuple((row[0], min(self.sold.get(row[0], 0), row[3])) for row in rows)
        self.bring(WindowSettled(self.show.now_ms, effect.window, effect.gen, sold, 0))
