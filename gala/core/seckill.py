"""The rules of a seckill window, pure: what the store's functions do, said once more in Python.

`gala/store/functions/*.lua` decides claims on a real night; this module decides them in a
simulation. `tests/contract/test_ledger_contract.py` holds the two to the same answers.

A `Shard` is what the store keeps beside the receipts. Receipts are given in as a mapping and come
back as the new winners, so that a batch costs what the batch holds, not what the night holds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from gala.proof.leaf import Leaf


@dataclass(frozen=True, slots=True)
class OutletWindow:
    """One outlet's part of a window: `[opens_at_ms, closes_at_ms)` and `stock` units.

    On a shard, `more` says that other shards, or the tail, may have units left.
    """

    outlet: str
    opens_at_ms: int
    closes_at_ms: int
    stock: int
    more: bool = False


@dataclass(frozen=True, slots=True)
class OutletTotals:
    """What became of one outlet's stock: units given in this opening, claims turned away.

    A claim is turned away when it is answered `sold_out`; late and early ones do not count.
    """

    outlet: str
    sold: int
    turned_away: int


@dataclass(frozen=True, slots=True)
class Claim:
    """One viewer's claim, by pseudonym; `claim_id` is 16 bytes of the client's.

    `quantity` is how many numbers it gets: 1 in a seckill, chances in a rain, a draw's weight.
    """

    viewer: str
    outlet: str
    claim_id: bytes
    quantity: int = 1


@dataclass(frozen=True, slots=True)
class Won:
    """A unit of the outlet's, numbered on from 1 over all openings, decided at `at_ms`.

    The n-th of shard s of k has the number k(n-1)+s+1; with a `quantity` of more than 1 it is the
    first of so many. `gen`, `claim_id` and `outlet` are those of the claim that won; a retry gets
    the same values. `batch`, `index` and `size` say where it stands in the ledger's journal: the
    store numbers that, so values are equal without them.
    """

    gen: int
    claim_id: bytes
    unit: int
    price_fen: int
    at_ms: int
    quantity: int = 1
    batch: str = field(default="", compare=False)
    index: int = field(default=0, compare=False)
    size: int = field(default=0, compare=False)
    outlet: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Refused:
    """No unit: `outcome` is sold_out, closed, unknown or too_early (`at_ms`: the opening).

    Or pending: nothing is left on this viewer's shard, but perhaps elsewhere.
    """

    outcome: str
    at_ms: int = 0


Decision = Won | Refused

UNKNOWN = Refused("unknown")
CLOSED = Refused("closed")
SOLD_OUT = Refused("sold_out")
PENDING = Refused("pending")


@dataclass(frozen=True, slots=True)
class Winner:
    """One entry of a window's journal: who got which unit of which outlet."""

    viewer: str
    outlet: str
    won: Won

    def leaf(self) -> Leaf:
        """Return it as trees and receipts have it (docs/proof.md section 4)."""
        won = self.won
        return Leaf(
            self.viewer, self.outlet, won.unit, won.quantity, won.gen, won.price_fen, won.at_ms,
            won.claim_id,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """One outlet's part of one opening, with what has become of it."""

    gen: int
    window: OutletWindow
    sold: int = 0
    turned_away: int = 0
    wanted: int = 0
    """How many units were asked for in vain since the last grant."""


@dataclass(frozen=True, slots=True)
class Shard:
    """A window's state without its receipts, or that of one of its `shards`, from 0.

    `gen` is the present opening (0: never opened), `closed` that it was ended before its time,
    `latest_ms` the latest instant at which a claim was decided, `parts` every part of every
    opening, in order of opening and then of outlet.
    """

    epoch: int = 0
    gen: int = 0
    price_fen: int = 0
    closed: bool = False
    latest_ms: int = 0
    shard: int = 0
    shards: int = 1
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Batch:
    """What `apply_batch` made: the state after it, an answer to each claim, and the new winners."""

    shard: Shard
    decisions: tuple[Decision, ...]
    winners: tuple[Winner, ...]


class EpochError(Exception):
    """A conductor with a newer lease epoch has written to this window."""


def fence(shard: Shard, epoch: int) -> Shard:
    """Refuse openings and closings of lesser epochs from now on. Raises `EpochError`."""
    if epoch < shard.epoch:
        raise EpochError(f"epoch {epoch} is behind {shard.epoch}")
    return replace(shard, epoch=epoch)


def open_window(
    shard: Shard,
    epoch: int,
    gen: int,
    price_fen: int,
    rows: Sequence[OutletWindow],
    place: tuple[int, int] = (0, 1),
) -> Shard:
    """Set up opening `gen`; the same or an older one changes nothing. Raises `EpochError`.

    `place` is `(shard, shards)`.
    """
    shard = fence(shard, epoch)
    if gen <= shard.gen:
        return shard
    parts = tuple(Part(gen, row) for row in sorted(rows, key=_outlet_order))
    return replace(
        shard, gen=gen, price_fen=price_fen, closed=False, shard=place[0], shards=place[1],
        parts=shard.parts + parts,
    )  # fmt: skip


def grant(
    shard: Shard, epoch: int, gen: int, outlet: str, change: tuple[int, int], more: bool
) -> tuple[Shard, bool]:
    """Change an outlet's stock here from `change[0]` to `change[1]`; say whether that was done.

    It is not for another opening, one that was ended, another stock, or more given than that.
    Raises `EpochError`.
    """
    shard = fence(shard, epoch)
    part = next((one for one in shard.parts if (one.gen, one.window.outlet) == (gen, outlet)), None)
    here, there = change
    if gen != shard.gen or shard.closed or part is None:
        return shard, False
    if part.window.stock != here or there < part.sold:
        return shard, False
    granted = replace(part, window=replace(part.window, stock=there, more=more), wanted=0)
    parts = tuple(granted if one is part else one for one in shard.parts)
    return replace(shard, parts=parts), True


def close_window(shard: Shard, epoch: int, gen: int) -> tuple[Shard, tuple[OutletTotals, ...]]:
    """End opening `gen` for good and return its totals. Raises `EpochError`.

    An opening that never was is ended too: it will not open when its `open_window` comes late.
    """
    shard = fence(shard, epoch)
    if gen >= shard.gen:
        shard = replace(shard, gen=gen, closed=True)
    return shard, totals(shard, gen)


def totals(shard: Shard, gen: int) -> tuple[OutletTotals, ...]:
    """Return what became of opening `gen`, in the order of the outlets' names."""
    return tuple(
        OutletTotals(part.window.outlet, part.sold, part.turned_away)
        for part in shard.parts
        if part.gen == gen
    )


def apply_batch(
    shard: Shard, receipts: Mapping[str, Won], now_ms: int, gen: int, claims: Sequence[Claim]
) -> Batch:
    """Decide `claims` in their order at `now_ms`, or at the latest instant seen if that is later.

    `receipts` are those of all earlier batches, by viewer; the caller adds the new winners to them.
    """
    now_ms = max(now_ms, shard.latest_ms)
    present = {part.window.outlet: part for part in shard.parts if part.gen == shard.gen}
    fresh: dict[str, Won] = {}
    winners: list[Winner] = []
    decisions: list[Decision] = []
    for claim in claims:
        decision: Decision | None = receipts.get(claim.viewer) or fresh.get(claim.viewer)
        if decision is None:
            decision = _refusal(shard, present.get(claim.outlet), now_ms, gen, claim.quantity)
        if decision is None:
            part = present[claim.outlet]
            before = sum(old.sold for old in shard.parts if _earlier(old, part))
            unit = shard.shards * (before + part.sold) + shard.shard + 1
            decision = Won(
                gen, claim.claim_id, unit, shard.price_fen, now_ms,
                quantity=claim.quantity, outlet=claim.outlet,
            )  # fmt: skip
            present[claim.outlet] = replace(part, sold=part.sold + claim.quantity)
            fresh[claim.viewer] = decision
            winners.append(Winner(claim.viewer, claim.outlet, decision))
        elif decision is SOLD_OUT:
            part = present[claim.outlet]
            present[claim.outlet] = replace(part, turned_away=part.turned_away + 1)
        elif decision is PENDING:
            part = present[claim.outlet]
            present[claim.outlet] = replace(part, wanted=part.wanted + claim.quantity)
        decisions.append(decision)
    parts = tuple(
        present[part.window.outlet] if part.gen == shard.gen else part for part in shard.parts
    )
    # What could give nothing does not move the window's time: see `changes` in claim_batch.lua.
    could_give = shard.gen != 0 and gen == shard.gen and not shard.closed
    shard = replace(shard, latest_ms=now_ms if could_give else shard.latest_ms, parts=parts)
    return Batch(shard, tuple(decisions), tuple(winners))


def _refusal(
    shard: Shard, part: Part | None, now_ms: int, gen: int, quantity: int
) -> Refused | None:
    """Return why a claim on `part` gets nothing, None when it gets a unit."""
    if shard.gen == 0:
        return UNKNOWN
    if gen != shard.gen or shard.closed or part is None or now_ms >= part.window.closes_at_ms:
        return CLOSED
    if now_ms < part.window.opens_at_ms:
        return Refused("too_early", part.window.opens_at_ms)
    if part.sold + quantity > part.window.stock:
        return PENDING if part.window.more else SOLD_OUT
    return None


def _earlier(old: Part, part: Part) -> bool:
    return old.gen < part.gen and old.window.outlet == part.window.outlet


def _outlet_order(row: OutletWindow) -> bytes:
    return row.outlet.encode()
