"""What each kind of cue does to the picture: one rule a kind, found in `RULES` by its name.

A rule reads the body once, when the cue arrives, and returns the step that its presentation takes;
so a bad body is found at the door and not at the instant of showing. All instants here are the
studio's; `Picture.delayed` adds an outlet's delay.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from .codec import WireError
from .picture import Picture, Visit, read_card, read_next, read_revoked, read_window

Step = Callable[[Picture], Picture]


@dataclass(frozen=True, slots=True)
class Cue:
    """One numbered step of a channel, as it came over the wire."""

    channel: str
    epoch: int
    seq: int
    present_at_ms: int
    kind: str
    body: tuple[object, ...]
    step: Step | None = field(default=None, init=False, compare=False, repr=False)
    """What `step_of` has read: once, however many boards take the cue."""

    @classmethod
    def read(cls, message: object) -> Cue:
        """Read an unpacked `cue` message. Raises `WireError`; the body is read by `step_of`."""
        match message:
            case ["cue", str(channel), int(epoch), int(seq), int(at_ms), str(kind), [*body], *_]:
                return cls(channel, epoch, seq, at_ms, kind, tuple(body))
        raise WireError("not a cue")

    def due_ms(self, delay_ms: int) -> int:
        """Return when an outlet shows it, by the show's clock; 0 is at once."""
        return self.present_at_ms + delay_ms if self.present_at_ms else 0


def step_of(cue: Cue) -> Step:
    """Return what presenting `cue` does; a kind that is not known does nothing.

    Raises `WireError` when the body does not fit the kind.
    """
    if cue.step is not None:
        return cue.step
    rule = RULES.get(cue.kind)
    step = _nothing if rule is None else rule(cue)
    object.__setattr__(cue, "step", step)
    return step


def _nothing(picture: Picture) -> Picture:
    return picture


def _ready(cue: Cue) -> Step:
    match cue.body:
        case [card, *_]:
            segment = read_card(card)
            return lambda picture: picture._replace(ready=segment)
    raise WireError("ready without a segment")


def _take(cue: Cue) -> Step:
    match cue.body:
        case [card, int(ends_at_ms), coming, *_]:
            segment, following = read_card(card), read_next(coming)
            return lambda picture: picture._replace(
                segment=segment,
                started_ms=cue.present_at_ms,
                ends_at_ms=ends_at_ms,
                next=following,
                ready=None,
                held=False,
            )
    raise WireError(f"{cue.kind} is [segment, ends_at_ms, next]")


def _room_rest(cue: Cue) -> Step:
    match cue.body:
        case [coming, *_]:
            following = read_next(coming)
            return lambda picture: picture._replace(
                segment=None, started_ms=0, ends_at_ms=0, next=following
            )
    raise WireError("room_rest is [next]")


def _hold(cue: Cue) -> Step:
    return lambda picture: picture._replace(held=True)


def _resume(cue: Cue) -> Step:
    match cue.body:
        case [int(ends_at_ms), coming, *_]:
            following = read_next(coming)
            return lambda picture: picture._replace(
                held=False, ends_at_ms=ends_at_ms, next=following
            )
    raise WireError("resume is [ends_at_ms, next]")


def _extend(cue: Cue) -> Step:
    match cue.body:
        case [str(segment), int(ends_at_ms), coming, *_]:
            following = read_next(coming)

            def step(picture: Picture) -> Picture:
                # A later take may already be presented: the old segment's end is history then.
                if picture.segment is None or picture.segment.id != segment:
                    return picture
                return picture._replace(ends_at_ms=ends_at_ms, next=following)

            return step
    raise WireError("extend is [id, ends_at_ms, next]")


def _next(cue: Cue) -> Step:
    match cue.body:
        case [coming, *_]:
            following = read_next(coming)
            return lambda picture: picture._replace(next=following)
    raise WireError("next is [next]")


def _panic(cue: Cue) -> Step:
    return lambda picture: picture._replace(panic=True)


def _clear(cue: Cue) -> Step:
    match cue.body:
        case [int(ends_at_ms), coming, *_]:
            following = read_next(coming)
            return lambda picture: picture._replace(
                panic=False, held=False, ends_at_ms=ends_at_ms, next=following
            )
        case []:  # in a room, whose programme goes by the clock
            return lambda picture: picture._replace(panic=False)
    raise WireError("clear is [ends_at_ms, next], or [] in a room")


def _window(cue: Cue) -> Step:
    window = read_window(cue.body)

    def step(picture: Picture) -> Picture:
        others = tuple(each for each in picture.windows if each.id != window.id)
        return picture._replace(windows=(*others, window))

    return step


def _window_revoked(cue: Cue) -> Step:
    revoked = read_revoked(cue.body)
    return lambda picture: picture._replace(revoked=(*picture.revoked, revoked))


def _visit(cue: Cue) -> Step:
    match cue.body:
        case [card, int(ends_at_ms), *_]:
            visit = Visit(read_card(card), ends_at_ms)
            return lambda picture: picture._replace(visit=visit)
    raise WireError("visit is [segment, ends_at_ms]")


def _visit_over(cue: Cue) -> Step:
    match cue.body:
        case [str(segment), *_]:

            def step(picture: Picture) -> Picture:
                visit = picture.visit
                here = visit is not None and visit.segment.id == segment
                return picture._replace(visit=None) if here else picture

            return step
    raise WireError("visit_over is [id]")


def _over(cue: Cue) -> Step:
    return lambda picture: Picture(windows=picture.windows, revoked=picture.revoked, over=True)


RULES: dict[str, Callable[[Cue], Step]] = {
    "clear": _clear,
    "extend": _extend,
    "hold": _hold,
    "next": _next,
    "over": _over,
    "panic": _panic,
    "ready": _ready,
    "resume": _resume,
    "room_rest": _room_rest,
    "room_take": _take,
    "take": _take,
    "visit": _visit,
    "visit_over": _visit_over,
    "window": _window,
    "window_revoked": _window_revoked,
}
"""`retime` and `cancel` are not here: they change a coming take when they arrive (board.py)."""
