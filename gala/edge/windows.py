"""What an edge knows of the windows, and which claims it can answer without asking the ledger.

It knows them from `window` cues and from ticks. A retry is always asked: the viewer may own a
receipt. A first claim is answered here where the ledger's answer is known and cannot change any
more: the opening has ended, or the outlet's stock of it is gone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from gala.core.plan import WindowPlan
from gala.ports import Refused
from gala.wire.messages import Tick
from gala.wire.requests import MakeClaim
from gala.wire.steps import Cue

NO_GEN = 0
"""No opening has this number: the ledger then finds an earlier receipt or says no."""


@dataclass(frozen=True, slots=True)
class Ask:
    """Ask the ledger, for opening `gen`, not before `at_ms`."""

    gen: int
    at_ms: int = 0


@dataclass(slots=True)
class _Window:
    gen: int = 0
    ended: bool = False
    paused: bool = False
    settled: bool = False
    opens_ms: dict[str, int] = field(default_factory=dict)
    closes_ms: dict[str, int] = field(default_factory=dict)
    sold_out: set[str] = field(default_factory=set)


class Windows:
    """The windows of one show; `planned` are those of its sheet."""

    def __init__(self, planned: Iterable[WindowPlan], early_ms: int) -> None:
        self._plans = {plan.id: plan for plan in planned}
        self._windows = {window: _Window() for window in self._plans}
        self._early_ms = early_ms
        self._void: set[tuple[str, int]] = set()

    def apply(self, cue: Cue) -> None:
        """Learn from a cue about a window; others say nothing here."""
        match cue.kind, cue.body:
            case "window_revoked", [str(name), int(gen), *_]:
                self._void.add((name, gen))
            case "window", [str(name), int(gen), str(state), [*rows], *_]:
                window = self._windows.setdefault(name, _Window())
                if gen < window.gen:
                    return
                if gen > window.gen:
                    window = self._windows[name] = _Window(gen)
                window.ended = state not in ("armed", "open")
                window.paused = state == "paused"
                window.settled = state == "settled"
                for row in rows:
                    match row:
                        case [str(outlet), int(opens_at_ms), int(closes_at_ms), *_]:
                            window.opens_ms[outlet] = opens_at_ms
                            window.closes_ms[outlet] = closes_at_ms

    def apply_tick(self, tick: Tick) -> None:
        """Learn from a tick for which outlets the stock is gone."""
        for name, gen, rows in tick.windows:
            window = self._windows.get(name)
            if window is not None and window.gen == gen:
                window.sold_out.update(outlet for outlet, left in rows if left <= 0)

    def paused(self, window: str, gen: int) -> bool:
        """Whether opening `gen` has ended in a pause: another is to come."""
        known = self._windows.get(window)
        return known is not None and known.paused and known.gen == gen

    def busy(self, now_ms: int, ahead_ms: int) -> bool:
        """Return whether a window is open anywhere now, or will be within `ahead_ms`."""
        return any(
            not window.ended and opens_ms - ahead_ms <= now_ms < window.closes_ms[outlet]
            for window in self._windows.values()
            for outlet, opens_ms in window.opens_ms.items()
        )

    def is_void(self, window: str, gen: int) -> bool:
        """Return whether what opening `gen` gave was revoked."""
        return (window, gen) in self._void

    def settled_gen(self, window: str) -> int:
        """Return the present opening's number if it is settled: nothing more is given; else 0."""
        known = self._windows.get(window)
        return known.gen if known is not None and known.settled else 0

    def quantity(self, claim: MakeClaim, weight: int) -> int:
        """Return how many numbers `claim` gets, made for an entry of `weight`."""
        plan = self._plans.get(claim.window)
        return 1 if plan is None else plan.quantity(claim.quantity, weight)

    def judge(self, claim: MakeClaim, outlet: str, now_ms: int, stale: bool) -> Ask | Refused:
        """Return the answer to `claim` if it is known, else how to ask for it.

        `stale`: the edge has lost the show, and what it has not seen may have happened.
        """
        window = self._windows.get(claim.window)
        if window is None:
            return Refused("unknown")
        # One opening ahead is an edge a moment behind. Other numbers must not become calls of
        # their own: a viewer could make as many of them as it likes.
        known = window.gen <= claim.gen <= window.gen + 1
        if claim.retry:
            return Ask(claim.gen if known else NO_GEN)
        if window.gen == 0 and not stale:
            return Refused("unknown")
        if claim.gen != window.gen:
            if known or stale:
                return Ask(claim.gen if known else NO_GEN)
            return Refused("closed")
        if window.ended:
            return Refused("paused" if window.paused else "closed")
        if outlet in window.sold_out:
            return Refused("sold_out")
        opens_ms = window.opens_ms.get(outlet, 0)
        if now_ms < opens_ms - self._early_ms:
            return Refused("too_early", opens_ms)
        return Ask(claim.gen, opens_ms if now_ms < opens_ms else 0)
