"""What a viewer sees: the picture at one instant, in plain frozen values.

`read_*` turn the nested arrays of docs/protocol.md section 4 into these values. They ignore extra
elements at the end, which later versions may add, and raise `WireError` for anything else.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from gala.core.plan import Text

from .codec import WireError

Phase = Literal["waiting", "on_air", "held", "panic", "over"]


@dataclass(frozen=True, slots=True)
class Card:
    """A segment as viewers get it. `detail` depends on `kind`; `guests` is `(role, count)`.

    `who` is there where not everybody may take part alike (docs/protocol.md section 4).
    """

    id: str
    kind: str
    title: Text
    guests: tuple[tuple[Text, int], ...]
    detail: tuple[object, ...]
    who: tuple[object, ...] = ()


@dataclass(frozen=True, slots=True)
class Next:
    """What comes next; `starts_at_ms` is 0 when a person decides."""

    id: str
    kind: str
    title: Text
    starts_at_ms: int


@dataclass(frozen=True, slots=True)
class Announced:
    """A take that has been announced and will be seen at `at_ms` (0: at once)."""

    segment: Card
    at_ms: int


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit from the main stage to a room; it is planned to end at `ends_at_ms`."""

    segment: Card
    ends_at_ms: int


@dataclass(frozen=True, slots=True)
class Row:
    """One outlet's part of a window, `[opens_at_ms, closes_at_ms)`, the outlet's delay included.

    `sold` is None until the window is settled.
    """

    outlet: str
    opens_at_ms: int
    closes_at_ms: int
    stock: int
    sold: int | None


@dataclass(frozen=True, slots=True)
class Window:
    """An opening of a window; `state` is armed, open, paused, closed or settled."""

    id: str
    gen: int
    state: str
    rows: tuple[Row, ...]

    def row(self, outlet: str) -> Row | None:
        """Return the outlet's part, None when it has none."""
        return next((row for row in self.rows if row.outlet == outlet), None)


@dataclass(frozen=True, slots=True)
class Revoked:
    """That what opening `gen` of a window gave is void; `reason` is public."""

    window: str
    gen: int
    reason: str


class Picture(NamedTuple):
    """A channel at one instant.

    `Board.at` gives its instants as the viewer's outlet sees them, the delay included; 0 stands
    for one that is not known. A panic lies over the rest: `segment` is what will be back. In a room
    `segment` and `next` are of its own running order, if it has one; a visit is beside them.
    """

    segment: Card | None = None
    started_ms: int = 0
    ends_at_ms: int = 0
    next: Next | None = None
    ready: Card | None = None
    announced: Announced | None = None
    windows: tuple[Window, ...] = ()
    revoked: tuple[Revoked, ...] = ()
    visit: Visit | None = None
    held: bool = False
    panic: bool = False
    over: bool = False

    @property
    def phase(self) -> Phase:
        """Return what a screen shows first: the end, a panic, a hold, a segment or nothing yet."""
        if self.over:
            return "over"
        if self.panic:
            return "panic"
        if self.segment is None and self.visit is None:
            return "waiting"
        return "held" if self.held else "on_air"

    def window(self, window: str) -> Window | None:
        """Return the window as presented so far, None before its first cue."""
        return next((each for each in self.windows if each.id == window), None)

    def delayed(self, delay_ms: int) -> Picture:
        """Return the studio's picture with the instants of an outlet that is `delay_ms` behind."""
        if not delay_ms:
            return self
        coming, visit = self.next, self.visit
        if coming is not None:
            coming = replace(coming, starts_at_ms=_later(coming.starts_at_ms, delay_ms))
        if visit is not None:
            visit = replace(visit, ends_at_ms=_later(visit.ends_at_ms, delay_ms))
        return self._replace(
            started_ms=_later(self.started_ms, delay_ms),
            ends_at_ms=_later(self.ends_at_ms, delay_ms),
            next=coming,
            visit=visit,
        )


def _later(at_ms: int, delay_ms: int) -> int:
    return at_ms + delay_ms if at_ms else 0


def read_text(value: object) -> Text:
    """Read `[zh, en]`. Raises `WireError`."""
    match value:
        case [str(zh), str(en), *_]:
            return (zh, en)
    raise WireError(f"not a text: {value!r:.80}")


def read_card(value: object) -> Card:
    """Read `[id, kind, title, guests, detail]` and the rule after it. Raises `WireError`."""
    match value:
        case [str(segment), str(kind), title, [*guests], [*detail], *more]:
            return Card(
                segment,
                kind,
                read_text(title),
                tuple(_read_guest(guest) for guest in guests),
                tuple(detail),
                tuple(more[0]) if more and isinstance(more[0], list | tuple) else (),
            )
    raise WireError(f"not a segment: {value!r:.80}")


def _read_guest(value: object) -> tuple[Text, int]:
    match value:
        case [role, int(count), *_]:
            return (read_text(role), count)
    raise WireError(f"not a guest: {value!r:.80}")


def read_next(value: object) -> Next | None:
    """Read `[id, kind, title, starts_at_ms]` or nil. Raises `WireError`."""
    match value:
        case None:
            return None
        case [str(segment), str(kind), title, int(starts_at_ms), *_]:
            return Next(segment, kind, read_text(title), starts_at_ms)
    raise WireError(f"not a next: {value!r:.80}")


def read_window(value: object) -> Window:
    """Read `[window, gen, state, rows]`. Raises `WireError`."""
    match value:
        case [str(window), int(gen), str(state), [*rows], *_]:
            settled = state == "settled"
            return Window(window, gen, state, tuple(_read_row(row, settled) for row in rows))
    raise WireError(f"not a window: {value!r:.80}")


def read_revoked(value: object) -> Revoked:
    """Read `[window, gen, reason]`. Raises `WireError`."""
    match value:
        case [str(window), int(gen), str(reason), *_]:
            return Revoked(window, gen, reason)
    raise WireError(f"not a revocation: {value!r:.80}")


def _read_row(value: object, settled: bool) -> Row:
    match value:
        case [str(outlet), int(opens_at_ms), int(closes_at_ms), int(stock), *rest]:
            sold = rest[0] if settled and rest else None
            if sold is None or isinstance(sold, int):
                return Row(outlet, opens_at_ms, closes_at_ms, stock, sold)
    raise WireError(f"not a row of a window: {value!r:.80}")
