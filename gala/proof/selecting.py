"""Who is drawn: each place goes to the owner of a number among those not drawn yet."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable, Sequence

from gala.proof.errors import ProofError
from gala.proof.rules import DrawRule
from gala.proof.stream import Stream

Owned = Callable[[int], tuple[int, int]]
"""Asked for every place with the number drawn for it: the (low, quantity) of the leaf owning it."""


def select_by_rule(
    seed: bytes, outlets: Sequence[tuple[str, int]], rule: DrawRule, owned: Owned
) -> list[tuple[int, int]]:
    """Return (low, quantity) of the leaf drawn for each place of `rule`, in order.

    `outlets` are (outlet, given) as the numbers follow one another. A draw by outlet takes its
    outlets as its prizes stand, all from one stream. Raises as `select` does, and `ProofError` for
    a leaf that reaches out of its outlet.
    """
    if not rule.by_outlet:
        numbers = sum(given for _, given in outlets)
        return select(seed, numbers, rule.without, rule.places, owned)
    stream, starts, begin = Stream(seed), {}, 0
    for outlet, given in outlets:
        starts[outlet] = (begin, given)
        begin += given
    places: list[tuple[int, int]] = []
    for outlet, count, _ in rule.prizes:
        first, given = starts[outlet]
        inside = _within(first, given, owned)
        drawn = select(stream, given, (), count + rule.alternates, inside)
        places += [(first + low, quantity) for low, quantity in drawn]
    return places


def _within(first: int, given: int, owned: Owned) -> Owned:
    """Return `owned` for the numbers of one outlet, which begin at `first`."""

    def inside(number: int) -> tuple[int, int]:
        low, quantity = owned(first + number)
        if low < first or low + quantity > first + given:
            raise ProofError("a leaf has numbers of another outlet")
        return low - first, quantity

    return inside


def select(
    seed: bytes | Stream,
    numbers: int,
    without: Sequence[tuple[int, int]],
    count: int,
    owned: Owned,
) -> list[tuple[int, int]]:
    """Return (low, quantity) of the leaf drawn for each place, in order.

    `numbers` is how many there are, `without` what takes no part, `count` the places. `owned` is
    called for every place with the number drawn for it, and returns the (low, quantity) of its
    owner; what it raises comes through, which is how a verifier looks at one place after another.
    There are fewer places when no number is left. Raises `ProofError` when a leaf has a number that
    is taken: `without` was then no list of whole leaves.
    """
    stream = seed if isinstance(seed, Stream) else Stream(seed)
    taken = sorted(without)
    left = numbers - sum(quantity for _, quantity in taken)
    places: list[tuple[int, int]] = []
    while len(places) < count and left > 0:
        number = stream.below(left)
        # The numbers that are left are counted without gaps, so each one taken below shifts it.
        for low, quantity in taken:
            if number < low:
                break
            number += quantity
        place = owned(number)
        at = bisect(taken, place)
        if _overlap(taken[at - 1 : at], [place]) or _overlap([place], taken[at : at + 1]):
            raise ProofError("a leaf that was drawn has a number that was taken")
        taken.insert(at, place)
        left -= place[1]
        places.append(place)
    return places


def _overlap(one: Sequence[tuple[int, int]], after: Sequence[tuple[int, int]]) -> bool:
    return bool(one and after) and one[0][0] + one[0][1] > after[0][0]
