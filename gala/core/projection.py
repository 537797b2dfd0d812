"""What would become of the rest of a night: the rules themselves, played forward on a copy.

Whoever asks before a press is committed (an extension, a skip, a hold, another sheet) steps the
state with the events in question and gives it to `project`: nothing is written, no clock is asked.

    projected = project(show, now_ms)                        # as things stand
    projected = project(stepped(show, events), now_ms)       # if these came
    projected = asked(show, command)                         # if a person asked this; may refuse

What only the world can say is assumed: everything goes by the clock from then on (a show that is
driven by hand too, and one that stands still goes on at once), each outlet has entries for every
draw, freezing them takes what it may take for a million, and rounds of the beacon come in time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from gala.core.back_timing import earliest_starts
from gala.core.commands import Command
from gala.core.committing import commitment
from gala.core.decide import decide
from gala.core.draw_steps import TOGETHER_MS, round_at_ms
from gala.core.draws import DrawRun
from gala.core.effects import FreezeEntries, Row
from gala.core.events import (
    ClockResumed,
    DrawAnnounced,
    EntriesFrozen,
    Event,
    PanicCleared,
    ShowEnded,
    WindowSettled,
)
from gala.core.refusals import Refusal
from gala.core.schedule import expected_starts, next_due
from gala.core.state import Show, WindowRun
from gala.core.step import step
from gala.core.tables import DrawState, Mode, Phase, WindowState
from gala.core.window_steps import freezing
from gala.proof.chain import margin_ms
from run_sheet.checks.draw_figures import FREEZE_MS

WORD_MS = 200
"""How long after its time a round is heard."""

WORK_MAX = 200_000
"""Events played, times segments: what lies beyond is told as it is planned, without its draws."""

HOLD_MS_MAX = 4 * 3_600_000


@dataclass(frozen=True, slots=True)
class SegmentAhead:
    """A segment that is on air or to come. `fixed_ms` is when it may begin at the earliest.

    `over_ms` is how much later what comes before it ends; negative when there is time to spare.
    """

    id: str
    starts_ms: int
    ends_ms: int
    fixed_ms: int | None = None
    over_ms: int | None = None


@dataclass(frozen=True, slots=True)
class WindowAhead:
    """A window that is open or will be; `rows` are of its last opening, by outlet."""

    id: str
    segment: str
    opens_ms: int
    closes_ms: int
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class DrawAhead:
    """A draw or rain: when it is committed to, its round, and when everybody knows the outcome.

    In the hall `round` is 0, and `round_at_ms` the least that a commitment stands before.
    """

    segment: str
    kind: str
    committed_ms: int
    round: int
    round_at_ms: int
    told_ms: int


@dataclass(frozen=True, slots=True)
class Projection:
    """The rest of a night, in the order in which it comes; instants are Unix ms.

    Not `whole`: the work was bounded before the end, and the draws beyond are not told.
    """

    finish_ms: int
    segments: tuple[SegmentAhead, ...]
    windows: tuple[WindowAhead, ...]
    draws: tuple[DrawAhead, ...]
    whole: bool = True

    @property
    def fixed(self) -> tuple[SegmentAhead, ...]:
        """The segments to come that have a time of their own."""
        return tuple(one for one in self.segments if one.over_ms is not None)


def project(show: Show, now_ms: int) -> Projection:
    """Return what comes from `now_ms` on, if everything goes by the clock."""
    return _Play(show, now_ms).whole()


def stepped(show: Show, events: Iterable[Event]) -> Show:
    """Return the show after these events, whatever they ask of the world."""
    for event in events:
        show, _ = step(show, event)
    return show


def asked(show: Show, command: Command) -> Projection | Refusal:
    """Return what comes if a person asks that now, or why it would be refused."""
    command = replace(command, at_ms=max(command.at_ms, show.now_ms))
    decision = decide(show, command)
    if isinstance(decision, Refusal):
        return decision
    return project(stepped(show, decision), command.at_ms)


def held(show: Show, command: Command, for_ms: int) -> Projection | Refusal:
    """Return what comes if a person asks to hold now, and for so long; a hold that lasts goes on.

    Raises `ValueError` for a time that is not from 0 to `HOLD_MS_MAX`.
    """
    if not 0 <= for_ms <= HOLD_MS_MAX:
        raise ValueError(f"a hold is for 0 to {HOLD_MS_MAX} ms")
    at_ms = max(command.at_ms, show.now_ms)
    if show.phase is not Phase.HELD:
        decision = decide(show, replace(command, name="hold", at_ms=at_ms))
        if isinstance(decision, Refusal):
            return decision
        show = stepped(show, decision)
    play = _Play(show, at_ms, held_until_ms=at_ms + for_ms)
    return play.whole()


class _Play:
    """A copy of a show on its way to its end. It keeps what a state does not."""

    def __init__(self, show: Show, now_ms: int, held_until_ms: int | None = None) -> None:
        now_ms = max(now_ms, show.now_ms)
        self._from_ms = now_ms
        # What the rest will give is not known, so nothing is assumed to trip a breaker.
        plan = replace(show.plan, unattended=None)
        self._show = replace(show, now_ms=now_ms, plan=plan)
        self._ends: dict[str, int] = {}
        self._told: dict[int, int] = {}
        self._freezes: dict[str, int] = {}
        self._finish_ms: int | None = None
        self._known = {draw.number for draw in show.draws if draw.settled}
        self._own = dict(zip((run.id for run in show.runs), earliest_starts(show), strict=True))
        self._past = {run.id for run in show.runs if run.ended_ms is not None}
        if held_until_ms is not None:
            self._until(held_until_ms)
        self._go_on(max(held_until_ms or now_ms, self._show.now_ms))

    def whole(self) -> Projection:
        """Play to the end, or as far as the work may go, and tell what came."""
        events_max = WORK_MAX // max(50, len(self._show.runs))
        done = self._until(None, events_max)
        starts, ends_ms = expected_starts(self._show)
        segments = tuple(self._segments(starts))
        return Projection(
            finish_ms=ends_ms if self._finish_ms is None else self._finish_ms,
            segments=segments,
            windows=tuple(self._windows({one.id: one.starts_ms for one in segments})),
            draws=tuple(self._draws()),
            whole=done,
        )

    def _go_on(self, at_ms: int) -> None:
        if self._show.phase is Phase.PANIC:
            self._bring(PanicCleared(at_ms, ""))
        elif self._show.phase is Phase.HELD:
            self._bring(ClockResumed(at_ms, ""))
        self._show = replace(self._show, mode=Mode.AUTO)

    def _until(self, at_ms: int | None, events_max: int = 1_000) -> bool:
        """Bring what is due up to that instant; return whether the work was enough for it."""
        for _ in range(events_max):
            committing = commitment(self._show, self._show.now_ms)
            if committing:
                self._bring(committing)
                continue
            due = next_due(self._show)
            coming = [*([due] if due else []), *self._outcomes()]
            following = min(coming, key=lambda one: one[0], default=None)
            if following is None or (at_ms is not None and following[0] > at_ms):
                return True
            happens_ms, event = following
            if isinstance(event, DrawRun):
                opened = replace(event, opened_ms=happens_ms).to(DrawState.OPENED)
                self._show = replace(self._show.with_draw(opened), now_ms=happens_ms)
                if opened.settled:
                    self._told[opened.number] = happens_ms + TOGETHER_MS
            else:
                self._bring(event)
        return False

    def _bring(self, event: Event) -> None:
        self._show, _ = step(self._show, event)
        if self._show.on_air:
            self._ends[self._show.on_air.segment] = self._show.on_air.ends_at_ms
        if isinstance(event, DrawAnnounced):
            self._told[event.number] = event.at_ms + TOGETHER_MS
        elif isinstance(event, ShowEnded):
            self._finish_ms = event.at_ms

    def _outcomes(self) -> Iterator[tuple[int, Event | DrawRun]]:
        """Yield what the world would bring: counts, trees, and the draws that a round opens."""
        show = self._show
        for window in show.windows:
            if window.counting:
                yield show.now_ms, _settled(show, window)
            for effect in freezing(show, window):
                assert isinstance(effect, FreezeEntries)
                scaled_ms = show.plan.scaled_ms(FREEZE_MS)
                at_ms = self._freezes.setdefault(
                    f"{effect.window}/{effect.gen}", show.now_ms + scaled_ms
                )
                at_ms = max(at_ms, show.now_ms)
                yield at_ms, _frozen(effect, at_ms)
        for draw in show.draws:
            if draw.state is DrawState.COMMITTED:
                yield max(_round_at_ms(draw) + WORD_MS, show.now_ms), draw

    def _segments(self, expected: tuple[int, ...]) -> Iterator[SegmentAhead]:
        show = self._show
        to_come = [
            (starts_ms, segment)
            for starts_ms, segment, run in zip(expected, show.plan.segments, show.runs, strict=True)
            if starts_ms and run.id not in self._past
        ]
        before_ms: int | None = None
        for starts_ms, segment in sorted(to_come, key=lambda one: one[0]):
            ends_ms = self._ends.get(segment.id, starts_ms + segment.length_ms)
            fixed_ms = self._own[segment.id]
            over_ms = None
            if fixed_ms is not None and starts_ms > self._from_ms:
                over_ms = (self._from_ms if before_ms is None else before_ms) - fixed_ms
            yield SegmentAhead(segment.id, starts_ms, ends_ms, fixed_ms, over_ms)
            before_ms = ends_ms

    def _windows(self, starts: dict[str, int]) -> Iterator[WindowAhead]:
        show, found = self._show, []
        for window in show.windows:
            rows = window.rows
            if window.state is WindowState.PLANNED:
                if starts.get(window.segment, 0) <= show.now_ms:
                    continue  # it was closed before it opened, or is not on any more
                rows = self._rows(window, starts[window.segment])
            if rows and max(row[2] for row in rows) > self._from_ms:
                opens_ms, closes_ms = min(row[1] for row in rows), max(row[2] for row in rows)
                found.append(WindowAhead(window.id, window.segment, opens_ms, closes_ms, rows))
        yield from sorted(found, key=lambda one: one.opens_ms)

    def _rows(self, window: WindowRun, starts_ms: int) -> tuple[Row, ...]:
        plan = self._show.window_plan(window.id)
        left, delays_ms = dict(window.left(plan)), self._show.delays_ms
        opens_ms = starts_ms + plan.opens_ms
        return tuple(
            (one, opens_ms + late_ms, opens_ms + late_ms + plan.open_for_ms, left[one])
            for one, late_ms in delays_ms.items()
        )

    def _draws(self) -> Iterator[DrawAhead]:
        for draw in self._show.draws:
            told_ms = self._told.get(draw.number)
            if draw.number not in self._known and told_ms is not None:
                yield DrawAhead(
                    *(draw.segment, draw.kind, draw.committed_ms),
                    *(draw.manifest.round, _round_at_ms(draw), told_ms),
                )


def _round_at_ms(draw: DrawRun) -> int:
    return round_at_ms(draw) or draw.committed_ms + margin_ms(draw.manifest.beacon, draw.kind)


def _settled(show: Show, window: WindowRun) -> WindowSettled:
    """Somebody enters on every outlet; what is sold changes no instant, so nothing is."""
    takes_entries = not show.window_plan(window.id).stocked and window.opened
    sold = tuple((row[0], min(row[3], int(takes_entries))) for row in window.rows)
    return WindowSettled(show.now_ms, window.id, window.gen, sold, 0)


def _frozen(effect: FreezeEntries, at_ms: int) -> EntriesFrozen:
    entries = sum(max(declared, given) for _, declared, given in effect.outlets)
    return EntriesFrozen(at_ms, effect.window, effect.gen, "00" * 32, entries, effect.outlets)
