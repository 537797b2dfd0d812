"""Who got what from a beacon: each viewer's packets of a rain, and the prizes of a draw.

Pure: the outcome is worked out again from the log's words and the winners of the window's journal.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from gala.core.books import Figure
from gala.core.draws import DrawRun
from gala.core.events import RainOpened
from gala.core.seckill import Winner
from gala.core.state import Show
from gala.core.tables import DrawState
from gala.proof import vrf
from gala.proof.opening import rain_split
from gala.proof.rules import DrawRule, RainRule
from gala.proof.seed import alpha, seed
from gala.proof.splitting import Split


@dataclass(frozen=True, slots=True)
class Packets:
    """What one entry of a rain got: so many packets, so many fen; often none."""

    winner: Winner
    packets: int
    fen: int


@dataclass(frozen=True, slots=True)
class Prize:
    """A prize that somebody has, or an alternate (no prize); `place` counts from 0."""

    place: int
    pseudonym: str
    prize: str
    value_fen: int
    passed_over: bool


def split_again(draw: DrawRun, opened: RainOpened) -> Split:
    """Return a rain's split as its words lead to it. Raises `ProofError` for words of others."""
    rule = draw.manifest.rule
    assert isinstance(rule, RainRule)
    word, proof = bytes.fromhex(opened.signature), bytes.fromhex(opened.proof)
    beta = vrf.verify(draw.manifest.vrf, alpha(draw.manifest_text, word), proof)
    source = seed(draw.manifest_text, draw.manifest.round, word, beta)
    return rain_split(draw.manifest, rule, source)


def packets(draw: DrawRun, split: Split, winners: Iterable[Winner]) -> list[Packets]:
    """Return what each of `winners`, those of the rain's window, got of `split`."""
    starts, owners = _numbered(draw, winners)
    count = [0] * len(owners)
    fen = [0] * len(owners)
    for chance, amount_fen in split.paid:
        place = bisect_right(starts, chance) - 1
        if place >= 0 and chance < starts[place] + owners[place].won.quantity:
            count[place] += 1
            fen[place] += amount_fen
    return [Packets(*row) for row in zip(owners, count, fen, strict=True)]


def prizes(draw: DrawRun) -> list[Prize]:
    """Return every place of an opened draw, in drawn order."""
    rule = draw.manifest.rule
    assert isinstance(rule, DrawRule)
    # What a unit costs is not what it is worth.
    values = {prize: 0 if rule.by_outlet else value_fen for prize, _, value_fen in rule.prizes}
    held = {place: prize for prize, place in draw.winners}
    return [
        Prize(
            place,
            one.pseudonym,
            held.get(place, ""),
            values[held[place]] if place in held else 0,
            place in draw.passed_over,
        )
        for place, one in enumerate(draw.places)
    ]


def is_opened(draw: DrawRun) -> bool:
    """Whether the draw has come to something."""
    return draw.state in (DrawState.OPENED, DrawState.ANNOUNCED)


def is_sale(draw: DrawRun) -> bool:
    """Whether units are drawn that their winners pay for, and no prizes: a seckill by lot."""
    rule = draw.manifest.rule
    return isinstance(rule, DrawRule) and rule.by_outlet


def draw_figures(
    show: Show, draw: DrawRun, opened: RainOpened | None, winners: Sequence[Winner]
) -> Iterator[Figure]:
    """Yield what an opened draw must come to; `winners` are those of its window.

    Raises `ProofError` when the words of a rain are not the draw's.
    """
    of = f"{draw.segment} · {draw.kind} {draw.number}"
    frozen = show.frozen_of(draw.manifest.window)
    if frozen is not None:
        yield Figure(of, "numbers drawn from", draw.manifest.numbers, frozen.numbers)
    rule = draw.manifest.rule
    if isinstance(rule, RainRule):
        pool_fen = draw.paid_fen + draw.returned_fen
        yield Figure(of, "pool = paid + returned, fen", rule.pool_fen, pool_fen)
        if opened is not None:
            split = split_again(draw, opened)
            got = packets(draw, split, winners)
            yield Figure(of, "paid to viewers, fen", draw.paid_fen, sum(one.fen for one in got))
            yield Figure(of, "returned, fen", draw.returned_fen, split.returned_fen)
            count = sum(one.packets for one in got)
            yield Figure(of, "packets opened", opened.packets, count)
    else:
        starts, owners = _numbered(draw, winners)
        entered = {
            (low, one.viewer, one.won.quantity) for low, one in zip(starts, owners, strict=True)
        }
        drawn = [(one.low, one.pseudonym, one.quantity) for one in draw.places]
        found = sum(one in entered for one in drawn)
        yield Figure(of, "places with a frozen entry", len(drawn), found)
        if rule.by_outlet:
            yield from _by_outlet(of, draw, rule, owners)


def _by_outlet(
    of: str, draw: DrawRun, rule: DrawRule, entries: Iterable[Winner]
) -> Iterator[Figure]:
    """Yield the units of a seckill by lot, by the outlets in which their owners entered."""
    outlets = {one.viewer: one.outlet for one in entries}
    entered = Counter(outlets.values())
    held = Counter(outlets.get(draw.places[place].pseudonym) for _, place in draw.winners)
    passed = Counter(outlets.get(draw.places[place].pseudonym) for place in draw.passed_over)
    for outlet, count, _ in rule.prizes:
        places = min(entered[outlet], count + rule.alternates)
        part = f"{of} · {outlet}"
        yield Figure(part, "units drawn", min(count, places - passed[outlet]), held[outlet])
        yield Figure(part, "units beyond the stock", 0, max(0, held[outlet] - count))


def _numbered(draw: DrawRun, winners: Iterable[Winner]) -> tuple[list[int], list[Winner]]:
    """Return the first number of each entry and its owner, ascending."""
    first, before = {}, 0
    for outlet, given in draw.manifest.outlets:
        first[outlet] = before
        before += given
    numbered = sorted(
        ((first[one.outlet] + one.won.unit - 1, one) for one in winners if one.outlet in first),
        key=lambda row: row[0],
    )
    return [low for low, _ in numbered], [one for _, one in numbered]
