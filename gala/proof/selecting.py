"""Who is drawn: each place goes to the owner of a number among those not drawn yet."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable, Sequence

from gala.proof.errors import ProofError
from gala.proof.stream import Stream


def select(
    seed: bytes | Stream,
    numbers: int,
    without: Sequence[tuple[int, int]],
    count: int,
    owned: Callable[[int], tuple[int, int]],
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
