"""The state of a show: frozen parts, each with its digest, and the first state of all."""

from __future__ import annotations

from dataclasses import dataclass, replace

from gala.core.canonical import digest, part_digest
from gala.core.draws import DrawRun, Frozen, Proposal
from gala.core.feelings import Feelings
from gala.core.plan import LotPlan, Plan, SegmentPlan, WindowPlan
from gala.core.rooms import RoomRun
from gala.core.tables import SEGMENTS, Mode, Phase, SegmentState, WindowState, check
from gala.core.visits import VisitResult
from gala.core.window_run import WindowRun as WindowRun
from gala.proof.audit import Audit
from gala.proof.chain import Beacon

RULES_VERSION = 5
"""Grows when the same events would lead elsewhere; a log says under which rules it was made."""

MAIN = "main"


def room_channel(room: str) -> str:
    """Return the channel of a room's cues."""
    return f"room:{room}"


@dataclass(frozen=True)
class SegmentRun:
    """What became of a segment; instants are None until they have come."""

    id: str
    state: SegmentState = SegmentState.PENDING
    started_ms: int | None = None
    ended_ms: int | None = None

    def fields(self) -> tuple[object, ...]:
        """Return what hashes see."""
        return (self.id, str(self.state), self.started_ms, self.ended_ms)

    def to(self, state: SegmentState) -> SegmentRun:
        """Return this run in another state, if the table allows it."""
        return replace(self, state=check(SEGMENTS, self.state, state, f"segment {self.id}"))


@dataclass(frozen=True)
class OnAir:
    """The segment on air since `since_ms`; `shift_ms` is how long it stood still so far."""

    segment: str
    since_ms: int
    length_ms: int
    shift_ms: int = 0

    def fields(self) -> tuple[object, ...]:
        """Return what hashes see."""
        return (self.segment, self.since_ms, self.length_ms, self.shift_ms)

    @property
    def ends_at_ms(self) -> int:
        """When it is due to end, not counting a hold that still lasts."""
        return self.since_ms + self.length_ms + self.shift_ms


@dataclass(frozen=True)
class Taking:
    """A take that is announced and not yet presented."""

    segment: str
    present_at_ms: int
    by: str

    def fields(self) -> tuple[object, ...]:
        """Return what hashes see."""
        return (self.segment, self.present_at_ms, self.by)


@dataclass(frozen=True, slots=True)
class Night:
    """What draws are bound to: `origin` names this very log, `vrf` is the key's public half."""

    origin: str
    beacon: Beacon
    vrf: bytes


@dataclass(frozen=True)
class Edited:
    """An edit on air: from `at_ms` on the show goes by the sheet of this digest.

    `retired` are the segments that it took out: no other gets an id that lines before it name.
    """

    at_ms: int
    digest: str
    by: str
    second: str
    retired: tuple[str, ...]

    def fields(self) -> tuple[object, ...]:
        """Return what hashes see."""
        return (self.at_ms, self.digest, self.by, self.second, self.retired)


