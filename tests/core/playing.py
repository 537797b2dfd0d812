"""A scenario language for the rules: a small sheet, a clock that jumps, and people who press keys.

play = Playing(SHEET)
play.until(12_000)                      # what the clock brings up to there
play.ask("hold", at_ms=12_000)          # a person; returns the refusal's code or None
assert play.kinds() == ["take", "hold"]

Entries are frozen at once unless `play.freezes` is false, draws are committed to as a conductor
does it, and their rounds come unless `play.silent`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

from gala.core.commands import Command
from gala.core.committing import commitment
from gala.core.compile import compile_plan
from gala.core.decide import decide
from gala.core.draw_steps import round_at_ms
from gala.core.draws import DrawRun
from gala.core.effects import CloseWindow, Effect, FreezeEntries, OpenWindow, Publish
from gala.core.events import EntriesFrozen, EpochBegan, Event, WindowSettled
from gala.core.refusals import Refusal
from gala.core.schedule import next_due
from gala.core.state import MAIN, Show, first_state
from gala.core.step import step
from gala.core.tables import DrawState, Mode
from gala.proof.chain import Beacon, margin_ms
from run_sheet import RunSheet, parse
from tests.core.lots import Entries, Lots, too_late
from tests.keys import night

_E = TypeVar("_E", bound=Event)

ORIGIN_MS = 100_000
LEAD_MS = 400

WORD_MS = 20
"""How long after its time a round is heard."""

HEAD = """
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
  - {id: pen, title: Pen, price_fen: 900, note: List price}
segments:"""

SHEET = (
    HEAD
    + """
  - {id: opening, kind: host, title: Opening, length: 30s}
  - {id: sale, kind: seckill, title: Sale, length: 60s, goods: pen, price_fen: 1,
     opens: 10s, open_for: 20s, stock: {app: 5, tv: 2}}
  - {id: visit, kind: visit, title: Visit, length: 30s, room: beauty}
  - {id: story, kind: story, title: Story, length: 30s, at: "20:23:10"}
  - {id: bye, kind: host, title: Bye, length: 10s}
"""
)

LOTS = (
    HEAD
    + """
  - {id: opening, kind: host, title: Opening, length: 30s}
  - {id: rain, kind: rain, title: Rain, length: 60s, opens: 10s, open_for: 20s, pool_fen: 1000,
     packets: 8, min_fen: 10, max_fen: 500, per_viewer: 4}
  - {id: first, kind: draw, title: First, length: 60s, opens: 10s, open_for: 20s, alternates: 2,
     prizes: [{id: car, title: {zh: 车, en: Car}, count: 1, value_fen: 90000},
              {id: pen, title: {zh: 笔, en: Pen}, count: 2, value_fen: 900}]}
  - {id: second, kind: draw, title: Second, length: 30s, entries: first,
     prizes: [{id: cup, title: {zh: 杯, en: Cup}, count: 2, value_fen: 500}]}
  - {id: bye, kind: host, title: Bye, length: 10s}
"""
)
"""Its segments start after 0, 30, 90, 150 and 180 s; its windows close after 63 and 123 s."""

FILLERS = (
    HEAD
    + """
  - {id: opening, kind: host, title: Opening, length: 30s,
     plan_b: {title: Music, length: 15s}}
  - {id: song, kind: performance, title: Song, length: 60s,
     plan_b: {title: {zh: 马上, en: Soon}, length: 20s, notes: Smile.}}
  - {id: story, kind: story, title: Story, length: 30s}
  - {id: late, kind: host, title: Late, length: 30s, plan_b: {title: Later, length: 10s}}
  - {id: bye, kind: host, title: Bye, length: 10s}
