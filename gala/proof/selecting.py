"""Who is drawn: each place goes to the owner of a number among those not drawn yet."""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Sequence

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
    There are fewer places when no number is left.
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
        insort(taken, place)
        left -= place[1]
        places.append(place)
    return places
