"""A channel as a viewer follows it: the cues that came, and the picture they make at an instant.

Pure: the caller brings the messages and the time. It keeps the rules of docs/protocol.md section 4:

    snapshot   forget, then apply its cues               add   exactly the next seq, else `Gap`
    retime, cancel   change the announced take on arrival, whatever their own instant
    at(now)    every cue due by then, applied in the order of seq (not of presentation)
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from .codec import WireError
from .picture import Announced, Card, Picture, Window, read_card, read_next, read_window
from .steps import Cue, Step, step_of

FOLD_AFTER_MS = 2_000
"""Cues shown this long ago are folded into one picture: clocks are corrected by less than that."""


class Gap(Exception):
    """A cue is not the next one of its channel: reconnect with the resume point."""

    def __init__(self, cue: Cue, expected_seq: int) -> None:
        super().__init__(f"{cue.channel}: seq {cue.seq} came where {expected_seq} is next")
        self.cue = cue
        self.expected_seq = expected_seq


@dataclass(slots=True, eq=False)
class _Entry:
    cue: Cue
    step: Step
    card: Card | None
    """The segment of a take, None for other kinds."""
    handed: bool = False
    kept: bool = False
    """Presented before the outlet's delay changed: it stays so, whatever the new delay."""

    def is_due(self, now_ms: int, delay_ms: int) -> bool:
        """Whether it is to be seen at `now_ms`."""
        return self.kept or self.cue.due_ms(delay_ms) <= now_ms


class Board:
    """What is known of one channel. Instants are Unix milliseconds by the show's clock."""

    def __init__(self, channel: str) -> None:
        self.channel = channel
        self.resume_point: tuple[int, int] | None = None
        """`(epoch, seq)` of the last snapshot or cue, None before the first snapshot."""
        self._base = Picture()
        self._entries: list[_Entry] = []
        self._windows: dict[str, Window] = {}
        self._shown: tuple[list[Step], Picture] = ([], self._base)
        """The steps that `at` took last from the base, and where they led."""

    def snapshot(self, epoch: int, seq: int, cues: Iterable[Cue]) -> None:
        """Forget the channel and begin at `seq`. Raises `WireError`, then nothing has changed."""
        fresh = Board(self.channel)
        for cue in cues:
            fresh._apply(cue)
        self._base, self._entries, self._windows = Picture(), fresh._entries, fresh._windows
        self._shown = ([], self._base)
        self.resume_point = (epoch, seq)

    def add(self, cue: Cue) -> None:
        """Take the next cue.

        Raises `Gap` when it is not the next, also for one that came before, for an older epoch and
        before any snapshot; and `WireError`. After either nothing has changed.
        """
        epoch, seq = self.resume_point or (0, -1)
        if self.resume_point is None or cue.seq != seq + 1 or cue.epoch < epoch:
            raise Gap(cue, seq + 1)
        self._apply(cue)
        self.resume_point = (cue.epoch, cue.seq)

    def _apply(self, cue: Cue) -> None:
        if cue.kind == "retime":
            self._retime(cue)
        elif cue.kind == "cancel":
            self._cancel(cue)
        else:
            step = step_of(cue)
            card = read_card(cue.body[0]) if cue.kind in ("take", "room_take") else None
            self._entries.append(_Entry(cue, step, card))
            if cue.kind == "window":
                window = read_window(cue.body)
                self._windows[window.id] = window

    def _retime(self, cue: Cue) -> None:
        match cue.body:
            case [str(segment), int(ends_at_ms), coming, *_]:
                read_next(coming)
                take = self._announced(segment)
                if take is not None:
                    body = (take.cue.body[0], ends_at_ms, coming)
                    take.cue = replace(take.cue, present_at_ms=cue.present_at_ms, body=body)
                    take.step = step_of(take.cue)
                    take.kept = False
            case _:
                raise WireError("retime is [id, ends_at_ms, next]")

    def _cancel(self, cue: Cue) -> None:
        match cue.body:
            case [str(segment), *_]:
                take = self._announced(segment)
                if take is not None:
                    self._entries.remove(take)
            case _:
                raise WireError("cancel is [id]")

    def _announced(self, segment: str) -> _Entry | None:
        """Return the newest take, if it is of `segment`: the studio announces one at a time."""
        for entry in reversed(self._entries):
            if entry.card is not None:
                return entry if entry.card.id == segment else None
        return None

    def at(self, now_ms: int, delay_ms: int) -> Picture:
        """Return what an outlet `delay_ms` behind shows at `now_ms`.

        `now_ms` may lie before that of an earlier call, but not by more than `FOLD_AFTER_MS`
        before the last call of `due`.
        """
        steps: list[Step] = []
        announced = None
        for entry in self._entries:
            if entry.is_due(now_ms, delay_ms):
                steps.append(entry.step)
            elif announced is None and entry.card is not None:
                announced = Announced(entry.card, entry.cue.due_ms(delay_ms))
        taken, picture = self._shown
        if steps[: len(taken)] != taken:
            taken, picture = [], self._base
        for step in steps[len(taken) :]:
            picture = step(picture)
        self._shown = (steps, picture)
        picture = picture.delayed(delay_ms)
        if announced is None or picture.over:
            return picture
        return picture._replace(announced=announced)

    def trimmed(self) -> None:
        """Note that the outlet's delay has changed: what `due` has handed out stays presented."""
        for entry in self._entries:
            entry.kept = entry.kept or entry.handed

    def next_change_ms(self, now_ms: int, delay_ms: int) -> int | None:
        """Return when the next cue is to be shown after `now_ms`, None when none is waiting."""
        due = (entry.cue.due_ms(delay_ms) for entry in self._entries if not entry.kept)
        return min((at_ms for at_ms in due if at_ms > now_ms), default=None)

    def due(self, now_ms: int, delay_ms: int) -> list[Cue]:
        """Return the cues that have become due since the last call, each once, in order of seq.

        A take that was retimed comes with its new instant and body; one that was cancelled,
        `retime` and `cancel` themselves do not come: they show nothing.
        """
        shown = [
            entry
            for entry in self._entries
            if not entry.handed and entry.cue.due_ms(delay_ms) <= now_ms
        ]
        for entry in shown:
            entry.handed = True
        old = 0
        while old < len(self._entries):
            entry = self._entries[old]
            if not entry.handed or entry.cue.due_ms(delay_ms) > now_ms - FOLD_AFTER_MS:
                break
            self._base = entry.step(self._base)
            old += 1
        if old:
            taken, picture = self._shown
            folded = [entry.step for entry in self._entries[:old]]
            self._shown = (taken[old:], picture) if taken[:old] == folded else ([], self._base)
            del self._entries[:old]
        return [entry.cue for entry in shown]

    @property
    def windows(self) -> tuple[Window, ...]:
        """The newest that is known of each window, shown or not: what claims go by."""
        return tuple(self._windows.values())

    def window(self, window: str) -> Window | None:
        """Return that of one window, None before its first cue."""
        return self._windows.get(window)