"""
)
"""Three of its segments have a Plan B."""

RAIN_CLOSED_MS = ORIGIN_MS + 63_000
FIRST_CLOSED_MS = ORIGIN_MS + 123_000
SECOND_MS = ORIGIN_MS + 150_000

ENTRIES: dict[str, Entries] = {
    "rain": {"app": (3, 1, 2), "tv": (4,)},
    "first": {"app": (1, 1, 5, 1), "tv": (2, 1, 1)},
}


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
    """A show being played: every event and effect is kept.

    `sold` is what seckills sell on each outlet, `entries` who enters each other window.
    """

    def __init__(
        self,
        text: str = SHEET,
        mode: Mode = Mode.AUTO,
        pace_milli: int = 1000,
        beacon: Beacon | None = None,
    ) -> None:
        plan = compile_plan(sheet_of(text), pace_milli)
        first = first_state(plan, night(ORIGIN_MS, beacon), ORIGIN_MS, mode, sheet=text)
        self.first = self.show = first
        self.events: list[Event] = []
        self.effects: list[Effect] = []
        self.sold: dict[str, int] = {}
        self.entries: dict[str, Entries] = dict(ENTRIES)
        self.silent = False
        self.freezes = True
        self.unfrozen: list[FreezeEntries] = []
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
                self.unfrozen.append(effect)
                if self.freezes:
                    self.freeze()

    def freeze(self) -> None:
        """Bring the trees that are still to come."""
        while self.unfrozen:
            effect = self.unfrozen.pop(0)
            lots = self.lots(effect.window)
            now_ms = self.show.now_ms
            self.bring(lots.frozen(now_ms, effect) if lots else frozen(now_ms, effect))

    def until(self, at_ms: int) -> Playing:
        """Bring everything that is due up to and including that instant."""
        while True:
            if event := commitment(self.show, self.show.now_ms):
                self.bring(event)
                continue
            due = next_due(self.show)
            coming = [*([due] if due else []), *self._outcomes()]
            following = min(coming, key=lambda one: one[0], default=None)
            if following is None or following[0] > at_ms:
                return self
            self.bring(following[1])

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

    def edit(self, text: str, at_ms: int, by: str = "director", **fields: object) -> str | None:
        """Hand in another sheet from one seat, with the sheet in force before one's eyes."""
        self.until(at_ms - 1)
        fields = {"base": self.show.plan.digest, **fields}
        return self.ask("edit", at_ms, by=by, sheet=text, **fields)

    def agree(self, name: str, at_ms: int, **fields: object) -> str | None:
        """Press a key from two seats, the second a second later."""
        return self.ask(name, at_ms, **fields) or self.ask(
            name, at_ms + 1_000, by="producer", **fields
        )

    def cues(self, channel: str = MAIN) -> list[Publish]:
        """Return the cues of a channel so far."""
        return [e for e in self.effects if isinstance(e, Publish) and e.channel == channel]

    def kinds(self, channel: str = MAIN) -> list[str]:
        """Return the kinds of a channel's cues so far."""
        return [cue.kind for cue in self.cues(channel)]

    def opened(self) -> list[OpenWindow]:
        """Return the openings that the ledger was asked for."""
        return [effect for effect in self.effects if isinstance(effect, OpenWindow)]

    def came(self, kind: type[_E]) -> list[_E]:
        """Return the events of a kind."""
        return [event for event in self.events if isinstance(event, kind)]

    def lots(self, window: str) -> Lots | None:
        """Return the entries of a window, None of a seckill."""
        if self.show.window_plan(window).stocked:
            return None
        outlets = [outlet.id for outlet in self.show.plan.outlets]
        return Lots.of(window, self.entries[window], outlets, self.show.window(window).gen)

    def drawn(self, draw: DrawRun, at_ms: int) -> Event:
        """Return what opens a draw."""
        lots = self.lots(draw.manifest.window)
        assert lots is not None
        return lots.opened(draw, at_ms)

    def _outcomes(self) -> Iterator[tuple[int, Event]]:
        """Yield what becomes of the draws that are committed to, and when."""
        for draw in self.show.draws:
            if draw.state is not DrawState.COMMITTED:
                continue
            beacon = draw.manifest.beacon
            comes_ms = round_at_ms(draw) or draw.committed_ms + margin_ms(beacon, draw.kind)
            in_the_hall = draw.manifest.round == 0 and not draw.hall
            if in_the_hall or (self.silent and not draw.hall):
                at_ms = max(comes_ms + beacon.late_ms + 1, self.show.now_ms)
                yield at_ms, too_late(draw, at_ms)
            else:
                at_ms = max(comes_ms + WORD_MS if not draw.hall else 0, self.show.now_ms)
                yield at_ms, self.drawn(draw, at_ms)

    def _settle(self, effect: CloseWindow) -> None:
        window = self.show.window(effect.window)
        given = self.sold
        if not self.show.window_plan(window.id).stocked:
            entries = self.entries[window.id] if window.opened else {}
            given = {outlet: sum(numbers) for outlet, numbers in entries.items()}
        sold = tuple((row[0], min(given.get(row[0], 0), row[3])) for row in window.rows)
        self.bring(WindowSettled(self.show.now_ms, effect.window, effect.gen, sold, 0))