@dataclass(frozen=True, slots=True)
class Breaker:
    """What the breaker has done: it holds before `held`, and people have let `passed` go."""

    held: str | None
    passed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Show:
    """The whole state. `now_ms` is the instant of the latest event; `seqs` the last per channel.

    `loaded_seq` is the cue of `main` that carries what was last made ready or announced. `draws`
    stand by their number, from 1; `given_up` are `(segment, reason)`. `shedding` is the level that
    people have set for all edges. Hashes see neither that nor `feelings` before there are any, so
    logs from before them read as they did.
    """

    plan: Plan
    night: Night
    origin_ms: int
    mode: Mode
    runs: tuple[SegmentRun, ...]
    windows: tuple[WindowRun, ...]
    seqs: tuple[tuple[str, int], ...]
    phase: Phase = Phase.WAITING
    epoch: int = 0
    holder: str = ""
    epochs: tuple[tuple[int, int], ...] = ()
    on_air: OnAir | None = None
    taking: Taking | None = None
    standby: str | None = None
    held_at_ms: int | None = None
    loaded_seq: int = 0
    last_go_ms: int = 0
    viewers: tuple[tuple[str, int], ...] = ()
    frozen: tuple[Frozen, ...] = ()
    draws: tuple[DrawRun, ...] = ()
    given_up: tuple[tuple[str, str], ...] = ()
    proposal: Proposal | None = None
    feelings: Feelings | None = None
    shedding: int = 0
    visits: tuple[VisitResult, ...] = ()
    """Of visits that are over and counted; as with `feelings`, hashes see none before there are."""
    delays: tuple[tuple[str, int], ...] = ()
    """`(outlet, delay_ms)` of those that were trimmed; hashes see none before there are."""
    sheet: str = ""
    """The text of the run sheet in force; hashes see its digest, which the plan has."""
    audits: tuple[Audit, ...] = ()
    """What auditors have signed for that sheet: from the log's first line, or from its edit."""
    edits: tuple[Edited, ...] = ()
    rooms: tuple[RoomRun, ...] = ()
    """Of rooms with a running order of their own, once they have begun."""
    breaker: Breaker | None = None
    """Of a night that nobody drives; hashes see none before it has tripped."""
    now_ms: int = 0

    def fields(self) -> tuple[object, ...]:
        """Return what hashes see of the show itself; its parts are hashed on their own."""
        return (
            RULES_VERSION, self.plan.digest, self.plan.pace_milli, self.plan.rehearsal,
            self.origin_ms, str(self.mode), str(self.phase), self.epoch, self.holder,
            self.epochs, self.seqs, self.standby,
            self.held_at_ms, self.loaded_seq, self.last_go_ms, self.viewers, self.now_ms,
            self.on_air.fields() if self.on_air else None,
            self.taking.fields() if self.taking else None,
            self.given_up, self.proposal.fields() if self.proposal else None,
            *((self.shedding,) if self.shedding else ()),
            *((self.delays,) if self.delays else ()),
            *((("breaker", self.breaker.held, self.breaker.passed),) if self.breaker else ()),
        )  # fmt: skip

    @property
    def delays_ms(self) -> dict[str, int]:
        """How far each outlet is behind the studio, in the order of the sheet."""
        now = dict(self.delays)
        return {one.id: now.get(one.id, one.delay_ms) for one in self.plan.outlets}

    @property
    def current(self) -> str | None:
        """The segment that is on air or announced: what a person who presses a key refers to."""
        if self.taking:
            return self.taking.segment
        return self.on_air.segment if self.on_air else None

    @property
    def windows_settled(self) -> bool:
        """Whether no window is on its way: what was given is counted, and its tree stands."""
        return all(
            (window.state is WindowState.PLANNED and not any(given for _, given in window.sold))
            or (
                window.state in (WindowState.PLANNED, WindowState.SETTLED)
                and self.frozen_of(window.id) is not None
            )
            for window in self.windows
        )

    def index(self, segment: str) -> int:
        """Return a segment's place in the sheet. Raises `KeyError`."""
        return self.plan.places[segment]

    def segment(self, segment: str) -> SegmentPlan:
        """Return a segment's plan. Raises `KeyError`."""
        return self.plan.segments[self.index(segment)]

    def run(self, segment: str) -> SegmentRun:
        """Return what became of a segment. Raises `KeyError`."""
        return self.runs[self.index(segment)]

    def window(self, window: str) -> WindowRun:
        """Return a window. Raises `KeyError`."""
        return self.windows[self.plan.window_places[window]]

    def window_plan(self, window: str) -> WindowPlan:
        """Return a window's plan. Raises `KeyError`."""
        plan = self.segment(self.window(window).segment).window
        assert plan is not None
        return plan

    def frozen_of(self, window: str) -> Frozen | None:
        """Return the tree over what all openings of a window gave, None while there is none."""
        gen = self.window(window).gen
        for frozen in self.frozen:
            if frozen.window == window and frozen.gen == gen:
                return frozen
        return None

    def lot(self, segment: str) -> LotPlan:
        """Return what a beacon decides in a segment. Raises `KeyError` where it decides nothing."""
        lot = self.segment(segment).lot
        if lot is None:
            raise KeyError(segment)
        return lot

    def draw(self, number: int) -> DrawRun:
        """Return a draw. Raises `KeyError`."""
        if not 1 <= number <= len(self.draws):
            raise KeyError(number)
        return self.draws[number - 1]

    def draw_of(self, segment: str) -> DrawRun | None:
        """Return a segment's latest draw, None before its first."""
        for draw in reversed(self.draws):
            if draw.segment == segment:
                return draw
        return None

    def with_draw(self, draw: DrawRun) -> Show:
        """Return the show with a draw replaced."""
        place = draw.number - 1
        return replace(self, draws=(*self.draws[:place], draw, *self.draws[place + 1 :]))

    def with_run(self, run: SegmentRun) -> Show:
        """Return the show with a segment's run replaced."""
        place = self.index(run.id)
        return replace(self, runs=(*self.runs[:place], run, *self.runs[place + 1 :]))

    def with_window(self, window: WindowRun) -> Show:
        """Return the show with a window replaced."""
        place = self.plan.window_places[window.id]
        return replace(self, windows=(*self.windows[:place], window, *self.windows[place + 1 :]))

    def state_hash(self) -> bytes:
        """Return the SHA-256 over the canonical encoding of the state, part by part, taken once."""
        kept: bytes | None = getattr(self, "_state_hash", None)
        if kept is not None:
            return kept
        parts = (
            part_digest(self),
            *map(part_digest, self.runs),
            *map(part_digest, self.windows),
            *map(part_digest, self.frozen),
            *map(part_digest, self.draws),
            *((part_digest(self.feelings),) if self.feelings else ()),
            *map(part_digest, self.visits),
            *map(part_digest, self.edits),
            *map(part_digest, self.rooms),
        )
        kept = digest(parts)
        object.__setattr__(self, "_state_hash", kept)
        return kept


def first_state(
    plan: Plan,
    night: Night,
    origin_ms: int,
    mode: Mode,
    *,
    sheet: str = "",
    audits: tuple[Audit, ...] = (),
) -> Show:
    """Return the state before anything has happened; the show starts at `origin_ms`.

    `plan` is that of `sheet`, a text: without it the show cannot be edited.
    """
    return Show(
        plan=plan,
        night=night,
        origin_ms=origin_ms,
        mode=mode,
        runs=tuple(map(first_run, plan.segments)),
        windows=tuple(first_window(plan, segment) for segment in plan.segments if segment.window),
        seqs=((MAIN, 0), *((room_channel(room.id), 0) for room in plan.rooms)),
        sheet=sheet,
        audits=audits,
    )


def first_run(segment: SegmentPlan) -> SegmentRun:
    """Return a segment before anything became of it; a filler is left out until it is asked for."""
    state = SegmentState.PENDING if segment.filler_for is None else SegmentState.SKIPPED
    return SegmentRun(segment.id, state)


def first_window(plan: Plan, segment: SegmentPlan) -> WindowRun:
    """Return the window of a segment that has one, before it ever opened."""
    assert segment.window is not None
    nothing_sold = tuple((outlet.id, 0) for outlet in plan.outlets)
    return WindowRun(id=segment.window.id, segment=segment.id, sold=nothing_sold)
