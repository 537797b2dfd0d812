"""What becomes of entries: frozen, drawn from under a number, opened by a beacon, or void."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace

from gala.core.tables import DRAWS, DrawState, check
from gala.proof.manifest import Manifest
from gala.proof.rules import DrawRule

ATTEMPTS_MAX = 3
"""Numbers that one segment may use when rounds of the beacon do not come."""

LATE, CALLED_OFF = "late", "called_off"
EMPTY, OVER, REVOKED = "empty", "over", "revoked"


@dataclass(frozen=True)
class Frozen:
    """The tree over a window's leaves, as of opening `gen`; `root` is hex.

    `entries` is the number of leaves, `outlets` are `(outlet, declared, given)`.
    """

    window: str
    gen: int
    root: str
    entries: int
    outlets: tuple[tuple[str, int, int], ...]

    def fields(self) -> tuple[object, ...]:
        """Return what hashes see."""
        return (self.window, self.gen, self.root, self.entries, self.outlets)

    @property
    def numbers(self) -> int:
        """How many numbers viewers own."""
        return sum(given for _, _, given in self.outlets)

    @property
    def given(self) -> tuple[tuple[str, int], ...]:
        """`(outlet, numbers)`: where each outlet's numbers begin follows from it."""
        return tuple((outlet, given) for outlet, _, given in self.outlets)


@dataclass(frozen=True, slots=True)
class Place:
    """Who was drawn: a pseudonym and the numbers that it owns."""

    pseudonym: str
    low: int
    quantity: int


@dataclass(frozen=True)
class DrawRun:
    """One numbered draw. `manifest_text` is what was committed to, at `committed_ms`.

    `places` are in drawn order; `passed_over` are those of them that may not have a prize.
    `paid_fen` and `returned_fen` are a rain's, once it is opened. `ordered_ms` is when what was
    drawn became orders (gala/core/orders), of those who had not been passed over by then: the
    first `passed_before` of `passed_over` had.
    """

    number: int
    segment: str
    manifest: Manifest
    manifest_text: str
    committed_ms: int
    state: DrawState = DrawState.COMMITTED
    opened_ms: int | None = None
    reason: str = ""
    hall: str = ""
    places: tuple[Place, ...] = ()
    passed_over: tuple[int, ...] = ()
    paid_fen: int = 0
    returned_fen: int = 0
    ordered_ms: int | None = None
    passed_before: int = 0

    def fields(self) -> tuple[object, ...]:
        """Return what hashes see; of orders nothing where there are none."""
        ordered = () if self.ordered_ms is None else (self.ordered_ms, self.passed_before)
        return (
            self.number, self.segment, self.manifest_text, self.committed_ms, str(self.state),
            self.opened_ms, self.reason, self.hall, self.passed_over, self.paid_fen,
            self.returned_fen,
            tuple((one.pseudonym, one.low, one.quantity) for one in self.places), *ordered,
        )  # fmt: skip

    def to(self, state: DrawState) -> DrawRun:
        """Return this draw in another state, if the table allows it."""
        return replace(self, state=check(DRAWS, self.state, state, f"draw {self.number}"))

    @property
    def kind(self) -> str:
        """`draw` or `rain`."""
        return self.manifest.kind

    @property
    def settled(self) -> bool:
        """Whether nothing more is to come of it by itself."""
        return self.state is (DrawState.OPENED if self.kind == "rain" else DrawState.ANNOUNCED)

    @property
    def winners(self) -> tuple[tuple[str, int], ...]:
        """`(prize_id, place)` of every prize that somebody has, in the order of the prizes.

        A place that was passed over hands its prize to the next place that has none yet.
        """
        return tuple(one for part in self._parts() for one in self._held(*part)[0])

    @property
    def waiting(self) -> tuple[tuple[str, tuple[int, ...]], ...]:
        """Return who gets the next prize that comes free, in order: `(outlet, places)`.

        By outlet there is a row for each outlet that has prizes; else one row, with the outlet "".
        """
        rule = self.manifest.rule
        assert isinstance(rule, DrawRule)
        outlets = [prize for prize, _, _ in rule.prizes] if rule.by_outlet else [""]
        rests = (self._held(*part)[1] for part in self._parts())
        return tuple(zip(outlets, rests, strict=True))

    def may_pass_over(self, place: int) -> bool:
        """Whether a place can be passed over: one with a prize, or, once there are orders, any.

        Who waits may have got by then what another has not paid for, of which the log says nothing.
        """
        if self.ordered_ms is not None:
            return 0 <= place < len(self.places) and place not in self.passed_over
        return any(place == held for _, held in self.winners)

    def outlet(self, place: int) -> str:
        """Return the outlet whose numbers the owner of a place has."""
        low, end = self.places[place].low, 0
        for outlet, given in self.manifest.outlets:
            end += given
            if low < end:
                return outlet
        raise ValueError(f"place {place} of draw {self.number} has numbers that nobody was given")

    def _parts(self) -> Iterator[tuple[list[str], list[int]]]:
        """Yield prizes, one by one, and the places among which they stay: an outlet's, or all."""
        rule = self.manifest.rule
        assert isinstance(rule, DrawRule)
        if not rule.by_outlet:
            prizes = [prize for prize, count, _ in rule.prizes for _ in range(count)]
            yield prizes, list(range(len(self.places)))
            return
        places: dict[str, list[int]] = {}
        for place in range(len(self.places)):
            places.setdefault(self.outlet(place), []).append(place)
        for prize, count, _ in rule.prizes:
            yield [prize] * count, places.get(prize, [])

    def _held(
        self, prizes: list[str], places: list[int]
    ) -> tuple[list[tuple[str, int]], tuple[int, ...]]:
        """Return who holds which of `prizes`, and the places that have had none, in order."""
        holders: list[int | None] = [*places[: len(prizes)]]
        coming = deque(places[len(prizes) :])
        for place in self.passed_over:
            if place in holders:
                holders[holders.index(place)] = coming.popleft() if coming else None
            elif place in coming:
                coming.remove(place)
        held = zip(prizes, holders, strict=False)
        return [(prize, place) for prize, place in held if place is not None], tuple(coming)

    def won(self) -> tuple[tuple[int, int], ...]:
        """Return the `(low, quantity)` of those who have a prize, ascending."""
        held = (self.places[place] for _, place in self.winners)
        return tuple(sorted((one.low, one.quantity) for one in held))


@dataclass(frozen=True, slots=True)
class Proposal:
    """What one seat has asked for and another must ask for too; `key` says what exactly."""

    key: str
    by: str
    at_ms: int

    def fields(self) -> tuple[object, ...]:
        """Return what hashes see."""
        return (self.key, self.by, self.at_ms)
